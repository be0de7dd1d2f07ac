"""The running clock of a meeting: when items began and ended, and how far the plan slipped."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coordination import audit
from meetings.models import AgendaItem
from meetings.recording import lock_under_way


@dataclass(frozen=True)
class Spent:
    """Minutes planned and taken of one item; `over` is how many more were taken."""

    planned: int
    taken: int

    @property
    def over(self):
        return max(0, self.taken - self.planned) if self.planned else 0


@transaction.atomic
def begin(item, *, by, at=None):
    """Begin an item; the one that was running ends. An item begun again goes on.

    Raises:
        NotUnderWay: The meeting is not open.
    """
    meeting = lock_under_way(item.meeting)
    at = at or timezone.now()
    running = AgendaItem.objects.filter(meeting=meeting, started_at__isnull=False, ended_at=None)
    running.exclude(pk=item.pk).update(ended_at=at)
    item = AgendaItem.objects.get(pk=item.pk)
    item.started_at, item.ended_at = item.started_at or at, None
    item.save(update_fields=["started_at", "ended_at"])
    audit.record("agenda.item_begun", meeting, by=by, team_id=meeting.team_id, item=item.pk)
    return item


@transaction.atomic
def end(item, *, by, at=None):
    """End a running item; one that does not run stays as it is.

    Raises:
        NotUnderWay: The meeting is not open.
    """
    meeting = lock_under_way(item.meeting)
    item = AgendaItem.objects.get(pk=item.pk)
    if item.is_running:
        item.ended_at = at or timezone.now()
        item.save(update_fields=["ended_at"])
        audit.record("agenda.item_ended", meeting, by=by, team_id=meeting.team_id, item=item.pk)
    return item


def spent(item, at=None):
    """Return what an item has taken so far, None if it has not begun."""
    if item.started_at is None:
        return None
    lasted = (item.ended_at or at or timezone.now()) - item.started_at
    return Spent(planned=item.minutes or 0, taken=round(lasted.total_seconds() / 60))


def delay(meeting, items, at=None):
    """Return how many minutes the meeting is behind its plan while an item runs, else 0.

    By plan the running item is over at the beginning of the meeting plus all minutes up to it;
    items without minutes count as nothing.
    """
    at, planned = at or timezone.now(), meeting.starts_at
    for item in items:
        planned += timedelta(minutes=item.minutes or 0)
        if item.is_running:
            return max(0, round((at - planned).total_seconds() / 60))
    return 0
