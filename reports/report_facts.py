"""What a report may say of a cycle: accepted contributions and settled assessments, read once."""

from dataclasses import dataclass, field
from functools import cached_property

from reports import collecting, contents
from reports.choices import AssessmentState, AssignmentRole, ContributionState
from reports.models import Position, Rating
from reports.report_sources import asked_tasks
from reports.reporters import reporter_of

SETTLED = AssessmentState.SETTLED


@dataclass
class TaskFacts:
    """One task with what was accepted about it and how it was assessed."""

    task: object
    lead: str = ""
    rows: list = field(default_factory=list)
    ratings: list = field(default_factory=list)
    positions: list = field(default_factory=list)

    @property
    def accepted(self):
        """Pairs of a contribution and what was filed in it."""
        return [(one, content) for one, content in self.rows if content]

    @property
    def silent(self):
        """Contributions about which there is no information."""
        return [
            one
            for one, content in self.rows
            if not content and one.state != ContributionState.WAIVED
        ]

    @property
    def waived(self):
        return [one for one, _content in self.rows if one.state == ContributionState.WAIVED]

    @property
    def completion(self):
        """The key and the word of the first question, or None while nothing is settled."""
        first = next((one for one in self.ratings if one.question.key == "completion"), None)
        return first and first.word


@dataclass
class CycleFacts:
    """Everything a part may be put together from, read in a fixed number of queries.

    Args:
        cycle: With its edition and form loaded.
        only: Read this task alone; parts about more need all of them.
    """

    cycle: object
    only: int | None = None

    @cached_property
    def tasks(self):
        """`TaskFacts` by the key of the task, in the order of the plan."""
        tasks = asked_tasks(self.cycle)
        tasks = tasks.filter(pk=self.only) if self.only else tasks
        found = {task.pk: TaskFacts(task, lead_words(task)) for task in tasks}
        for one, content in self.contributions:
            found[one.task_id].rows.append((one, content))
        self._add_assessments(found)
        return found

    @cached_property
    def contributions(self):
        """Pairs of a contribution and its accepted content or None; the lead first."""
        rows = self.cycle.contributions.with_facts().order_by("-assignment__role", "pk")
        rows = list(rows.filter(task=self.only) if self.only else rows)
        accepted = [one.pk for one in rows if one.state == ContributionState.ACCEPTED]
        content = contents.filed_of(accepted)
        return [(one, content.get(one.pk)) for one in rows]

    @cached_property
    def boxes(self):
        return list(self.cycle.form.boxes.all())

    @cached_property
    def reporters(self):
        return collecting.reporters_of(self.cycle)

    def of_chapter(self, chapter):
        return [one for one in self.tasks.values() if one.task.chapter_id == chapter]

    @cached_property
    def chapters(self):
        """`(chapter or None, tasks)` of those chapters that have a task, in printed order."""
        chapters: dict = {}
        for one in self.tasks.values():
            chapters.setdefault(one.task.chapter_id, (one.task.chapter, []))[1].append(one)
        return list(chapters.values())

    def numbers(self):
        """Return how many contributions are accepted, waived and not known."""
        states = [one.state for one, _content in self.contributions]
        accepted = states.count(ContributionState.ACCEPTED)
        waived = states.count(ContributionState.WAIVED)
        return {
            "asked": len(states),
            "accepted": accepted,
            "waived": waived,
            "silent": len(states) - accepted - waived,
            "reporters": len(self.reporters),
        }

    def _add_assessments(self, found):
        mine = {"assessment__cycle": self.cycle, "assessment__state": SETTLED}
        if self.only:
            mine["assessment__task"] = self.only
        ratings = Rating.objects.filter(**mine).select_related("word", "question", "assessment")
        for one in ratings.order_by("question__position"):
            if one.assessment.task_id in found:
                found[one.assessment.task_id].ratings.append(one)
        latest: dict = {}
        positions = Position.objects.filter(**mine).select_related(
            "assessment", "institution", "team__voivodeship"
        )
        for one in positions.order_by("pk"):
            if one.round == one.assessment.round:
                latest[one.assessment.task_id, one.reporter_key] = one
        for (task, _reporter), one in latest.items():
            if task in found:
                found[task].positions.append(one)


def lead_words(task):
    leads = (one for one in task.assignments.all() if one.role == AssignmentRole.LEAD)
    names = [str(one) for one in leads if one.ended_on is None]
    return ", ".join(names) or task.lead_as_printed


def name_of(row):
    return reporter_of(row).short_name
