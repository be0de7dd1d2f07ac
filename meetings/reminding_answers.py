"""Reminders of opinions and questions: once before their day, once after it, then an end.

They go to the silent only. The desk asks and reminds; it never commands (design §1).
"""

from datetime import time, timedelta

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from coordination import outbox
from meetings import proposal_letters
from meetings.addressees import officers_of, people_of
from meetings.choices import ProposalState
from meetings.local_times import moment
from meetings.models import AnswerReminder

DAYS_BEFORE = 3
HOUR = time(8)
# A proposal in another state needs no opinion any more.
OPEN = [ProposalState.SUBMITTED, ProposalState.ACCEPTED]


def promise(due_on, *, opinion=None, proposal=None):
    """Write or move the promises for one opinion, or for one team's answer to a question.

    Args:
        due_on: The day until which an answer is asked for.
        opinion: The opinion, or
        proposal: what the question is in the answering team.
    """
    of_this = AnswerReminder.objects.filter(opinion=opinion, proposal=proposal)
    of_this.filter(sent_at__isnull=True).delete()
    days = {False: due_on - timedelta(days=DAYS_BEFORE), True: due_on + timedelta(days=1)}
    now = timezone.now()
    AnswerReminder.objects.bulk_create(
        AnswerReminder(opinion=opinion, proposal=proposal, is_overdue=is_overdue, due_at=due_at)
        for is_overdue, day in days.items()
        for due_at in [moment(day, HOUR)]
        if due_at > now
    )


def sent_rows():
    """Load with opinions or addressees the reminders that went out, as `reminded_rows`."""
    sent = AnswerReminder.objects.filter(reminded__gt=0)
    return Prefetch("reminders", sent, to_attr="reminded_rows")


def keep_due(at=None):
    """Keep every promise whose time has come, however late the sweep runs. Safe to run again.

    Returns:
        How many letters were written.
    """
    at = at or timezone.now()
    due = list(AnswerReminder.objects.due(at).order_by("due_at").values_list("pk", flat=True))
    return sum(keep(pk, at) for pk in due)


@transaction.atomic
def keep(pk, at):
    """Send one reminder if an answer is still missing; of two overdue ones only the last goes."""
    reminder = (
        AnswerReminder.objects.select_for_update(of=("self",))
        .select_related("opinion__proposal__team", "proposal__team", "proposal__question__team")
        .filter(pk=pk, sent_at__isnull=True)
        .first()
    )
    if reminder is None:
        return 0
    later = AnswerReminder.objects.due(at).filter(
        opinion=reminder.opinion, proposal=reminder.proposal, due_at__gt=reminder.due_at
    )
    letters = [] if later.exists() else letters_of(reminder)
    outbox.send_all(letters)
    reminder.sent_at, reminder.reminded = at, len(letters)
    reminder.save(update_fields=["sent_at", "reminded"])
    return len(letters)


def letters_of(reminder):
    """Compose the letters of a reminder; none where somebody has answered or nobody need to."""
    opinion, question = reminder.opinion, reminder.proposal
    if opinion is not None:
        if opinion.given_at is not None or opinion.proposal.state not in OPEN:
            return []
        people = people_of([opinion.seat_id])
        return [proposal_letters.opinion_reminder(opinion, one, reminder) for one in people]
    if question.reply or question.state not in OPEN:
        return []
    people = officers_of(question.team)
    return [proposal_letters.question_reminder(question, one, reminder) for one in people]
