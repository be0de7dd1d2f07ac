"""The job of this room in the head of every page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange import permissions


def jobs(user):
    """Return the room for whoever belongs to a team or an institution."""
    if not permissions.has_any_role(user):
        return []
    return [(_("Exchange of information"), reverse("exchange:feed"), "/exchange/")]
