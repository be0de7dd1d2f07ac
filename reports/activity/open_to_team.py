"""What every reader of a report may know of: the one place that decides what is taken into it.

A report is read by all members of the team, by whoever joins it later, and by those it is sent
to. So it takes a meeting, an item, a vote or a post only where its label is no narrower than the
report's own, and never an item that has readers of its own. What is left out is not even counted.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from exchange.choices import OPEN_LABELS, PostState
from exchange.models import Post
from meetings.choices import MeetingStatus
from meetings.models import Action, AgendaItem, Decision, ItemReader, Meeting
from reports.models import TeamActivity

HELD = [MeetingStatus.IN_SESSION, MeetingStatus.HELD, MeetingStatus.CLOSED]


def open_meetings(scope):
    """Meetings of any team whose label lets the readers of the report know of them."""
    return Meeting.objects.filter(label__in=scope.labels)


def open_items(scope):
    """Items of such meetings without a narrower label and without readers of their own."""
    named = ItemReader.objects.filter(item=OuterRef("pk"))
    return AgendaItem.objects.filter(
        ~Exists(named),
        Q(label="") | Q(label__in=scope.labels),
        meeting__in=open_meetings(scope).values("pk"),
    )


def meetings_held(scope):
    """Meetings of the year that took place, joint ones included."""
    return (
        open_meetings(scope)
        .of_teams([scope.team])
        .filter(status__in=HELD, starts_at__year=scope.year)
        .order_by("starts_at", "pk")
    )


def decisions_taken(scope):
    """Decisions numbered in the year, at an open item or by an open circular vote."""
    circular = Q(item__isnull=True, ballot__label__in=scope.labels)
    return (
        Decision.objects.filter(team=scope.team, year=scope.year)
        .filter(Q(item__in=open_items(scope).values("pk")) | circular)
        .select_related("meeting", "superseded_by")
        .order_by("number")
    )


def tasks_followed(scope):
    """Tasks noted by the end of the year that were not closed before it began."""
    inside = Q(item__isnull=True, decision__isnull=True) if scope.takes_inside else Q(pk__in=[])
    decided = Q(item__isnull=True, decision__in=decisions_of_any_year(scope))
    return (
        Action.objects.filter(team=scope.team, noted_at__year__lte=scope.year)
        .exclude(closed_at__year__lt=scope.year)
        .filter(Q(item__in=open_items(scope).values("pk")) | inside | decided)
        .select_related("owner_seat__institution")
        .order_by("due_on", "pk")
    )


def decisions_of_any_year(scope):
    circular = Q(item__isnull=True, ballot__label__in=scope.labels)
    found = Decision.objects.filter(team=scope.team)
    return found.filter(Q(item__in=open_items(scope).values("pk")) | circular).values("pk")


def activities_entered(scope):
    """Activities of the year that have taken place by today: what is to come is no report yet."""
    return (
        TeamActivity.objects.standing()
        .of_year(scope.year)
        .filter(team=scope.team, label__in=scope.labels, held_on__lte=timezone.localdate())
        .select_related("planned")
    )


def posts_sent(scope):
    """Posts of the team that everybody of the desk may read.

    Narrower ones do not reach every member: an NGO reads them only when it is addressed.
    """
    labels = [label for label in OPEN_LABELS if label in scope.labels]
    return Post.objects.filter(
        audience__source_team=scope.team,
        audience__label__in=labels,
        state__in=[PostState.SENT, PostState.ARCHIVED],
        sent_at__year=scope.year,
    ).order_by("sent_at", "pk")
