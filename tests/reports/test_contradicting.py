"""Contradictions are found where one thing is meant, and not where figures may differ."""

from datetime import date
from decimal import Decimal

import pytest

from reports import contradicting, contributing, planning
from reports.choices import Aggregation, AssignmentRole, ValueState
from reports.contradicting import Kind
from reports.models import Activity
from tests.coordination import files
from tests.reports.world import Plan

pytestmark = pytest.mark.django_db


class Two:
    """Two institutions asked about one task."""

    def __init__(self, aggregation=Aggregation.SUM, unit="sztuki"):
        self.plan = Plan(tasks=1, institutions=2)
        self.task = self.plan.tasks[0]
        self.task.indicators.update(aggregation=aggregation, unit=unit)
        planning.assign(
            self.task,
            institution=self.plan.institutions[1],
            each_team=False,
            role=AssignmentRole.COOPERATING,
            by=self.plan.secretary,
        )
        self.cycle = self.plan.open_cycle()

    def files(self, place, *, value=7, participants=None, title="Szkolenie", document=False):
        plan, by = self.plan, self.plan.writers[place]
        one = plan.filled(plan.contribution(self.cycle, place), place=place)
        contributing.save_value(
            one,
            self.task.indicators.get(),
            state=ValueState.GIVEN,
            value=Decimal(value),
            by=by,
        )
        if participants is not None:
            activity = Activity(
                kind="training",
                title=title,
                held_on=date(2026, 3, 2),
                place="Radom",
                participants=participants,
            )
            contributing.save_activity(one, activity, partners=[], by=by)
        if document:
            contributing.attach(one, files.upload("program.txt", b"x"), title="Program", by=by)
        return contributing.file(one, by=plan.signatories[place])

    @property
    def kinds(self):
        return [one.kind for one in contradicting.find(self.cycle)]


def test_two_figures_for_one_event():
    two = Two()
    two.files(0, participants=20, document=True)
    two.files(1, participants=25, title="  szkolenie ")

    found = contradicting.find(two.cycle)

    assert [one.kind for one in found] == [Kind.EVENT]
    assert len({said for _who, said in found[0].sayings}) == 2


@pytest.mark.parametrize("second", [{"participants": 20}, {"participants": 25, "title": "Inne"}])
def test_same_figure_or_another_event_is_no_contradiction(second):
    two = Two()
    two.files(0, participants=20, document=True)
    two.files(1, **second)

    assert two.kinds == []


@pytest.mark.parametrize("aggregation", Aggregation.values)
def test_one_figure_is_meant_only_where_the_rule_says_so(aggregation):
    two = Two(aggregation)
    two.files(0, value=3, document=True)
    two.files(1, value=4)

    one_figure = aggregation in (Aggregation.HIGHEST, Aggregation.LATEST)
    assert two.kinds == ([Kind.INDICATOR] if one_figure else [])


def test_done_without_any_document():
    two = Two()
    two.files(0)

    assert two.kinds == [Kind.NO_EVIDENCE]


def test_total_below_its_parts():
    two = Two(unit="osoby")
    two.files(0, value=9, participants=20, document=True)

    assert two.kinds == [Kind.BELOW_PARTS]


def test_drafts_are_not_looked_at():
    two = Two(unit="osoby")
    two.plan.filled(two.plan.contribution(two.cycle))

    assert two.kinds == []


def test_co_organiser_who_denies_after_the_filing():
    two = Two()
    plan = two.plan
    one = plan.filled(plan.contribution(two.cycle))
    activity = Activity(kind="training", title="Wspólne", held_on=date(2026, 3, 2))
    saved = contributing.save_activity(
        one, activity, partners=[plan.reporter(1)], by=plan.writers[0]
    )
    contributing.attach(one, files.upload("a.txt", b"x"), title="A", by=plan.writers[0])
    contributing.file(one, by=plan.signatories[0])
    contributing.answer_partner(
        saved.partners.get(), confirms=False, remark="Nie było nas", by=plan.signatories[1]
    )

    found = contradicting.find(two.cycle)

    assert [one.kind for one in found] == [Kind.DENIED]
    assert "Nie było nas" in found[0].sayings[0][1]
