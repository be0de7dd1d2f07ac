from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = _("Exchange of information")

    def ready(self):
        from coordination import audit_registry
        from exchange import models

        audit_registry.register(
            models.AudienceGroup,
            models.GroupMember,
            models.Audience,
            models.AudienceTarget,
            models.Post,
            models.PostComment,
            models.PostFile,
            models.ShareRequest,
            models.LibraryItem,
            models.GuidancePage,
            models.InformationRequest,
            models.RequestReply,
            models.ConsultationCount,
            models.KcikFigure,
            models.ProgrammeCall,
            without=[
                "title",
                "recall_reason",
                "reason",
                "answer",
                "summary",
                "withdrawal_reason",
                "ground",
                "basis",
            ],
        )
