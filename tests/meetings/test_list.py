"""The list of meetings: figures beside each, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import answering
from meetings.choices import Answer, AnswerChannel
from meetings.models import Meeting
from tests.meetings.world import World, invitee_of

pytestmark = pytest.mark.django_db


def test_a_row_counts_who_is_invited_and_who_will_come():
    world = World(members=3)
    meeting, other = world.convened(), world.convened()
    for member in world.members[:2]:
        answering.record_answer(
            invitee_of(meeting, member), Answer.ACCEPTED, via=AnswerChannel.APP, by=member
        )

    rows = Meeting.objects.with_answer_counts().in_bulk()

    assert (rows[meeting.pk].invited_count, rows[meeting.pk].accepted_count) == (3, 2)
    assert (rows[other.pk].invited_count, rows[other.pk].accepted_count) == (3, 0)


def test_a_draft_counts_nobody():
    draft = World(members=2).draft()
    row = Meeting.objects.with_answer_counts().get(pk=draft.pk)
    assert (row.invited_count, row.accepted_count) == (0, 0)


def test_counting_the_list_never_touches_the_invitees(signed_in):
    world = World(members=2)
    world.convened()
    client = signed_in(world.coordinator)
    address = reverse("meetings:meeting-list")
    client.get(address)

    with CaptureQueriesContext(connection) as caught:
        client.get(address)

    counting = [one["sql"] for one in caught if "COUNT(*) AS" in one["sql"]]
    assert counting
    assert not any("accepted_count" in one or "GROUP BY" in one for one in counting)


def test_the_list_costs_the_same_at_one_and_at_thirty(signed_in):
    figures = []
    for size in (1, 30):
        world = World(members=2)
        for _number in range(size):
            world.convened()
        client = signed_in(world.coordinator)
        client.get(reverse("meetings:meeting-list"))
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("meetings:meeting-list"))
        figures.append(len(caught))
    assert figures[0] == figures[1]
