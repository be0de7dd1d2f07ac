"""Where a cycle stands: by institution, by task, in time and late; each figure names its list."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone

from reports import collecting
from reports.choices import EDITABLE, ContributionState
from reports.models import Nudge
from reports.reporters import Reporter


@dataclass
class Line:
    """One institution or team in a cycle."""

    reporter: Reporter
    due_on: object
    numbers: dict = field(default_factory=lambda: dict.fromkeys(ContributionState.values, 0))
    late: int = 0
    last_nudge: Nudge | None = None

    @property
    def total(self):
        return sum(self.numbers.values())

    @property
    def silent(self):
        """No information: nothing filed, which is not the same as nothing done."""
        return self.numbers[ContributionState.DRAFT]

    @property
    def missing(self):
        return sum(self.numbers[state] for state in EDITABLE)

    @property
    def filed(self):
        return self.total - self.missing

    @property
    def is_overdue(self):
        return bool(self.missing) and self.due_on < timezone.localdate()

    @property
    def percent(self):
        return round(100 * self.filed / self.total) if self.total else 0


def by_reporter(cycle):
    """Return a line for everybody who is asked, in a fixed number of queries."""
    extended = collecting.extensions_of(cycle)
    lines = {
        reporter.key: Line(reporter, max(cycle.due_on, extended.get(reporter.key, cycle.due_on)))
        for reporter in collecting.reporters_of(cycle)
    }
    counted = (
        cycle.contributions.order_by()
        .values("institution", "team", "state")
        .annotate(number=Count("pk"), late=Count("pk", filter=Q(is_late=True)))
    )
    for row in counted:
        line = lines[f"i{row['institution']}" if row["institution"] else f"t{row['team']}"]
        line.numbers[row["state"]] = row["number"]
        line.late += row["late"]
    for nudge in cycle.nudges.filter(settled_at__isnull=False, letters__gt=0).order_by("pk"):
        if nudge.reporter_key in lines:
            lines[nudge.reporter_key].last_nudge = nudge
    return list(lines.values())


def totals(lines):
    """Return the figures of a whole cycle from its lines."""
    numbers = dict.fromkeys(ContributionState.values, 0)
    for line in lines:
        for state, number in line.numbers.items():
            numbers[state] += number
    total = sum(numbers.values())
    filed = total - sum(numbers[state] for state in EDITABLE)
    return {
        "total": total,
        "filed": filed,
        "percent": round(100 * filed / total) if total else 0,
        "silent": numbers[ContributionState.DRAFT],
        "late": sum(line.late for line in lines),
        "overdue": sum(1 for line in lines if line.is_overdue),
        "numbers": numbers,
    }


def by_chapter(cycle):
    """Return `(chapter, numbers by state, total)` of the tasks' contributions."""
    found: dict = defaultdict(lambda: dict.fromkeys(ContributionState.values, 0))
    rows = (
        cycle.contributions.order_by()
        .values("task__chapter", "task__chapter__sort_key", "state")
        .annotate(number=Count("pk"))
    )
    for row in rows:
        found[row["task__chapter"]][row["state"]] = row["number"]
    chapters = list(cycle.edition.chapters.all())
    order = [(chapter, chapter.pk) for chapter in chapters] + [(None, None)]
    return [
        (chapter, found[key], sum(found[key].values())) for chapter, key in order if key in found
    ]
