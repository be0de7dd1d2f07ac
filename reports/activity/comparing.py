"""The reports of all sixteen teams beside each other: information, never a ranking.

Teams stand in the order of their TERYT codes. Nothing is added up and nothing is ordered by a
figure; what a team has not sent is "no information" (design §4.10).
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.activity.frozen_data import FIGURES
from reports.models import TeamSnapshot
from teams.choices import TeamLevel
from teams.models import Team

NAMES = {
    "meetings": pgettext_lazy("part of a team report", "Meetings"),
    "decisions": _("Decisions"),
    "tasks": _("Tasks"),
    "tasks_done": _("Tasks done"),
    "activities": _("Activities"),
    "trainings": _("of them trainings"),
    "posts": _("Posts to all"),
    "releases": _("Statistics released"),
    "planned": _("Planned"),
    "planned_done": pgettext_lazy("figures of a plan", "Planned and done"),
}


@dataclass
class Line:
    """One team with what it has sent on a year.

    Args:
        team: The team.
        snapshot: The newest version it has sent, or None.
        figures: `(name of the figure, number or None)` in the order of the table.
    """

    team: Team
    snapshot: TeamSnapshot | None = None
    figures: list = field(default_factory=list)


def lines(user, year):
    """Return a line for every voivodeship team of a year that this person may compare."""
    teams = list(
        Team.objects.filter(level=TeamLevel.VOIVODESHIP)
        .active(date(year, 12, 31))
        .select_related("voivodeship")
        .order_by("voivodeship__teryt", "pk")
    )
    newest: dict = {}
    sent = TeamSnapshot.objects.visible_to(user).sent().filter(report__year=year)
    for one in sent.select_related("report").order_by("number"):
        newest[one.report.team_id] = one
    return [line_of(team, newest.get(team.pk)) for team in teams]


def line_of(team, snapshot):
    figures = snapshot.data["figures"] if snapshot else {}
    return Line(team, snapshot, [(NAMES[name], figures.get(name)) for name in FIGURES])


def years():
    """Return the years on which some team has sent a report, the newest first."""
    sent = TeamSnapshot.objects.sent().order_by("-report__year")
    return list(sent.values_list("report__year", flat=True).distinct())
