"""The way from the public page of a voivodeship team to the figures of its voivodeship."""

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.public_reports import Entry
from teams.choices import TeamLevel


def of_team(team):
    """Return the part of the public page with the scale of the phenomenon."""
    entries = []
    if team.level == TeamLevel.VOIVODESHIP and team.voivodeship_id:
        entries.append(
            Entry(
                anchor="scale",
                heading=_("Scale of the phenomenon"),
                note=_("figures of institutions, each with its source"),
                text="",
                url=reverse("reports:region", args=[team.voivodeship_id]),
            )
        )
    return {"title": _("Statistics"), "entries": entries}
