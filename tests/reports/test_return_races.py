"""Several people at one return at the same moment, each with a connection of his own."""

import pytest

from coordination import tasks
from reports.models import StatReturn
from reports.statistics import returning, rounds
from reports.statistics.figures import Figure
from tests import factories
from tests.reports.statistics_world import Figures, figures_for
from tests.reports.test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nobody_is_woken(monkeypatch):
    """Letters stay in the outbox, where they are counted."""
    monkeypatch.setattr(tasks.send_due_mail, "delay", lambda: None)


def caught(act):
    """Return an act whose refusal comes back as an answer, a clash too."""

    def tried(thing):
        try:
            return act(thing)
        except returning.Clash as clash:
            return clash

    return tried


def test_two_savers_of_one_return_never_overwrite_each_other():
    world = Figures(institutions=1)
    one = world.of(world.open_round())
    wanted = [{"SEX|F": Figure("number", number)} for number in (5, 6, 7)]

    outcomes = at_once(
        caught(
            lambda figures: returning.save(one, figures, based_on=0, by=world.writers[0]),
        ),
        wanted,
    )

    saved = [outcome for outcome in outcomes if isinstance(outcome, StatReturn)]
    clashes = [outcome for outcome in outcomes if isinstance(outcome, returning.Clash)]
    assert (len(saved), len(clashes)) == (1, 2)
    kept = returning.figures_of(one)
    assert kept == wanted[outcomes.index(saved[0])]
    assert all(clash.figures == kept for clash in clashes)


def test_a_return_filed_by_three_at_once_is_filed_once():
    world = Figures(institutions=1)
    one = world.prepared(world.of(world.open_round()))

    outcomes = at_once(lambda by: returning.file(one, by=by), world.signatories * 3)

    assert sum(isinstance(outcome, StatReturn) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, returning.FiledAlready) for outcome in outcomes) == 2
    assert one.events.filter(act="filed").count() == 1


def test_saving_and_filing_at_once_files_what_is_kept():
    world = Figures(institutions=1)
    one = world.prepared(world.of(world.open_round()))
    one.refresh_from_db()
    changed = figures_for(one, SEX_F="?")

    def act(what):
        if what == "file":
            return returning.file(one, by=world.signatories[0])
        return returning.save(one, changed, based_on=one.revision, by=world.writers[0])

    at_once(caught(act), ["file", "save"])

    one.refresh_from_db()
    filed = one.events.filter(act="filed").first()
    if filed:
        assert one.state == "filed"
        assert returning.figures_of(one) == figures_for(one)
    else:
        assert one.state == "draft"
        assert returning.figures_of(one) == changed


def test_an_institution_asked_twice_at_once_has_one_return():
    world = Figures(institutions=1)
    round = world.open_round()
    new = factories.institution("Nowa")

    outcomes = at_once(
        lambda place: rounds.ask(round, [(new, place)], by=world.secretary), [None, None]
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, rounds.AskedAlready)]
    assert len(refused) == 1
    assert round.returns.filter(institution=new).count() == 1


def test_a_round_opened_by_three_at_once_writes_once():
    world = Figures(institutions=2)
    round = world.prepared_round()

    outcomes = at_once(lambda by: rounds.open_round(round, by=by), [world.secretary] * 3)

    opened = [outcome for outcome in outcomes if not isinstance(outcome, rounds.Refused)]
    assert len(opened) == 1
    assert round.nudges.count() == 2 * len(rounds.STEPS)
