"""Several people at one report of a team at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from coordination import tasks
from coordination.choices import HandlingLabel
from coordination.refusals import Refused
from reports import recommending
from reports.activity import entering, freezing, writing
from reports.compiling import ChangedMeanwhile
from reports.models import (
    ExternalRecommendation,
    RecommendationLink,
    TeamActivityReport,
    TeamReportSending,
    TeamSnapshot,
    WorkPlan,
)
from tests.reports.activity_world import YEAR, ActivityWorld, recommendation
from tests.reports.world import Plan

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nobody_is_woken(monkeypatch):
    """Letters stay in the outbox, where they are counted."""
    monkeypatch.setattr(tasks.send_due_mail, "delay", lambda: None)


def at_once(act, things):
    """Do the same to several things at the same moment; return results and refusals in order."""
    start = Barrier(len(things))

    def one(thing):
        try:
            start.wait(timeout=10)
            return act(thing)
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(one, things))


def refused(outcomes, kind):
    return sum(isinstance(one, kind) for one in outcomes)


def test_of_two_editors_of_one_part_one_is_told_of_the_clash():
    world = ActivityWorld()
    part = world.part(world.begun(), "introduction")

    outcomes = at_once(
        lambda text: writing.write(part, text=text, based_on=part.revision, by=world.by),
        ["Pierwszy", "Drugi"],
    )

    assert refused(outcomes, ChangedMeanwhile) == 1
    part.refresh_from_db()
    assert (part.revision, part.text in ("Pierwszy", "Drugi")) == (2, True)


def test_adopted_by_two_at_once_it_is_frozen_once_and_sent_once():
    world = ActivityWorld()
    report = world.agreed(world.commented())
    decision = world.decision()

    outcomes = at_once(
        lambda by: freezing.adopt(report, decision=decision, by=by), [world.by, world.by]
    )

    assert refused(outcomes, freezing.NotCommentedYet) == 1
    assert TeamSnapshot.objects.count() == 1
    TeamActivityReport.objects.filter(pk=report.pk).update(state="frozen")
    outcomes = at_once(lambda by: freezing.send_up(report, by=by), [world.by, world.by])
    assert refused(outcomes, freezing.NotFrozen) == 1
    assert TeamReportSending.objects.count() == 1


def test_begun_by_two_at_once_there_is_one_report_and_one_plan():
    world = ActivityWorld()
    facts = {"year": YEAR - 1, "label": HandlingLabel.UNITS}

    reports = at_once(lambda by: writing.begin(world.team, by=by, **facts), [world.by] * 2)
    plans = at_once(
        lambda by: entering.begin_plan(world.team, year=YEAR + 1, by=by), [world.by] * 2
    )

    assert refused(reports, writing.BegunAlready) == 1
    assert refused(plans, entering.PlannedAlready) == 1
    assert TeamActivityReport.objects.count() == 1
    assert WorkPlan.objects.filter(year=YEAR + 1).count() == 1


def test_a_task_linked_by_two_at_once_answers_once():
    plan = Plan(tasks=1)
    made = recommendation(plan.secretary)

    outcomes = at_once(
        lambda by: recommending.link(made, plan.tasks[0], note="", by=by), [plan.secretary] * 2
    )

    assert refused(outcomes, recommending.LinkedAlready) == 1
    assert RecommendationLink.objects.count() == 1


def test_of_two_who_save_one_recommendation_one_is_told_of_the_clash():
    plan = Plan(tasks=1)
    made = recommendation(plan.secretary)
    facts = {name: getattr(made, name) for name in recommending.FIELDS}

    outcomes = at_once(
        lambda text: recommending.save(
            facts | {"text": text}, by=plan.secretary, recommendation=made, based_on=made.revision
        ),
        ["A", "B"],
    )

    assert refused(outcomes, recommending.SavedMeanwhile) == 1
    assert ExternalRecommendation.objects.get().revision == 2
