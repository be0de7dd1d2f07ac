"""Opening a cycle asks each assignment once; more time, later assignments, closing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports import collecting, contributing, planning
from reports.choices import AssignmentRole, ContributionState, EditionState
from reports.models import Contribution
from tests import factories
from tests.reports.world import Plan, letters, say

pytestmark = pytest.mark.django_db


def test_opening_makes_one_contribution_for_each_assignment_and_writes_once_to_each():
    plan = Plan(tasks=5, institutions=2)

    cycle = plan.open_cycle()

    assert cycle.contributions.count() == 5
    assert len(letters(cycle)) == 4  # a writer and a signatory in each of two


def test_opening_twice_makes_nothing_twice():
    plan = Plan(tasks=3)
    cycle = plan.open_cycle()

    with pytest.raises(collecting.CycleIsOpenAlready):
        collecting.open_cycle(cycle, by=plan.secretary)
    collecting.make_contributions(cycle)

    assert cycle.contributions.count() == 3


def test_task_of_each_team_is_asked_of_the_teams_at_work():
    factories.regional_team(voivodeship=factories.voivodeship("30", "wielkopolskie"))
    factories.regional_team(active_until_on=factories.yesterday())
    factories.regional_team()

    cycle = Plan(tasks=1, teams=True).open_cycle()

    assert cycle.contributions.filter(team__isnull=False).count() == 2


def test_what_is_assigned_later_is_asked_at_once_in_open_cycles_only():
    plan = Plan(tasks=1)
    opened, prepared = plan.open_cycle(), plan.prepared_cycle(title="Drugi")
    late = factories.institution()

    planning.assign(
        plan.tasks[0],
        institution=late,
        each_team=False,
        role=AssignmentRole.COOPERATING,
        by=plan.secretary,
    )

    assert opened.contributions.filter(institution=late).count() == 1
    assert not prepared.contributions.exists()


def test_abolished_institution_and_ended_task_are_not_asked():
    plan = Plan(tasks=3, institutions=3)
    plan.institutions[0].active_until_on = factories.yesterday()
    plan.institutions[0].save()
    act = {"basis": "uchwała", "in_force_on": factories.yesterday()}
    planning.end_task(plan.tasks[1], by=plan.secretary, **act)

    cycle = plan.open_cycle()

    assert [one.institution for one in cycle.contributions.all()] == [plan.institutions[2]]


def test_draft_plan_and_plan_without_people_open_no_cycle():
    with pytest.raises(collecting.PlanIsNotAdopted):
        Plan(state=EditionState.DRAFT).open_cycle()
    with pytest.raises(collecting.NobodyToAsk):
        Plan(institutions=0).open_cycle()


def test_more_time_is_for_one_institution_with_its_reason():
    plan = Plan()
    cycle = plan.open_cycle()
    later = cycle.due_on + timedelta(days=9)

    collecting.extend(
        cycle, plan.reporter(), until_on=later, reason="Reorganizacja", by=plan.secretary
    )

    assert collecting.due_on(cycle, plan.reporter(0)) == later
    assert collecting.due_on(cycle, plan.reporter(1)) == cycle.due_on
    with pytest.raises(collecting.ExtensionIsShorter):
        collecting.extend(cycle, plan.reporter(), until_on=later, reason="x", by=plan.secretary)


@pytest.mark.parametrize(
    ("days_after_due", "outcome"),
    [(0, "in time"), (2, "in time"), (3, "late"), (20, "late"), (21, "refused")],
)
def test_what_comes_late_is_taken_and_stays_marked(days_after_due, outcome):
    plan = Plan(tasks=1)
    cycle = plan.open_cycle(due=timezone.localdate() - timedelta(days=days_after_due))
    one = plan.filled(plan.contribution(cycle))

    if outcome == "refused":
        with pytest.raises(contributing.CycleOver):
            contributing.file(one, by=plan.signatories[0])
    else:
        assert contributing.file(one, by=plan.signatories[0]).is_late == (outcome == "late")


def test_more_time_moves_what_counts_as_late_and_what_is_taken():
    plan = Plan(tasks=1)
    cycle = plan.open_cycle(due=timezone.localdate() - timedelta(days=30))
    collecting.extend(
        cycle,
        plan.reporter(),
        until_on=timezone.localdate() + timedelta(days=1),
        reason="x",
        by=plan.secretary,
    )

    assert not plan.filed(plan.contribution(cycle)).is_late


def test_closed_cycle_takes_nothing():
    plan = Plan(tasks=1)
    cycle = plan.open_cycle()
    one = plan.contribution(cycle)
    collecting.close_cycle(cycle, by=plan.secretary)

    with pytest.raises(contributing.CycleOver):
        say(one, "as_before", by=plan.writers[0])
    with pytest.raises(collecting.CycleIsNotOpen):
        collecting.close_cycle(cycle, by=plan.secretary)
    assert not cycle.nudges.filter(settled_at__isnull=True).exists()


def test_own_people_still_read_what_they_wrote_and_did_not_file_in_time(signed_in):
    plan = Plan(tasks=1)
    cycle = plan.open_cycle()
    one = plan.filled(plan.contribution(cycle), text="Zostało w szkicu")
    collecting.close_cycle(cycle, by=plan.secretary)

    own = signed_in(plan.writers[0]).get(one.get_absolute_url()).content.decode()
    office = signed_in(plan.secretary).get(one.get_absolute_url()).content.decode()

    assert ("Zostało w szkicu" in own, "Zostało w szkicu" in office) == (True, False)


def test_cycle_is_prepared_and_opened_on_the_page(signed_in):
    plan = Plan(tasks=2)
    browser = signed_in(plan.secretary)
    cycle = plan.prepared_cycle()
    facts = {name: str(getattr(cycle, name)) for name in collecting_days()}
    facts |= {"edition": plan.edition.pk, "kind": "annual", "title": "Z formularza"}

    made = browser.post(reverse("reports:cycle-add"), facts)
    opened = browser.post(made.url.replace("office/", "open/"))

    assert (made.status_code, opened.status_code) == (302, 302)
    assert Contribution.objects.count() == 2


def collecting_days():
    return ["period_from_on", "period_to_on", "opens_on", "due_on", "grace_on", "closes_on"]


def test_days_that_do_not_follow_each_other_get_a_sentence(signed_in):
    plan = Plan()
    cycle = plan.prepared_cycle()
    facts = {name: str(getattr(cycle, name)) for name in collecting_days()}
    facts |= {"edition": plan.edition.pk, "kind": "annual", "title": "x", "closes_on": "2020-01-01"}

    page = signed_in(plan.secretary).post(reverse("reports:cycle-add"), facts)

    assert page.status_code == 200
    assert page.context["form"].errors


@pytest.fixture
def shelf():
    """Cycles of a small and of a large plan: sixty tasks, twenty institutions, the teams."""
    for number in range(16):
        factories.regional_team(voivodeship=factories.voivodeship(f"{number + 40}", f"w{number}"))
    return (
        Plan(tasks=3, institutions=3, teams=True),
        Plan(tasks=60, institutions=20, teams=True),
    )


def test_pages_take_as_many_queries_for_sixty_tasks_as_for_three(shelf, signed_in):
    few, many = (queries(plan, signed_in) for plan in shelf)

    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}


def queries(plan, signed_in):
    """How many queries each page of a cycle takes, for the secretary and a writer."""
    cycle = plan.open_cycle()
    for one in cycle.contributions.of_reporter(plan.reporter()).with_facts():
        plan.filed(one)
    second = cycle.contributions.of_reporter(plan.reporter(1)).with_facts()
    for one in second:
        say(one, "as_before", by=plan.writers[1])
    secretary, writer = signed_in(plan.secretary), signed_in(plan.writers[1])
    root = cycle.get_absolute_url()
    pages = {
        "plan": (secretary, plan.edition.get_absolute_url()),
        "rateable": (secretary, reverse("reports:plan-rateable", args=[plan.edition.pk])),
        "office": (secretary, f"{root}office/"),
        "review": (secretary, f"{root}review/"),
        "figures": (secretary, f"{root}figures/"),
        "reporter": (secretary, f"{root}reporters/{plan.reporter().key}/"),
        "reports": (secretary, "/reports/"),
        "cycle": (writer, root),
        "workbook": (writer, f"{root}reporters/{plan.reporter(1).key}/workbook/"),
        "waiting": (writer, "/waiting/"),
    }
    found = {}
    for name, (browser, address) in pages.items():
        browser.get("/profile/")
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        found[name] = len(captured)
    return found


def test_figures_add_up_and_open_the_list_behind_them(signed_in):
    plan = Plan(tasks=4, institutions=2)
    cycle = plan.open_cycle()
    plan.filed(plan.contribution(cycle, 0))
    browser = signed_in(plan.secretary)
    root = cycle.get_absolute_url()

    figures = browser.get(f"{root}figures/").context["totals"]

    assert (figures["total"], figures["filed"], figures["silent"]) == (4, 1, 3)
    for state in ContributionState.values:
        page = browser.get(f"{root}review/?state={state}").context["page"]
        assert page.paginator.count == figures["numbers"][state]


def test_the_form_of_a_cycle_is_polish_from_its_first_field(signed_in):
    page = signed_in(Plan(tasks=1).secretary).get(reverse("reports:cycle-add"))

    assert page.context["form"]["edition"].label == "Edycja planu"
