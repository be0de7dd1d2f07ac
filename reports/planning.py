"""Making a plan: chapters, tasks, who does them, adoption, amendments, the ledger."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from reports import collecting, finding
from reports.choices import EditionState
from reports.models import (
    Amendment,
    Assignment,
    Chapter,
    Indicator,
    LedgerEntry,
    PlanEdition,
    SubChapter,
    Task,
)
from reports.printed_numbers import sort_key

TASK_FIELDS = [
    "chapter",
    "subchapter",
    "number",
    "title",
    "kind",
    "deadline_as_printed",
    "due_on",
    "manner",
    "financing",
    "is_priority",
]


class EditionIsClosed(Refused):
    message = _("This edition is closed; its tasks stay as they are.")


class EditionIsNotDraft(Refused):
    message = _("Only a draft edition can be adopted.")


class EditionIsNotAdopted(Refused):
    message = _("Only an adopted edition can be closed.")


class NothingToAdopt(Refused):
    message = _("An edition without tasks cannot be adopted.")


class AmendmentNeedsItsAct(Refused):
    message = _("An adopted plan is changed by an act: name it and the day it took effect.")


class TaskIsInUse(Refused):
    message = _("Institutions have reported on this task already; it cannot be removed.")


def lock_open(edition):
    edition = PlanEdition.objects.select_for_update().get(pk=edition.pk)
    if edition.state == EditionState.CLOSED:
        raise EditionIsClosed
    return edition


@transaction.atomic
def save_chapter(edition, *, chapter=None, number, title, subchapters, by):
    """Write a chapter and the headings in it; headings that tasks stand under are kept.

    Args:
        edition: The edition; re-read under a lock.
        chapter: The chapter to change; None makes one.
        number: The number as printed.
        title: Its title, may be empty.
        subchapters: Titles of its sub-chapters in their order.
        by: The person acting.

    Raises:
        EditionIsClosed: The edition is closed.
        ValidationError: The number is used already.
    """
    edition = lock_open(edition)
    chapter = chapter or Chapter(edition=edition)
    chapter.number, chapter.title, chapter.sort_key = number, title, sort_key(number)
    chapter.full_clean()
    chapter.save()
    chapter.subchapters.exclude(title__in=subchapters).filter(tasks__isnull=True).delete()
    for position, heading in enumerate(subchapters, start=1):
        SubChapter.objects.update_or_create(
            chapter=chapter, title=heading, defaults={"position": position}
        )
    audit.record("plan.chapter_saved", edition, by=by, chapter=chapter.pk)
    return chapter


@transaction.atomic
def save_task(edition, words, *, task=None, basis="", in_force_on=None, by):
    """Write a task; in an adopted edition the change is kept as an amendment.

    Args:
        edition: The edition; re-read under a lock.
        words: Values of `TASK_FIELDS`.
        task: The task to change; None makes one.
        basis: The amending act, needed once the edition is adopted.
        in_force_on: The day it took effect.
        by: The person acting.

    Raises:
        EditionIsClosed: The edition is closed.
        AmendmentNeedsItsAct: The edition is adopted and no act is named.
        ValidationError: The number is used already, or a field does not fit.
    """
    edition = lock_open(edition)
    if edition.is_adopted and not (basis and in_force_on):
        raise AmendmentNeedsItsAct
    before = {name: shown(task, name) if task else "" for name in TASK_FIELDS}
    task = task or Task(edition=edition)
    for name in TASK_FIELDS:
        if name in words:
            setattr(task, name, words[name])
    task.sort_key = sort_key(task.number)
    task.full_clean()
    task.save()
    after = {name: shown(task, name) for name in TASK_FIELDS}
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if edition.is_adopted and changes:
        Amendment.objects.create(
            edition=edition,
            task=task,
            basis=basis,
            in_force_on=in_force_on,
            changes=changes,
            noted_by=by,
        )
    finding.index(task)
    audit.record("plan.task_saved", task, by=by, edition=edition.pk, fields=sorted(changes))
    return task


def shown(task, name):
    value = getattr(task, name)
    return "" if value is None else str(value)


@transaction.atomic
def remove_task(task, *, by):
    """Take a task out of a draft edition with all that hangs on it.

    Raises:
        EditionIsNotDraft: An adopted plan ends a task by an act, it does not lose it.
        TaskIsInUse: Something outside the plan refers to it.
    """
    edition = lock_open(task.edition)
    if not edition.is_draft:
        raise EditionIsNotDraft
    key = task.pk
    try:
        with transaction.atomic():
            finding.forget(task)
            task.assignments.all().delete()
            task.indicators.all().delete()
            task.delete()
    except ProtectedError:
        raise TaskIsInUse from None
    audit.record("plan.task_removed", edition, by=by, task=key)


@transaction.atomic
def end_task(task, *, basis, in_force_on, by):
    """End a task of an adopted plan by an act; what was reported about it stays."""
    edition = lock_open(task.edition)
    if not edition.is_adopted:
        raise EditionIsNotAdopted
    task.ended_on = in_force_on
    task.save(update_fields=["ended_on"])
    Amendment.objects.create(
        edition=edition,
        task=task,
        basis=basis,
        in_force_on=in_force_on,
        changes={"ended_on": ["", str(in_force_on)]},
        noted_by=by,
    )
    audit.record("plan.task_ended", task, by=by, edition=edition.pk)
    return task


@transaction.atomic
def assign(task, *, institution, each_team, role, by):
    """Give a task to an institution or to each voivodeship team; open cycles ask at once.

    Raises:
        EditionIsClosed: The edition is closed.
        ValidationError: It is assigned already, or the institution has ended.
    """
    edition = lock_open(task.edition)
    assignment = Assignment(task=task, institution=institution, each_team=each_team, role=role)
    assignment.full_clean()
    assignment.save()
    audit.record("plan.assigned", task, by=by, assignment=assignment.pk, role=str(role))
    collecting.ask_missing(edition, by=by)
    return assignment


@transaction.atomic
def end_assignment(assignment, *, by):
    """End an assignment today; in a draft plan it just goes. What was asked already stays."""
    edition = lock_open(assignment.task.edition)
    key = assignment.pk
    if edition.is_draft and not assignment.contributions.exists():
        assignment.delete()
    else:
        assignment.ended_on = timezone.localdate()
        assignment.save(update_fields=["ended_on"])
    audit.record("plan.assignment_ended", edition, by=by, assignment=key)


@transaction.atomic
def save_indicator(task, words, *, indicator=None, by):
    """Write an indicator of a task.

    Raises:
        ValidationError: The task has one of this name already.
    """
    lock_open(task.edition)
    indicator = indicator or Indicator(task=task)
    for name, value in words.items():
        setattr(indicator, name, value)
    indicator.full_clean()
    indicator.save()
    audit.record("plan.indicator_saved", task, by=by, indicator=indicator.pk)
    return indicator


@transaction.atomic
def adopt(edition, *, adopted_on, adopting_body, legal_basis, by):
    """Say that an edition was adopted: from now on it is public and changes need an act.

    Raises:
        EditionIsNotDraft: It was adopted before.
        NothingToAdopt: It has no tasks.
    """
    edition = PlanEdition.objects.select_for_update().get(pk=edition.pk)
    if not edition.is_draft:
        raise EditionIsNotDraft
    if not edition.tasks.exists():
        raise NothingToAdopt
    edition.state = EditionState.ADOPTED
    edition.adopted_on, edition.adopting_body = adopted_on, adopting_body
    edition.legal_basis = legal_basis
    edition.full_clean()
    edition.save()
    audit.record("plan.adopted", edition, by=by, on=adopted_on.isoformat())
    return edition


@transaction.atomic
def close(edition, *, by):
    """Close an edition whose time is over; its tasks and amendments stay as they are.

    Raises:
        EditionIsNotAdopted: It is a draft or closed already.
    """
    edition = PlanEdition.objects.select_for_update().get(pk=edition.pk)
    if not edition.is_adopted:
        raise EditionIsNotAdopted
    edition.state = EditionState.CLOSED
    edition.save(update_fields=["state"])
    audit.record("plan.closed", edition, by=by)
    return edition


def ledger(edition, earlier):
    """Return what became of each task of an earlier edition in this one.

    Returns:
        Dictionaries with the `task`, the tasks that continue it, and its ledger entry if any.
    """
    tasks = earlier.tasks.select_related("ledger_entry", "chapter").prefetch_related("continued_by")
    return [
        {
            "task": task,
            "continued_by": [
                one for one in task.continued_by.all() if one.edition_id == edition.pk
            ],
            "entry": getattr(task, "ledger_entry", None),
        }
        for task in tasks
    ]


@transaction.atomic
def carry_over(edition, task, *, by):
    """Copy a task of an earlier edition into a draft, with people and indicators.

    The copy continues it; its number stays when it is free, its deadline is left open.

    Raises:
        EditionIsNotDraft: An adopted plan is not filled any more.
    """
    edition = lock_open(edition)
    if not edition.is_draft:
        raise EditionIsNotDraft
    already = edition.tasks.filter(continues=task).first()
    if already:
        return already
    taken = edition.tasks.filter(number=task.number).exists()
    copy = Task.objects.create(
        edition=edition,
        chapter=edition.chapters.filter(number=task.chapter.number).first()
        if task.chapter
        else None,
        number="" if taken else task.number,
        sort_key=sort_key("" if taken else task.number),
        title=task.title,
        kind=task.kind,
        manner=task.manner,
        financing=task.financing,
        is_priority=task.is_priority,
    )
    copy.continues.add(task)
    for one in task.assignments.in_force().select_related("institution"):
        if one.institution is None or one.institution.active_until_on is None:
            Assignment.objects.create(
                task=copy, role=one.role, institution=one.institution, each_team=one.each_team
            )
    for one in task.indicators.all():
        Indicator.objects.create(
            task=copy,
            name=one.name,
            kind=one.kind,
            unit=one.unit,
            baseline=one.baseline,
            target=one.target,
            aggregation=one.aggregation,
        )
    LedgerEntry.objects.filter(task=task).delete()
    finding.index(copy)
    audit.record("plan.carried_over", copy, by=by, edition=edition.pk, source_task=task.pk)
    return copy


@transaction.atomic
def note_fate(task, *, fate, reason, by):
    """Write into the ledger what became of a task that nothing continues."""
    entry, _created = LedgerEntry.objects.update_or_create(
        task=task, defaults={"fate": fate, "reason": reason, "noted_by": by}
    )
    audit.record("plan.fate_noted", task, by=by, fate=str(fate))
    return entry
