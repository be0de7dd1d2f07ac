"""What runs later. Each sweep finds its own work and can be repeated."""

import structlog
from celery import shared_task

from reports import chasing, collecting, report_circulating, report_papers
from reports.statistics import rounds

logger = structlog.get_logger("desk.reports")


@shared_task
def keep_due_nudges():
    """Remind whoever has not filed and whose day for it has come."""
    written = chasing.keep_due()
    if written:
        logger.info("nudged", letters=written)


@shared_task
def keep_due_return_nudges():
    """Remind institutions that have not filed their statistical returns."""
    written = rounds.keep_due()
    if written:
        logger.info("nudged_for_figures", letters=written)


@shared_task
def ask_late_teams():
    """Ask teams that were founded since their cycle was opened."""
    made = collecting.ask_late_teams()
    if made:
        logger.info("asked_late_teams", contributions=made)


@shared_task
def make_report_papers():
    """Make the files of compiled reports that somebody waits for."""
    report_papers.make_waiting()


@shared_task
def remind_of_report_remarks():
    """Remind bodies that have said nothing of the day for remarks to a report."""
    written = report_circulating.remind_due()
    if written:
        logger.info("reminded_of_report", letters=written)


@shared_task
def forget_old_report_papers():
    """Delete files of drafts that nobody needs any more."""
    report_papers.forget_old()
