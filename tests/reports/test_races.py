"""Several people at one cycle at the same moment, each with a connection of his own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from coordination import tasks
from reports import chasing, collecting, contributing, planning, reviewing
from reports.choices import AssignmentRole
from reports.models import BoxText, Contribution, ReportingCycle, ReviewEvent
from tests import factories
from tests.reports.world import Plan, letters

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
        except (contributing.Clash, collecting.Refused) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(one, things))


def test_a_cycle_opened_by_three_at_once_asks_each_once():
    plan = Plan(tasks=6, institutions=3)
    cycle = plan.prepared_cycle()

    outcomes = at_once(lambda by: collecting.open_cycle(cycle, by=by), [plan.secretary] * 3)

    assert sorted(isinstance(one, ReportingCycle) for one in outcomes) == [False, False, True]
    assert Contribution.objects.filter(cycle=cycle).count() == 6
    assert len(letters(cycle)) == 6


def test_assignments_made_at_once_in_an_open_cycle_are_asked_once_each():
    plan = Plan(tasks=1)
    cycle = plan.open_cycle()
    newcomers = [factories.institution() for _number in range(5)]

    at_once(
        lambda institution: planning.assign(
            plan.tasks[0],
            institution=institution,
            each_team=False,
            role=AssignmentRole.COOPERATING,
            by=plan.secretary,
        ),
        newcomers,
    )

    asked = Contribution.objects.filter(cycle=cycle, institution__in=newcomers)
    assert asked.count() == 5


def test_of_two_who_save_one_box_at_once_one_is_told_of_the_clash():
    plan = Plan(tasks=1)
    one = plan.contribution(plan.open_cycle())
    box = plan.form.boxes.get(key="done")

    outcomes = at_once(
        lambda text: contributing.save_box(one, box, text=text, based_on=0, by=plan.writers[0]),
        ["Pierwszy", "Drugi"],
    )

    assert sum(isinstance(result, contributing.Clash) for result in outcomes) == 1
    assert BoxText.objects.get().revision == 1


def test_of_acceptance_and_return_at_once_one_stands():
    plan = Plan(tasks=1)
    one = plan.filed(plan.contribution(plan.open_cycle()))

    outcomes = at_once(
        lambda act: act(),
        [
            lambda: reviewing.accept(one, by=plan.secretary),
            lambda: reviewing.give_back(
                one,
                remarks={},
                reason="x",
                correct_by_on=one.cycle.due_on,
                by=plan.secretary,
            ),
        ],
    )

    assert sum(isinstance(result, collecting.Refused) for result in outcomes) == 1
    assert ReviewEvent.objects.filter(contribution=one).count() == 2


def test_two_sweeps_at_once_write_each_reminder_once():
    plan = Plan(tasks=2, institutions=2)
    cycle = plan.open_cycle()
    before = len(letters(cycle))
    at = chasing.moment_of(cycle.due_on, 0) + timedelta(minutes=1)

    at_once(chasing.keep_due, [at, at])

    assert len(letters(cycle)) - before == 4


def test_two_clicks_at_once_ask_once():
    plan = Plan(tasks=1)
    cycle = plan.open_cycle()
    before = len(letters(cycle))

    at_once(lambda by: chasing.nudge(cycle, plan.reporter(), by=by), [plan.secretary] * 2)

    assert len(letters(cycle)) - before == 2
