"""What the pages of a report show to whoever compiles it: parts, what changed, who is silent."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.choices import BlockKind, SourceKind
from reports.models import Contribution, ReportAddressee, ReportBlock, ReportRemark, Task
from reports.report_facts import CycleFacts, name_of
from reports.report_reading import numbers_for
from reports.report_sources import NOTHING, changes_of, is_stale, versions_of

MOST_CHANGES = 60


@dataclass
class Line:
    """One part in the list of a report."""

    block: ReportBlock
    number: str
    is_stale: bool
    open_remarks: int
    needs_words: bool


def lines_of(report, *, may_be_stale):
    """Return a line for each part; parts left out have no number."""
    versions = versions_of(report.cycle) if may_be_stale else None
    blocks = list(
        report.blocks.select_related("section")
        .defer("tables", "chart")
        .annotate(open_remarks=Count("remarks", filter=Q(remarks__settled_at__isnull=True)))
    )
    taken = [block for block in blocks if not block.is_left_out]
    numbers = dict(
        zip(
            [block.pk for block in taken],
            numbers_for([block.level for block in taken]),
            strict=True,
        )
    )
    for block in blocks:
        block.report = report
    return [
        Line(
            block,
            numbers.get(block.pk, ""),
            versions is not None and is_stale(block, versions),
            block.open_remarks,
            needs_words(block),
        )
        for block in blocks
    ]


def needs_words(block):
    """Parts that only a person can write, and that nobody has written yet."""
    by_hand = block.kind in (BlockKind.WORDS, BlockKind.ENGLISH)
    return by_hand and not block.text and bool(block.section.guidance_pl)


def sources_beside(block):
    """Return what a part rests on, to be read beside its words.

    Of one task it is every accepted answer; of a wider part only how much there is.
    """
    if block.kind == BlockKind.TASK:
        facts = CycleFacts(block.report.cycle, block.task_id).tasks.get(block.task_id)
        return {"facts": facts}
    counted = block.sources.order_by().values_list("kind").annotate(number=Count("pk"))
    return {
        "counted": [(SourceKind(kind).label, number) for kind, number in sorted(counted)],
    }


def changes_beside(block, versions):
    """Return `(what, address, in words what happened)` of each changed source, and how many."""
    changes = changes_of(block, versions)
    shown = changes[:MOST_CHANGES]
    rows = Contribution.objects.filter(pk__in=keys(shown, SourceKind.CONTRIBUTION)).with_facts()
    contributions = {one.pk: one for one in rows}
    tasks = {one.pk: one for one in Task.objects.filter(pk__in=keys(shown, SourceKind.TASK))}
    assessments = {
        one.pk: one
        for one in block.report.cycle.assessments.filter(
            pk__in=keys(shown, SourceKind.ASSESSMENT)
        ).select_related("task")
    }
    found = {
        SourceKind.CONTRIBUTION: contributions,
        SourceKind.TASK: tasks,
        SourceKind.ASSESSMENT: assessments,
    }
    return [said(change, found, block.report.cycle) for change in shown], len(changes)


def keys(changes, kind):
    return [one.key for one in changes if one.kind == kind]


def said(change, found, cycle):
    if change.kind == SourceKind.CYCLE:
        return str(cycle), cycle.get_absolute_url(), _("the facts of the cycle were changed")
    thing = found[SourceKind(change.kind)].get(change.key)
    if change.kind == SourceKind.TASK:
        words = _("the plan was amended") if change.now else _("nobody is asked any more")
        return str(thing or change.key), thing.get_absolute_url() if thing else "", words
    if change.kind == SourceKind.ASSESSMENT:
        words = _("settled anew") if change.now else _("taken back to be prepared anew")
        return str(thing or change.key), thing.get_absolute_url() if thing else "", words
    name = f"{thing.task.number}: {name_of(thing)}" if thing else str(change.key)
    return name, thing.get_absolute_url() if thing else "", contribution_words(change)


def contribution_words(change):
    """Say what happened to a contribution since."""
    match change.before, change.now:
        case None, _anything:
            return _("asked for since")
        case _anything, None:
            return _("asked for no more")
        case _anything, "none":
            return _("opened again")
        case _anything, "waived":
            return pgettext("change of a source", "waived")
        case before, _now if before == NOTHING:
            return pgettext("change of a source", "accepted")
    return _("accepted anew")


def bodies_of_round(report):
    """Return each addressee of the round with how many remarks it made."""
    rows = ReportAddressee.objects.filter(report=report, round=report.round).select_related(
        "institution", "team__voivodeship"
    )
    numbers: dict = {}
    remarks = ReportRemark.objects.filter(block__report=report, round=report.round)
    for one in remarks.only("institution", "team"):
        numbers[one.reporter_key] = numbers.get(one.reporter_key, 0) + 1
    return [(one, numbers.get(one.reporter_key, 0)) for one in rows]


def remarks_of(report):
    """Return the remarks of all rounds, those without an answer first."""
    rows = ReportRemark.objects.filter(block__report=report).select_related(
        "block", "institution", "team__voivodeship", "by", "settled_by"
    )
    return sorted(rows, key=lambda one: (one.is_settled, one.block.position, one.pk))
