"""Compiling a report: put its parts together, change them by hand, bring them up to date.

Every state of every part is kept as a revision. Tables and charts always come from sources; only
words are changed by hand, and words changed by hand are never overwritten without being seen.
"""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from reports import report_building
from reports.choices import BEING_WRITTEN, BlockAct, BlockKind
from reports.models import (
    CompiledReport,
    ReportBlock,
    ReportBlockRevision,
    ReportTemplate,
)
from reports.report_building import Content, chapter_name
from reports.report_facts import CycleFacts
from reports.report_sources import is_stale, note_sources, versions_of

LONGEST = 20_000


class NoTemplate(Refused):
    message = _("No outline of a report is loaded.")


class NothingAsked(Refused):
    message = _("Nobody has been asked in this cycle yet; there is nothing to compile.")


class CompiledAlready(Refused):
    message = _("The report of this cycle has been begun already.")


class NotBeingCompiled(Refused):
    message = _("The report is adopted. What was adopted is changed by a correction only.")


class ChangedMeanwhile(Refused):
    """Somebody saved this part since; carries the part as it is now."""

    message = _("Somebody else has saved this part meanwhile.")

    def __init__(self, block):
        super().__init__()
        self.block = block


class EditedByHand(Refused):
    message = _("This part was changed by hand. Compare both texts and choose.")


class NothingChanged(Refused):
    message = _("No source of this part has changed.")


class NoReason(Refused):
    message = _("Say why the text stays.")


def newest_template():
    template = ReportTemplate.objects.order_by("-pk").first()
    if template is None:
        raise NoTemplate
    return template


@transaction.atomic
def begin(cycle, *, by):
    """Put the report of a cycle together by the newest outline and return it.

    Raises:
        NothingAsked: The cycle has no contributions.
        CompiledAlready: There is a report on it.
        NoTemplate: No outline is loaded.
    """
    if not cycle.contributions.exists():
        raise NothingAsked
    report, made = CompiledReport.objects.get_or_create(
        cycle=cycle, defaults={"template": newest_template(), "begun_by": by}
    )
    if not made:
        raise CompiledAlready
    bring_outline(report, CycleFacts(report.cycle), versions_of(report.cycle), by)
    audit.record("report.begun", report, by=by)
    return report


def outline(report, facts):
    """Yield `(section, kind, chapter, task, title)` of every part, in the order of the report."""
    for section in report.template.sections.all():
        if section.kind != BlockKind.CHAPTER:
            yield section, section.kind, None, None, section.title_pl
            continue
        # The heading over all chapters says nothing of its own.
        yield section, BlockKind.WORDS, None, None, section.title_pl
        for chapter, tasks in facts.chapters:
            with translation.override("pl"):
                title = chapter_name(chapter)
            yield section, BlockKind.CHAPTER, chapter, None, title
            for one in tasks:
                yield section, BlockKind.TASK, chapter, one.task, str(one.task)


def place_of(section, kind, chapter, task):
    """Return what tells a part from all others of the same report."""
    return section.pk, str(kind), chapter and chapter.pk, task and task.pk


def bring_outline(report, facts, versions, by):
    """Add the parts that the outline has and the report lacks, and put all in their order."""
    known = {
        (one.section_id, one.kind, one.chapter_id, one.task_id): one
        for one in report.blocks.defer("text", "tables", "chart")
    }
    seen = set()
    for position, (section, kind, chapter, task, title) in enumerate(outline(report, facts)):
        place = place_of(section, kind, chapter, task)
        seen.add(place)
        block = known.get(place)
        if block is None:
            block = ReportBlock(
                report=report,
                section=section,
                kind=kind,
                chapter=chapter,
                task=task,
                is_left_out=section.starts_left_out,
            )
        elif (block.position, block.title) == (position, title):
            continue
        block.position, block.title = position, title
        if block.pk:
            block.save(update_fields=["position", "title"])
        else:
            renew(block, facts, versions, BlockAct.BUILT, by)
    for place, block in known.items():
        if place not in seen:
            # Nobody is asked about its task any more: it stays, at the end.
            block.position = len(seen) + block.position
            block.save(update_fields=["position"])


def renew(block, facts, versions, act, by, *, text=None, reason=""):
    """Put a part together anew and save it as its next revision.

    Args:
        block: The part, locked or new.
        facts: The facts of its cycle, or of its task alone.
        versions: What its sources are now.
        act: What is done, for the record.
        by: The person acting.
        text: Words that stand instead of those that the sources give.
        reason: Why they do.
    """
    built: Content = report_building.build(block, facts)
    block.text = built.text if text is None else text
    block.is_edited = block.text != built.text
    block.tables, block.chart = built.tables, built.chart
    block.built_at = timezone.now()
    if not block.pk:
        block.save()
    note_sources(block, versions)
    keep_revision(block, act, by, reason=reason)


def keep_revision(block, act, by, *, reason=""):
    block.revision += 1
    block.save()
    ReportBlockRevision.objects.create(
        block=block,
        number=block.revision,
        act=act,
        text=block.text,
        tables=block.tables,
        chart=block.chart,
        is_left_out=block.is_left_out,
        reason=reason,
        by=by,
    )


