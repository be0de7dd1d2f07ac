"""What invitees are told of changes, and when they are reminded."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from coordination import documents
from coordination.choices import HandlingLabel
from meetings import announcing, answering, convening, planning, reminding
from meetings.choices import Answer, AnswerChannel
from meetings.models import Meeting, Reminder
from tests.meetings.calendar_texts import event_of, unfolded
from tests.meetings.world import World, day_ahead, invitee_of, letters

pytestmark = pytest.mark.django_db


def changes_told(meeting):
    return letters(meeting, key__startswith="meeting-change:")


def announced(meeting):
    announcing.announce(meeting.pk)
    meeting.refresh_from_db()
    return meeting


def test_several_edits_become_one_letter_that_says_what_changed():
    world = World()
    meeting = world.convened()
    world.change(meeting, place="Sala 5")
    world.change(meeting, title="Nowy temat")
    world.change(meeting, agenda=[("Otwarcie", 5), ("Nowy punkt", 10)])
    assert changes_told(meeting) == []
    announced(meeting)
    told = changes_told(meeting)
    assert len(told) == 3
    for words in ("Nowe miejsce: Sala 5.", "Nowy temat: Nowy temat.", "Dodano do porządku obrad"):
        assert words in told[0].text
    assert "Usunięto z porządku obrad: Szkolenia." in told[0].text


def test_a_promise_waits_its_time_and_is_kept_by_the_sweep(settings):
    world = World()
    meeting = world.convened()
    world.change(meeting, place="Sala 5")
    assert not Meeting.objects.with_news_due().exists()
    later = timezone.now() + timedelta(seconds=settings.ANNOUNCE_AFTER_SECONDS + 1)
    assert Meeting.objects.with_news_due(later).get() == meeting


def test_a_new_place_keeps_the_answers_and_the_sequence():
    world = World()
    meeting = world.convened()
    invitee = invitee_of(meeting, world.members[0])
    answering.record_answer(invitee, Answer.ACCEPTED, via=AnswerChannel.LINK)
    world.change(meeting, place="Sala 5")
    announced(meeting)
    before, after = letters(meeting, recipient=invitee.email)
    first, second = event_of(before.calendar), event_of(after.calendar)
    assert second["SEQUENCE"] == ["0"]
    assert second["DTSTAMP"] >= first["DTSTAMP"]
    assert second["LOCATION"] == ["Sala 5"]
    assert "https://wideo.example.org/zespol" in unfolded(after.calendar)
    invitee.refresh_from_db()
    assert invitee.answer == Answer.ACCEPTED


def test_a_new_date_raises_the_sequence_and_asks_everybody_again():
    world = World()
    meeting = world.convened()
    invitee = invitee_of(meeting, world.members[0])
    answering.record_answer(invitee, Answer.ACCEPTED, via=AnswerChannel.LINK)
    facts = world.facts(day=day_ahead(30), hour=12)
    world.change(meeting, starts_at=facts["starts_at"], ends_at=facts["ends_at"])
    announced(meeting)
    invitee.refresh_from_db()
    assert (meeting.sequence, invitee.answer) == (1, Answer.NONE)
    assert [event.answer for event in invitee.events.all()] == ["needs-action", "accepted"]
    told = letters(meeting, recipient=invitee.email)[-1]
    assert "Nowy termin:" in told.text
    assert event_of(told.calendar)["UID"] == [meeting.uid]


def test_telling_twice_tells_once():
    world = World()
    meeting = world.convened()
    world.change(meeting, place="Sala 5")
    announced(meeting)
    announced(meeting)
    assert len(changes_told(meeting)) == 3


def test_a_change_taken_back_is_told_to_nobody():
    world = World()
    meeting = world.convened()
    world.change(meeting, place="Sala 5")
    world.change(meeting, place="Radom, sala 12")
    assert changes_told(announced(meeting)) == []


def test_saving_without_a_change_tells_nobody():
    world = World()
    meeting = world.convened()
    world.change(meeting)
    assert changes_told(announced(meeting)) == []


def test_each_language_reads_its_own_sentences():
    world = World()
    english = world.members[0]
    english.language = "en"
    english.save()
    meeting = world.convened()
    world.change(meeting, place="Sala 5")
    announced(meeting)
    assert "New place: Sala 5." in letters(meeting, recipient=english.email)[-1].text


def test_nothing_of_a_meeting_for_named_persons_travels_by_mail():
    world = World()
    secret = "KANAREK"
    meeting = world.convened(
        title=f"{secret} temat",
        place=f"{secret} miejsce",
        notes=f"{secret} słowa",
        video_link=f"https://example.org/{secret}",
        label=HandlingLabel.PERSONS,
        agenda=[(f"{secret} punkt", None)],
    )
    world.change(meeting, place=f"{secret} inne", agenda=[(f"{secret} drugi", None)])
    announced(meeting)
    for letter in letters(meeting):
        texts = [letter.subject, letter.text, letter.html, unfolded(letter.calendar)]
        assert secret not in " ".join(texts)


def test_a_label_is_never_narrower_than_the_documents():

    world = World()
    meeting = world.draft(label=HandlingLabel.PUBLIC)
    version = documents.store_bytes(
        b"%PDF-1.4",
        file_name="plan.pdf",
        media_type="application/pdf",
        title="Plan",
        label=HandlingLabel.PUBLIC,
        by=world.coordinator,
    )
    planning.attach(meeting, version, by=world.coordinator)
    with pytest.raises(planning.LabelTooNarrow):
        world.change(meeting, label=HandlingLabel.PERSONS)


# --- reminders ------------------------------------------------------------------------------


def reminders_told(meeting):
    return letters(meeting, key__startswith="meeting-reminder:")


def test_reminders_are_promised_by_the_rules():
    meeting = World(reminder_days="7, 3, 1").convened()
    days = [(meeting.starts_at - one.due_at).days for one in meeting.reminders.all()]
    assert days == [7, 3, 1]


def test_a_reminder_whose_day_has_passed_is_not_promised():
    world = World(reminder_days="7, 3, 1", notice_days=0)
    assert [one.days_before for one in world.convened(day=day_ahead(3)).reminders.all()] in (
        [1],
        [3, 1],
    )


def test_only_the_silent_are_reminded():
    world = World()
    meeting = world.convened()
    invitee = invitee_of(meeting, world.members[0])
    answering.record_answer(invitee, Answer.DECLINED, via=AnswerChannel.LINK)
    reminding.keep_due_reminders(meeting.starts_at - timedelta(days=7))
    assert {letter.recipient for letter in reminders_told(meeting)} == {
        user.email for user in world.members[1:]
    }


def test_a_late_sweep_reminds_once_and_never_again():
    world = World()
    meeting = world.convened()
    late = meeting.starts_at - timedelta(days=2)
    assert reminding.keep_due_reminders(late) == 3
    assert reminding.keep_due_reminders(late) == 0
    assert len(reminders_told(meeting)) == 3
    assert Reminder.objects.filter(sent_at__isnull=True).count() == 1


def test_reminders_move_with_the_date():
    world = World()
    meeting = world.convened()
    facts = world.facts(day=day_ahead(40))
    world.change(meeting, starts_at=facts["starts_at"], ends_at=facts["ends_at"])
    meeting.refresh_from_db()
    assert {one.due_at for one in meeting.reminders.all()} == {
        meeting.starts_at - timedelta(days=days) for days in (7, 3, 1)
    }


def test_nobody_is_reminded_of_a_meeting_that_is_off_or_over():

    world = World()
    off = world.convened()
    convening.cancel(off, reason="przerwa", by=world.coordinator)
    over = world.convened()
    with time_machine.travel(over.starts_at + timedelta(hours=1)):
        assert reminding.keep_due_reminders() == 0
    assert reminders_told(off) == reminders_told(over) == []
