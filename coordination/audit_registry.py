"""Which models leave a trace of every changed field."""

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.apps import apps
from django.db.models.signals import pre_save

NEVER_KEPT = ["password", "last_login", "secret", "raw", "body", "text", "html", "calendar"]


def name_only_the_kind(sender, instance, **_kwargs):
    """Keep in an entry what kind of thing it is about, never what the thing is called.

    A subject or the name of a file may say as much as what is in it (quality S9).
    """
    if instance.pk is None:
        kind = instance.content_type
        instance.object_repr = f"{kind.app_label}.{kind.model}"


def register(*models, without=()):
    """Watch models; secrets and texts are left out of what is kept."""
    for model in models:
        names = {field.name for field in model._meta.get_fields()}
        left_out = [name for name in (*NEVER_KEPT, *without) if name in names]
        auditlog.register(model, exclude_fields=left_out, serialize_data=False)


def register_coordination():
    """Watch the ground floor: people, posts, institutions, documents."""
    names = [
        "User",
        "AccountInvitation",
        "Institution",
        "InstitutionName",
        "InstitutionPost",
        "Document",
        "DocumentVersion",
    ]
    watched = (apps.get_model("coordination", name) for name in names)
    register(*watched, without=["title", "file_name"])
    pre_save.connect(name_only_the_kind, sender=LogEntry, dispatch_uid="audit-names-only-kinds")
