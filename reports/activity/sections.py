"""Which parts a report has, in order, and what each is put together from."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from reports.activity import from_entries, from_meetings, from_outcomes, from_statistics
from reports.activity.drafting import Draft, Scope
from reports.activity_choices import TeamPartKey


def words(_scope):
    """A part that only a person can write."""
    return Draft()


@dataclass(frozen=True)
class Section:
    """One part of the outline: its key, what puts it together, a word to whoever writes it."""

    key: TeamPartKey
    build: Callable[[Scope], Draft]
    guidance: object = ""

    @property
    def is_by_hand(self):
        return self.build is words


FROM_SOURCES = _("Drafted from the record of the desk. You may change the words and add others.")
SECTIONS = [
    Section(
        TeamPartKey.INTRODUCTION,
        words,
        _("On what ground the team works and what mattered in the year, in a few sentences."),
    ),
    Section(TeamPartKey.MEMBERS, from_meetings.members, FROM_SOURCES),
    Section(TeamPartKey.MEETINGS, from_meetings.meetings, FROM_SOURCES),
    Section(TeamPartKey.ATTENDANCE, from_meetings.attendance, FROM_SOURCES),
    Section(TeamPartKey.DECISIONS, from_outcomes.decisions, FROM_SOURCES),
    Section(TeamPartKey.TASKS, from_outcomes.tasks, FROM_SOURCES),
    Section(TeamPartKey.ACTIVITIES, from_entries.activities, FROM_SOURCES),
    Section(TeamPartKey.POSTS, from_entries.posts, FROM_SOURCES),
    Section(TeamPartKey.STATISTICS, from_statistics.statistics, FROM_SOURCES),
    Section(TeamPartKey.PLAN, from_entries.plan, FROM_SOURCES),
    Section(
        TeamPartKey.CONCLUSIONS,
        words,
        _("What the team concludes and what it means to do next. It names no person."),
    ),
]
BY_KEY = {one.key: one for one in SECTIONS}


def scope_of(report):
    return Scope(report.team, report.year, report.label)


def build(key, scope):
    """Return a part as its sources give it now; a report is an official paper in Polish."""
    with translation.override("pl"):
        return BY_KEY[TeamPartKey(key)].build(scope)
