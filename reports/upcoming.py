"""What changes in a cycle before it closes: days that come by themselves, and for whom."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import collecting
from reports.models import Task

MOST_TASKS = 30


@dataclass(frozen=True)
class Change:
    """One coming day, what happens on it, and the list or page behind it."""

    day: date
    words: str
    url: str


def before_the_end(cycle, lines, today=None):
    """Return what is to come in an open cycle, the nearest day first; six questions at most.

    Args:
        cycle: The cycle with its edition.
        lines: Its lines by reporter, from `standings.by_reporter`.
        today: The day of the question.
    """
    if not cycle.is_open:
        return []
    today = today or timezone.localdate()
    found = [*days_of_cycle(cycle), *reminders(cycle, lines), *extensions(cycle, lines)]
    found += task_deadlines(cycle, today)
    return sorted((one for one in found if one.day >= today), key=lambda one: one.day)


def days_of_cycle(cycle):
    """The last day in time, the last day that is not marked late, and the last day of all."""
    missing = f"{reverse('reports:cycle-office', args=[cycle.pk])}?which=missing"
    yield Change(cycle.due_on, _("the last day in time"), missing)
    if cycle.grace_on > cycle.due_on:
        yield Change(cycle.grace_on, _("the last day that does not count as late"), missing)
    if cycle.closes_on > cycle.grace_on:
        yield Change(cycle.closes_on, _("the last day on which anything is taken"), missing)


def reminders(cycle, lines):
    """How many of those who still owe something will be reminded on which day."""
    missing = {line.reporter.key for line in lines if line.missing}
    office = reverse("reports:cycle-office", args=[cycle.pk])
    numbers: dict = {}
    for nudge in cycle.nudges.filter(settled_at__isnull=True):
        if nudge.reporter_key in missing:
            day = timezone.localdate(nudge.due_at)
            numbers[day] = numbers.get(day, 0) + 1
    for day, number in numbers.items():
        words = ngettext(
            "a reminder goes to %(number)d institution or team",
            "reminders go to %(number)d institutions and teams",
            number,
        )
        yield Change(day, words % {"number": number}, f"{office}?which=missing")


def extensions(cycle, lines):
    """Who has more time, and until when."""
    names = {line.reporter.key: line.reporter.short_name for line in lines if line.missing}
    contributions = reverse("reports:review-list", args=[cycle.pk])
    for key, day in collecting.extensions_of(cycle).items():
        if key in names:
            words = _("the longer time ends for: %(name)s") % {"name": names[key]}
            yield Change(day, words, f"{contributions}?reporter={key}")


def task_deadlines(cycle, today):
    """Tasks of the plan whose own deadline comes before the cycle closes."""
    tasks = Task.objects.in_force(today).filter(
        edition=cycle.edition, due_on__range=(today, cycle.closes_on)
    )
    for task in tasks.order_by("due_on", "sort_key")[:MOST_TASKS]:
        words = _("deadline of the task %(task)s") % {"task": task}
        yield Change(task.due_on, words, task.get_absolute_url())
