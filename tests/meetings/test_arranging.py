"""Arranging an agenda: order, sections, standing items, what comes late, what comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.choices import HandlingLabel
from meetings import agenda_clock, arranging, attendance, carrying_over, planning, recording
from meetings.agenda_order import ITEM, SECTION
from meetings.choices import ItemPurpose, ItemState, StandingPlace
from meetings.models import Meeting, StandingItem
from tests.meetings.world import World, day_ahead

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=3, document_days=5)


def titles(meeting):
    return list(meeting.items.values_list("position", "title"))


def words(title, **more):
    return arranging.plain(title) | more


def test_a_section_takes_what_is_added_to_it(world):
    meeting = world.draft()
    section = arranging.add_section(meeting, title="Sprawy bieżące", by=world.coordinator)
    item = arranging.add_item(
        meeting, words=words("Szkolenie"), section=section, by=world.coordinator
    )
    later = arranging.add_section(meeting, title="Różne", by=world.coordinator)
    assert (item.position, item.section) == (4, section)
    last = arranging.add_item(meeting, words=words("Wolne wnioski"), by=world.coordinator)
    assert (last.position, last.section) == (5, later)
    second = arranging.add_item(
        meeting, words=words("Kontrole"), section=section, by=world.coordinator
    )
    assert second.position == 5
    assert [number for number, _title in titles(meeting)] == [1, 2, 3, 4, 5, 6]


def test_a_heading_goes_and_its_items_stay(world):
    meeting = world.draft()
    section = arranging.add_section(meeting, title="Sprawy", by=world.coordinator)
    item = arranging.add_item(meeting, words=words("Punkt"), section=section, by=world.coordinator)
    arranging.remove_section(section, by=world.coordinator)
    item.refresh_from_db()
    assert (item.section, item.position) == (None, 4)


def test_moving_renumbers(world):
    meeting = world.draft()
    first = meeting.items.first()
    arranging.move(meeting, (ITEM, first.pk), step="down", by=world.coordinator)
    assert titles(meeting) == [(1, "Szkolenia"), (2, "Otwarcie"), (3, "Plan pracy")]
    arranging.move(meeting, (ITEM, meeting.items.last().pk), behind=None, by=world.coordinator)
    assert titles(meeting)[0] == (1, "Plan pracy")


def test_an_item_of_another_meeting_has_no_place_here(world):
    meeting, other = world.draft(), world.draft(hour=14)
    with pytest.raises(arranging.Refused) as refused:
        arranging.move(
            meeting,
            (ITEM, meeting.items.first().pk),
            behind=(ITEM, other.items.first().pk),
            by=world.coordinator,
        )
    assert "no longer on the agenda" in str(refused.value) or "nie ma" in str(refused.value)


def test_a_convened_meeting_promises_to_tell(world):
    meeting = world.convened()
    arranging.move(meeting, (ITEM, meeting.items.first().pk), step="down", by=world.coordinator)
    meeting.refresh_from_db()
    assert meeting.announce_due_at is not None


def test_an_order_that_stays_promises_nothing(world):
    meeting = world.convened()
    arranging.move(meeting, (ITEM, meeting.items.first().pk), step="up", by=world.coordinator)
    meeting.refresh_from_db()
    assert meeting.announce_due_at is None


def test_an_item_after_the_day_of_documents_is_late(world):
    soon = timezone.localdate() + timedelta(days=4)
    meeting = world.convened(day=day_ahead())
    in_time = arranging.add_item(meeting, words=words("W terminie"), by=world.coordinator)
    assert not in_time.is_late
    assert arranging.is_late_for(meeting, today=timezone.localdate(meeting.starts_at))
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=meeting.starts_at - (timezone.localdate(meeting.starts_at) - soon)
    )
    late = arranging.add_item(meeting, words=words("Po terminie"), by=world.coordinator)
    assert late.is_late


def test_a_label_wider_than_the_meetings_is_refused(world):
    meeting = world.draft(label=HandlingLabel.INSTITUTIONS)
    with pytest.raises(arranging.ItemLabelTooWide):
        arranging.add_item(
            meeting, words=words("Szeroki", label=HandlingLabel.TEAMS), by=world.coordinator
        )


def test_an_item_with_minutes_is_not_removed(world):
    meeting = world.in_session()
    with pytest.raises(arranging.ItemHasRecord):
        arranging.remove_item(meeting.items.first(), by=world.coordinator)


def test_nothing_is_arranged_once_the_minutes_are_out(world):
    meeting = world.held()
    Meeting.objects.filter(pk=meeting.pk).update(status="closed")
    with pytest.raises(arranging.NotArrangeable):
        arranging.add_section(meeting, title="Późno", by=world.coordinator)


def test_an_agenda_ends_at_eighty(world):
    meeting = world.draft(agenda=[(f"Punkt {number}", None) for number in range(80)])
    with pytest.raises(arranging.TooManyItems):
        arranging.add_item(meeting, words=words("81"), by=world.coordinator)


def test_standing_items_come_once_and_where_they_belong(world):
    for number, place in enumerate(StandingPlace, start=1):
        StandingItem.objects.create(
            team=world.team,
            position=number,
            title=f"Stały {place}",
            purpose=ItemPurpose.INFORMATION,
            place=place,
        )
    meeting = world.draft()
    arranging.take_standing(meeting, by=world.coordinator)
    arranging.take_standing(meeting, by=world.coordinator)
    assert [title for _number, title in titles(meeting)] == [
        "Stały beginning",
        "Otwarcie",
        "Szkolenia",
        "Plan pracy",
        "Stały end",
    ]


def test_the_next_agenda_is_prefilled_with_standing_and_unfinished_items(world):
    StandingItem.objects.create(
        team=world.team, position=1, title="Stan zadań", minutes=10, place=StandingPlace.END
    )
    meeting = world.held()
    item = meeting.items.get(title="Szkolenia")
    recording.set_item_state(item, ItemState.DEFERRED, by=world.coordinator)
    for other in meeting.items.exclude(pk=item.pk):
        recording.set_item_state(other, ItemState.DISCUSSED, by=world.coordinator)
    lines = carrying_over.opening_agenda(world.team)
    assert lines[-2] == "Stan zadań (10 min)"
    assert "Szkolenia" in lines


def test_what_comes_back_keeps_its_purpose_label_and_readers(world):
    meeting = world.in_session()
    seat = world.mandates[0].seat
    item = arranging.add_item(
        meeting,
        words=words("Poufny", purpose=ItemPurpose.VOTE, label=HandlingLabel.PERSONS),
        seats=[seat],
        by=world.coordinator,
    )
    attendance.note_presence(
        meeting.invitees.current().first(), mode="on_site", by=world.coordinator
    )
    recording.end_session(meeting, by=world.coordinator)
    recording.set_item_state(item, ItemState.DEFERRED, by=world.coordinator)
    following = planning.draft(
        world.team,
        facts=world.facts(hour=18),
        agenda_entries=[("Poufny", None)],
        by=world.coordinator,
        carried_from=carrying_over.origins(world.team),
    )
    back = following.items.get()
    assert back.carried_from == item
    assert (back.purpose, back.label) == (ItemPurpose.VOTE, HandlingLabel.PERSONS)
    assert [reader.seat for reader in back.readers.all()] == [seat]


def test_one_item_runs_at_a_time_and_the_plan_slips(world):
    meeting = world.in_session()
    first, second = meeting.items.all()[:2]
    start = meeting.starts_at
    agenda_clock.begin(first, by=world.coordinator, at=start)
    agenda_clock.begin(second, by=world.coordinator, at=start + timedelta(minutes=12))
    first.refresh_from_db()
    assert agenda_clock.spent(first).taken == 12
    assert agenda_clock.spent(first).over == 7
    assert agenda_clock.spent(meeting.items.last()) is None
    items = list(meeting.items.all())
    assert agenda_clock.delay(meeting, items, at=start + timedelta(minutes=20)) == 0
    assert agenda_clock.delay(meeting, items, at=start + timedelta(minutes=50)) == 15
    agenda_clock.end(second, by=world.coordinator, at=start + timedelta(minutes=50))
    items = list(meeting.items.all())
    assert agenda_clock.delay(meeting, items, at=start + timedelta(minutes=60)) == 0


def test_tokens_name_rows_of_their_own_kind(world):
    meeting = world.draft()
    section = arranging.add_section(meeting, title="Sprawy", by=world.coordinator)
    assert arranging.line_of(meeting)[-1] == (SECTION, section.pk)
