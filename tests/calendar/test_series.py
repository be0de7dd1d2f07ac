"""A series in three calendar programs: one day moved, cancelled, ended, changed from a day on."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client

from coordination.models import Delivery
from meetings import announcing, convening, feeds, local_times, recurring, series_dates
from meetings.choices import Frequency, HolidayRule
from tests.calendar.programs import PROGRAMS, expanded
from tests.calendar.test_other_parsers import read
from tests.meetings.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.needs_php, pytest.mark.needs_sabre]

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
FIRST = date(2027, 2, 23)
SPAN = (datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 6, 1, tzinfo=UTC))


@pytest.fixture(params=PROGRAMS)
def program(request):
    return request.param


@pytest.fixture
def world():
    with time_machine.travel(NOW, tick=False):
        yield World(members=2)


def begun(world, **more):
    rule = {
        "title": "Posiedzenie zespołu",
        "frequency": Frequency.WEEKLY,
        "begins_on": FIRST,
        "until_on": date(2027, 4, 20),
        "hour": time(10),
        "minutes": 120,
        "holidays": HolidayRule.NEXT,
        "place": "Radom, sala 12; wejście B",
        "agenda": "Otwarcie (5 min)\nSprawy bieżące",
        "label": "units",
        "ahead": 3,
    }
    series = recurring.begin(world.team, rule=rule | more, by=world.coordinator)
    return series_dates.send(series, by=world.coordinator)


def convened(world, series, number):
    meeting = series.meetings.order_by("series_day")[number]
    return convening.convene(meeting, by=world.coordinator, short_notice_reason="cykl")


def last_text(world, uid=None):
    """The calendar text that the first member got last, of one series or of all."""
    mine = Delivery.objects.filter(recipient=world.members[0].email).exclude(calendar="")
    mine = mine.filter(calendar__contains=uid) if uid else mine
    return mine.order_by("-pk").first().calendar


def starts(program, text):
    shown = [at for at, _title, status in expanded(program, text, *SPAN) if status != "CANCELLED"]
    return [datetime.fromtimestamp(at, local_times.WARSAW) for at in shown]


def at_ten(*days):
    return [datetime.combine(day, time(10), local_times.WARSAW) for day in days]


def weekly(until, first=FIRST):
    return [first + timedelta(days=7 * n) for n in range((until - first).days // 7 + 1)]


def test_the_hour_stays_across_the_change_of_the_clock(world, program):
    begun(world)
    days = starts(program, last_text(world))
    assert days == at_ten(*weekly(date(2027, 4, 20)))
    assert {day.utcoffset() for day in days} == {timedelta(hours=1), timedelta(hours=2)}


def test_a_holiday_moves_one_day_and_another_is_left_out(world, program):
    monday = {"begins_on": date(2027, 3, 22), "until_on": date(2027, 4, 12)}
    begun(world, **monday)
    moved = [date(2027, 3, 22), date(2027, 3, 30), date(2027, 4, 5), date(2027, 4, 12)]
    assert starts(program, last_text(world)) == at_ten(*moved)
    begun(world, **monday, holidays=HolidayRule.SKIP)
    assert starts(program, last_text(world)) == at_ten(moved[0], *moved[2:])


@pytest.mark.parametrize("program", ["ical.js", "recurring-ical-events"])
def test_a_first_day_that_is_a_holiday_is_moved_too(world, program):
    """Not asked of sabre/vobject 2.1.7, which shows DTSTART whatever an exception says of it."""
    begun(world, begins_on=date(2027, 3, 29), until_on=date(2027, 4, 12))
    days = [date(2027, 3, 30), date(2027, 4, 5), date(2027, 4, 12)]
    assert starts(program, last_text(world)) == at_ten(*days)


@pytest.mark.parametrize(
    ("frequency", "first", "days"),
    [
        (Frequency.FORTNIGHTLY, FIRST, [FIRST, date(2027, 3, 9), date(2027, 3, 23)]),
        (Frequency.MONTHLY, date(2027, 3, 9), [date(2027, 3, 9), date(2027, 4, 13)]),
        (Frequency.MONTHLY, date(2027, 3, 31), [date(2027, 3, 31), date(2027, 4, 28)]),
        (
            Frequency.MONTHLY_DAY,
            date(2027, 3, 31),
            [date(2027, 3, 31), date(2027, 4, 30), date(2027, 5, 31)],
        ),
        (
            Frequency.MONTHLY_DAY,
            date(2027, 11, 30),
            [date(2027, 11, 30), date(2027, 12, 30), date(2028, 1, 31), date(2028, 2, 29)],
        ),
        (
            Frequency.QUARTERLY,
            date(2027, 3, 9),
            [date(2027, 3, 9), date(2027, 6, 8), date(2027, 9, 14)],
        ),
        (Frequency.HALF_YEARLY, date(2027, 3, 9), [date(2027, 3, 9), date(2027, 9, 14)]),
        (Frequency.YEARLY, date(2027, 3, 9), [date(2027, 3, 9), date(2028, 3, 14)]),
    ],
)
def test_every_rule_gives_the_same_days_everywhere(world, program, frequency, first, days):
    series = begun(world, frequency=frequency, begins_on=first, until_on=days[-1])
    assert [one.held_on for one in recurring.days_of(series)] == days
    assert starts(program, last_text(world)) == at_ten(*days)


def test_one_day_is_moved_and_the_others_stay(world, program):
    series = begun(world)
    meeting = convened(world, series, 1)
    start = datetime(2027, 3, 4, 14, tzinfo=local_times.WARSAW)
    world.change(meeting, starts_at=start, ends_at=start + timedelta(hours=1))
    announcing.announce(meeting.pk)
    days = at_ten(*weekly(date(2027, 4, 20)))
    days[1] = start
    assert starts(program, last_text(world)) == days


def test_one_day_is_cancelled_and_the_others_stay(world, program):
    series = begun(world)
    for number in range(2):
        convened(world, series, number)
    convening.cancel(
        series.meetings.order_by("series_day")[1], reason="przerwa", by=world.coordinator
    )
    days = at_ten(*weekly(date(2027, 4, 20)))
    assert starts(program, last_text(world)) == [days[0], *days[2:]]


def test_the_first_day_is_cancelled_and_the_others_stay(world, program):
    series = begun(world)
    meeting = convened(world, series, 0)
    convening.cancel(meeting, reason="przerwa", by=world.coordinator)
    days = at_ten(*weekly(date(2027, 4, 20)))
    assert starts(program, last_text(world)) == days[1:]


def test_a_planned_day_is_left_out(world, program):
    series = begun(world)
    recurring.skip(series, date(2027, 4, 6), reason="urlopy", by=world.coordinator)
    days = [day for day in weekly(date(2027, 4, 20)) if day != date(2027, 4, 6)]
    assert starts(program, last_text(world)) == at_ten(*days)


def test_a_series_is_ended_and_its_convened_meeting_stays(world, program):
    series = begun(world)
    convened(world, series, 2)
    recurring.end(series, date(2027, 3, 1), by=world.coordinator)
    assert starts(program, last_text(world)) == at_ten(FIRST, date(2027, 3, 9))


def test_a_series_ended_before_it_began_is_taken_out(world, program):
    series = begun(world)
    recurring.end(series, FIRST, by=world.coordinator)
    said = read("ical.js", [last_text(world)])[0]
    assert (said["method"], [one["status"] for one in said["events"]]) == ("CANCEL", ["CANCELLED"])
    assert starts(program, last_text(world)) == []


def test_from_a_day_on_it_goes_by_another_rule(world, program):
    series = begun(world)
    old = series.uid
    rule = {name: getattr(series, name) for name in RULE} | {"hour": time(14)}
    new = recurring.change_from(series, date(2027, 3, 23), rule=rule, by=world.coordinator)
    assert starts(program, last_text(world, old)) == at_ten(*weekly(date(2027, 3, 16)))
    later = at_ten(*weekly(date(2027, 4, 20), date(2027, 3, 23)))
    assert starts(program, last_text(world, new.uid)) == [one.replace(hour=14) for one in later]


RULE = ["title", "frequency", "begins_on", "until_on", "hour", "minutes", "holidays", "place"]
RULE += ["agenda", "label", "ahead"]


def test_the_feed_shows_the_same_days(world, program):
    series = begun(world)
    for number in range(3):
        convened(world, series, number)
    moved, cancelled = series.meetings.order_by("series_day")[1:3]
    start = datetime(2027, 3, 4, 14, tzinfo=local_times.WARSAW)
    world.change(moved, starts_at=start, ends_at=start + timedelta(hours=1))
    announcing.announce(moved.pk)
    convening.cancel(cancelled, reason="przerwa", by=world.coordinator)
    address = feeds.address_for(world.members[0])
    feed = Client().get(address.get_absolute_url()).content.decode()
    assert starts(program, feed) == starts(program, last_text(world))
    assert set(re.findall(r"UID:(\S+)", feed)) == {series.uid}


def story(world):
    """Return the texts the first member gets in the life of a series, in order."""
    series = begun(world)
    meeting = convened(world, series, 0)
    world.change(meeting, place="Sala 5")
    announcing.announce(meeting.pk)
    start = meeting.starts_at + timedelta(days=1)
    world.change(meeting, starts_at=start, ends_at=start + timedelta(hours=2))
    announcing.announce(meeting.pk)
    convening.cancel(meeting, reason="przerwa", by=world.coordinator)
    recurring.skip(series, date(2027, 4, 6), reason="", by=world.coordinator)
    recurring.end(series, date(2027, 3, 10), by=world.coordinator)
    mine = Delivery.objects.filter(recipient=world.members[0].email).exclude(calendar="")
    return series, [one.calendar for one in mine.order_by("pk")]


@pytest.mark.parametrize("program", ["ical.js", "sabre/vobject"])
def test_every_message_is_one_object_with_one_uid_and_a_rising_number(world, program):
    series, texts = story(world)
    said = read(program, texts)
    assert {one["method"] for one in said} == {"REQUEST"}
    assert {event["uid"] for one in said for event in one["events"]} == {series.uid}
    numbers = [{event["sequence"] for event in one["events"]} for one in said]
    # Only the new place keeps its number.
    assert numbers == [{1}, {2}, {2}, {3}, {4}, {5}, {6}]
    assert all(one.get("wrong", []) == [] for one in said)


def test_the_lines_are_as_the_standard_says(world):
    _series, texts = story(world)
    for text in texts:
        assert "\n" not in text.replace("\r\n", "")
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert text.count("BEGIN:VTIMEZONE") == text.count("METHOD:") == 1
