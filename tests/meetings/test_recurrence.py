"""The days of a series: by rule, without end never, holidays skipped or moved."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.working_days import day_warning
from meetings.choices import Frequency, HolidayRule
from meetings.recurrence import MOST, occurrences, planned_days

days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
lengths = st.integers(0, 1800).map(lambda number: timedelta(days=number))


@given(st.sampled_from(Frequency), days, lengths, st.sampled_from(HolidayRule))
def test_every_meeting_is_on_a_working_day_inside_the_rule(frequency, begins, length, holidays):
    found = occurrences(frequency, begins, begins + length, holidays)
    assert len(found) <= MOST
    assert all(not day_warning(one.held_on) for one in found)
    assert all(begins <= one.planned_on <= begins + length for one in found)
    for earlier, later in pairwise(found):
        assert earlier.planned_on < later.planned_on
        assert earlier.held_on != later.held_on
    if holidays == HolidayRule.SKIP:
        assert not any(one.is_moved for one in found)


@given(st.sampled_from(Frequency), days)
def test_the_first_day_is_the_first_of_the_rule(frequency, begins):
    assert planned_days(frequency, begins, begins + timedelta(days=800))[0] == begins


@pytest.mark.parametrize(
    ("frequency", "begins", "expected"),
    [
        (Frequency.WEEKLY, date(2026, 12, 1), [date(2026, 12, 1), date(2026, 12, 8)]),
        (Frequency.FORTNIGHTLY, date(2026, 12, 1), [date(2026, 12, 1), date(2026, 12, 15)]),
        # the second Tuesday
        (Frequency.MONTHLY, date(2026, 12, 8), [date(2026, 12, 8), date(2027, 1, 12)]),
        # the last Thursday
        (Frequency.MONTHLY, date(2026, 12, 31), [date(2026, 12, 31), date(2027, 1, 28)]),
        # the last day
        (Frequency.MONTHLY_DAY, date(2027, 1, 31), [date(2027, 1, 31), date(2027, 2, 28)]),
        # the 29th, where there is one
        (Frequency.MONTHLY_DAY, date(2027, 1, 29), [date(2027, 1, 29), date(2027, 2, 28)]),
        (Frequency.QUARTERLY, date(2026, 12, 8), [date(2026, 12, 8), date(2027, 3, 9)]),
        (Frequency.HALF_YEARLY, date(2026, 12, 8), [date(2026, 12, 8), date(2027, 6, 8)]),
        (Frequency.YEARLY, date(2026, 12, 8), [date(2026, 12, 8), date(2027, 12, 14)]),
    ],
)
def test_rules_as_people_say_them(frequency, begins, expected):
    assert planned_days(frequency, begins, begins + timedelta(days=800))[:2] == expected


def test_polish_holidays_are_left_out_or_moved():
    # Each week on Friday; 25 December 2026 and 1 January 2027 are holidays.
    first, last = date(2026, 12, 18), date(2027, 1, 8)

    def held(rule):
        return [one.held_on for one in occurrences(Frequency.WEEKLY, first, last, rule)]

    assert held(HolidayRule.SKIP) == [first, last]
    assert held(HolidayRule.NEXT) == [first, date(2026, 12, 28), date(2027, 1, 4), last]
    assert held(HolidayRule.BEFORE) == [first, date(2026, 12, 23), date(2026, 12, 31), last]
