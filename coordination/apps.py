from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class CoordinationConfig(AppConfig):
    name = "coordination"
    verbose_name = _("Coordination")

    def ready(self):
        from coordination import audit_registry, logs, polish_collation, sign_in_trail

        logs.configure()
        connection_created.connect(
            polish_collation.teach_connection, dispatch_uid="polish-collation"
        )
        audit_registry.register_coordination()
        sign_in_trail.connect()
