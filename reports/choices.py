"""Words that fields of the reports room may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EditionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("edition", "draft")
    ADOPTED = "adopted", pgettext_lazy("edition", "adopted")
    CLOSED = "closed", pgettext_lazy("edition", "closed")


class ObjectiveLevel(models.TextChoices):
    MAIN = "main", _("main objective")
    SPECIFIC = "specific", _("specific objective")


class TaskKind(models.TextChoices):
    ONE_OFF = "one_off", pgettext_lazy("task", "one-off")
    CONTINUOUS = "continuous", pgettext_lazy("task", "continuous")
    PERIODIC = "periodic", pgettext_lazy("task", "periodic")


class AssignmentRole(models.TextChoices):
    LEAD = "lead", _("lead")
    COOPERATING = "cooperating", _("cooperating")


class IndicatorKind(models.TextChoices):
    COUNT = "count", pgettext_lazy("indicator", "number")
    PERCENT = "percent", _("percentage")
    AMOUNT = "amount", _("amount")
    YES_NO = "yes_no", _("yes or no")


class Aggregation(models.TextChoices):
    """How values of several institutions become one; never across counting units (design §4.10)."""

    SUM = "sum", _("added up")
    HIGHEST = "highest", _("the highest counts")
    LATEST = "latest", _("the latest counts")
    APART = "apart", _("shown apart, never added up")


class TaskFate(models.TextChoices):
    """What became of a task of the edition before, when no task continues it."""

    FULFILLED = "fulfilled", _("fulfilled")
    DROPPED = "dropped", _("not continued")
    MOVED = "moved", _("moved to another document")


class CycleKind(models.TextChoices):
    ANNUAL = "annual", _("annual report")
    MID_TERM = "mid_term", _("mid-term report")
    FINAL = "final", _("final report")
    AD_HOC = "ad_hoc", _("ad hoc request")


class CycleState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("cycle", "in preparation")
    OPEN = "open", pgettext_lazy("cycle", "open")
    CLOSED = "closed", pgettext_lazy("cycle", "closed")


class ContributionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("contribution", "being written")
    SUBMITTED = "submitted", pgettext_lazy("contribution", "filed, waits for the secretary")
    RETURNED = "returned", pgettext_lazy("contribution", "returned with remarks")
    ACCEPTED = "accepted", pgettext_lazy("contribution", "accepted")
    WAIVED = "waived", pgettext_lazy("contribution", "waived")


EDITABLE = [ContributionState.DRAFT, ContributionState.RETURNED]
FILED = [ContributionState.SUBMITTED, ContributionState.ACCEPTED, ContributionState.WAIVED]


class Answer(models.TextChoices):
    """What an institution has to say: something was done, or one of four honest words for none."""

    DONE = "done", _("we did something: described below")
    AS_BEFORE = "as_before", _("continued as before, nothing new")
    NO_ACTIVITY = "no_activity", _("no activity in this period")
    NOT_APPLICABLE = "not_applicable", _("does not apply to us in this period")
    NOT_OURS = "not_ours", _("not our task")


NEEDS_A_REASON = [Answer.NO_ACTIVITY, Answer.NOT_APPLICABLE]


class SelfRating(models.TextChoices):
    ACHIEVED = "achieved", pgettext_lazy("rating", "achieved")
    ON_COURSE = "on_course", pgettext_lazy("rating", "on course")
    BEHIND = "behind", pgettext_lazy("rating", "behind its plan")
    NOT_BEGUN = "not_begun", pgettext_lazy("rating", "not begun")


class ValueState(models.TextChoices):
    """Zero, unknown and not collected are three different things (design §4.10)."""

    GIVEN = "given", _("a value")
    ZERO = "zero", _("zero")
    UNKNOWN = "unknown", _("unknown")
    NOT_COLLECTED = "not_collected", _("not collected")


class ActivityKind(models.TextChoices):
    TRAINING = "training", _("training")
    CAMPAIGN = "campaign", _("information campaign")
    CONFERENCE = "conference", _("conference or seminar")
    PUBLICATION = "publication", _("publication")
    INSPECTION = "inspection", _("inspection or operation")
    RESEARCH = "research", _("research")
    LEGISLATION = "legislation", _("legislative work")
    SUPPORT = "support", _("support")
    OTHER = "other", pgettext_lazy("activity", "other")


class ReviewAct(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("act", "filed")
    RETURNED = "returned", pgettext_lazy("act", "returned with remarks")
    ACCEPTED = "accepted", pgettext_lazy("act", "accepted")
    REOPENED = "reopened", pgettext_lazy("act", "opened again")
    WAIVED = "waived", pgettext_lazy("act", "waived")


class NudgeKind(models.TextChoices):
    REMINDER = "reminder", _("reminder")
    NUDGE = "nudge", _("request by the secretary")
    ESCALATION = "escalation", _("request to the superior institution")


class AssessmentState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("assessment", "being prepared")
    CIRCULATED = "circulated", pgettext_lazy("assessment", "circulated for positions")
    CONFIRMING = "confirming", pgettext_lazy("assessment", "waits for a second person")
    SETTLED = "settled", pgettext_lazy("assessment", "settled")


SHOWN = [AssessmentState.CIRCULATED, AssessmentState.CONFIRMING, AssessmentState.SETTLED]


class AssessmentAct(models.TextChoices):
    RATED = "rated", pgettext_lazy("assessment act", "rated")
    CIRCULATED = "circulated", pgettext_lazy("assessment act", "circulated")
    TAKEN_BACK = "taken_back", pgettext_lazy("assessment act", "taken back")
    PROPOSED = "proposed", pgettext_lazy("assessment act", "decided, waits for a second person")
    CONFIRMED = "confirmed", pgettext_lazy("assessment act", "confirmed and settled")
    SETTLED = "settled", pgettext_lazy("assessment act", "settled")


class Stance(models.TextChoices):
    """What a body says about an assessment sent to it."""

    AGREES = "agrees", _("we agree")
    REMARKS = "remarks", _("we agree, with remarks")
    DISSENTS = "dissents", _("we do not agree")


class ReportState(models.TextChoices):
    """Where the compiled report of a cycle stands."""

    DRAFT = "draft", pgettext_lazy("compiled report", "being compiled")
    CIRCULATED = "circulated", pgettext_lazy("compiled report", "circulated for remarks")
    ADOPTED = "adopted", pgettext_lazy("compiled report", "adopted and frozen")
    CORRECTING = "correcting", pgettext_lazy("compiled report", "being corrected")


BEING_WRITTEN = [ReportState.DRAFT, ReportState.CIRCULATED, ReportState.CORRECTING]


class BlockKind(models.TextChoices):
    """What a part of the report is made of; the template says which parts there are."""

    WORDS = "words", _("words of the secretary")
    METHOD = "method", _("words with figures of the cycle")
    SUMMARY = "summary", _("summary in figures")
    STATUS = "status", _("state of tasks by chapter")
    REPORTERS = "reporters", _("contributions by institution")
    CYCLES = "cycles", _("comparison of cycles")
    CHAPTER = "chapter", _("tasks of a chapter")
    TASK = "task", _("one task")
    MISSING = "missing", _("no information")
    INDICATORS = "indicators", _("indicators")
    ACTIVITIES = "activities", _("activities")
    MONEY = "money", _("money spent")
    CONTRADICTIONS = "contradictions", _("contradictions")
    SOURCES = "sources", _("list of sources")
    ENGLISH = "english", _("summary in English")


class SourceKind(models.TextChoices):
    CYCLE = "cycle", _("cycle")
    TASK = "task", _("task of the plan")
    CONTRIBUTION = "contribution", _("contribution")
    ASSESSMENT = "assessment", _("assessment")


class BlockAct(models.TextChoices):
    BUILT = "built", pgettext_lazy("act on a report", "put together from sources")
    WRITTEN = "written", pgettext_lazy("act on a report", "changed by hand")
    KEPT = "kept", pgettext_lazy("act on a report", "text confirmed although sources changed")
    LEFT_OUT = "left_out", pgettext_lazy("act on a report", "left out")
    TAKEN_IN = "taken_in", pgettext_lazy("act on a report", "taken in again")


class RemarkResult(models.TextChoices):
    TAKEN = "taken", pgettext_lazy("remark to a report", "taken into account")
    PARTLY = "partly", pgettext_lazy("remark to a report", "taken into account in part")
    DECLINED = "declined", pgettext_lazy("remark to a report", "not taken into account")


class PaperForm(models.TextChoices):
    DOCX = "docx", "DOCX"
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "XLSX"


class PaperState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("file", "being made")
    READY = "ready", pgettext_lazy("file", "ready")
    FAILED = "failed", pgettext_lazy("file", "could not be made")
