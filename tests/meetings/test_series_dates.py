"""The dates of a series in calendars: who gets them, what follows a change, what replies do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination import incoming
from coordination.choices import HandlingLabel, IncomingOutcome
from coordination.models import Delivery, IncomingMail
from meetings import answering, convening, recurring, series_dates
from meetings.choices import Answer, AnswerChannel
from meetings.models import SeriesRecipient
from teams import membership
from tests import factories
from tests.meetings.calendar_texts import unfolded
from tests.meetings.reply_mail import answer_lines, mailed
from tests.meetings.test_recurring import begun, held
from tests.meetings.world import World, invitee_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=2)


def sent(world, **more):
    return series_dates.send(begun(world, **more), by=world.coordinator)


def convened(world, series, number=0):
    meeting = series.meetings.order_by("series_day")[number]
    return convening.convene(meeting, by=world.coordinator, short_notice_reason="cykl")


def letters_to(user):
    return list(Delivery.objects.filter(recipient=user.email).order_by("pk"))


def occurrence(meeting):
    """The line by which a calendar names one day of a series."""
    return f"RECURRENCE-ID;TZID=Europe/Warsaw:{meeting.series_day:%Y%m%d}T100000"


def answered(series, user, partstat, *, day=None, sequence, then=()):
    """Receive a calendar answer about a series, as a program sends it; return its row."""
    lines = answer_lines(series, user.email, partstat, sequence=sequence)
    if day is not None:
        lines.insert(6, f"RECURRENCE-ID;TZID=Europe/Warsaw:{day:%Y%m%d}T100000")
    lines[-2:-2] = then
    incoming.receive(mailed(lines, user.email))
    return IncomingMail.objects.order_by("-pk").first()


def test_everybody_who_fills_a_seat_gets_the_dates_once(world):
    series = sent(world)
    (letter,) = letters_to(world.members[0])
    assert letter.calendar_method == "REQUEST"
    assert f"UID:{series.uid}" in letter.calendar
    assert letter.text.count("- ") >= len(recurring.days_of(series))
    assert [one.email for one in series.recipients.all()] == [one.email for one in world.members]
    with pytest.raises(series_dates.DatesSent):
        series_dates.send(series, by=world.coordinator)
    assert Delivery.objects.count() == 2


def test_a_series_without_a_day_ahead_is_not_sent(world):
    series = begun(world)
    recurring.end(series, series.begins_on, by=world.coordinator)
    with pytest.raises(series_dates.NoDates):
        series_dates.send(series, by=world.coordinator)
    assert Delivery.objects.count() == 0


def test_a_convened_meeting_takes_the_place_of_its_day(world):
    series = sent(world)
    meeting = convened(world, series)
    text = unfolded(letters_to(world.members[0])[-1].calendar)
    assert occurrence(meeting) in text
    assert f"UID:{meeting.uid}" not in text
    assert "Sprawy bieżące" in text
    other = unfolded(letters_to(world.members[1])[-1].calendar)
    assert world.members[0].email not in other


def test_meetings_convened_before_keep_their_own_entries(world):
    series = begun(world)
    meeting = convened(world, series)
    series = series_dates.send(series, by=world.coordinator)
    text = unfolded(letters_to(world.members[0])[-1].calendar)
    assert f"{meeting.series_day:%Y%m%d}T100000" not in text
    convening.cancel(meeting, reason="przerwa", by=world.coordinator)
    last = letters_to(world.members[0])[-1]
    assert (last.calendar_method, f"UID:{meeting.uid}" in last.calendar) == ("CANCEL", True)


def test_a_guest_and_a_deputy_get_an_entry_of_their_own(world):
    series = sent(world)
    meeting = convened(world, series)
    world.guest(meeting)
    answering.send_deputy(
        invitee_of(meeting, world.members[0]),
        via=AnswerChannel.APP,
        name="Ewa Zastępcza",
        email="zastepca@example.org",
        authorisation="pismo",
    )
    for address in ("gosc@uczelnia.example.org", "zastepca@example.org"):
        letter = Delivery.objects.get(recipient=address)
        assert f"UID:{meeting.uid}" in letter.calendar
        assert "RRULE" not in letter.calendar.split("END:VTIMEZONE")[1]


def test_a_removed_person_loses_one_day_and_keeps_the_others(world):
    series = sent(world)
    meeting = convened(world, series)
    convening.remove_invitee(invitee_of(meeting, world.members[0]), reason="", by=world.coordinator)
    letter = letters_to(world.members[0])[-1]
    text = unfolded(letter.calendar)
    assert letter.calendar_method == "REQUEST"
    assert f"{meeting.series_day:%Y%m%d}T100000" not in text
    assert "RRULE:FREQ=WEEKLY" in text


def test_who_comes_into_the_team_gets_the_dates_and_who_leaves_loses_them(world):
    series = sent(world)
    old, new = world.members[0], factories.person()
    membership.hand_over(
        world.mandates[0], to=new, from_on=timezone.localdate(), act="x", by=world.coordinator
    )
    assert [one.calendar_method for one in letters_to(old)] == ["REQUEST", "CANCEL"]
    assert [one.calendar_method for one in letters_to(new)] == ["REQUEST"]
    assert set(series.recipients.current().values_list("email", flat=True)) == {
        new.email,
        world.members[1].email,
    }


def test_who_comes_back_gets_a_higher_number_than_before(world):
    series = sent(world)
    old, new = world.members[0], factories.person()
    today = timezone.localdate()
    facts = {"act": "x", "by": world.coordinator}
    membership.hand_over(world.mandates[0], to=new, from_on=today, **facts)
    mandate = world.mandates[0].seat.mandates.get(user=new)
    membership.hand_over(mandate, to=old, from_on=today + timedelta(days=1), **facts)
    texts = [one.calendar for one in letters_to(old)]
    numbers = [int(unfolded(text).split("\r\nSEQUENCE:")[1].split()[0]) for text in texts]
    assert numbers == sorted(set(numbers))
    assert series.recipients.filter(email=old.email).count() == 1


def test_an_answer_to_one_day_is_that_meetings_answer(world):
    series = sent(world)
    first, second = convened(world, series), convened(world, series, 1)
    user = world.members[0]
    number = SeriesRecipient.objects.get(email=user.email).sequence
    row = answered(series, user, "ACCEPTED", day=first.series_day, sequence=number)
    assert row.outcome == IncomingOutcome.ACCEPTED
    assert invitee_of(first, user).answer == Answer.ACCEPTED
    assert invitee_of(second, user).answer == Answer.NONE


def test_an_answer_asked_for_under_an_earlier_number_still_counts(world):
    series = sent(world)
    first = convened(world, series)
    user = world.members[0]
    number = SeriesRecipient.objects.get(email=user.email).sequence
    convened(world, series, 1)
    row = answered(series, user, "DECLINED", day=first.series_day, sequence=number)
    assert (row.outcome, invitee_of(first, user).answer) == (
        IncomingOutcome.ACCEPTED,
        Answer.DECLINED,
    )
    stale = answered(series, user, "ACCEPTED", day=first.series_day, sequence=number - 1)
    future = answered(series, user, "ACCEPTED", day=first.series_day, sequence=number + 9)
    assert (stale.outcome, future.outcome) == (
        IncomingOutcome.STALE,
        IncomingOutcome.QUARANTINED,
    )
    assert invitee_of(first, user).answer == Answer.DECLINED


def test_an_answer_to_all_answers_what_is_convened(world):
    series = sent(world)
    first, second = convened(world, series), convened(world, series, 1)
    user = world.members[0]
    number = SeriesRecipient.objects.get(email=user.email).sequence
    repeated = [
        *["BEGIN:VEVENT", f"UID:{series.uid}", f"SEQUENCE:{number}", occurrence(first)],
        *[f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{user.email}", "END:VEVENT"],
    ]
    row = answered(series, user, "TENTATIVE", sequence=number, then=repeated)
    assert row.outcome == IncomingOutcome.ACCEPTED
    assert {invitee_of(one, user).answer for one in (first, second)} == {Answer.TENTATIVE}
    assert SeriesRecipient.objects.get(email=user.email).answer == Answer.TENTATIVE


def test_a_stranger_answers_in_vain(world):
    series = sent(world)
    meeting = convened(world, series)
    user = world.members[0]
    lines = answer_lines(series, user.email, "DECLINED", sequence=2)
    incoming.receive(mailed(lines, "obcy@example.org"))
    assert IncomingMail.objects.get().outcome == IncomingOutcome.QUARANTINED
    assert invitee_of(meeting, user).answer == Answer.NONE


def test_an_answer_to_a_day_not_convened_yet_changes_nothing(world):
    series = sent(world)
    day = held(series, 1)
    row = answered(series, world.members[0], "ACCEPTED", day=day, sequence=1)
    assert row.outcome == IncomingOutcome.REPEATED
    assert "nie jest jeszcze zwołane" in row.reason


def test_a_deputy_is_named_for_one_meeting_only(world):
    series = sent(world)
    row = answered(series, world.members[0], "DELEGATED", sequence=1)
    assert row.outcome == IncomingOutcome.QUARANTINED
    assert "tylko dla jednego posiedzenia" in row.reason


def test_the_page_sends_and_members_then_see_the_dates(world, client):
    series = begun(world)
    client.force_login(world.members[0])
    assert client.get(series.get_absolute_url()).status_code == 404
    client.force_login(world.coordinator)
    page = client.get(series.get_absolute_url()).content.decode()
    address = reverse("meetings:series-send", args=[series.pk])
    assert address in page
    assert "2 osoby dostaną" in client.get(address).content.decode()
    assert Delivery.objects.count() == 0
    client.post(address)
    assert Delivery.objects.count() == 2
    assert world.members[0].full_name in client.get(series.get_absolute_url()).content.decode()
    client.force_login(world.members[0])
    page = client.get(series.get_absolute_url()).content.decode()
    assert "Posiedzenie cykliczne" in page
    assert world.members[1].full_name not in page
    assert reverse("meetings:meeting-detail", args=[series.meetings.first().pk]) not in page
    assert client.post(address).status_code == 403


def test_dates_for_named_persons_say_no_subject_and_stay_off_the_page(world, client):
    series = sent(world, title="kanarekcykl", label=HandlingLabel.PERSONS, place="kanarekmiejsce")
    for letter in Delivery.objects.all():
        assert "kanarek" not in f"{letter.subject}{letter.text}{letter.html}{letter.calendar}"
    client.force_login(world.members[0])
    assert client.get(series.get_absolute_url()).status_code == 404


def test_other_teams_see_neither_page_nor_dates(world, client):
    series = sent(world)
    client.force_login(factories.member_of(factories.team("Inny Zespół")))
    assert client.get(series.get_absolute_url()).status_code == 404
    page = client.get(reverse("meetings:series-list")).content.decode()
    assert series.title not in page
