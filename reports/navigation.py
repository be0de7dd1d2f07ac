"""The job of this room in the head of every page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from reports import permissions


def jobs(user):
    """Return the room for whoever reports or reviews, nothing for others."""
    if not permissions.has_any_role(user):
        return []
    return [(_("Reports"), reverse("reports:reports"), "/reports/")]
