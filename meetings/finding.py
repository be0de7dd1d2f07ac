"""Finding meetings: what the desk's search shows of this room."""

from django.urls import reverse
from django.utils import timezone

from coordination import search
from coordination.templatetags.polish_dates import moment
from meetings import agenda_reading
from meetings.models import Meeting

MOST_HITS = 30


def index(meeting):
    """Put a meeting into the search index; call after its words have changed."""
    words = [meeting.notes, meeting.place, *agenda_reading.shared_titles(meeting)]
    search.index(
        meeting,
        title=meeting.title,
        body="\n".join(words),
    )


def find(user, query):
    """Return the person's own meetings that match a query, the newest first."""
    found = (
        Meeting.objects.visible_to(user)
        .filter(pk__in=search.matching(Meeting, query))
        .select_related("team", "team__voivodeship")
        .order_by("-starts_at")[:MOST_HITS]
    )
    return [
        search.Hit(
            title=meeting.title,
            url=reverse("meetings:meeting-detail", args=[meeting.pk]),
            context=f"{meeting.team}, {moment(timezone.localtime(meeting.starts_at))}",
        )
        for meeting in found
    ]
