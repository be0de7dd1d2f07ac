"""What runs later. Each sweep finds its own work and can be repeated."""

import structlog
from celery import shared_task

from meetings import (
    announcing,
    approving,
    deciding,
    digests,
    packs,
    polling,
    records,
    recurring,
    reminding,
    reminding_answers,
    task_asking,
    task_following,
    vote_closing,
)
from meetings.models import Meeting

logger = structlog.get_logger("desk.meetings")


@shared_task
def announce_due_changes():
    """Tell the invitees of every meeting whose changes have waited long enough."""
    for pk in list(Meeting.objects.with_news_due().values_list("pk", flat=True)):
        announcing.announce(pk)


@shared_task
def send_due_reminders():
    """Remind the silent of every meeting whose reminder has come due."""
    reminded = reminding.keep_due_reminders()
    if reminded:
        logger.info("reminded", people=reminded)


@shared_task
def send_poll_reminders():
    """Remind the silent of every date poll whose time for it has come."""
    polling.remind_due()


@shared_task
def make_document_packs():
    """Make the packs of documents that somebody waits for."""
    packs.make_waiting()


@shared_task
def forget_old_packs():
    """Delete packs nobody needs any more; the documents stay."""
    packs.forget_old()


@shared_task
def prepare_series():
    """Make drafts of the next meetings of every series."""
    recurring.prepare_all()


@shared_task
def settle_due_minutes():
    """Look at minutes whose day for remarks has passed: silence is consent where that was said."""
    settled = approving.settle_due()
    if settled:
        logger.info("minutes_settled", versions=settled)


@shared_task
def make_records_folders():
    """Make the folders for the records system that somebody waits for."""
    records.make_waiting()


@shared_task
def forget_old_records_folders():
    """Delete the bytes of folders handed over a month ago; their rows and hashes stay."""
    records.forget_old()


@shared_task
def send_answer_reminders():
    """Remind the silent of opinions and questions whose reminder has come due."""
    reminded = reminding_answers.keep_due()
    if reminded:
        logger.info("reminded_of_answers", letters=reminded)


@shared_task
def close_due_votes():
    """Close every circular vote whose deadline has passed, and number what it adopted."""
    closed = vote_closing.close_due()
    if closed:
        logger.info("votes.closed", votes=closed)


@shared_task
def send_vote_reminders():
    """Remind the silent seats of every circular vote whose time for it has come."""
    vote_closing.remind_due()


@shared_task
def tell_of_reviews():
    """Tell whoever looks after a decision that its day of review has come."""
    deciding.tell_of_reviews()


@shared_task
def ask_about_tasks():
    """Ask how the tasks of a team go before its meeting."""
    task_asking.ask_due()


@shared_task
def send_task_reminders():
    """Remind of tasks before and after their date."""
    task_following.remind_due()


@shared_task
def send_digests():
    """Send everybody whose morning has come one letter with all that waits for him."""
    sent = digests.send_due()
    if sent:
        logger.info("digests", letters=sent)
