"""Several people at one meeting at the same moment, each with a connection of his own."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test import Client
from django.urls import reverse

from coordination import tasks
from meetings import announcing, answering, convening, planning, recording, series_dates
from meetings.choices import Answer, AnswerChannel, DecisionKind, MeetingStatus
from meetings.models import BlockRevision, Decision, Meeting, MinutesBlock, RsvpEvent
from tests.meetings.test_recurring import begun
from tests.meetings.world import World, letters

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nobody_is_woken(monkeypatch):
    """Letters stay in the outbox, where they are counted."""
    monkeypatch.setattr(tasks.send_due_mail, "delay", lambda: None)


def at_once(act, things):
    """Do the same to several things at the same moment; return results and refusals in order."""
    things = list(things)
    start = Barrier(len(things))

    def one(thing):
        try:
            start.wait(timeout=10)
            return act(thing)
        except (recording.Clash, planning.Refused) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(one, things))


def test_fifty_answers_at_once_are_all_kept():
    world = World(members=50)
    meeting = world.convened()
    invitees = list(meeting.invitees.current())

    def press(invitee):
        address = reverse("meetings:answer-by-link", args=[invitee.secret])
        return Client().post(address, {"answer": "accepted"}).status_code

    assert set(at_once(press, invitees)) == {302}
    assert meeting.invitees.filter(answer=Answer.ACCEPTED).count() == 50
    assert RsvpEvent.objects.filter(invitee__meeting=meeting).count() == 50


def test_of_two_who_save_one_block_at_once_one_is_told_of_the_clash():
    world = World(members=2)
    block = MinutesBlock.objects.filter(minutes__meeting=world.in_session()).first()

    outcomes = at_once(
        lambda text: recording.save_block(
            MinutesBlock.objects.get(pk=block.pk), text=text, based_on=0, by=world.coordinator
        ),
        ["Tekst pierwszej osoby.", "Tekst drugiej osoby."],
    )

    clashes = [one for one in outcomes if isinstance(one, recording.Clash)]
    block.refresh_from_db()
    assert len(clashes) == 1
    assert clashes[0].block.text == block.text
    assert BlockRevision.objects.filter(block=block).count() == block.revision == 1


def test_decisions_noted_at_once_have_no_gap_and_no_double():
    world = World(members=2)
    item = world.in_session().items.first()

    at_once(
        lambda text: recording.note_decision(
            item, kind=DecisionKind.RESOLUTION, text=text, taken_how="", by=world.coordinator
        ),
        [f"Uchwała {number}." for number in range(8)],
    )

    numbers = Decision.objects.filter(team=world.team).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 9))


def test_a_meeting_convened_by_two_at_once_is_convened_once():
    world = World(members=5)
    draft = world.draft()

    outcomes = at_once(lambda by: convening.convene(draft, by=by), [world.coordinator] * 2)

    assert sorted(isinstance(one, Meeting) for one in outcomes) == [False, True]
    assert len(letters(draft)) == 5
    assert LogEntry.objects.filter(additional_data__verb="meeting.convened").count() == 1


def test_meetings_of_a_team_convened_at_once_have_no_gap_in_numbers():
    world = World(members=1)
    drafts = [world.draft() for _number in range(6)]

    at_once(lambda draft: convening.convene(draft, by=world.coordinator), drafts)

    numbers = Meeting.objects.filter(team=world.team).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


def test_a_session_opened_by_two_at_once_has_one_record():
    world = World(members=2)
    meeting = world.convened()

    outcomes = at_once(lambda by: recording.open_session(meeting, by=by), [world.coordinator] * 2)

    refused = [one for one in outcomes if isinstance(one, recording.NotToBeOpened)]
    meeting.refresh_from_db()
    assert len(refused) == 1
    assert meeting.status == MeetingStatus.IN_SESSION
    assert MinutesBlock.objects.filter(minutes__meeting=meeting).count() == meeting.items.count()


def test_a_change_told_by_two_workers_at_once_is_told_once():
    world = World(members=4)
    meeting = world.convened()
    moved = meeting.starts_at + timedelta(days=1)
    world.change(meeting, starts_at=moved, ends_at=moved + timedelta(hours=2))

    at_once(announcing.announce, [meeting.pk] * 2)

    meeting.refresh_from_db()
    assert meeting.sequence == 1
    assert len(letters(meeting)) == 8


def test_an_answer_and_a_new_date_at_once_leave_no_answer_to_the_old_date():
    world = World(members=4)
    meeting = world.convened()
    moved = meeting.starts_at + timedelta(days=1)
    world.change(meeting, starts_at=moved, ends_at=moved + timedelta(hours=2))
    invitees = list(meeting.invitees.current())

    at_once(
        lambda act: act(),
        [lambda: announcing.announce(meeting.pk)]
        + [
            lambda one=one: answering.record_answer(one, Answer.ACCEPTED, via=AnswerChannel.LINK)
            for one in invitees
        ],
    )

    for invitee in meeting.invitees.filter(answer=Answer.ACCEPTED):
        assert invitee.events.first().sequence == 1


def test_two_meetings_of_a_series_convened_at_once_are_both_in_the_last_copy():
    world = World(members=3)
    series = series_dates.send(begun(world), by=world.coordinator)

    def press(meeting):
        return convening.convene(meeting, by=world.coordinator, short_notice_reason="cykl")

    meetings = at_once(press, series.meetings.order_by("series_day"))
    days = {f"{one.series_day:%Y%m%d}" for one in meetings}
    for user in world.members:
        texts = [one.calendar for one in letters(recipient=user.email)]
        numbers = [int(re.search(r"SEQUENCE:(\d+)", text)[1]) for text in texts]
        assert sorted(numbers) == [1, 2, 3]
        last = texts[numbers.index(3)]
        found = re.findall(r"RECURRENCE-ID;TZID=Europe/Warsaw:(\d{8})", last)
        assert set(found) == days
