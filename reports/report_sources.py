"""What each part of a report rests on, in which version, and whether that has changed since.

A version is a short word that changes whenever what the report may say of the source changes:
a contribution counts once it is accepted, an assessment once it is settled.
"""

import hashlib
import json
from dataclasses import dataclass, field

from django.db.models import Count, F, Max

from reports.choices import (
    AssessmentState,
    BlockKind,
    ContributionState,
    ReviewAct,
    SourceKind,
)
from reports.models import BlockSource, Contribution, ReportBlock, ReviewEvent, Task

NOTHING = "none"
# What the parts of each kind rest on, beside the cycle itself.
RESTS_ON = {
    BlockKind.WORDS: set(),
    BlockKind.ENGLISH: {SourceKind.ASSESSMENT},
    BlockKind.METHOD: {SourceKind.CONTRIBUTION},
    BlockKind.SUMMARY: {SourceKind.CONTRIBUTION, SourceKind.ASSESSMENT},
    BlockKind.STATUS: {SourceKind.TASK, SourceKind.CONTRIBUTION, SourceKind.ASSESSMENT},
    BlockKind.CHAPTER: {SourceKind.TASK, SourceKind.CONTRIBUTION, SourceKind.ASSESSMENT},
    BlockKind.TASK: {SourceKind.TASK, SourceKind.CONTRIBUTION, SourceKind.ASSESSMENT},
    BlockKind.INDICATORS: {SourceKind.TASK, SourceKind.CONTRIBUTION},
}
OTHERWISE = {SourceKind.CONTRIBUTION}


@dataclass
class Versions:
    """The versions of everything a report may rest on, as they are now.

    Args:
        of_tasks: For each task, the versions of what belongs to it by `(kind, key)`.
        of_all: The versions of what belongs to no single task.
        chapter_of: The chapter of each task.
    """

    of_tasks: dict = field(default_factory=dict)
    of_all: dict = field(default_factory=dict)
    chapter_of: dict = field(default_factory=dict)
    _wide: dict = field(default_factory=dict)

    def add(self, kind, key, version, task=None):
        where = self.of_all if task is None else self.of_tasks.setdefault(task, {})
        where[str(kind), key] = version

    def of(self, block):
        """Return `{(kind, key): version}` of what a part rests on now."""
        kinds = RESTS_ON.get(block.kind, OTHERWISE) | {SourceKind.CYCLE}
        if block.kind == BlockKind.TASK:
            tasks = [block.task_id]
        elif block.kind == BlockKind.CHAPTER:
            tasks = [
                task for task in self.of_tasks if self.chapter_of.get(task) == block.chapter_id
            ]
        else:
            tasks = list(self.of_tasks)
        found = dict(self.of_all)
        for task in tasks:
            known = self.of_tasks.get(task, {})
            found |= {source: word for source, word in known.items() if source[0] in kinds}
        return found

    def digest_of(self, block):
        """Return one word for all sources of a part; parts that rest on the same share it."""
        if block.kind in (BlockKind.TASK, BlockKind.CHAPTER):
            return digest(self.of(block))
        kinds = frozenset(RESTS_ON.get(block.kind, OTHERWISE))
        if kinds not in self._wide:
            self._wide[kinds] = digest(self.of(block))
        return self._wide[kinds]


