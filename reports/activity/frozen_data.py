"""The data of an adopted report of a team: plain values, from which page and files are made."""

from dataclasses import asdict

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coordination.choices import HandlingLabel
from reports.activity import reading, tracing
from reports.report_data import adopted_words
from teams.roster import name_on

FORMAT = "team-activity-report-1"
# Figures that stand side by side with those of other teams, in this order.
FIGURES = [
    "meetings",
    "decisions",
    "tasks",
    "tasks_done",
    "activities",
    "trainings",
    "posts",
    "releases",
    "planned",
    "planned_done",
]


def title_of(report):
    with translation.override("pl"):
        return _("Activity report for %(year)d") % {"year": report.year}


def data_of(report, number, decision, *, reason="", errata=(), is_sample=False):
    """Return everything that a frozen report holds.

    A figure is missing, not zero, where the report says nothing of it.
    """
    parts, sources = reading.as_it_stands(report)
    figures: dict = {}
    for row in report.parts.filter(is_left_out=False):
        figures |= row.figures
    with translation.override("pl"):
        return {
            "format": FORMAT,
            "number": number,
            "title": title_of(report),
            "team": name_on(report.team, timezone.localdate()),
            "teryt": report.team.voivodeship.teryt,
            "year": report.year,
            "label": report.label,
            "handling": str(HandlingLabel(report.label).label),
            "is_sample": is_sample,
            "frozen_on": str(timezone.localdate()),
            "adopted_by": adopted_words(decision),
            "reason": reason,
            "errata": list(errata),
            "figures": {name: figures.get(name) for name in FIGURES},
            "sources": [asdict(one) for one in sources.values()],
            "parts": [as_values(part) for part in parts],
        }


def as_values(part):
    return {
        "key": part.key or tracing.SOURCES_KEY,
        "kind": part.kind,
        "number": part.number,
        "title": part.title,
        "level": part.level,
        "text": part.text,
        "tables": part.tables,
        "chart": part.chart,
    }


def sources_of(data):
    return [tracing.Source(**one) for one in data["sources"]]
