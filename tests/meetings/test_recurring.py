"""Series of meetings: only the next are made; one is moved or left out without the others."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from coordination.models import Delivery
from meetings import convening, planning, recurring
from meetings.choices import Frequency, HolidayRule, MeetingStatus
from meetings.models import Meeting, Series
from tests import factories
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=2)


def rule(**more):
    begins = next_tuesday()
    return {
        "title": "Posiedzenie cykliczne",
        "frequency": Frequency.WEEKLY,
        "begins_on": begins,
        "until_on": begins + timedelta(days=200),
        "hour": time(10),
        "minutes": 120,
        "holidays": HolidayRule.SKIP,
        "place": "Radom",
        "agenda": "Otwarcie (5 min)\nSprawy bieżące",
        "label": "units",
        "ahead": 2,
    } | more


def next_tuesday():
    day = timezone.localdate() + timedelta(days=3)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def begun(world, **more):
    return recurring.begin(world.team, rule=rule(**more), by=world.coordinator)


def states(series):
    meetings = series.meetings.order_by("series_day")
    return [(one.series_day, one.status) for one in meetings]


def held(series, number):
    return recurring.days_of(series)[number].planned_on


def test_only_the_next_meetings_are_made_and_nobody_is_told(world):
    series = begun(world)
    assert states(series) == [(held(series, 0), "draft"), (held(series, 1), "draft")]
    assert list(series.meetings.first().items.values_list("title", "minutes")) == [
        ("Otwarcie", 5),
        ("Sprawy bieżące", None),
    ]
    assert Delivery.objects.count() == 0
    assert recurring.prepare(series) == []


def test_as_days_pass_the_next_are_made_once(world):
    series = begun(world)
    later = held(series, 1) + timedelta(days=1)
    recurring.prepare_all(later)
    recurring.prepare_all(later)
    assert series.meetings.count() == 4


def test_the_hour_stays_across_the_change_of_the_clock(world):
    series = begun(world, ahead=6, until_on=next_tuesday() + timedelta(days=400))
    recurring.prepare(series, date(2027, 3, 20))
    hours = {one.local_start.time() for one in series.meetings.all()}
    offsets = {one.local_start.utcoffset() for one in series.meetings.all()}
    assert hours == {time(10)}
    assert len(offsets) == 2


def test_moving_or_calling_off_one_leaves_the_others(world):
    series = begun(world)
    first, second = series.meetings.order_by("series_day")
    convening.convene(first, by=world.coordinator, short_notice_reason="Cykl")
    facts = {"starts_at": first.starts_at + timedelta(hours=1)}
    facts["ends_at"] = first.ends_at + timedelta(hours=1)
    first.refresh_from_db()
    planning.change(
        first, facts=facts, agenda_entries=None, revision=first.revision, by=world.coordinator
    )
    convening.cancel(first, reason="Choroba", by=world.coordinator)
    second.refresh_from_db()
    assert (second.status, second.starts_at.hour) == (
        MeetingStatus.DRAFT,
        (first.starts_at + timedelta(days=7)).hour,
    )
    assert first.uid != second.uid
    recurring.prepare(series)
    assert series.meetings.filter(series_day=first.series_day).count() == 1


def test_a_day_is_left_out_and_another_prepared(world):
    series = begun(world)
    day = held(series, 0)
    recurring.skip(series, day, reason="Urlopy", by=world.coordinator)
    assert states(series) == [
        (day, "cancelled"),
        (held(series, 1), "draft"),
        (held(series, 2), "draft"),
    ]
    with pytest.raises(recurring.NotInTheSeries):
        recurring.skip(series, day + timedelta(days=1), reason="", by=world.coordinator)


def test_a_convened_day_is_called_off_not_left_out(world):
    series = begun(world)
    first = series.meetings.order_by("series_day").first()
    convening.convene(first, by=world.coordinator, short_notice_reason="Cykl")
    with pytest.raises(recurring.NotInTheSeries):
        recurring.skip(series, first.series_day, reason="", by=world.coordinator)


def test_ending_sets_later_drafts_aside_and_names_what_is_convened(world):
    series = begun(world, ahead=3)
    _first, second, _third = series.meetings.order_by("series_day")
    convening.convene(second, by=world.coordinator, short_notice_reason="Cykl")
    left = recurring.end(series, second.series_day, by=world.coordinator)
    assert left == [second]
    assert [state for _day, state in states(series)] == ["draft", "convened", "cancelled"]
    assert recurring.prepare(series) == []
    with pytest.raises(recurring.EndsInThePast):
        recurring.end(series, timezone.localdate() - timedelta(days=1), by=world.coordinator)


def test_changing_from_a_day_on_leaves_what_was_before(world):
    series = begun(world, ahead=3)
    first, second, _third = series.meetings.order_by("series_day")
    new = recurring.change_from(
        series, second.series_day, rule=rule(hour=time(14)), by=world.coordinator
    )
    first.refresh_from_db()
    assert first.is_draft
    assert new.follows == series
    assert {one.local_start.time() for one in new.meetings.all()} == {time(14)}
    assert min(new.meetings.values_list("series_day", flat=True)) == second.series_day


def fields(world, **more):
    return {"team": world.team.pk, **rule(), "hour": "10:00"} | more


def test_the_pages_from_rule_to_left_out_day(world, client):
    client.force_login(world.coordinator)
    client.post("/meetings/series/add/", fields(world))
    series = Series.objects.get()
    page = client.get(series.get_absolute_url()).content.decode()
    assert "Posiedzenie cykliczne" in page
    assert "jeszcze nie powstało" in page
    day = held(series, 0)
    client.post(f"{series.get_absolute_url()}skip/{day}/", {"reason": "Urlopy"})
    assert "Urlopy" in client.get(series.get_absolute_url()).content.decode()
    changed = client.post(
        f"{series.get_absolute_url()}change/",
        fields(world, begins_on=day + timedelta(days=28), frequency="monthly"),
    )
    assert changed.status_code == 302
    assert Series.objects.count() == 2
    follower = Series.objects.get(follows=series)
    client.post(f"{follower.get_absolute_url()}end/", {"from_on": day + timedelta(days=60)})
    follower.refresh_from_db()
    assert follower.until_on == day + timedelta(days=59)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"until_on": ""}, "która nigdy się nie kończy"),
        ({"until_on": "2020-01-01"}, "kończy się po swoim początku"),
        ({"until_on": "2060-01-01"}, "najwyżej pięć lat"),
        ({"begins_on": "2020-01-01"}, "już minął"),
        ({"agenda": "x" * 300}, "250 znaków"),
    ],
)
def test_each_mistake_gets_its_own_sentence(world, client, change, sentence):
    client.force_login(world.coordinator)
    page = client.post("/meetings/series/add/", fields(world, **change)).content.decode()
    assert sentence in page
    assert 'value="Posiedzenie cykliczne"' in page
    assert Series.objects.count() == 0


def test_a_rule_without_a_day_is_refused(world):
    sunday = next_tuesday() + timedelta(days=5)
    with pytest.raises(recurring.NoOccurrence):
        begun(world, begins_on=sunday, until_on=sunday)
    assert Meeting.objects.count() == 0


def test_only_officers_see_a_series(world, client):
    series = begun(world)
    client.force_login(world.members[0])
    assert client.get(series.get_absolute_url()).status_code == 404
    client.force_login(factories.chair_of(world.team))
    assert client.get(series.get_absolute_url()).status_code == 200
