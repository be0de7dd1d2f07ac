from django.db import migrations

from coordination import audit_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0001_initial"),
        ("auditlog", "0017_add_actor_email"),
    ]

    operations = [migrations.RunPython(audit_triggers.install, audit_triggers.remove)]
