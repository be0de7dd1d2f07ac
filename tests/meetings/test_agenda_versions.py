"""A published agenda is frozen, and the next one says what it made different."""

import pytest

from meetings import agenda_versions, announcing, arranging, convening
from meetings.agenda_order import ITEM
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=2)


def test_convening_publishes_the_first(world):
    meeting = world.convened()
    (shown,) = agenda_versions.for_person(meeting, world.members[0])
    assert shown.number == 1
    assert [line.split(" (")[0] for line in shown.lines] == [
        "1. Otwarcie",
        "2. Szkolenia",
        "3. Plan pracy",
    ]
    assert shown.changes == []


def test_the_next_says_what_changed(world):
    meeting = world.convened()
    first = meeting.items.first()
    arranging.move(meeting, (ITEM, first.pk), step="down", by=world.coordinator)
    words = arranging.plain("Plan pracy na rok") | {"minutes": 40}
    arranging.change_item(meeting.items.last(), words=words, by=world.coordinator)
    arranging.add_item(meeting, words=arranging.plain("Nowy"), by=world.coordinator)
    announcing.announce(meeting.pk)
    newest, oldest = agenda_versions.for_person(meeting, world.members[0])
    assert (newest.number, oldest.number) == (2, 1)
    told = " ".join(newest.changes)
    assert "Nowy" in told
    assert "„Plan pracy”" in told or "“Plan pracy”" in told
    assert len(newest.changes) == 4
    assert oldest.lines[0].startswith("1. Otwarcie")


def test_the_same_agenda_is_not_kept_twice(world):
    meeting = world.convened()
    agenda_versions.freeze(meeting, meeting.convened_at)
    assert meeting.agenda_versions.count() == 1


def test_a_reserved_item_stays_reserved_even_when_it_has_left(world):
    meeting = world.draft()
    item = arranging.add_item(
        meeting,
        words=arranging.plain("Tajne-3F"),
        seats=[world.mandates[0].seat],
        by=world.coordinator,
    )
    convening.convene(meeting, by=world.coordinator)
    own = str(agenda_versions.for_person(meeting, world.members[0]))
    others = str(agenda_versions.for_person(meeting, world.members[1]))
    assert "Tajne-3F" in own
    assert "Tajne-3F" not in others
    arranging.remove_item(item, by=world.coordinator)
    arranging.add_item(meeting, words=arranging.plain("Jawny"), by=world.coordinator)
    announcing.announce(meeting.pk)
    others = str(agenda_versions.for_person(meeting, world.members[1]))
    assert "Tajne-3F" not in others
    assert "Jawny" in others
