"""Several people at one assessment at the same moment, each with a connection of his own."""

import pytest

from coordination import tasks
from coordination.choices import PostRole
from reports import assessing, reference_data
from reports.models import Assessment, AssessmentEvent
from tests.reports.test_assessing import circulate, rate, ratings
from tests.reports.test_races import at_once
from tests.reports.world import Plan, letters, post

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nobody_is_woken(monkeypatch):
    """Letters stay in the outbox, where they are counted."""
    monkeypatch.setattr(tasks.send_due_mail, "delay", lambda: None)


@pytest.fixture
def plan():
    reference_data.load_assessment_form()
    return Plan(tasks=2, institutions=1)


def test_begun_by_four_at_once_is_one(plan):
    cycle = plan.open_cycle()

    made = at_once(lambda task: assessing.begin(cycle, task), [plan.tasks[0]] * 4)

    assert len({one.pk for one in made}) == Assessment.objects.count() == 1


def test_of_ratings_written_at_once_one_is_kept(plan):
    one = assessing.begin(plan.open_cycle(), plan.tasks[0])

    outcomes = at_once(
        lambda by: assessing.rate(one, ratings(one), based_on=0, by=by),
        [plan.secretary, plan.chair, plan.secretary],
    )

    assert sum(isinstance(each, assessing.RatedMeanwhile) for each in outcomes) == 2
    assert AssessmentEvent.objects.filter(act="rated").count() == 1


def test_circulated_at_once_writes_once(plan):
    one = assessing.begin(plan.open_cycle(), plan.tasks[0])
    rate(one, plan)
    before = len(letters(one.cycle))

    at_once(lambda _number: circulate(one, plan), range(3))

    assert AssessmentEvent.objects.filter(act="circulated").count() == 1
    assert len(letters(one.cycle)) - before == 2


def test_settled_and_taken_back_at_once_ends_in_one_state(plan):
    one = assessing.begin(plan.open_cycle(), plan.tasks[0])
    rate(one, plan)
    circulate(one, plan)
    assessing.take_position(one, plan.reporter(0), stance="agrees", text="", by=plan.signatories[0])

    acts = [
        lambda: assessing.settle(one, by=plan.secretary),
        lambda: assessing.take_back(one, reason="Nowe dane", by=plan.secretary),
    ]
    at_once(lambda act: act(), acts)

    one.refresh_from_db()
    assert (one.state, one.settled_at, one.decided_by) == ("draft", None, None)


def test_confirmed_by_two_at_once_is_confirmed_once(plan):
    post(plan.institutions[0], PostRole.CONTRIBUTOR, plan.secretary)
    one = assessing.begin(plan.open_cycle(), plan.tasks[0])
    rate(one, plan)
    circulate(one, plan)
    assessing.take_position(one, plan.reporter(0), stance="agrees", text="", by=plan.signatories[0])
    assessing.settle(one, by=plan.secretary)

    outcomes = at_once(lambda by: assessing.confirm(one, by=by), [plan.chair, plan.chair])

    assert sum(isinstance(each, assessing.NothingToConfirm) for each in outcomes) == 1
    assert AssessmentEvent.objects.filter(act="confirmed").count() == 1
