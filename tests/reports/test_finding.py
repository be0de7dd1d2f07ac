"""Tasks of the plan are found by Polish words; those of a draft plan by its officers alone."""

import pytest

from coordination.search import Asked
from reports import finding, planning
from reports.choices import AssignmentRole, EditionState
from tests import factories
from tests.reports.world import Plan

pytestmark = pytest.mark.django_db


def named(plan, title, **words):
    fields = {"number": "IX.7", "title": title, **words}
    act = {"basis": "uchwała", "in_force_on": factories.yesterday()}
    return planning.save_task(plan.edition, fields, by=plan.secretary, **act)


def titles(user, words="ulotkami", **asked):
    return [hit.title for hit in finding.find(user, Asked(words=words, **asked))]


def test_a_task_is_found_by_its_title_and_manner_in_any_form():
    plan = Plan(tasks=1)
    task = named(plan, "Wydanie ulotki", manner="Wydrukowanie w siedmiu językach.")

    for person in (plan.secretary, factories.person()):
        assert titles(person) == [str(task)]
        assert titles(person, "językami") == [str(task)]


def test_a_task_of_a_draft_is_found_by_officers_of_the_national_team_alone():
    plan = Plan(tasks=1)
    named(plan, "Wydanie ulotki")
    plan.edition.state = EditionState.DRAFT
    plan.edition.save()

    assert titles(factories.person()) == []
    assert len(titles(plan.secretary)) == 1


def test_it_is_narrowed_by_kind_year_team_and_institution():
    plan = Plan(tasks=1)
    task = named(plan, "Wydanie ulotki")
    leading, other = factories.institution("Wiodąca"), factories.institution("Inna")
    planning.assign(
        task, institution=leading, each_team=False, role=AssignmentRole.LEAD, by=plan.secretary
    )
    person = factories.person()

    assert titles(person, kind="plan_task", year=plan.edition.year_from) == [str(task)]
    assert titles(person, institution=leading.pk) == [str(task)]
    assert titles(person, kind="decision") == []
    assert titles(person, year=1999) == []
    assert titles(person, team=1) == []
    assert titles(person, institution=other.pk) == []


def test_the_page_of_the_search_shows_it(client):
    plan = Plan(tasks=1)
    task = named(plan, "Wydanie ulotki")
    client.force_login(factories.person())
    page = client.get("/search/", {"q": "ulotka", "kind": "plan_task"})
    assert [hit.url for hit in page.context["hits"]] == [task.get_absolute_url()]


def test_a_task_that_is_taken_out_is_found_no_more():
    plan = Plan(tasks=1)
    plan.edition.state = EditionState.DRAFT
    plan.edition.save()
    task = planning.save_task(
        plan.edition, {"number": "IX.8", "title": "Wydanie ulotki"}, by=plan.secretary
    )
    planning.remove_task(task, by=plan.secretary)
    assert titles(plan.secretary) == []
