"""What runs later in the exchange room. Each sweep finds its own work and can be repeated."""

import structlog
from celery import shared_task

from exchange import library_reviewing, reminding, request_reminding

logger = structlog.get_logger("desk.exchange")


@shared_task
def send_post_reminders():
    """Ask those who have not confirmed a post whose next step has come."""
    asked = reminding.keep_due()
    if asked:
        logger.info("reminded_of_posts", letters=asked)


@shared_task
def ask_for_reviews():
    """Ask who looks after an item of the library whose day of review has come."""
    asked = library_reviewing.keep_due()
    if asked:
        logger.info("asked_for_reviews", letters=asked)


@shared_task
def send_request_reminders():
    """Ask silent addressees of requests for information whose next step has come."""
    asked = request_reminding.keep_due()
    if asked:
        logger.info("reminded_of_requests", letters=asked)
