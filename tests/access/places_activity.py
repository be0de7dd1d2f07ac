"""Reports, plans and activities of a team for the table of access, and a recommendation."""

from datetime import date, timedelta

from django.utils import timezone

from coordination.choices import HandlingLabel
from reports import recommending
from reports.activity import commenting, entering, freezing, writing
from reports.activity_choices import TeamReportState
from reports.models import Task, TeamActivityReport
from tests.reports.activity_world import recommendation


def make(places):
    """Return the arguments of these addresses, made in the team of the places."""
    by, year = places.world.coordinator, timezone.localdate().year
    made = recommendation(places.actors["national"])
    task = Task.objects.filter(edition__state="adopted").first()
    link = recommending.link(made, task, note="", by=places.actors["national"])
    plan = entering.begin_plan(places.team, year=year - 1, by=by)
    facts = {"title": "Zaplanowane", "quarter": 1, "seat": None}
    done = entering.save_item(plan, facts, by=by)
    entering.adopt_plan(plan, decision=places.decision, by=by)
    draft = entering.begin_plan(places.team, year=year, by=by)
    item = entering.save_item(draft, facts, by=by)
    activity = entered(places, by)
    report = commented(places, year, by)
    part = report.parts.get(key="meetings")
    part.report = report
    comment = commenting.comment(part, text="Uwaga", by=places.actors["member"])
    frozen = adopted(places, year - 1, by).report
    snapshot = adopted(places, year - 2, by)
    freezing.send_up(snapshot.report, by=by)
    return {
        "recommendation": made.pk,
        "recommendation_link": link.pk,
        "plan_year": plan.year,
        "draft_plan_year": draft.year,
        "adopted_item": done.pk,
        "plan_item": item.pk,
        "team_activity": activity.pk,
        "team_report": report.pk,
        "team_part": part.pk,
        "team_comment": comment.pk,
        "frozen_report": frozen.pk,
        "team_snapshot": snapshot.pk,
        "json": "json",
    }


def entered(places, by):
    facts = {
        "kind": "training",
        "title": "Szkolenie",
        "held_on": date(2026, 3, 1),
        "held_until_on": None,
        "place": "",
        "participants": 3,
        "audience": "",
        "text": "",
        "label": HandlingLabel.UNITS,
        "planned": None,
    }
    return entering.save_activity(places.team, facts, [], by=by)


def commented(places, year, by):
    report = writing.begin(places.team, year=year, label=HandlingLabel.UNITS, by=by)
    until = timezone.localdate() + timedelta(days=5)
    return commenting.ask(report, until_on=until, by=by)


def adopted(places, year, by):
    """An adopted version whose files nobody has made: making them takes seconds."""
    report = commented(places, year, by)
    for person in list(commenting.silent(report)):
        commenting.say_nothing(report, by=person)
    snapshot = freezing.adopt(report, decision=places.decision, by=by)
    TeamActivityReport.objects.filter(pk=report.pk).update(state=TeamReportState.FROZEN)
    return snapshot
