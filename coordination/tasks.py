"""What the ground floor does in the background. Each sweep finds its own work."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from coordination import audit, backup_keeping, broker, gathering, incoming, posting


@shared_task
def send_due_mail():
    """Send what waits in the outbox; reminders to one person go as one letter."""
    gathering.gather_due()
    posting.send_waiting()


@shared_task
def fetch_incoming_mail():
    """Fetch letters from the desk's inbox, where one is configured; remember that beat lives."""
    cache.set("beat-seen-at", timezone.now(), timeout=3600)
    if settings.IMAP_URL:
        incoming.fetch(settings.IMAP_URL)


@shared_task
def seal_audit_trail():
    """Bind the newest audit entries to those before."""
    while audit.seal_new_entries():
        pass


@shared_task
def forget_delivered_messages():
    """The SQLite broker keeps delivered messages for ever; a day is enough."""
    broker.forget_delivered(older_than=timedelta(days=1))


@shared_task
def make_due_backup():
    """Keep the whole desk in one encrypted file, once a day."""
    backup_keeping.make_due()
