from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "teams"
    verbose_name = _("Teams")

    def ready(self):
        from coordination import audit_registry
        from teams import models

        audit_registry.register(
            models.Team,
            models.TeamName,
            models.TeamRules,
            models.Seat,
            models.Mandate,
            models.TeamRole,
            models.Contact,
        )
