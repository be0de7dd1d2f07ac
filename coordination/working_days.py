"""Polish working days and public holidays (design §4.7)."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
from django.utils.translation import gettext as _

WARSAW = ZoneInfo("Europe/Warsaw")


def holiday(day):
    """Return the Polish name of a public holiday, or an empty text."""
    return holidays_of(day.year).get(day, "")


@cache
def holidays_of(year):
    """Return the public holidays of a year by day; a series asks for the same years again."""
    return dict(holidays.country_holidays("PL", years=year, language="pl").items())


def day_warning(day):
    """Say why a day is no working day in Poland, or return an empty text."""
    name = holiday(day)
    if name:
        return _("It is a public holiday: %(name)s.") % {"name": name}
    if day.weekday() >= 5:
        return _("It is a Saturday.") if day.weekday() == 5 else _("It is a Sunday.")
    return ""


def next_working_day(day: date) -> date:
    """Return the day itself or the first working day after it."""
    while day_warning(day):
        day += timedelta(days=1)
    return day


def working_day_after(day: date, number: int) -> date:
    """Return the day that many working days after another one."""
    for _step in range(number):
        day = next_working_day(day + timedelta(days=1))
    return day


def at_hour(day: date, hour: time) -> datetime:
    """Return the moment of a local day and hour; on the days of the clock it is never refused."""
    return datetime.combine(day, hour, WARSAW)
