"""From a draft that nobody knows of to one invitation for each person."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from meetings import convening, planning
from meetings.choices import Answer, InviteeKind, MeetingStatus
from teams import membership
from tests import factories
from tests.meetings.calendar_texts import event_of
from tests.meetings.world import World, day_ahead, invitee_of, letters

pytestmark = pytest.mark.django_db
QUERIES_OF_CONVENING = 37


def test_a_draft_mails_nobody():
    world = World()
    meeting = world.draft()
    world.guest(meeting)
    world.change(meeting, place="Gdzie indziej")
    assert letters() == []


def test_each_invitee_gets_one_letter_in_his_own_stream():
    world = World(members=4, vacant=1)
    meeting = world.draft()
    world.guest(meeting)
    convening.convene(meeting, by=world.coordinator)
    sent = letters(meeting)
    assert sorted(letter.recipient for letter in sent) == sorted(
        [user.email for user in world.members] + ["gosc@uczelnia.example.org"]
    )
    assert len({letter.stream for letter in sent}) == 5


def test_the_letter_is_in_the_language_of_its_reader():
    world = World(members=2)
    english = world.members[0]
    english.language = "en"
    english.save()
    meeting = world.convened()
    by_reader = {letter.recipient: letter for letter in letters(meeting)}
    assert by_reader[english.email].subject.startswith("Invitation: meeting")
    assert "Agenda:" in by_reader[english.email].calendar
    polish = by_reader[world.members[1].email]
    assert polish.subject.startswith("Zaproszenie: posiedzenie")
    assert "Porządek obrad:" in polish.text


def test_the_invitation_is_a_request_for_its_reader_alone():
    world = World(members=3)
    meeting = world.convened()
    letter = letters(meeting, recipient=world.members[0].email)[0]
    entry = event_of(letter.calendar)
    assert letter.calendar_method == "REQUEST"
    assert "METHOD:REQUEST" in letter.calendar
    assert entry["UID"] == [meeting.uid]
    assert entry["SEQUENCE"] == ["0"]
    assert len(entry["ATTENDEE"]) == 1
    assert world.members[0].email in entry["ATTENDEE"][0]
    assert not any(user.email in letter.calendar for user in world.members[1:])


def test_invitees_are_copies_of_the_day():
    world = World(members=1)
    meeting = world.convened()
    mandate = world.mandates[0]
    before = mandate.seat.institution.name
    mandate.seat.institution.name = "Nazwa po zmianie"
    mandate.seat.institution.save()
    mandate.user.full_name = "Nazwisko Nowe"
    mandate.user.save()
    copy = meeting.invitees.get()
    assert (copy.name, copy.institution_name) == ("Członek Numer1", before)


def test_standing_decides_how_much_somebody_is_needed():
    world = World(members=1)
    for standing in ("advisory", "observer"):
        seat = factories.seat(world.team, standing=standing, counts_to_quorum=False)
        factories.mandate(seat)
    meeting = world.convened()
    kinds = {one.standing: one.kind for one in meeting.invitees.all()}
    assert kinds == {
        "voting": InviteeKind.REQUIRED,
        "advisory": InviteeKind.OPTIONAL,
        "observer": InviteeKind.OBSERVER,
    }


def test_a_deputy_is_invited_where_the_representative_is_missing():
    world = World(members=1)
    seat = factories.seat(world.team)
    deputy = factories.mandate(seat, deputy=1).user
    meeting = world.convened()
    assert invitee_of(meeting, deputy).seat == seat


def test_a_person_with_two_seats_is_invited_once():
    world = World(members=2)
    factories.mandate(factories.seat(world.team), world.members[0])
    meeting = world.convened()
    assert meeting.invitees.filter(user=world.members[0]).count() == 1


def test_a_person_who_cannot_sign_in_any_more_is_not_invited():
    world = World(members=2)
    gone = world.members[0]
    gone.is_active = False
    gone.save()
    assert gone.email not in {one.email for one in world.convened().invitees.all()}


def test_mandates_count_on_the_day_of_the_meeting():
    world = World(members=2)
    day = day_ahead()
    membership.end_mandate(
        world.mandates[0], until_on=day - timedelta(days=1), act="odwołanie", by=world.coordinator
    )
    meeting = world.convened(day=day)
    assert [one.user for one in meeting.invitees.all()] == [world.members[1]]


def test_numbers_have_no_gaps_and_begin_anew_each_year():
    world = World()
    assert [world.convened().signature for _count in range(3)] == [
        f"{number}/{day_ahead().year}" for number in (1, 2, 3)
    ]
    later = world.convened(day=day_ahead().replace(year=day_ahead().year + 1, month=3, day=3))
    assert later.number == 1


def test_a_refused_convening_takes_no_number():
    world = World(notice_days=60)
    meeting = world.draft()
    with pytest.raises(convening.ShortNoticeNeedsReason):
        convening.convene(meeting, by=world.coordinator)
    convened = convening.convene(meeting, by=world.coordinator, short_notice_reason="pilne")
    assert convened.number == 1
    assert convened.short_notice_reason == "pilne"


def test_notice_is_counted_in_days():
    world = World(notice_days=14)
    day = day_ahead()
    with time_machine.travel(timezone.make_aware(_noon(day - timedelta(days=14))), tick=False):
        assert world.convened(day=day).status == MeetingStatus.CONVENED
    draft = world.draft(day=day)
    late = timezone.make_aware(_noon(day - timedelta(days=13)))
    with time_machine.travel(late, tick=False), pytest.raises(convening.ShortNoticeNeedsReason):
        convening.convene(draft, by=world.coordinator)


def _noon(day):
    return datetime.combine(day, time(12))


def test_a_meeting_in_the_past_is_refused():
    world = World()
    meeting = world.draft(day=timezone.localdate() - timedelta(days=3))
    with pytest.raises(convening.InThePast):
        convening.convene(meeting, by=world.coordinator)


def test_a_team_without_people_cannot_meet():
    world = World(members=0, vacant=2)
    with pytest.raises(convening.NobodyToInvite):
        convening.convene(world.draft(), by=world.coordinator)


def test_it_is_convened_once():
    world = World()
    meeting = world.draft()
    convening.convene(meeting, by=world.coordinator)
    with pytest.raises(convening.NotADraft):
        convening.convene(meeting, by=world.coordinator)
    assert len(letters(meeting)) == 3


def test_the_rules_of_the_day_stay_with_the_meeting():
    world = World()
    meeting = world.convened()
    membership.put_rules_in_force(
        world.team,
        facts={"from_on": timezone.localdate(), "quorum": "none", "notice_days": 0},
        by=world.coordinator,
    )
    meeting.refresh_from_db()
    assert meeting.rules == world.rules


def test_cancelling_tells_everybody_once_with_the_reason():
    world = World()
    meeting = world.convened()
    convening.cancel(meeting, reason="choroba prowadzącej", by=world.coordinator)
    told = letters(meeting, calendar_method="CANCEL")
    assert len(told) == 3
    assert all("choroba prowadzącej" in letter.text for letter in told)
    entry = event_of(told[0].calendar)
    assert entry["SEQUENCE"] == ["1"]
    assert entry["STATUS"] == ["CANCELLED"]
    with pytest.raises(convening.NotConvened):
        convening.cancel(meeting, reason="znowu", by=world.coordinator)


def test_a_removed_person_alone_is_told():
    world = World()
    meeting = world.convened()
    gone = invitee_of(meeting, world.members[0])
    convening.remove_invitee(gone, reason="zmiana składu", by=world.coordinator)
    told = letters(meeting, calendar_method="CANCEL")
    assert [letter.recipient for letter in told] == [gone.email]
    assert event_of(told[0].calendar)["SEQUENCE"] == ["1"]
    meeting.refresh_from_db()
    assert meeting.sequence == 0


def test_who_is_invited_again_starts_above_his_cancel():
    world = World()
    meeting = world.convened()
    guest = world.guest(meeting)
    convening.remove_invitee(guest, reason="", by=world.coordinator)
    again = world.guest(meeting)
    last = letters(meeting, recipient=again.email)[-1]
    assert last.calendar_method == "REQUEST"
    assert int(event_of(last.calendar)["SEQUENCE"][0]) > 1


def test_a_guest_of_a_convened_meeting_is_invited_at_once():
    world = World()
    meeting = world.convened()
    world.guest(meeting)
    assert len(letters(meeting, recipient="gosc@uczelnia.example.org")) == 1


def test_a_guest_is_invited_once():
    world = World()
    meeting = world.draft()
    world.guest(meeting)
    with pytest.raises(ValidationError):
        world.guest(meeting, email="GOSC@uczelnia.example.org")


def test_a_seat_handed_over_takes_the_open_invitation_along():
    world = World()
    meeting = world.convened()
    successor = factories.person()
    membership.hand_over(
        world.mandates[0],
        to=successor,
        from_on=timezone.localdate(),
        act="pismo 5/2026",
        by=world.coordinator,
    )
    assert invitee_of(meeting, successor).answer == Answer.NONE
    assert not meeting.invitees.current().filter(user=world.members[0]).exists()
    methods = {letter.recipient: letter.calendar_method for letter in letters(meeting)}
    assert methods[successor.email] == "REQUEST"
    assert methods[world.members[0].email] == "CANCEL"


def test_a_held_meeting_can_no_longer_be_changed():
    world = World()
    meeting = world.held()
    with pytest.raises(planning.NotEditable):
        world.change(meeting, place="Inna sala")


def test_two_people_editing_do_not_overwrite_each_other():
    world = World()
    meeting = world.draft()
    facts = world.facts(place="Pierwsza")
    planning.change(meeting, facts=facts, agenda_entries=None, revision=1, by=world.coordinator)
    with pytest.raises(planning.ChangedMeanwhile):
        planning.change(
            meeting,
            facts=facts | {"place": "Druga"},
            agenda_entries=None,
            revision=1,
            by=world.coordinator,
        )
    meeting.refresh_from_db()
    assert meeting.place == "Pierwsza"


@pytest.mark.parametrize("members", [2, 12])
def test_convening_costs_the_same_number_of_queries(members, django_assert_num_queries):
    world = World(members=members)
    meeting = world.draft()
    with django_assert_num_queries(QUERIES_OF_CONVENING):
        convening.convene(meeting, by=world.coordinator)