def mark(facts):
    """Return a short word for facts: another one as soon as any of them is another."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def digest(versions):
    """Return one word for all sources of a part."""
    return mark(sorted([kind, key, version] for (kind, key), version in versions.items()))


def versions_of(cycle):
    """Return the versions of everything in a cycle, in a fixed number of queries."""
    found = Versions()
    facts = [cycle.title, cycle.period_from_on, cycle.period_to_on, cycle.edition.name]
    found.add(SourceKind.CYCLE, cycle.pk, mark(facts))
    add_tasks(found, cycle)
    add_contributions(found, cycle)
    add_assessments(found, cycle)
    return found


def asked_tasks(cycle):
    """Return the tasks about which somebody was asked, as they stand in the plan now."""
    asked = Contribution.objects.filter(cycle=cycle).values("task")
    return (
        Task.objects.filter(pk__in=asked)
        .select_related("chapter")
        .prefetch_related("assignments__institution", "indicators")
        .order_by("chapter__sort_key", "sort_key", "pk")
    )


def task_facts(task):
    """Return what the report says of a task itself."""
    return [
        *(task.number, task.title, task.kind, task.deadline_as_printed, str(task.due_on)),
        *(str(task.ended_on), task.chapter_id, task.lead_as_printed),
        [[one.pk, one.role, str(one.ended_on)] for one in task.assignments.all()],
        [[one.pk, one.name, one.unit, str(one.target)] for one in task.indicators.all()],
    ]


def add_tasks(found, cycle):
    for task in asked_tasks(cycle):
        found.chapter_of[task.pk] = task.chapter_id
        found.add(SourceKind.TASK, task.pk, mark(task_facts(task)), task.pk)


def add_contributions(found, cycle):
    filed = dict(
        ReviewEvent.objects.filter(contribution__cycle=cycle, act=ReviewAct.SUBMITTED)
        .order_by()
        .values_list("contribution")
        .annotate(last=Max("pk"))
    )
    rows = Contribution.objects.filter(cycle=cycle).order_by().values_list("pk", "task", "state")
    for key, task, state in rows:
        version = NOTHING
        if state == ContributionState.ACCEPTED:
            version = f"accepted:{filed.get(key)}"
        elif state == ContributionState.WAIVED:
            version = "waived"
        found.add(SourceKind.CONTRIBUTION, key, version, task)


def add_assessments(found, cycle):
    rows = cycle.assessments.filter(state=AssessmentState.SETTLED).order_by()
    said = dict(
        cycle.assessments.filter(positions__round=F("round"))
        .order_by()
        .values_list("pk")
        .annotate(number=Count("positions"))
    )
    for key, task, number in rows.values_list("pk", "task", "round"):
        found.add(SourceKind.ASSESSMENT, key, f"settled:{number}:{said.get(key, 0)}", task)


def is_stale(block, versions):
    """Whether a source of a part has changed since the part was put together or confirmed."""
    return block.sources_digest != versions.digest_of(block)


def note_sources(block, versions):
    """Write down what a part rests on now; only what differs is written."""
    now = versions.of(block)
    before = {(one.kind, one.key): one for one in block.sources.all()}
    gone = [one.pk for source, one in before.items() if now.get(source) != one.version]
    BlockSource.objects.filter(pk__in=gone).delete()
    BlockSource.objects.bulk_create(
        (
            BlockSource(block=block, kind=kind, key=key, version=version)
            for (kind, key), version in now.items()
            if (kind, key) not in before or before[kind, key].version != version
        ),
        batch_size=2000,
    )
    block.sources_digest = versions.digest_of(block)


@dataclass(frozen=True)
class Change:
    """A source that is another than when the part was put together.

    Args:
        kind: One of `SourceKind`.
        key: Its key.
        before: Its version then, or None where it was no source.
        now: Its version now, or None where it is none any more.
    """

    kind: str
    key: int
    before: str | None
    now: str | None


def changes_of(block, versions):
    """Return what has changed among the sources of a part since, by kind and key."""
    now = versions.of(block)
    before = {(one.kind, one.key): one.version for one in block.sources.all()}
    return [
        Change(kind, key, before.get((kind, key)), now.get((kind, key)))
        for kind, key in sorted({*now, *before})
        if now.get((kind, key)) != before.get((kind, key))
    ]


def stale_blocks(report, versions=None):
    """Return the keys of the parts that are out of date."""
    versions = versions or versions_of(report.cycle)
    blocks = ReportBlock.objects.filter(report=report).defer("text", "tables", "chart")
    return {block.pk for block in blocks if is_stale(block, versions)}
