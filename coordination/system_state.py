"""How the desk itself is doing, for administrators: parts, letters, storage, backups, versions."""

import platform
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import backing_up, health
from coordination.choices import DeliveryState, IncomingOutcome
from coordination.models import Delivery, IncomingMail
from coordination.navigation import VERSION

PARTS = {
    "database": _("database"),
    "cache": _("cache"),
    "broker": _("queue of work"),
    "beat": _("clock that starts the sweeps"),
    "disk": _("room on the disk"),
}
# Letters go within seconds; what has been due for longer tells that nobody sends.
LATE_AFTER = timedelta(minutes=10)
BACKUP_LATE_AFTER = timedelta(hours=36)
LISTED_BACKUPS = 10


@dataclass(frozen=True)
class Letters:
    """Where outgoing letters stand, and how long the longest has been due."""

    waiting: int
    failed: int
    unsure: int
    returned: int
    oldest_due_at: datetime | None
    to_read: int

    @property
    def is_late(self):
        return self.oldest_due_at is not None and timezone.now() - self.oldest_due_at > LATE_AFTER


def parts():
    """Return every part of the desk in words and whether it answers."""
    return [(PARTS[name], word == "ok") for name, word in health.check().items()]


def letters(at=None):
    at = at or timezone.now()
    waiting = Q(state__in=[DeliveryState.PENDING, DeliveryState.SENDING])
    found = Delivery.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        failed=Count("pk", filter=Q(state=DeliveryState.FAILED)),
        unsure=Count("pk", filter=Q(state=DeliveryState.UNSURE)),
        returned=Count("pk", filter=Q(state=DeliveryState.BOUNCED)),
        oldest_due_at=Min("due_at", filter=waiting & Q(due_at__lte=at)),
    )
    new = IncomingMail.objects.filter(outcome=IncomingOutcome.NEW).count()
    return Letters(**found, to_read=new)


@dataclass(frozen=True)
class Storage:
    """Bytes of the disk on which the desk keeps its data, of its database and of its backups."""

    total: int
    free: int
    database: int
    backups: int


def storage():
    disk = shutil.disk_usage(settings.DATA_DIR)
    return Storage(disk.total, disk.free, database_size(), sum(one.size for one in backups()))


def database_size():
    """Return how many bytes the database takes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
    path = Path(str(connection.settings_dict["NAME"]))
    return path.stat().st_size if path.is_file() else 0


def backups():
    """Return the backups of the folder, the newest first; none where it cannot be read."""
    try:
        return backing_up.listed()
    except OSError:
        return []


def is_backup_late(newest, at=None):
    """Whether the newest backup is older than a day and a half; a new desk has none yet."""
    at = at or timezone.now()
    if newest is None:
        first = MigrationRecorder.Migration.objects.aggregate(first=Min("applied"))["first"]
        return first is not None and at - first > BACKUP_LATE_AFTER
    return at - newest.made_at > BACKUP_LATE_AFTER


def versions():
    """Return what the desk runs on, as pairs of a name and a version."""
    latest = MigrationRecorder.Migration.objects.order_by("-applied", "-pk").first()
    return [
        (_("desk"), VERSION),
        ("Python", platform.python_version()),
        ("Django", version("django")),
        (connection.display_name, database_version()),
        ("Celery", version("celery")),
        (_("newest change of tables"), f"{latest.app} {latest.name}" if latest else ""),
    ]


def database_version():
    return ".".join(str(one) for one in connection.get_database_version())


def last_sweep():
    """Return when beat was seen last, or None if it has not been seen for an hour."""
    return cache.get("beat-seen-at")
