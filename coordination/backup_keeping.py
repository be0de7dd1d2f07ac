"""When a backup is due and how long it is kept."""

from datetime import timedelta

import structlog
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.utils import timezone

from coordination import backing_up

logger = structlog.get_logger("desk.backup")
EVERY = timedelta(hours=24)
DAYS, WEEKS, MONTHS = 7, 5, 12


def make_due(at=None):
    """Make a backup when the newest is a day old, or the desk itself and there is none."""
    at = at or timezone.now()
    if is_due(at):
        made = backing_up.make(at)
        logger.info("backup.made", size=made.size, dropped=drop_old())


def is_due(at):
    newest = next(iter(backing_up.listed()), None)
    since = newest.made_at if newest else set_up_at()
    return at - since >= EVERY


def set_up_at():
    """Return when the tables of this desk were made."""
    first = MigrationRecorder.Migration.objects.aggregate(first=Min("applied"))["first"]
    return first or timezone.now()


def drop_old():
    """Drop backups that nothing speaks for keeping. Return how many."""
    every = backing_up.listed()
    kept = to_keep([one.made_at for one in every])
    old = [one for one in every if one.made_at not in kept]
    for one in old:
        one.path.unlink(missing_ok=True)
    return len(old)


def to_keep(moments):
    """Return which backups stay: the newest of each of 7 days, 5 weeks and 12 months with one.

    Args:
        moments: When they were made.
    """
    kept = set()
    for of, most in ((day_of, DAYS), (week_of, WEEKS), (month_of, MONTHS)):
        newest = {}
        for moment in sorted(moments):
            newest[of(moment)] = moment
        kept.update(newest[period] for period in sorted(newest)[-most:])
    return kept


def day_of(moment):
    return moment.date()


def week_of(moment):
    return moment.isocalendar()[:2]


def month_of(moment):
    return (moment.year, moment.month)
