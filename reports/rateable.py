"""Can it be rated? What a task must have before anybody can say whether it was done."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.choices import AssignmentRole, TaskKind
from reports.models import Task


@dataclass
class Gap:
    """A task and what it lacks, in words."""

    task: Task
    missing: list


def gaps(edition):
    """Return the tasks of an edition that nobody could rate, each with what is missing."""
    tasks = edition.tasks.in_force().with_people()
    found = [Gap(task, missing_in(task)) for task in tasks]
    return [gap for gap in found if gap.missing]


def missing_in(task):
    """Say what a task lacks: somebody who leads it, a result that can be measured, a time."""
    lead = any(
        one.role == AssignmentRole.LEAD and one.ended_on is None for one in task.assignments.all()
    )
    indicators = list(task.indicators.all())
    missing = []
    if not lead:
        missing.append(_("nobody leads it"))
    if not indicators:
        missing.append(_("no indicator shows its result"))
    elif all(one.target is None for one in indicators):
        missing.append(_("no indicator says how much is enough"))
    if not task.kind:
        missing.append(_("it is not said whether it is one-off, continuous or periodic"))
    elif task.kind == TaskKind.ONE_OFF and task.due_on is None:
        missing.append(_("it has no date"))
    return missing
