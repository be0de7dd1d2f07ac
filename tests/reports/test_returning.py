"""Filling in, saying ready, filing, accepting and giving back a statistical return."""

import pytest
from django.db import DatabaseError, transaction

from reports import statistics_permissions as permissions
from reports.models import StatReturn, StatReturnEvent
from reports.statistics import checking, returning
from reports.statistics.figures import Figure, figures_kept
from reports.statistics.reading import figures_for as read_for
from reports.statistics.shapes import shape_in
from tests import factories
from tests.reports.statistics_world import Figures, figures_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return Figures(institutions=2)


def test_a_return_goes_from_the_writer_to_the_signatory_to_the_secretary(world):
    one = world.of(world.open_round())
    assert one.state == "waiting"

    saved = world.filled(one)
    assert (saved.state, saved.revision) == ("draft", 1)
    returning.say_ready(one, by=world.writers[0])
    returning.file(one, by=world.signatories[0])
    returning.accept(one, by=world.secretary)

    one.refresh_from_db()
    assert (one.state, one.prepared_by, one.signed_by) == (
        "accepted",
        world.writers[0],
        world.signatories[0],
    )
    acts = list(one.events.values_list("act", "by"))
    assert acts == [
        ("prepared", world.writers[0].pk),
        ("filed", world.signatories[0].pk),
        ("accepted", world.secretary.pk),
    ]


def test_empty_is_not_zero_and_keeps_a_return_from_being_ready(world):
    one = world.of(world.open_round())
    world.filled(one, SEX_F="", LAB_M="0", LAB_T="2", T_M="2", T_T="6")

    with pytest.raises(returning.NotReady) as refusal:
        returning.say_ready(one, by=world.writers[0])

    assert refusal.value.reasons == ["1 pole jest puste; zero wpisz jako 0."]
    states = dict(one.cells.values_list("codes", "state"))
    assert "SEX|F" not in states
    assert states["LAB|M"] == "zero"


def test_unknown_and_not_collected_are_answers(world):
    one = world.of(world.open_round())

    world.filed(one, SEX_F="?", SEX_M="x")

    states = dict(one.cells.values_list("codes", "state"))
    assert (states["SEX|F"], states["SEX|M"]) == ("unknown", "not_collected")


def test_total_below_its_parts_is_saved_as_a_draft_and_never_ready(world):
    one = world.of(world.open_round())
    world.filled(one, SEX_T="1")

    with pytest.raises(returning.NotReady) as refusal:
        returning.say_ready(one, by=world.writers[0])

    assert refusal.value.reasons[0] == (
        "wykorzystanie seksualne, Razem: Suma 1 jest mniejsza niż suma składników: 4."
    )


def test_total_above_its_parts_is_ready_once_it_is_explained(world):
    one = world.of(world.open_round())
    world.filled(one, T_T="9")
    with pytest.raises(returning.NotReady):
        returning.say_ready(one, by=world.writers[0])
    cells = figures_for(one, T_T="9")
    cells["|"] = cells["|"]._replace(explanation="Jedna osoba bez podanej formy")
    one.refresh_from_db()

    returning.save(one, cells, based_on=one.revision, by=world.writers[0])

    assert returning.say_ready(one, by=world.writers[0]).state == "prepared"


def test_large_change_against_the_accepted_round_before_asks_why(world):
    earlier = world.of(world.open_round(year=2020))
    world.accepted(earlier)
    now = world.of(world.open_round(year=2021))
    shape = shape_in(now.round)
    cells = figures_for(now, each=40)

    found = checking.problems(shape, cells, checking.before(now, shape))

    assert {one.key for one in found} == set(shape.keys)
    assert not any(one.is_wrong for one in found)


def test_rounds_that_mean_something_else_are_not_compared(world):
    round = world.open_round(year=2020)
    world.accepted(world.of(round))
    half = world.open_round(year=2021)
    half.__class__.objects.filter(pk=half.pk).update(period_to_on="2021-06-30")
    waiting = world.of(half)
    other = world.of(world.open_round(year=2022), 1)

    assert checking.before(waiting, shape_in(half)) == {}
    assert checking.before(other, shape_in(other.round)) == {}


def test_change_after_ready_needs_saying_ready_anew_unless_the_signatory_made_it(world):
    one = world.prepared(world.of(world.open_round()))
    by_signatory = figures_for(one, SEX_F="?")
    one.refresh_from_db()
    returning.save(one, by_signatory, based_on=one.revision, by=world.signatories[0])
    one.refresh_from_db()
    assert one.state == "prepared"

    returning.save(one, figures_for(one), based_on=one.revision, by=world.writers[0])

    one.refresh_from_db()
    assert (one.state, one.prepared_by) == ("draft", None)
    with pytest.raises(returning.NotSaidReady):
        returning.file(one, by=world.signatories[0])


def test_signatory_who_broke_a_total_cannot_file(world):
    one = world.prepared(world.of(world.open_round()))
    one.refresh_from_db()
    broken = figures_for(one, T_T="1")
    returning.save(one, broken, based_on=one.revision, by=world.signatories[0])

    with pytest.raises(returning.NotReady):
        returning.file(one, by=world.signatories[0])


