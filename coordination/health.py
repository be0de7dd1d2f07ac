"""Is the desk well: one word for each part, no detail for strangers."""

import shutil
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from coordination.celery import app

logger = structlog.get_logger("desk.health")
BEAT_LATE = timedelta(minutes=5)
LEAST_FREE = 200 * 1024 * 1024


def check():
    """Return `{part: "ok" | "failed"}` for database, cache, broker, beat and disk."""
    return {name: verdict(probe) for name, probe in PROBES.items()}


def verdict(probe):
    try:
        return "ok" if probe() else "failed"
    except Exception as trouble:
        logger.warning("health.failed", part=probe.__name__, trouble=type(trouble).__name__)
        return "failed"


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def cache_answers():
    cache.set("health", "1", 30)
    return cache.get("health") == "1"


def broker():
    with app.connection_for_write() as link:
        link.ensure_connection(max_retries=1, timeout=2)
    return True


def beat():
    """Beat is late when it has been seen and then not for five minutes."""
    seen = cache.get("beat-seen-at")
    return seen is None or timezone.now() - seen < BEAT_LATE


def disk():
    return shutil.disk_usage(settings.DATA_DIR).free > LEAST_FREE


PROBES = {
    "database": database,
    "cache": cache_answers,
    "broker": broker,
    "beat": beat,
    "disk": disk,
}
