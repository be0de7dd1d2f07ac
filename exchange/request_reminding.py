"""Asking silent addressees once more: a reminder before the day, one follow-up after it, an end.

At the end the asker is told, and the secretaries of teams in which both institutions sit – but not
under TLP:AMBER+STRICT, where nobody outside the institutions may know of the request.
"""

from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from coordination import outbox
from coordination.choices import HandlingLabel
from coordination.models import User
from coordination.working_days import at_hour, next_working_day, working_day_after
from exchange import audiences, request_letters
from exchange.models import RequestReminder, RequestReply
from teams.models import Seat, TeamRole
from teams.permissions import STEERING

REMINDER, FOLLOW_UP, END = 1, 2, 3
DAYS_BEFORE = 3
HOUR = time(8)
MOST_A_SWEEP = 200


def promise(reply):
    """Write the three promises for one addressee; what is past already is not promised."""
    due_on = reply.request.due_on
    days = {
        REMINDER: due_on - timedelta(days=DAYS_BEFORE),
        FOLLOW_UP: next_working_day(due_on + timedelta(days=1)),
        END: working_day_after(due_on, 5),
    }
    now = timezone.now()
    RequestReminder.objects.bulk_create(
        RequestReminder(reply=reply, step=step, due_at=due_at)
        for step, day in days.items()
        for due_at in [at_hour(day, HOUR)]
        if due_at > now
    )


def end(reply):
    """Nobody is asked any more: it was answered, or the request is closed."""
    reply.reminders.filter(sent_at__isnull=True).delete()


def keep_due(at=None):
    """Keep every promise whose time has come, however late the sweep is. Safe to run again.

    Returns:
        How many letters were written.
    """
    at = at or timezone.now()
    due = RequestReminder.objects.due(at).order_by("due_at", "pk")
    return sum(keep(key, at) for key in list(due.values_list("pk", flat=True)[:MOST_A_SWEEP]))


@transaction.atomic
def keep(key, at):
    """Keep one promise if nobody else has; several overdue ones of an addressee become one.

    The addressee's row is locked and not the promise: see `exchange.reminding.keep`.
    """
    rows = RequestReply.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("request__audience", "institution")
    reply = rows.filter(reminders=key).first()
    if reply is None:
        return 0
    overdue = reply.reminders.due(at)
    last = overdue.order_by("-step").first()
    if last is None:
        return 0
    overdue.update(sent_at=at)
    if not (reply.is_silent and reply.request.is_open):
        return 0
    letters = letters_of(reply, last.step)
    RequestReminder.objects.filter(pk=last.pk).update(reminded=len(letters))
    outbox.send_all(letters)
    return len(letters)


def letters_of(reply, step):
    """Compose what one step sends."""
    if step == END:
        return [request_letters.still_silent(reply, person) for person in told_at_the_end(reply)]
    return [request_letters.reminder(reply, person, step) for person in people_of(reply)]


def people_of(reply):
    """Return the people who stand for an addressee today, whoever they were when it was asked."""
    label = reply.request.audience.label
    bodies = {reply.institution_id}
    found = audiences.people_of(set(), bodies, set(), label, everybody=False)
    return list(User.objects.active().filter(pk__in=found))


def told_at_the_end(reply):
    """Return the asker and the secretaries of teams in which both institutions sit today."""
    audience = reply.request.audience
    people = {audience.by_id: audience.by} if audience.by.is_active else {}
    if audience.label == HandlingLabel.INSTITUTIONS:
        return list(people.values())
    seats = Seat.objects.on_day()
    teams = set(seats.filter(institution=reply.institution_id).values_list("team", flat=True))
    if audience.source_team_id:
        teams &= {audience.source_team_id}
    else:
        own = seats.filter(institution=audience.source_institution_id)
        teams &= set(own.values_list("team", flat=True))
    roles = TeamRole.objects.on_day().filter(
        team__in=teams, role__in=STEERING, user__is_active=True
    )
    people |= {role.user_id: role.user for role in roles.select_related("user")}
    return list(people.values())
