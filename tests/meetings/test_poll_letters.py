"""Whom a date poll writes to, and what the letters say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.models import Delivery
from meetings import convening, polling
from meetings.choices import AnswerChannel
from meetings.models import DatePoll
from teams.models import Mandate
from tests import factories
from tests.meetings.test_polling import asked, letters_to, said_by
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=3)


def leaves(member):
    Mandate.objects.filter(user=member).update(until_on=factories.yesterday())


def test_whoever_has_left_the_seat_is_not_written_to_any_more(world):
    poll = asked(world)
    leaves(world.members[0])

    reminded = polling.remind_due(poll.remind_at + timedelta(minutes=1))
    polling.withdraw(poll, reason="Zmiana planów", by=world.coordinator)

    assert reminded == 2
    assert [letters_to(member).count() for member in world.members] == [1, 3, 3]


def test_a_reply_taken_from_the_telephone_is_not_signed_by_the_invited_person(world):
    poll = asked(world)
    slot = poll.slots.first()
    by_phone, by_link, _silent = (poll.invitees.get(user=member) for member in world.members)
    polling.answer(by_phone, {slot.pk: "yes"}, via=AnswerChannel.SECRETARY, by=world.coordinator)
    polling.answer(by_link, {slot.pk: "yes"}, via=AnswerChannel.LINK, by=by_link.user)

    meeting = convening.convene(
        polling.choose(poll, slot, by=world.coordinator), by=world.coordinator
    )

    events = {one.invitee.user: one for one in meeting_events(meeting)}
    assert events[world.members[0]].by is None
    assert events[world.members[0]].via == AnswerChannel.SECRETARY
    assert events[world.members[1]].by == world.members[1]


def meeting_events(meeting):
    return [event for invitee in meeting.invitees.all() for event in invitee.events.all()]


def test_a_settled_poll_says_so_to_who_settles_it_again(world):
    poll = asked(world)
    polling.choose(poll, poll.slots.first(), by=world.coordinator)

    with pytest.raises(polling.PollIsSettled):
        polling.withdraw(poll, reason="x", by=world.coordinator)


def test_the_result_is_told_once_to_everybody_who_was_asked_and_still_sits_there(world):
    poll = asked(world)
    said_by(world, poll, ("yes", "no"))
    leaves(world.members[2])
    before = Delivery.objects.count()

    polling.choose(poll, poll.slots.first(), by=world.coordinator)

    told = list(Delivery.objects.order_by("pk")[before:])
    assert {one.recipient for one in told} == {one.email for one in world.members[:2]}
    slot = poll.slots.first().local_start
    assert all(f"{slot:%H:%M}" in one.text and "Wybrano termin" in one.text for one in told)
    assert not any(one.calendar for one in told)  # the invitation does that


def test_the_letter_says_where_the_meeting_would_be(world):
    asked(world, place="Radom, sala 12", words="Proszę odpowiedzieć.")

    letter = letters_to(world.members[0]).get()

    for part in (letter.text, letter.html):
        assert "Radom, sala 12" in part
        assert "Proszę odpowiedzieć." in part


def test_a_reminder_is_not_sent_after_the_deadline(world):
    poll = asked(world)
    DatePoll.objects.filter(pk=poll.pk).update(until_at=timezone.now() - timedelta(minutes=1))

    assert polling.remind_due(poll.remind_at + timedelta(minutes=1)) == 0
