"""What the dashboard says of days to come, and whom an open cycle asks by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reports import collecting, standings, upcoming
from reports.models import Nudge
from reports.reporters import Reporter
from tests import factories
from tests.reports.world import Plan

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def said(cycle):
    found = upcoming.before_the_end(cycle, standings.by_reporter(cycle))
    return [(one.day, one.words) for one in found]


def test_days_of_the_cycle_and_reminders_stand_in_order():
    plan = Plan(tasks=2, institutions=2)
    cycle = plan.open_cycle()
    found = said(cycle)

    assert [day for day, _words in found] == sorted(day for day, _words in found)
    assert (cycle.due_on, "ostatni dzień w terminie") in found
    reminded = {timezone.localdate(one.due_at) for one in Nudge.objects.filter(cycle=cycle)}
    assert {(day, "przypomnienia do 2 instytucji i zespołów") for day in reminded} <= set(found)


def test_whoever_owes_nothing_is_counted_no_more():
    plan = Plan(tasks=1, institutions=1)
    cycle = plan.open_cycle()
    cycle.contributions.update(state="waived")

    assert not [words for _day, words in said(cycle) if "przypomnieni" in words]


def test_longer_time_and_deadlines_of_tasks_are_told():
    plan = Plan(tasks=2, institutions=2)
    cycle = plan.open_cycle()
    reporter = Reporter(institution=plan.institutions[0])
    longer = cycle.due_on + timedelta(days=2)
    collecting.extend(cycle, reporter, until_on=longer, reason="urlopy", by=plan.secretary)
    task = plan.tasks[0]
    task.due_on = TODAY() + timedelta(days=1)
    task.save()

    found = said(cycle)

    assert (longer, f"koniec dłuższego terminu: {reporter.short_name}") in found
    assert (task.due_on, f"termin zadania {task}") in found


def test_a_cycle_that_is_not_open_changes_no_more():
    plan = Plan(tasks=1)
    cycle = collecting.close_cycle(plan.open_cycle(), by=plan.secretary)
    assert said(cycle) == []


def test_the_dashboard_shows_it_with_its_links(client):
    plan = Plan(tasks=1)
    cycle = plan.open_cycle()
    client.force_login(plan.secretary)
    page = client.get(reverse("reports:cycle-figures", args=[cycle.pk])).content.decode()
    assert "Co się zmieni, zanim cykl się zamknie" in page
    assert f"{reverse('reports:cycle-office', args=[cycle.pk])}?which=missing" in page


def test_a_team_founded_later_is_asked_once_by_the_sweep():
    factories.regional_team()
    cycle = Plan(tasks=1, teams=True).open_cycle()
    asked = cycle.contributions.count()
    assert collecting.ask_late_teams() == 0
    late = factories.regional_team(voivodeship=factories.voivodeship("30", "wielkopolskie"))

    assert (collecting.ask_late_teams(), collecting.ask_late_teams()) == (1, 0)

    assert cycle.contributions.count() == asked + 1
    assert cycle.contributions.filter(team=late).count() == 1


def test_cycles_without_teams_and_closed_ones_ask_no_team():
    own = Plan(tasks=1)
    own.open_cycle()
    factories.regional_team()
    closed = Plan(tasks=1, teams=True)
    collecting.close_cycle(closed.open_cycle(), by=closed.secretary)
    factories.regional_team(voivodeship=factories.voivodeship("30", "wielkopolskie"))

    assert collecting.ask_late_teams() == 0
