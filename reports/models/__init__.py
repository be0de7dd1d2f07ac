"""What the reports room stores."""

from reports.models.assessments import (
    Assessment,
    AssessmentEvent,
    AssessmentForm,
    AssessmentQuestion,
    AssessmentWord,
    Position,
    Rating,
)
from reports.models.contributions import (
    Activity,
    ActivityPartner,
    BoxText,
    Contribution,
    Evidence,
    IndicatorValue,
    ReviewEvent,
)
from reports.models.cycles import Extension, FormBox, FormVersion, Nudge, ReportingCycle
from reports.models.plan import (
    Amendment,
    Assignment,
    Chapter,
    Indicator,
    LedgerEntry,
    Objective,
    PlanEdition,
    SubChapter,
    Task,
)

__all__ = [
    "Activity",
    "ActivityPartner",
    "Amendment",
    "Assessment",
    "AssessmentEvent",
    "AssessmentForm",
    "AssessmentQuestion",
    "AssessmentWord",
    "Assignment",
    "BoxText",
    "Chapter",
    "Contribution",
    "Evidence",
    "Extension",
    "FormBox",
    "FormVersion",
    "Indicator",
    "IndicatorValue",
    "LedgerEntry",
    "Nudge",
    "Objective",
    "PlanEdition",
    "Position",
    "Rating",
    "ReportingCycle",
    "ReviewEvent",
    "SubChapter",
    "Task",
]
