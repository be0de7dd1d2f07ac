"""Contradictions between what was filed: a list to ask about, never a verdict."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reports import contents
from reports.choices import Aggregation, Answer, ContributionState
from reports.models import ActivityPartner, Indicator, Task
from reports.reporters import reporter_of
from reports.suggesting import value_of

# Units in which an indicator counts what the list of activities counts, too.
PEOPLE = {"osoby", "osób", "os.", "uczestnicy", "persons", "people"}
DEEDS = {"działania", "szkolenia", "wydarzenia", "kampanie", "activities", "events"}


class Kind(models.TextChoices):
    EVENT = "event", _("different figures for one event")
    DENIED = "denied", _("a co-organiser says it was otherwise")
    INDICATOR = "indicator", _("different figures for one indicator")
    NO_EVIDENCE = "no_evidence", _("done, but without evidence")
    BELOW_PARTS = "below_parts", _("a total below its parts")


@dataclass(frozen=True)
class Contradiction:
    """One thing to ask about: what, at which task, and who says what.

    Args:
        kind: One of `Kind`.
        task: The task it is about.
        about: The event or indicator, empty for a whole task.
        sayings: Pairs of a contribution and what it says, as text.
    """

    kind: Kind
    task: Task
    about: str
    sayings: tuple


COUNTS = (ContributionState.SUBMITTED, ContributionState.ACCEPTED)


def filed_in(cycle, task=None, states=COUNTS):
    """Return `(contribution, content)` of what counts in a cycle, in two queries."""
    rows = cycle.contributions.filter(state__in=states)
    rows = list((rows.filter(task=task) if task else rows).with_facts())
    found = contents.filed_of([one.pk for one in rows])
    return [(one, found[one.pk]) for one in rows if one.pk in found]


def find(cycle, task=None, states=COUNTS):
    """Return what contradicts itself in a cycle, by task.

    Args:
        cycle: The cycle.
        task: Only this one's; then events reported at other tasks are looked at as well.
        states: Look at contributions in these states only.
    """
    filed = filed_in(cycle, states=states)
    own = [pair for pair in filed if task is None or pair[0].task_id == task.pk]
    indicators = Indicator.objects.filter(task__in={one.task_id for one, _content in own})
    found = [
        *events(filed),
        *denied(own),
        *disagreeing(own, list(indicators)),
        *unproven(own),
        *below_parts(own),
    ]
    if task is not None:
        found = [
            one
            for one in found
            if one.task == task or any(who.task_id == task.pk for who, _said in one.sayings)
        ]
    return sorted(found, key=lambda one: (one.task.sort_key, one.task.pk, one.kind))


def plain(text):
    return " ".join(text.casefold().split())


def events(filed):
    """Two bodies name an event of the same title, day and place, with different participants."""
    together: dict = defaultdict(list)
    for one, content in filed:
        for activity in content["activities"]:
            if activity["participants"] is not None:
                key = (plain(activity["title"]), str(activity["held_on"]), plain(activity["place"]))
                together[key].append((one, activity))
    for said in together.values():
        bodies = {one.reporter_key for one, _activity in said}
        figures = {activity["participants"] for _one, activity in said}
        if len(bodies) > 1 and len(figures) > 1:
            first, activity = said[0]
            sayings = tuple((one, participants(each["participants"])) for one, each in said)
            yield Contradiction(Kind.EVENT, first.task, activity["title"], sayings)


def participants(number):
    words = ngettext("%(number)d participant", "%(number)d participants", number)
    return words % {"number": number}


def denied(filed):
    """A co-organiser said, before or after the filing, that a joint event was otherwise."""
    tasks = {activity["pk"]: one for one, content in filed for activity in content["activities"]}
    partners = ActivityPartner.objects.filter(activity__in=tasks, denied_at__isnull=False)
    for partner in partners.select_related("activity", "institution", "team__voivodeship"):
        one = tasks[partner.activity_id]
        said = f"{reporter_of(partner).short_name}: {partner.remark or Kind.DENIED.label}"
        yield Contradiction(Kind.DENIED, one.task, partner.activity.title, ((one, said),))


def disagreeing(filed, indicators):
    """One figure is meant, not a sum, and bodies give different ones."""
    for indicator in indicators:
        if indicator.aggregation not in (Aggregation.HIGHEST, Aggregation.LATEST):
            continue
        said = [
            (one, value_of(value))
            for one, content in filed
            for value in content["values"]
            if value["indicator"] == indicator.pk and value_of(value) is not None
        ]
        if len({number for _one, number in said}) > 1:
            sayings = tuple((one, figure(number, indicator.unit)) for one, number in said)
            yield Contradiction(Kind.INDICATOR, said[0][0].task, indicator.name, sayings)


def figure(number, unit):
    return f"{number:g} {unit}".strip()


def unproven(filed):
    """Somebody says that it was done, and nobody attached a document."""
    by_task: dict = defaultdict(list)
    for one, content in filed:
        by_task[one.task_id].append((one, content))
    for rows in by_task.values():
        doers = [one for one, content in rows if content["answer"] == Answer.DONE]
        if doers and not any(content["evidence"] for _one, content in rows):
            sayings = tuple((one, str(_("done, no document attached"))) for one in doers)
            yield Contradiction(Kind.NO_EVIDENCE, doers[0].task, "", sayings)


def below_parts(filed):
    """The value of an indicator is less than what the same body's activities add up to."""
    for one, content in filed:
        people = sum(activity["participants"] or 0 for activity in content["activities"])
        deeds = len(content["activities"])
        for value in content["values"]:
            total, unit = value_of(value), plain(value["unit"])
            parts = people if unit in PEOPLE else deeds if unit in DEEDS else None
            if total is not None and parts is not None and total < parts:
                words = _("total %(total)s, the activities listed add up to %(parts)s")
                said = words % {
                    "total": figure(total, value["unit"]),
                    "parts": figure(parts, value["unit"]),
                }
                yield Contradiction(Kind.BELOW_PARTS, one.task, value["name"], ((one, str(said)),))
