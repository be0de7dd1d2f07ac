"""Releases that wait for a person's decision, for the page of things to do."""

from django.utils.translation import gettext as _

from coordination.waiting import Entry
from reports.models import ReleaseRequest


def entries_for(user):
    """Return a line for each release that this person has been asked to review."""
    waiting = ReleaseRequest.objects.visible_to(user).waiting_for(user)
    return [
        Entry(
            one.round.title,
            _("Release to decide about"),
            one.get_absolute_url(),
            room=_("Statistics"),
        )
        for one in waiting.select_related("round").defer("preview")[:50]
    ]
