"""Search over agendas, minutes, decisions and tasks: by kind, team, year, and only one's own."""

import pytest

from coordination import search
from coordination.choices import HandlingLabel
from meetings import circulating, recording
from meetings.choices import DecisionKind
from tests import factories
from tests.meetings.recorded import Recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded():
    """Circulated minutes with a decision and a task at the first item."""
    found = Recorded()
    item = found.meeting.items.first()
    recording.note_decision(
        item,
        kind=DecisionKind.POSITION,
        text="Zespół popiera wspólne szkolenia asesorów.",
        taken_how="",
        by=found.by,
    )
    recording.note_action(
        item,
        title="Przygotować wykaz asesorów",
        owner_seat=found.world.mandates[0].seat,
        due_on=None,
        by=found.by,
    )
    found.circulate()
    return found


def hits(client, **asked):
    page = client.get("/search/", asked)
    assert page.status_code == 200
    return [(hit.kind, hit.title) for hit in page.context["hits"]]


def test_each_kind_is_found_by_any_form_of_a_polish_word(recorded, client):
    client.force_login(recorded.world.members[1])

    assert hits(client, q="asesorom") == [
        ("decision", f"Stanowisko {recorded.meeting.decisions.get().signature}"),
        ("task", "Przygotować wykaz asesorów"),
    ]
    assert hits(client, q="omówiono szkolenie") == [("minutes", "1. Otwarcie")]
    assert ("item", "2. Szkolenia") in hits(client, q="szkolenia")


def test_a_snippet_marks_the_words_that_were_looked_for(recorded, client):
    client.force_login(recorded.world.members[1])

    hit = client.get("/search/", {"q": "asesorami", "kind": "decision"}).context["hits"][0]

    assert hit.snippet == (
        ("Zespół popiera wspólne szkolenia ", False),
        ("asesorów", True),
        (".", False),
    )


def test_a_long_text_is_cut_around_the_match():
    text = "a " * 200 + "Łódź" + " b" * 200
    pieces = search.snippet(text, "lodz")
    assert [words for words, matches in pieces if matches] == ["Łódź"]
    assert (pieces[0], pieces[-1][0][-1]) == (("… ", False), "…")
    assert sum(len(words) for words, _matches in pieces) < 220


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"kind": "task"}, {"task"}),
        ({"kind": "meeting"}, set()),
        ({"team": "own"}, {"decision", "task"}),
        ({"team": "other"}, set()),
        ({"year": "own"}, {"decision", "task"}),
        ({"year": "2011"}, set()),
        ({"institution": "own"}, {"decision", "task"}),
        ({"institution": "other"}, set()),
    ],
)
def test_it_is_narrowed_by_kind_team_year_and_institution(recorded, client, narrowed, expected):
    client.force_login(recorded.world.members[1])
    other = factories.regional_team(voivodeship=factories.voivodeship("30", "wielkopolskie"))
    values = {
        ("team", "own"): recorded.world.team.pk,
        ("team", "other"): other.pk,
        ("year", "own"): recorded.meeting.local_start.year,
        ("institution", "own"): recorded.world.mandates[0].seat.institution_id,
        ("institution", "other"): factories.institution("Obca").pk,
    }
    asked = {name: values.get((name, value), value) for name, value in narrowed.items()}

    assert {kind for kind, _title in hits(client, q="asesor", **asked)} == expected


def test_nothing_is_found_by_whoever_may_not_open_it(recorded, client):
    for person in (
        factories.person(),
        factories.member_of(factories.team("Inny Zespół")),
        factories.former_member_of(recorded.world.team),
        factories.administrator(),
    ):
        client.force_login(person)
        assert hits(client, q="asesor") == []
        assert hits(client, q="omówiono") == []


@pytest.mark.parametrize(
    ("words", "readers"),
    [
        ("wskazanego", [0, "officer"]),
        ("ekranie", [0, "officer"]),
        ("urzędów", [0, 1, 2, "officer"]),
    ],
)
def test_a_paragraph_for_some_is_found_by_its_readers_alone(recorded, client, words, readers):
    people = {**dict(enumerate(recorded.world.members)), "officer": recorded.by}
    for name, person in people.items():
        client.force_login(person)
        found = client.get("/search/", {"q": words, "kind": "minutes"}).context["hits"]
        assert [hit.title for hit in found] == (["2. Szkolenia"] if name in readers else []), name
        shown = "".join(part for hit in found for part, _matches in hit.snippet)
        assert ("wskazanego" in shown) <= (name in (0, "officer"))


def test_shared_words_do_not_lead_to_reserved_ones(recorded, client):
    """A hit by a shared and a reserved word together would tell that the second is there."""
    client.force_login(recorded.world.members[3])
    assert hits(client, q="plan", kind="minutes") == [("minutes", "2. Szkolenia")]
    assert hits(client, q="plan wskazanego", kind="minutes") == []
    client.force_login(recorded.world.members[0])
    assert hits(client, q="plan wskazanego", kind="minutes") == [("minutes", "2. Szkolenia")]


def test_a_paragraph_that_was_opened_to_all_is_found_by_all(recorded, client):
    circulating.reopen(recorded.meeting, by=recorded.by)
    recorded.write(1, "Tylko dla wskazanego.")
    recorded.circulate(change_note="Akapit jawny.")
    for person in recorded.world.members:
        client.force_login(person)
        assert hits(client, q="wskazanego", kind="minutes") == [("minutes", "2. Szkolenia")]
        assert hits(client, q="ekranie", kind="minutes") == []


def test_a_reserved_item_is_found_by_its_readers_only(client):
    found = Recorded()
    item = found.meeting.items.last()
    item.readers.create(seat=found.world.mandates[0].seat)
    recording.note_decision(
        item, kind=DecisionKind.POSITION, text="Tajemnica-punktu", taken_how="", by=found.by
    )
    seen = {}
    for seat in (0, 1):
        client.force_login(found.world.members[seat])
        seen[seat] = hits(client, q="tajemnica")
    assert [len(seen[seat]) for seat in (0, 1)] == [1, 0]


def test_minutes_are_found_only_after_they_went_out(client):
    found = Recorded(label=HandlingLabel.TEAMS)
    client.force_login(found.world.members[0])
    assert hits(client, q="omówiono") == []
    found.circulate()
    assert hits(client, q="omówiono") == [("minutes", "1. Otwarcie")]


@pytest.mark.parametrize(
    "odd", ["", "abc", "-1", "999999999999999999999", "1 OR 1=1", "\x00", "ą" * 300]
)
@pytest.mark.parametrize("name", ["kind", "team", "year", "institution"])
def test_a_senseless_choice_narrows_nothing(recorded, client, name, odd):
    client.force_login(recorded.world.members[0])
    assert len(hits(client, q="asesor", **{name: odd})) == 2


def test_many_hits_ask_no_more_than_few(recorded, client, django_assert_max_num_queries):
    client.force_login(recorded.world.members[0])
    item = recorded.world.in_session(hour=8).items.first()
    for number in range(12):
        recording.note_action(
            item,
            title=f"Wykaz asesorów {number}",
            owner_seat=recorded.world.mandates[0].seat,
            due_on=None,
            by=recorded.by,
        )
    with django_assert_max_num_queries(28):
        assert len(hits(client, q="asesor")) == 14