def test_second_filing_is_refused_with_a_sentence(world):
    one = world.filed(world.of(world.open_round()))

    with pytest.raises(returning.FiledAlready) as refusal:
        returning.file(one, by=world.signatories[0])
    with pytest.raises(returning.FiledAlready):
        returning.save(one, {}, based_on=one.revision, by=world.writers[0])

    assert "Drugiego dla tej samej rundy" in str(refusal.value)
    assert one.events.filter(act="filed").count() == 1


def test_save_from_an_older_page_writes_nothing_and_shows_what_is_saved(world):
    one = world.of(world.open_round())
    world.filled(one)
    mine = figures_for(one, SEX_F="9", SEX_T="11", T_F="13", T_T="17")

    with pytest.raises(returning.Clash) as clash:
        returning.save(one, mine, based_on=0, by=world.writers[0])

    assert clash.value.figures == figures_for(one)
    assert returning.figures_of(one) == figures_for(one)


def test_saving_the_same_again_changes_nothing(world):
    one = world.of(world.open_round())
    world.filled(one)

    again = returning.save(one, figures_for(one), based_on=0, by=world.writers[0])

    assert again.revision == 1


def test_what_is_no_cell_of_the_table_is_never_saved(world):
    one = world.of(world.open_round())

    returning.save(one, {"no such code|F": Figure("number", 5)}, based_on=0, by=world.writers[0])

    assert one.cells.count() == 0


def test_what_was_filed_is_kept_through_a_return_and_a_correction(world):
    one = world.filed(world.of(world.open_round()))
    first = returning.figures_of(one)
    returning.give_back(one, reason="Proszę sprawdzić sumę", by=world.secretary)
    world.filed(one, SEX_F="3", SEX_T="5", T_F="5", T_T="9")

    filings = [figures_kept(event.cells) for event in one.events.filter(act="filed")]

    assert filings == [first, returning.figures_of(one)]
    assert one.events.get(act="returned").reason == "Proszę sprawdzić sumę"


def test_accepted_return_can_come_back_with_a_reason(world):
    one = world.accepted(world.of(world.open_round()))

    returning.give_back(one, reason="Błąd wykryty później", by=world.secretary)

    one.refresh_from_db()
    assert one.state == "returned"
    with pytest.raises(returning.NotFiled):
        returning.give_back(one, reason="Znowu", by=world.secretary)
    with pytest.raises(returning.NotFiled):
        returning.accept(one, by=world.secretary)


def test_acts_are_never_changed_or_removed(world):
    one = world.filed(world.of(world.open_round()))
    event = one.events.first()

    for change in (
        lambda: StatReturnEvent.objects.filter(pk=event.pk).update(reason="x"),
        lambda: StatReturnEvent.objects.filter(pk=event.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_office_reads_only_what_was_filed(world):
    one = world.of(world.open_round())
    world.prepared(one)
    assert read_for(world.secretary, one) is None
    returning.file(one, by=world.signatories[0])
    one.refresh_from_db()
    filed = read_for(world.secretary, one)
    returning.give_back(one, reason="Popraw", by=world.secretary)
    world.filled(one, SEX_F="9", SEX_T="11", T_F="13", T_T="17")
    one.refresh_from_db()

    assert read_for(world.secretary, one) == filed == figures_for(one)
    assert read_for(world.writers[0], one)["SEX|F"] == Figure("number", 9)


MAY = {
    "fill_in": permissions.can_fill_in,
    "say_ready": permissions.can_say_ready,
    "file": permissions.can_file,
    "accept": permissions.can_accept,
    "give_back": permissions.can_give_back,
}
ALLOWED = {
    "waiting": {"writer": {"fill_in", "say_ready"}, "signatory": {"fill_in", "say_ready"}},
    "prepared": {"writer": {"fill_in"}, "signatory": {"fill_in", "file"}},
    "filed": {"secretary": {"accept", "give_back"}},
    "accepted": {"secretary": {"give_back"}},
    "returned": {"writer": {"fill_in", "say_ready"}, "signatory": {"fill_in", "say_ready"}},
}


@pytest.mark.parametrize("state", ALLOWED)
def test_who_may_do_what_follows_the_state(world, state):
    one = world.of(world.open_round())
    if state != "waiting":
        world.prepared(one)
    if state in ("filed", "accepted", "returned"):
        returning.file(one, by=world.signatories[0])
    if state == "accepted":
        returning.accept(one, by=world.secretary)
    if state == "returned":
        returning.give_back(one, reason="Popraw", by=world.secretary)
    one = StatReturn.objects.with_facts().get(pk=one.pk)
    people = {
        "writer": world.writers[0],
        "signatory": world.signatories[0],
        "other writer": world.writers[1],
        "other signatory": world.signatories[1],
        "secretary": world.secretary,
        "chair": world.chair,
        "member": factories.member_of(world.team),
        "stranger": factories.person(),
        "administrator": factories.administrator(),
    }

    found = {
        who: {name for name, may in MAY.items() if may(user, one)} for who, user in people.items()
    }

    assert found == {who: ALLOWED[state].get(who, set()) for who in people}


def test_visible_rows_are_ones_own_or_the_offices(world):
    round = world.open_round()
    rows = {one.institution_id: one for one in round.returns.all()}
    own = rows[world.institutions[0].pk]

    assert list(StatReturn.objects.visible_to(world.writers[0])) == [own]
    assert set(StatReturn.objects.visible_to(world.secretary)) == set(rows.values())
    assert set(StatReturn.objects.visible_to(world.chair)) == set(rows.values())
    assert list(StatReturn.objects.visible_to(factories.administrator())) == []
