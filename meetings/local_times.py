"""Local dates and hours as people type them, turned into moments that exist exactly once."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WARSAW = ZoneInfo("Europe/Warsaw")


def moment(day, hour, zone=WARSAW):
    """Return the aware moment of a local day and hour.

    Raises:
        ValidationError: The hour does not exist on that day (spring) or exists twice (autumn).
    """
    local = datetime.combine(day, hour).replace(tzinfo=zone)
    if local.astimezone(UTC).astimezone(zone).replace(fold=0) != local:
        raise ValidationError(
            _("This hour does not exist on that day: the clocks go forward."), code="gap"
        )
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ValidationError(
            _("This hour happens twice on that day: the clocks go back. Choose another."),
            code="repeated",
        )
    return local


def at_eight(day):
    """Return eight in the morning of a day, when letters of that day are due; it always exists."""
    return datetime.combine(day, time(8), WARSAW)


def end_after(start, minutes):
    """Return the moment a number of minutes after a start, counted as real time."""
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
