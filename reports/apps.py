from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self):
        from coordination import audit_registry
        from reports import models

        audit_registry.register(
            models.PlanEdition,
            models.Chapter,
            models.Task,
            models.Assignment,
            models.Indicator,
            models.Amendment,
            models.LedgerEntry,
            models.ReportingCycle,
            models.Extension,
            models.Contribution,
            models.Assessment,
            models.DataTable,
            models.ReturnRound,
            models.StatReturn,
            models.ReleaseRequest,
            without=["preview", "reason", "belongs_to", "words", "changes", "spent", "shape"],
        )
        audit_registry.register(
            models.ExternalRecommendation,
            models.TeamActivity,
            models.TeamActivityReport,
            models.WorkPlan,
            models.WorkPlanItem,
            without=[
                "answer",
                "audience",
                "outcome_note",
                "place",
                "source",
                "title",
                "withdrawal_reason",
            ],
        )
