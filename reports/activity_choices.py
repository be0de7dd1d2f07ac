"""Words of the yearly activity report of a team and of its work plan."""

from django.db import models
from django.utils.translation import pgettext_lazy

from coordination.choices import HandlingLabel

# A report is for the team and whom it is sent to; it is never published from here.
REPORT_LABELS = [HandlingLabel.TEAMS, HandlingLabel.UNITS, HandlingLabel.INSTITUTIONS]
ACTIVITY_LABELS = [HandlingLabel.TEAMS, HandlingLabel.UNITS]


class TeamReportState(models.TextChoices):
    """Where the yearly report of a team stands."""

    DRAFT = "draft", pgettext_lazy("team report", "being written")
    COMMENTED = "commented", pgettext_lazy("team report", "sent to members for comments")
    ADOPTED = "adopted", pgettext_lazy("team report", "adopted, files being made")
    FROZEN = "frozen", pgettext_lazy("team report", "adopted and frozen")
    SENT_UP = "sent_up", pgettext_lazy("team report", "sent to the national team")
    CORRECTING = "correcting", pgettext_lazy("team report", "being corrected")


BEING_WRITTEN = [TeamReportState.DRAFT, TeamReportState.COMMENTED, TeamReportState.CORRECTING]


class TeamPartKey(models.TextChoices):
    """The parts of a report, in their order."""

    INTRODUCTION = "introduction", pgettext_lazy("part of a team report", "Introduction")
    MEMBERS = "members", pgettext_lazy("part of a team report", "Members of the team")
    MEETINGS = "meetings", pgettext_lazy("part of a team report", "Meetings")
    ATTENDANCE = "attendance", pgettext_lazy("part of a team report", "Attendance")
    DECISIONS = "decisions", pgettext_lazy("part of a team report", "Decisions")
    TASKS = "tasks", pgettext_lazy("part of a team report", "Tasks")
    ACTIVITIES = "activities", pgettext_lazy("part of a team report", "Trainings and campaigns")
    POSTS = "posts", pgettext_lazy("part of a team report", "Information given to others")
    STATISTICS = "statistics", pgettext_lazy("part of a team report", "Statistics released")
    PLAN = "plan", pgettext_lazy("part of a team report", "Work plan: planned and done")
    CONCLUSIONS = "conclusions", pgettext_lazy("part of a team report", "Conclusions")


class TeamPartAct(models.TextChoices):
    BUILT = "built", pgettext_lazy("act on a report", "put together from sources")
    WRITTEN = "written", pgettext_lazy("act on a report", "changed by hand")
    LEFT_OUT = "left_out", pgettext_lazy("act on a report", "left out")
    TAKEN_IN = "taken_in", pgettext_lazy("act on a report", "taken in again")


class PlanState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("work plan", "draft")
    ADOPTED = "adopted", pgettext_lazy("work plan", "adopted")


class Quarter(models.IntegerChoices):
    YEAR = 0, pgettext_lazy("work plan", "the whole year")
    FIRST = 1, pgettext_lazy("work plan", "1st quarter")
    SECOND = 2, pgettext_lazy("work plan", "2nd quarter")
    THIRD = 3, pgettext_lazy("work plan", "3rd quarter")
    FOURTH = 4, pgettext_lazy("work plan", "4th quarter")


class Outcome(models.TextChoices):
    """What became of a planned item; nothing said is no information."""

    DONE = "done", pgettext_lazy("planned item", "done")
    PARTLY = "partly", pgettext_lazy("planned item", "done in part")
    MOVED = "moved", pgettext_lazy("planned item", "moved to a later year")
    DROPPED = "dropped", pgettext_lazy("planned item", "given up")
