"""Calendar answers by mail: believed only when they prove whose they are (itip.md)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from coordination import incoming
from coordination.choices import IncomingOutcome
from coordination.models import IncomingMail
from meetings import announcing, answering, convening
from meetings.choices import Answer, AnswerChannel
from meetings.models import RsvpEvent
from tests import factories
from tests.meetings.calendar_texts import event_of
from tests.meetings.reply_mail import FORMS, answer_lines, mailed
from tests.meetings.world import World, day_ahead, invitee_of, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


@pytest.fixture
def meeting(world):
    return world.convened()


def receive(meeting, email, partstat="ACCEPTED", *, sender=None, form="google", **more):
    headers = more.pop("headers", {})
    lines = answer_lines(meeting, email, partstat, **more)
    return incoming.receive(mailed(lines, sender or email, form, **headers))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("partstat", "expected"),
    [
        ("ACCEPTED", Answer.ACCEPTED),
        ("TENTATIVE", Answer.TENTATIVE),
        ("DECLINED", Answer.DECLINED),
    ],
)
def test_an_answer_is_recorded_whatever_program_wrote_it(world, meeting, form, partstat, expected):
    user = world.members[0]
    mail = receive(meeting, user.email, partstat, form=form, comment="będę o 11")
    invitee = invitee_of(meeting, user)
    assert mail.outcome == IncomingOutcome.ACCEPTED
    assert (invitee.answer, invitee.answered_via) == (expected, AnswerChannel.MAIL)
    assert invitee.answer_comment == "będę o 11"
    assert (mail.about, mail.team_id) == (f"meetings.meeting:{meeting.pk}", world.team.pk)


@pytest.mark.parametrize("spelling", ["MAILTO:", "Mailto:", "mailto:"])
def test_the_spelling_of_an_address_does_not_matter(world, meeting, spelling):
    email = world.members[0].email
    mail = receive(meeting, email.upper(), sender=f'"Członek" <{email.title()}>', mailto=spelling)
    assert mail.outcome == IncomingOutcome.ACCEPTED


def test_a_reply_to_header_may_name_the_person(world, meeting):
    email = world.members[0].email
    mail = receive(meeting, email, sender="serwer@example.org", headers={"Reply_To": email})
    assert mail.outcome == IncomingOutcome.ACCEPTED


def test_another_sender_is_quarantined_and_changes_nothing(world, meeting):
    first, second, _third = world.members
    mail = receive(meeting, first.email, "DECLINED", sender=second.email)
    assert mail.outcome == IncomingOutcome.QUARANTINED
    assert invitee_of(meeting, first).answer == Answer.NONE
    assert invitee_of(meeting, second).answer == Answer.NONE


def test_an_address_that_was_not_invited_is_quarantined(meeting):
    assert receive(meeting, "obcy@example.org").outcome == IncomingOutcome.QUARANTINED
    assert RsvpEvent.objects.count() == 0


def test_the_same_letter_twice_is_one(world, meeting):
    lines = answer_lines(meeting, world.members[0].email, "ACCEPTED")
    raw = mailed(lines, world.members[0].email)
    incoming.receive(raw)
    incoming.receive(raw)
    assert IncomingMail.objects.count() == 1
    assert RsvpEvent.objects.count() == 1


def test_the_same_answer_in_another_letter_is_listed_as_repeated(world, meeting):
    email, stamp = world.members[0].email, timezone.now()
    receive(meeting, email, stamp=stamp)
    mail = receive(meeting, email, stamp=stamp, form="outlook")
    assert mail.outcome == IncomingOutcome.REPEATED
    assert RsvpEvent.objects.count() == 1


def test_an_older_answer_that_comes_late_changes_nothing(world, meeting):
    email, now = world.members[0].email, timezone.now()
    receive(meeting, email, "ACCEPTED", stamp=now)
    mail = receive(meeting, email, "DECLINED", stamp=now - timedelta(minutes=5))
    assert mail.outcome == IncomingOutcome.STALE
    assert invitee_of(meeting, world.members[0]).answer == Answer.ACCEPTED


def test_an_answer_about_the_old_date_changes_nothing(world, meeting):
    world.change(meeting, **_moved(world))
    _announced(meeting)
    mail = receive(meeting, world.members[0].email, sequence=0)
    assert mail.outcome == IncomingOutcome.STALE
    assert invitee_of(meeting, world.members[0]).answer == Answer.NONE


def test_an_answer_about_a_version_never_sent_is_quarantined(world, meeting):
    mail = receive(meeting, world.members[0].email, sequence=7)
    assert mail.outcome == IncomingOutcome.QUARANTINED


def test_after_a_change_that_keeps_the_date_an_answer_still_counts(world, meeting):
    world.change(meeting, place="Inna sala")
    _announced(meeting)
    assert receive(meeting, world.members[0].email).outcome == IncomingOutcome.ACCEPTED


def test_a_removed_person_answers_in_vain(world, meeting):
    gone = invitee_of(meeting, world.members[0])
    convening.remove_invitee(gone, reason="", by=world.coordinator)
    mail = receive(meeting, gone.email)
    assert mail.outcome == IncomingOutcome.STALE
    assert "nie jest już zaproszona" in mail.reason


def test_a_cancelled_meeting_is_answered_in_vain(world, meeting):
    convening.cancel(meeting, reason="przerwa", by=world.coordinator)
    meeting.refresh_from_db()
    mail = receive(meeting, world.members[0].email)
    assert mail.outcome == IncomingOutcome.STALE


def test_a_proposal_of_another_time_reaches_the_convener_and_moves_nothing(world, meeting):
    start = meeting.starts_at + timedelta(days=1)
    mail = receive(
        meeting,
        world.members[0].email,
        "TENTATIVE",
        method="COUNTER",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        comment="środa nam nie pasuje",
    )
    assert mail.outcome == IncomingOutcome.COUNTER
    event = RsvpEvent.objects.get()
    assert (event.proposed_start_at, event.comment) == (start, "środa nam nie pasuje")
    meeting.refresh_from_db()
    assert meeting.sequence == 0
    assert letters(recipient=world.coordinator.email)[0].subject.startswith("Propozycja innego")


def test_a_declined_proposal_is_answered_once_by_declinecounter(world, meeting):
    start = meeting.starts_at + timedelta(days=1)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
    receive(meeting, world.members[0].email, "TENTATIVE", method="COUNTER", **times)
    event = RsvpEvent.objects.get()
    for _time in range(2):
        answering.decline_proposal(event, by=world.coordinator)
    told = letters(calendar_method="DECLINECOUNTER")
    assert [letter.recipient for letter in told] == [world.members[0].email]
    assert event_of(told[0].calendar)["UID"] == [meeting.uid]


def test_a_proposal_that_ends_before_it_begins_waits_for_a_person(world, meeting):
    start = meeting.starts_at
    mail = receive(
        meeting,
        world.members[0].email,
        "TENTATIVE",
        method="COUNTER",
        starts_at=start,
        ends_at=start - timedelta(hours=1),
    )
    assert mail.outcome == IncomingOutcome.UNREADABLE


def test_an_appointed_deputy_may_be_named_in_the_calendar(world, meeting):
    deputy = factories.mandate(world.mandates[0].seat, deputy=1).user
    mail = receive(meeting, world.members[0].email, "DELEGATED", delegated_to=deputy.email)
    assert mail.outcome == IncomingOutcome.ACCEPTED
    assert invitee_of(meeting, deputy).substitute_for == invitee_of(meeting, world.members[0])


def test_any_other_deputy_waits_for_the_secretary(world, meeting):
    mail = receive(meeting, world.members[0].email, "DELEGATED", delegated_to="x@example.org")
    assert mail.outcome == IncomingOutcome.QUARANTINED
    assert invitee_of(meeting, world.members[0]).answer == Answer.NONE


def test_an_answer_without_an_answer_changes_nothing(world, meeting):
    mail = receive(meeting, world.members[0].email, "NEEDS-ACTION")
    assert mail.outcome == IncomingOutcome.REPEATED


def test_an_automatic_reply_changes_nothing(world, meeting):
    letter = letters(meeting, recipient=world.members[0].email)[0]
    raw = (
        f"From: {world.members[0].email}\r\nTo: x@example.org\r\nSubject: Poza biurem\r\n"
        f"Auto-Submitted: auto-replied\r\nIn-Reply-To: {letter.message_id}\r\n\r\nUrlop.\r\n"
    )
    mail = incoming.receive(raw.encode())
    assert mail.outcome == IncomingOutcome.AUTOMATIC
    assert mail.about == f"meetings.meeting:{meeting.pk}"
    assert RsvpEvent.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: a@b\r\nContent-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR",
        b"From: a@b\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n"
        b"BEGIN:VEVENT\r\nUID:x\r\nSEQUENCE:many\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"From: a@b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x--",
        b'From: "\r\nSubject: =?utf-8?b?!!!?=\r\n\r\nx',
    ],
)
def test_garbage_is_kept_and_waits_for_a_person(body):
    mail = incoming.receive(body)
    assert mail.outcome in (IncomingOutcome.UNREADABLE, IncomingOutcome.AUTOMATIC)
    assert bytes(IncomingMail.objects.get().raw) == body


def test_a_request_sent_to_the_desk_is_no_answer(world, meeting):
    mail = receive(meeting, world.members[0].email, method="REQUEST")
    assert mail.outcome == IncomingOutcome.UNREADABLE
    assert invitee_of(meeting, world.members[0]).answer == Answer.NONE


def test_a_stamp_without_zone_is_read_as_utc(world, meeting):
    lines = answer_lines(meeting, world.members[0].email, "ACCEPTED")
    lines = [line.removesuffix("Z") if line.startswith("DTSTAMP") else line for line in lines]
    mail = incoming.receive(mailed(lines, world.members[0].email))
    assert mail.outcome == IncomingOutcome.ACCEPTED
    stamp = invitee_of(meeting, world.members[0]).reply_stamp
    assert abs(stamp - datetime.now(UTC)) < timedelta(minutes=1)


def _moved(world):
    facts = world.facts(day=day_ahead(27))
    return {"starts_at": facts["starts_at"], "ends_at": facts["ends_at"]}


def _announced(meeting):
    announcing.announce(meeting.pk)
    meeting.refresh_from_db()
