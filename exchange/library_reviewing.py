"""Asking who looks after an item whether it still holds: before its day, on it, once after.

After the last step the keepers of the library are told, and that is the end.
"""

from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from coordination import outbox
from coordination.working_days import at_hour
from exchange import library_letters
from exchange.models import LibraryItem, LibraryReminder
from exchange.permissions import KEEPERS
from teams.models import TeamRole

# Days from the day of review; the last is the end, on which the keepers are told.
STEPS = [-14, 0, 14]
HOUR = time(8)
MOST_A_SWEEP = 200


def promise(item):
    """Write the promises for the day of review anew; days that are past are not promised."""
    end(item)
    if item.review_on is None:
        return
    now = timezone.now()
    LibraryReminder.objects.bulk_create(
        (
            LibraryReminder(item=item, step=step, due_at=due_at)
            for step, days in enumerate(STEPS, start=1)
            for due_at in [at_hour(item.review_on + timedelta(days=days), HOUR)]
            if due_at > now
        ),
        ignore_conflicts=True,
    )


def end(item):
    """Nobody is asked any more: it was reviewed or taken out."""
    item.reminders.filter(sent_at__isnull=True).delete()


def keep_due(at=None):
    """Keep every promise whose time has come, however late the sweep is. Safe to run again.

    Returns:
        How many letters were written.
    """
    at = at or timezone.now()
    due = LibraryReminder.objects.due(at).order_by("due_at", "pk")
    return sum(keep(key, at) for key in list(due.values_list("pk", flat=True)[:MOST_A_SWEEP]))


@transaction.atomic
def keep(key, at):
    """Keep one promise if nobody else has; several overdue ones of an item become one.

    The item is locked and not the promise: see `exchange.reminding.keep`.
    """
    items = LibraryItem.objects.select_for_update(of=("self",), skip_locked=True)
    item = items.select_related("team", "owner").filter(reminders=key).first()
    if item is None:
        return 0
    overdue = item.reminders.due(at)
    last = overdue.order_by("-step").first()
    if last is None:
        return 0
    overdue.update(sent_at=at)
    if item.is_withdrawn:
        return 0
    letters = [
        library_letters.review_due(item, person, last) for person in people_for(item, last.step)
    ]
    outbox.send_all(letters)
    return len(letters)


def people_for(item, step):
    """Return whom a step reaches: the owner, and at the end the keepers of the library too."""
    people = {item.owner_id: item.owner} if item.owner.is_active else {}
    if step == len(STEPS) or not people:
        roles = TeamRole.objects.on_day().filter(
            team=item.team_id, role__in=KEEPERS, user__is_active=True
        )
        people |= {role.user_id: role.user for role in roles.select_related("user")}
    return list(people.values())
