"""The days of a series: pure reckoning by rule, with Polish holidays skipped or moved.

Days are counted as local dates; the hour is added where a meeting is made, so that a series keeps
its hour across both changes of the clock.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile

from dateutil import rrule

from coordination.working_days import day_warning, next_working_day
from meetings.choices import Frequency, HolidayRule

# The most days a rule is asked for: ten years of weeks, or of months by three days each.
MOST = 530
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@dataclass(frozen=True)
class Occurrence:
    """One day of a series: where the rule puts it, and where it is held."""

    planned_on: date
    held_on: date

    @property
    def is_moved(self):
        return self.planned_on != self.held_on


def nth_of_month(day):
    """Return which weekday of its month a day is, counted from the end for the fifth: -1."""
    number = (day.day - 1) // 7 + 1
    return -1 if number == 5 else number


def step_of(frequency, begins_on):
    """Return how a series steps: frequency, interval and which days, as RFC 5545 names them.

    Args:
        frequency: A value of `Frequency`.
        begins_on: The first day; it sets the weekday, the day of the month or the date.
    """
    nth = f"{nth_of_month(begins_on)}{WEEKDAYS[begins_on.weekday()]}"
    weekly = {"BYDAY": [WEEKDAYS[begins_on.weekday()]]}
    steps = {
        Frequency.WEEKLY: ("WEEKLY", 1, weekly),
        Frequency.FORTNIGHTLY: ("WEEKLY", 2, weekly),
        Frequency.MONTHLY: ("MONTHLY", 1, {"BYDAY": [nth]}),
        Frequency.MONTHLY_DAY: ("MONTHLY", 1, {"BYMONTHDAY": month_days(begins_on.day)}),
        Frequency.QUARTERLY: ("MONTHLY", 3, {"BYDAY": [nth]}),
        Frequency.HALF_YEARLY: ("MONTHLY", 6, {"BYDAY": [nth]}),
        Frequency.YEARLY: ("YEARLY", 1, {"BYMONTH": [begins_on.month], "BYDAY": [nth]}),
    }
    return steps[Frequency(frequency)]


def month_days(number):
    """Return the days by which a calendar keeps a day of the month: the last there is if it lacks.

    The 29th and the 30th come with the days before them, of which `planned_days` and the entry's
    EXDATE keep one: not every program knows BYSETPOS beside BYMONTHDAY.
    """
    return [-1] if number == 31 else list(range(min(number, 28), number + 1))


def rule_text(frequency, begins_on):
    """Return the RRULE of a series without its end, as a calendar would hold it."""
    name, interval, days = step_of(frequency, begins_on)
    parts = [f"FREQ={name}", f"INTERVAL={interval}"]
    parts += [f"{part}={','.join(str(one) for one in values)}" for part, values in days.items()]
    return ";".join(parts)


def planned_days(frequency, begins_on, until_on):
    """Return the days of a series until a day, holidays and weekends included."""
    days = rule_days(frequency, begins_on, until_on)
    if frequency != Frequency.MONTHLY_DAY:
        return days
    return [
        day for day in days if day.day == min(begins_on.day, monthrange(day.year, day.month)[1])
    ]


def rule_days(frequency, begins_on, until_on):
    """Return the days that the calendar's rule gives until a day."""
    begin = datetime.combine(begins_on, time())
    found = rrule.rrulestr(rule_text(frequency, begins_on), dtstart=begin)
    days = (day.date() for day in islice(found, MOST))
    return list(takewhile(lambda day: day <= until_on, days))


def occurrences(frequency, begins_on, until_on, holidays):
    """Return the occurrences of a series in order, none twice on one day.

    A day that is no working day in Poland is left out, or moved to the next or the last working
    day before.
    """
    found, taken = [], set()
    for planned in planned_days(frequency, begins_on, until_on):
        held = held_on(planned, holidays)
        if held is not None and held not in taken:
            taken.add(held)
            found.append(Occurrence(planned, held))
    return found


def held_on(day, holidays):
    """Return the day on which an occurrence is held, or None where it is left out."""
    if not day_warning(day):
        return day
    if holidays == HolidayRule.SKIP:
        return None
    if holidays == HolidayRule.NEXT:
        return next_working_day(day)
    while day_warning(day):
        day -= timedelta(days=1)
    return day
