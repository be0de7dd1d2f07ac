"""Reminders: promises with a date, kept by a sweep, addressed only to the silent."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coordination import outbox
from meetings import notifications
from meetings.models import Meeting, Reminder

DEFAULT_OFFSETS = [7, 3, 1]


def plan_reminders(meeting):
    """Write or move the promises to remind; those already kept stay as they were.

    A reminder whose day has passed when the meeting is convened is not written at all: the
    invitation itself has just gone out.
    """
    offsets = meeting.rules.reminder_offsets if meeting.rules else DEFAULT_OFFSETS
    meeting.reminders.filter(sent_at__isnull=True).delete()
    kept = set(meeting.reminders.values_list("days_before", flat=True))
    now = timezone.now()
    Reminder.objects.bulk_create(
        Reminder(meeting=meeting, days_before=days, due_at=due)
        for days in offsets
        if days not in kept
        for due in [meeting.starts_at - timedelta(days=days)]
        if due > now
    )


def keep_due_reminders(at=None):
    """Send every reminder whose time has come, however late the sweep runs. Safe to run again.

    Returns:
        How many people were reminded.
    """
    at = at or timezone.now()
    due = list(Reminder.objects.due(at).values_list("pk", flat=True))
    return sum(keep(pk, at) for pk in due)


@transaction.atomic
def keep(reminder_pk, at):
    """Send one reminder to the silent, if nobody else has; several overdue ones become one."""
    reminder = (
        Reminder.objects.select_for_update(of=("self",))
        .select_related("meeting", "meeting__team", "meeting__team__voivodeship")
        .filter(pk=reminder_pk, sent_at__isnull=True)
        .first()
    )
    if reminder is None:
        return 0
    meeting: Meeting = reminder.meeting
    reminder.sent_at = at
    overtaken = meeting.reminders.due(at).exclude(pk=reminder.pk)
    if meeting.is_convened and meeting.starts_at > at:
        overtaken.update(sent_at=at)
        silent = list(meeting.invitees.silent())
        reminder.reminded = len(silent)
        outbox.send_all(
            notifications.reminder(meeting, invitee, reminder.days_before) for invitee in silent
        )
    reminder.save(update_fields=["sent_at", "reminded"])
    return reminder.reminded
