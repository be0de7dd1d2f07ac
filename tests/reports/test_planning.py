"""Making a plan: adoption, amendments with their acts, the ledger, what can be rated."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reports import planning, rateable
from reports.choices import AssignmentRole, EditionState
from reports.models import Amendment, Indicator, PlanEdition
from tests import factories
from tests.reports.world import Plan

pytestmark = pytest.mark.django_db
ACT = {"basis": "uchwała nr 5", "in_force_on": date(2026, 3, 1)}


def test_adopted_plan_is_changed_by_an_act_alone():
    plan = Plan()
    task = plan.tasks[0]

    with pytest.raises(planning.AmendmentNeedsItsAct):
        planning.save_task(plan.edition, {"title": "Nowe"}, task=task, by=plan.secretary)
    planning.save_task(plan.edition, {"title": "Nowe"}, task=task, by=plan.secretary, **ACT)

    change = Amendment.objects.get()
    assert (change.basis, change.in_force_on) == ("uchwała nr 5", date(2026, 3, 1))
    assert change.changes == {"title": ["Zadanie 1", "Nowe"]}


def test_draft_is_changed_without_one():
    plan = Plan(state=EditionState.DRAFT)

    planning.save_task(plan.edition, {"title": "Nowe"}, task=plan.tasks[0], by=plan.secretary)

    assert not Amendment.objects.exists()


STATES = list(EditionState)
OPERATIONS = {
    "save": lambda plan: planning.save_task(plan.edition, {"title": "x"}, by=plan.secretary, **ACT),
    "chapter": lambda plan: planning.save_chapter(
        plan.edition, number="IX", title="x", subchapters=[], by=plan.secretary
    ),
    "assign": lambda plan: planning.assign(
        plan.tasks[0],
        institution=factories.institution(),
        each_team=False,
        role=AssignmentRole.LEAD,
        by=plan.secretary,
    ),
    "remove": lambda plan: planning.remove_task(plan.tasks[1], by=plan.secretary),
    "end": lambda plan: planning.end_task(plan.tasks[1], by=plan.secretary, **ACT),
    "adopt": lambda plan: planning.adopt(
        plan.edition,
        adopted_on=date(2026, 1, 1),
        adopting_body="RM",
        legal_basis="uchwała",
        by=plan.secretary,
    ),
    "close": lambda plan: planning.close(plan.edition, by=plan.secretary),
    "carry": lambda plan: planning.carry_over(plan.edition, older_task(), by=plan.secretary),
}
ALLOWED = {
    "save": {"draft", "adopted"},
    "chapter": {"draft", "adopted"},
    "assign": {"draft", "adopted"},
    "remove": {"draft"},
    "end": {"adopted"},
    "adopt": {"draft"},
    "close": {"adopted"},
    "carry": {"draft"},
}


def older_task():
    earlier = PlanEdition.objects.create(name="Dawny", year_from=1950, year_to=1951)
    return earlier.tasks.create(title="Dawne", sort_key="999999")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", OPERATIONS)
def test_each_operation_asks_for_its_state(state, name):
    plan = Plan(state=state)

    if state in ALLOWED[name]:
        OPERATIONS[name](plan)
    else:
        with pytest.raises(planning.Refused):
            OPERATIONS[name](plan)


def test_edition_without_tasks_is_not_adopted():
    plan = Plan(tasks=0, state=EditionState.DRAFT)

    with pytest.raises(planning.NothingToAdopt):
        OPERATIONS["adopt"](plan)


def test_institution_is_assigned_once_to_a_task():
    plan = Plan()

    with pytest.raises(ValidationError):
        planning.assign(
            plan.tasks[0],
            institution=plan.institutions[0],
            each_team=False,
            role=AssignmentRole.COOPERATING,
            by=plan.secretary,
        )


def test_task_that_was_reported_on_is_not_removed():
    plan = Plan()
    plan.open_cycle()
    PlanEdition.objects.filter(pk=plan.edition.pk).update(state=EditionState.DRAFT)

    with pytest.raises(planning.TaskIsInUse):
        planning.remove_task(plan.tasks[0], by=plan.secretary)

    assert plan.tasks[0].assignments.exists()


def test_task_without_owner_measure_or_date_is_shown_as_not_rateable():
    plan = Plan(tasks=1, institutions=0)
    whole = Plan(tasks=1)
    Indicator.objects.filter(task=plan.tasks[0]).update(target=None)

    gaps = rateable.gaps(plan.edition)

    assert [(gap.task, len(gap.missing)) for gap in gaps] == [(plan.tasks[0], 2)]
    assert rateable.gaps(whole.edition) == []


def test_one_off_task_without_a_date_is_not_rateable():
    plan = Plan(tasks=1)
    planning.save_task(
        plan.edition, {"kind": "one_off"}, task=plan.tasks[0], by=plan.secretary, **ACT
    )

    assert [len(gap.missing) for gap in rateable.gaps(plan.edition)] == [1]


def test_carried_over_task_brings_people_and_measures_and_is_carried_once():
    earlier, draft = Plan(), Plan(tasks=0, state=EditionState.DRAFT)
    closed = earlier.institutions[1]
    closed.active_until_on = factories.yesterday()
    closed.save()

    copies = [
        planning.carry_over(draft.edition, task, by=draft.secretary)
        for task in [*earlier.tasks, earlier.tasks[0]]
    ]

    assert [task.title for task in draft.edition.tasks.all()] == ["Zadanie 1", "Zadanie 2"]
    assert copies[0] == copies[2]
    assert copies[0].assignments.get().institution == earlier.institutions[0]
    assert not copies[1].assignments.exists()
    assert copies[0].indicators.get().target == Decimal(10)


def test_ledger_tells_what_became_of_each_task():
    earlier, draft = Plan(tasks=3), Plan(tasks=0, state=EditionState.DRAFT)
    copy = planning.carry_over(draft.edition, earlier.tasks[0], by=draft.secretary)
    planning.note_fate(earlier.tasks[1], fate="fulfilled", reason="Gotowe", by=draft.secretary)

    rows = planning.ledger(draft.edition, earlier.edition)

    assert [row["continued_by"] for row in rows] == [[copy], [], []]
    assert [row["entry"] and row["entry"].fate for row in rows] == [None, "fulfilled", None]


def test_draft_edition_is_seen_by_the_officers_of_the_national_team_alone(signed_in, client):
    plan = Plan(state=EditionState.DRAFT)
    address = plan.edition.get_absolute_url()

    for user in (plan.secretary, plan.chair):
        assert signed_in(user).get(address).status_code == 200
    for browser in (client, signed_in(plan.writers[0]), signed_in(factories.administrator())):
        assert browser.get(address).status_code == 404
        assert plan.edition.name not in browser.get("/kpd/").content.decode()


def test_chair_reads_the_draft_but_does_not_change_it(signed_in):
    plan = Plan(state=EditionState.DRAFT)

    answer = signed_in(plan.chair).get(reverse("reports:task-add", args=[plan.edition.pk]))

    assert answer.status_code == 404


def test_task_written_on_the_page_gets_its_date_and_kind_from_the_print(signed_in):
    plan = Plan(tasks=0, state=EditionState.DRAFT)
    facts = {"number": "III.1a", "title": "Nowe", "deadline_as_printed": "IV kwartał 2027"}

    signed_in(plan.secretary).post(reverse("reports:task-add", args=[plan.edition.pk]), facts)

    task = plan.edition.tasks.get()
    assert (task.number, task.due_on, task.kind) == ("III.1a", date(2027, 12, 31), "one_off")


def test_amendment_stands_on_the_public_page(signed_in, client):
    plan = Plan()
    address = reverse("reports:task-edit", args=[plan.edition.pk, plan.tasks[0].pk])
    facts = {"number": "I.1", "title": "Po zmianie", "kind": "continuous"}

    refused = signed_in(plan.secretary).post(address, facts)
    done = signed_in(plan.secretary).post(
        address, facts | {"basis": "uchwała nr 9", "in_force_on": "2026-02-01"}
    )

    assert (refused.status_code, done.status_code) == (200, 302)
    text = client.get(plan.tasks[0].get_absolute_url()).content.decode()
    assert "uchwała nr 9" in text
    assert "Zadanie 1" in text
