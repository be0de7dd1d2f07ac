"""One letter with everything that waits for a person, daily or weekly, over all his teams.

It merges what single reminders say one by one: invitations, votes, minutes, dates, items, tasks,
reports. Nothing waits, nothing is sent. Titles of things for named persons only, and of tasks
that come from an agenda item, stay on the desk (design §4.2): the letter says that there is one.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coordination import outbox
from coordination import waiting as rooms
from coordination.models import User
from coordination.working_days import next_working_day
from meetings import permissions, waiting
from meetings.choices import DigestRhythm
from meetings.local_times import at_eight
from meetings.models import Digest
from meetings.notifications import absolute

MOST_A_SWEEP = 100
MOST_ENTRIES = 40


def next_due(rhythm, at):
    """Return the next morning on which a letter of this rhythm is due, after a moment.

    Args:
        rhythm: A value of `DigestRhythm`; `NEVER` counts as weekly, should it be turned on again.
        at: An aware moment.
    """
    day = timezone.localdate(at)
    if rhythm == DigestRhythm.DAILY:
        due = at_eight(next_working_day(day))
        return due if due > at else at_eight(next_working_day(day + timedelta(days=1)))
    monday = day - timedelta(days=day.weekday())
    due = at_eight(next_working_day(monday))
    return due if due > at else at_eight(next_working_day(monday + timedelta(days=7)))


def of_person(user):
    """Return a person's digest; one who has chosen nothing gets it weekly."""
    found = Digest.objects.filter(user=user).first()
    return found or Digest(user=user, due_at=next_due(DigestRhythm.WEEKLY, timezone.now()))


@transaction.atomic
def choose(user, rhythm, at=None):
    """Remember how often a person wants the letter and promise the next one."""
    at = at or timezone.now()
    Digest.objects.update_or_create(
        user=user, defaults={"rhythm": rhythm, "due_at": next_due(rhythm, at)}
    )


@transaction.atomic
def note_look(user, at=None):
    """Remember that a person has looked at what waits for him."""
    at = at or timezone.now()
    Digest.objects.update_or_create(
        user=user,
        defaults={"looked_at": at},
        create_defaults={"looked_at": at, "due_at": next_due(DigestRhythm.WEEKLY, at)},
    )


def news(entries, since):
    """Return the entries that have come since a moment, the newest first; none before a look."""
    if since is None:
        return []
    fresh = [entry for entry in entries if entry.since is not None and entry.since > since]
    return sorted(fresh, key=lambda entry: entry.since, reverse=True)


def promise_to_all(at):
    """Give every active person without a digest the promise of one; asked by each sweep."""
    without = User.objects.filter(is_active=True, digest__isnull=True)
    due = next_due(DigestRhythm.WEEKLY, at)
    Digest.objects.bulk_create(
        (Digest(user=user, due_at=due) for user in without[:500]), ignore_conflicts=True
    )


def send_due(at=None):
    """Send every letter whose morning has come; return how many went out. Safe to run again."""
    at = at or timezone.now()
    promise_to_all(at)
    daily = rooms.people_wanting("daily")
    wanting = daily | rooms.people_wanting("weekly")
    bring_forward(daily, at)
    due = Digest.objects.filter(due_at__lte=at, user__is_active=True)
    due = due.filter(~Q(rhythm=DigestRhythm.NEVER) | Q(user__in=wanting))
    keys = list(due.values_list("pk", flat=True)[:MOST_A_SWEEP])
    return sum(send(key, at, is_daily_elsewhere=key in daily) for key in keys)


def bring_forward(people, at):
    """Move the next letter of people to whom a room tells something daily to the next morning."""
    morning = next_due(DigestRhythm.DAILY, at)
    Digest.objects.filter(user__in=people, due_at__gt=morning).update(due_at=morning)


def is_first_of_week(moment):
    """Whether a morning is that of the first working day of its week."""
    day = timezone.localdate(moment)
    return day == next_working_day(day - timedelta(days=day.weekday()))


def found_for(user, digest, at, is_daily_elsewhere):
    """Return what one letter holds: what waits, and what rooms tell in their own rhythm.

    Somebody to whom a room tells something daily gets the rest of a weekly letter on the first
    working day of the week only.
    """
    comes_daily = is_daily_elsewhere or digest.rhythm == DigestRhythm.DAILY
    is_weekly = not comes_daily or is_first_of_week(digest.due_at)
    found = []
    if digest.rhythm == DigestRhythm.DAILY or (digest.rhythm == DigestRhythm.WEEKLY and is_weekly):
        teams = list(permissions.teams_to_convene(user).active().values_list("pk", flat=True))
        entries = waiting.entries(waiting.gather(user, at, teams))
        found += [entry for entry in entries if not entry.is_page_only]
    found += rooms.for_letters(user, "daily")
    return found + (rooms.for_letters(user, "weekly") if is_weekly else [])


@transaction.atomic
def send(key, at, *, is_daily_elsewhere=False):
    """Send one person's letter where something waits, and promise the next; return 1 or 0.

    Args:
        key: Key of the digest.
        at: The moment of the sweep.
        is_daily_elsewhere: Whether a room tells this person something every working day.
    """
    digest = (
        Digest.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("user")
        .filter(pk=key, due_at__lte=at)
        .first()
    )
    if digest is None:
        return 0
    due, user = digest.due_at, digest.user
    found = found_for(user, digest, at, is_daily_elsewhere)
    digest.due_at = next_due(DigestRhythm.DAILY if is_daily_elsewhere else digest.rhythm, at)
    if found:
        outbox.send_once(letter(user, found, digest.sent_at, due))
        digest.sent_at = at
    digest.save(update_fields=["due_at", "sent_at"])
    return 1 if found else 0


def letter(user, entries, since, due):
    """Write the letter in its reader's language; links lead to pages where he signs in."""
    fresh = set(map(id, news(entries, since)))
    return outbox.compose(
        "meetings/mail/digest",
        user.language,
        {
            "person": user,
            "rows": [(entry, id(entry) in fresh) for entry in entries[:MOST_ENTRIES]],
            "more": max(0, len(entries) - MOST_ENTRIES),
            "number": len(entries),
            "page_url": absolute("/waiting/"),
            "settings_url": absolute("/waiting/digest/"),
        },
        key=f"digest:{user.pk}:{due:%Y-%m-%d}",
        recipient=user.email,
        recipient_name=user.full_name,
    )
