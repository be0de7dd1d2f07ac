"""What runs later. Each sweep finds its own work and can be repeated."""

import structlog
from celery import shared_task

from reports import chasing

logger = structlog.get_logger("desk.reports")


@shared_task
def keep_due_nudges():
    """Remind whoever has not filed and whose day for it has come."""
    written = chasing.keep_due()
    if written:
        logger.info("nudged", letters=written)
