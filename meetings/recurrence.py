"""The days of a series: pure reckoning by rule, with Polish holidays skipped or moved.

Days are counted as local dates; the hour is added where a meeting is made, so that a series keeps
its hour across both changes of the clock.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil import rrule

from meetings.advice import day_warning, next_working_day
from meetings.choices import Frequency, HolidayRule

# The most a series can hold: one a week for ten years.
MOST = 530


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


def planned_days(frequency, begins_on, until_on):
    """Return the days that a rule gives, holidays and weekends included.

    Args:
        frequency: A value of `Frequency`.
        begins_on: The first day; it sets the weekday, the day of the month or the date.
        until_on: The last day.
    """
    weekday = rrule.weekdays[begins_on.weekday()]
    nth = {"byweekday": weekday(nth_of_month(begins_on))}
    # The 29th to the 31st is the last day there is in a shorter month.
    by_day = {"bymonthday": range(min(begins_on.day, 28), begins_on.day + 1), "bysetpos": -1}
    rules = {
        Frequency.WEEKLY: (rrule.WEEKLY, 1, {}),
        Frequency.FORTNIGHTLY: (rrule.WEEKLY, 2, {}),
        Frequency.MONTHLY: (rrule.MONTHLY, 1, nth),
        Frequency.MONTHLY_DAY: (rrule.MONTHLY, 1, by_day),
        Frequency.QUARTERLY: (rrule.MONTHLY, 3, nth),
        Frequency.HALF_YEARLY: (rrule.MONTHLY, 6, nth),
        Frequency.YEARLY: (rrule.YEARLY, 1, nth | {"bymonth": begins_on.month}),
    }
    step, interval, by = rules[Frequency(frequency)]
    found = rrule.rrule(
        step, interval=interval, dtstart=begins_on, until=until_on, count=None, **by
    )
    return [day.date() for day, _number in zip(found, range(MOST), strict=False)]


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
