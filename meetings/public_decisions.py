"""Decisions on the public page of a team: those its secretary has published."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coordination.templatetags.polish_dates import day_long
from meetings import decision_papers
from meetings.models import Decision

MOST = 200


@dataclass
class Entry:
    """One published decision as everybody reads it."""

    anchor: str
    heading: str
    note: str
    text: str


def of_team(team):
    """Return the part of the public page with the published decisions, the newest first."""
    published = Decision.objects.filter(team=team).published()
    found = published.select_related("meeting", "superseded_by").order_by("-year", "-number")
    return {"title": _("Decisions of the team"), "entries": [entry(one) for one in found[:MOST]]}


def entry(decision):
    kind = str(decision.get_kind_display()).capitalize()
    note = f"{day_long(decision_papers.day_of(decision))}, {decision.state_words}"
    return Entry(
        anchor=f"decision-{decision.number}-{decision.year}",
        heading=_("%(kind)s No. %(number)s") % {"kind": kind, "number": decision.signature},
        note=note,
        text=decision.text,
    )