def lock_report(report):
    """Return a report that may still be changed, under a lock.

    Raises:
        NotBeingCompiled: It is adopted.
    """
    report = (
        CompiledReport.objects.select_for_update(of=("self",))
        .select_related("cycle__edition", "cycle__form", "template")
        .get(pk=report.pk)
    )
    if report.state not in BEING_WRITTEN:
        raise NotBeingCompiled
    return report


def lock_block(block):
    """Return a part of a report that may still be changed, with both locked."""
    report = lock_report(block.report)
    locked = (
        ReportBlock.objects.select_for_update(of=("self",))
        .select_related("section", "chapter", "task")
        .get(pk=block.pk)
    )
    locked.report = report
    return locked


def facts_for(block):
    """Return the facts that a part needs: those of its task alone, or of the whole cycle."""
    return CycleFacts(block.report.cycle, block.task_id)


@transaction.atomic
def write(block, *, text, based_on, by):
    """Change the words of a part by hand; never over somebody else's.

    Args:
        block: Re-read under a lock.
        text: The whole new text.
        based_on: The revision the writer started from.
        by: The writer.

    Raises:
        NotBeingCompiled: The report is adopted.
        ChangedMeanwhile: It was saved since; nothing is written.
    """
    block = lock_block(block)
    text = text.replace("\r\n", "\n").strip()
    if block.text == text:
        return block
    if block.revision != based_on:
        raise ChangedMeanwhile(block)
    block.text, block.is_edited = text, True
    keep_revision(block, BlockAct.WRITTEN, by)
    audit.record("report.written", block.report, by=by, block=block.pk, revision=block.revision)
    return block


@transaction.atomic
def refresh(block, *, by):
    """Put one part together anew from its sources as they are now.

    Raises:
        NotBeingCompiled: The report is adopted.
        EditedByHand: Its words were changed by hand; compare first.
    """
    block = lock_block(block)
    if block.is_edited:
        raise EditedByHand
    renew(block, facts_for(block), versions_of(block.report.cycle), BlockAct.BUILT, by)
    audit.record("report.refreshed", block.report, by=by, block=block.pk)
    return block


@transaction.atomic
def refresh_all(report, *, by):
    """Bring every part up to date that nobody has changed by hand; add tasks asked about since.

    Returns:
        How many parts were put together anew, and how many wait for a person's choice.
    """
    report = lock_report(report)
    facts, versions = CycleFacts(report.cycle), versions_of(report.cycle)
    bring_outline(report, facts, versions, by)
    refreshed = left = 0
    for block in report.blocks.select_related("section", "chapter", "task").select_for_update(
        of=("self",)
    ):
        if not is_stale(block, versions):
            continue
        if block.is_edited:
            left += 1
            continue
        renew(block, facts, versions, BlockAct.BUILT, by)
        refreshed += 1
    audit.record("report.all_refreshed", report, by=by, parts=refreshed)
    return refreshed, left


def fresh_text(block):
    """Return the words that the sources of a part give now."""
    return report_building.build(block, facts_for(block)).text


@transaction.atomic
def choose(block, *, text, based_on, by):
    """Bring a part changed by hand up to date: with these words, and tables from the sources.

    Raises:
        NotBeingCompiled: The report is adopted.
        ChangedMeanwhile: It was saved since; nothing is written.
    """
    block = lock_block(block)
    if block.revision != based_on:
        raise ChangedMeanwhile(block)
    text = text.replace("\r\n", "\n").strip()
    versions = versions_of(block.report.cycle)
    renew(block, facts_for(block), versions, BlockAct.WRITTEN, by, text=text)
    audit.record("report.written", block.report, by=by, block=block.pk, revision=block.revision)
    return block


@transaction.atomic
def keep(block, *, reason, by):
    """Confirm that the words of a part stay although sources changed; tables are put anew.

    Raises:
        NotBeingCompiled: The report is adopted.
        NothingChanged: It is up to date.
        NoReason: No reason is given.
    """
    block = lock_block(block)
    versions = versions_of(block.report.cycle)
    if not reason.strip():
        raise NoReason
    if not is_stale(block, versions):
        raise NothingChanged
    renew(
        block,
        facts_for(block),
        versions,
        BlockAct.KEPT,
        by,
        text=block.text,
        reason=reason.strip(),
    )
    audit.record("report.kept", block.report, by=by, block=block.pk)
    return block


@transaction.atomic
def turn(block, *, by):
    """Leave a part out of the report, or take it in again; return it.

    Raises:
        NotBeingCompiled: The report is adopted.
    """
    block = lock_block(block)
    block.is_left_out = not block.is_left_out
    keep_revision(block, BlockAct.LEFT_OUT if block.is_left_out else BlockAct.TAKEN_IN, by)
    audit.record("report.turned", block.report, by=by, block=block.pk, left_out=block.is_left_out)
    return block
