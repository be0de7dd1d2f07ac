"""Rounds of review: each is kept, each operation asks for its state, drafts stay inside."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from reports import collecting, contents, contributing, reviewing
from reports.choices import ContributionState
from reports.models import Contribution, ReviewEvent
from tests.reports.world import Plan, letters, say

pytestmark = pytest.mark.django_db


def week():
    return timezone.localdate() + timedelta(days=7)


@pytest.fixture
def plan():
    return Plan(tasks=3, institutions=1)


@pytest.fixture
def one(plan):
    return plan.contribution(plan.open_cycle())


def give_back(one, plan, **words):
    facts = {"remarks": {"done": "Ile osób?"}, "reason": "", "correct_by_on": week()} | words
    return reviewing.give_back(one, by=plan.secretary, **facts)


OPERATIONS = {
    "write": lambda one, plan: say(one, "as_before", by=plan.writers[0], reason="x"),
    "file": lambda one, plan: contributing.file(one, by=plan.signatories[0]),
    "return": lambda one, plan: give_back(one, plan),
    "accept": lambda one, plan: reviewing.accept(one, by=plan.secretary),
    "reopen": lambda one, plan: reviewing.reopen(
        one, reason="Nowe dane", correct_by_on=week(), by=plan.secretary
    ),
    "waive": lambda one, plan: reviewing.waive(one, reason="Zlikwidowana", by=plan.secretary),
}
ALLOWED = {
    "draft": {"write", "file", "waive"},
    "submitted": {"return", "accept"},
    "returned": {"write", "file", "waive"},
    "accepted": {"reopen"},
    "waived": {"reopen"},
}


def bring_to(one, state, plan):
    """Bring a contribution to a state by the operations that lead there."""
    plan.filled(one)
    steps = {
        "draft": [],
        "submitted": ["file"],
        "returned": ["file", "return"],
        "accepted": ["file", "accept"],
        "waived": ["waive"],
    }
    for name in steps[state]:
        OPERATIONS[name](one, plan)


@pytest.mark.parametrize("state", ContributionState.values)
@pytest.mark.parametrize("name", OPERATIONS)
def test_each_operation_asks_for_its_state(plan, one, state, name):
    bring_to(one, state, plan)
    events = ReviewEvent.objects.count()

    if name in ALLOWED[state]:
        OPERATIONS[name](one, plan)
    else:
        with pytest.raises(reviewing.Refused):
            OPERATIONS[name](one, plan)
        assert ReviewEvent.objects.count() == events


def test_every_round_is_kept_with_its_texts_and_remarks(plan, one):
    plan.filed(one, text="Runda pierwsza")
    give_back(one, plan)
    plan.filed(one, text="Runda druga")
    give_back(one, plan, remarks={}, reason="Jeszcze raz")
    plan.filed(one, text="Runda trzecia")
    reviewing.accept(one, by=plan.secretary)

    acts = list(one.events.values_list("act", flat=True))
    texts = [event.content["boxes"]["done"] for event in one.events.filter(act="submitted")]
    assert acts == ["submitted", "returned", "submitted", "returned", "submitted", "accepted"]
    assert texts == ["Runda pierwsza", "Runda druga", "Runda trzecia"]
    assert [event.remarks for event in one.events.filter(act="returned")] == [
        {"done": "Ile osób?"},
        {},
    ]


@pytest.mark.parametrize("act", ["update", "delete"])
def test_database_refuses_to_change_or_remove_a_round(plan, one, act):
    plan.filed(one)
    rounds = ReviewEvent.objects.filter(contribution=one)

    with pytest.raises(DatabaseError), transaction.atomic():
        rounds.update(reason="inny") if act == "update" else rounds.delete()


def test_single_task_is_returned_while_the_rest_stays(plan):
    cycle = plan.open_cycle()
    first, second, _third = (plan.filed(one) for one in cycle.contributions.with_facts())

    give_back(second, plan)

    states = cycle.contributions.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["submitted", "returned", "submitted"]
    assert first.events.count() == 1


def test_returning_needs_a_remark(plan, one):
    plan.filed(one)

    with pytest.raises(reviewing.NothingRemarked):
        give_back(one, plan, remarks={"done": ""})


def test_returned_one_is_taken_until_its_own_day_and_is_not_late(plan):
    cycle = plan.open_cycle(due=timezone.localdate() - timedelta(days=15))
    one = plan.filed(plan.contribution(cycle))
    was_late = one.is_late
    give_back(one, plan)
    cycle.closes_on = timezone.localdate() - timedelta(days=1)
    cycle.grace_on = cycle.due_on
    cycle.save()

    again = plan.filed(one, text="Poprawione")

    assert was_late
    assert again.state == ContributionState.SUBMITTED


def test_letter_says_that_it_came_back_but_not_what_was_remarked(plan, one):
    plan.filed(one)
    give_back(one, plan, remarks={"done": "kanarekuwaga"})

    returned = [mail for mail in letters(one.cycle) if mail.key.startswith("contribution-event")]
    assert {mail.recipient for mail in returned} == {
        plan.writers[0].email,
        plan.signatories[0].email,
    }
    assert not [mail for mail in returned if "kanarekuwaga" in mail.text + mail.html]


def test_chosen_ones_are_accepted_together_and_others_left(plan, signed_in):
    cycle = plan.open_cycle()
    rows = list(cycle.contributions.with_facts())
    plan.filed(rows[0])
    plan.filed(rows[1])
    address = reverse("reports:accept-many", args=[cycle.pk])
    chosen = [rows[0].pk, rows[2].pk, "x", "9" * 30]

    signed_in(plan.secretary).post(address, {"contribution": chosen})

    states = cycle.contributions.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["accepted", "submitted", "draft"]


def test_chair_reads_but_does_not_decide(plan, one, signed_in):
    plan.filed(one)
    chair = signed_in(plan.chair)

    assert chair.get(one.get_absolute_url()).status_code == 200
    assert chair.post(reverse("reports:accept", args=[one.pk])).status_code == 404


def test_closed_cycle_gives_nothing_back(plan, one):
    plan.filed(one)
    collecting.close_cycle(one.cycle, by=plan.secretary)

    with pytest.raises(reviewing.CycleIsClosed):
        give_back(one, plan)
    reviewing.accept(one, by=plan.secretary)


def test_institution_sees_where_each_of_its_tasks_stands(plan, signed_in):
    cycle = plan.open_cycle()
    rows = list(cycle.contributions.with_facts())
    reviewing.accept(plan.filed(rows[0]), by=plan.secretary)
    give_back(plan.filed(rows[1]), plan)

    text = signed_in(plan.writers[0]).get(cycle.get_absolute_url()).content.decode()

    assert [words in text for words in ("przyjęty", "zwrócony z uwagami", "nierozpoczęty")] == [
        True
    ] * 3
    assert "Do złożenia pozostały 2 z 3" in text


def test_what_is_rewritten_after_a_return_is_not_seen_before_it_is_filed(plan, one, signed_in):
    plan.filed(one, text="Złożone")
    give_back(one, plan)
    plan.filled(one, text="kanarekprzeróbka")

    text = signed_in(plan.secretary).get(one.get_absolute_url()).content.decode()

    assert "Złożone" in text
    assert "kanarekprzeróbka" not in text
    assert contents.filed(Contribution.objects.get(pk=one.pk))["boxes"]["done"] == "Złożone"
