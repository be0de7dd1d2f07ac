"""Published reports on the public page of the national team."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coordination.templatetags.polish_dates import day_long
from reports.models import Snapshot
from teams.choices import TeamLevel


@dataclass
class Entry:
    """One published report as everybody finds it."""

    anchor: str
    heading: str
    note: str
    text: str
    url: str


def of_team(team):
    """Return the part of the public page with the published reports, the newest first."""
    entries = []
    if team.level == TeamLevel.NATIONAL and team.active_until_on is None:
        found = Snapshot.objects.published().without_data().select_related("report__cycle__edition")
        entries = [entry(one) for one in found.order_by("-frozen_at")[:100]]
    return {"title": _("Reports on the national action plan"), "entries": entries}


def entry(snapshot):
    words = _("version %(number)d, %(day)s")
    return Entry(
        anchor=f"report-{snapshot.pk}",
        heading=snapshot.title,
        note=words % {"number": snapshot.number, "day": day_long(snapshot.frozen_at)},
        text=str(snapshot.report.cycle.edition),
        url=snapshot.get_absolute_url(),
    )
