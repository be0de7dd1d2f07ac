"""The data of a report: plain values from which its page, its files and open data are made."""

import hashlib
import json

from django.db.models import Count
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings import decision_papers
from reports import report_reading, report_texts
from reports.choices import BlockKind, ContributionState
from reports.models import Rating
from reports.report_facts import SETTLED, lead_words
from reports.report_sources import asked_tasks

FORMAT = "kpd-report-1"


def canonical(data):
    """Return the bytes of the data, always the same for the same data."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1).encode()


def sha256(octets):
    return hashlib.sha256(octets).hexdigest()


def data_of(report, number, decision, *, reason="", errata=()):
    """Return everything that a frozen report holds, as plain values."""
    cycle = report.cycle
    with translation.override("pl"):
        return {
            "format": FORMAT,
            "number": number,
            "title": cycle.title,
            "edition": cycle.edition.name,
            "years": cycle.edition.years,
            "is_sample": cycle.edition.is_sample,
            "period": report_texts.period_of(cycle),
            "period_from": str(cycle.period_from_on),
            "period_to": str(cycle.period_to_on),
            "template": report.template.name,
            "frozen_on": str(timezone.localdate()),
            "adopted_by": adopted_words(decision),
            "reason": reason,
            "errata": list(errata),
            "parts": parts_data(report),
            "tasks": tasks_data(cycle),
        }


def adopted_words(decision):
    """Say by which decision; whoever corrects a report need not have another one."""
    if decision is None:
        return ""
    day = report_texts.day_of(decision_papers.day_of(decision))
    kind = str(decision.get_kind_display()).capitalize()
    words = _("%(kind)s No. %(number)s of %(day)s, %(team)s")
    facts = {"kind": kind, "number": decision.signature, "day": day, "team": decision.team}
    return words % facts


def parts_data(report):
    return [
        {
            "key": part.key,
            "kind": part.kind,
            "number": part.number,
            "title": part.title,
            "level": part.level,
            "text": part.text,
            "tables": part.tables,
            "chart": part.chart,
        }
        for part in report_reading.as_it_stands(report)
    ]


def tasks_data(cycle):
    """Return a line for each task: the open data of the report."""
    counted: dict = {}
    rows = cycle.contributions.order_by().values_list("task", "state")
    for task, state, number in rows.annotate(number=Count("pk")):
        counted.setdefault(task, {})[state] = number
    words: dict = {}
    ratings = Rating.objects.filter(assessment__cycle=cycle, assessment__state=SETTLED)
    for task, question, word in ratings.values_list(
        "assessment__task", "question__key", "word__key"
    ):
        words.setdefault(task, {})[question] = word
    return [
        {
            "number": task.number,
            "title": task.title,
            "chapter": task.chapter.number if task.chapter else "",
            "lead": lead_words(task),
            "kind": task.kind,
            "deadline": task.deadline_as_printed,
            **words.get(task.pk, {}),
            "contributions_asked": sum(counted[task.pk].values()),
            "contributions_accepted": counted[task.pk].get(ContributionState.ACCEPTED, 0),
        }
        for task in asked_tasks(cycle)
    ]


def errata_between(before, after):
    """Return what differs between two lists of parts, with the words on both sides."""
    known = {part["key"]: part for part in before}
    found = []
    for part in after:
        old = known.pop(part["key"], None)
        if old is None or any(old[name] != part[name] for name in ("text", "tables", "title")):
            found.append(erratum(part, old and old["text"], part["text"]))
    found += [erratum(part, part["text"], None) for part in known.values()]
    return found


def erratum(part, before, after):
    """One entry: None stands for a part that was not there."""
    heading = f"{part['number']} {part['title']}".strip()
    return {"heading": heading, "before": before, "after": after}


def has_english(data):
    return any(part["kind"] == BlockKind.ENGLISH and part["text"] for part in data["parts"])
