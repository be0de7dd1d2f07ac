"""Which models leave a trace of every changed field."""

from auditlog.registry import auditlog
from django.apps import apps

NEVER_KEPT = ["password", "last_login", "secret", "raw", "body", "text", "html", "calendar"]


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
    # What a file is called may say as much as what is in it.
    watched = (apps.get_model("coordination", name) for name in names)
    register(*watched, without=["title", "file_name"])
