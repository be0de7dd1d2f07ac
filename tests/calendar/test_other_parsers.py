"""Our calendar texts read by programs that did not write them: ical.js and sabre/vobject."""

import json
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client

from meetings import announcing, answering, convening, feeds, ics, local_times
from meetings.choices import AnswerChannel
from tests.meetings.world import World, invitee_of, letters

pytestmark = [pytest.mark.django_db, pytest.mark.needs_php, pytest.mark.needs_sabre]

HERE = Path(__file__).parent
READERS = {
    "ical.js": ["node", str(HERE / "read.mjs")],
    "sabre/vobject": ["php", "-d", "error_reporting=E_ALL & ~E_DEPRECATED", str(HERE / "read.php")],
}
# The days around both changes of the clock, and plain ones in between.
DAYS = [
    date(2027, 3, 26),
    date(2027, 3, 28),
    date(2027, 3, 29),
    date(2027, 7, 1),
    date(2027, 10, 29),
    date(2027, 10, 31),
    date(2027, 11, 1),
    date(2028, 3, 26),
]


def read(program, texts):
    done = subprocess.run(
        READERS[program],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.fixture(params=READERS)
def program(request):
    return request.param


@pytest.fixture
def world():
    with time_machine.travel(datetime(2027, 1, 11, 9, tzinfo=UTC), tick=False):
        yield World(members=2)


def story(world):
    """Return the letters of a meeting's life by name: one text for each kind of message."""
    meeting = world.convened(day=date(2027, 3, 26))
    first, second = (invitee_of(meeting, user) for user in world.members)
    guest = world.guest(meeting)
    deputy = answering.send_deputy(
        second,
        via=AnswerChannel.APP,
        name='Ewa „Zastępca"; X, Y',
        email="z@example.org",
        authorisation="p",
    )
    world.change(meeting, place="Sala 5, ul. Żółta; wejście B\nII piętro")
    announcing.announce(meeting.pk)
    facts = world.facts(day=date(2027, 3, 29))
    world.change(meeting, starts_at=facts["starts_at"], ends_at=facts["ends_at"])
    announcing.announce(meeting.pk)
    convening.remove_invitee(guest, reason="", by=world.coordinator)
    meeting.refresh_from_db()
    convening.cancel(meeting, reason="przerwa", by=world.coordinator)
    own = [letter.calendar for letter in letters(meeting, recipient=first.email)]
    return meeting, {
        "request": own[0],
        "update": own[1],
        "moved": own[2],
        "cancel": own[3],
        "removal": letters(meeting, recipient=guest.email)[-1].calendar,
        "substitute": letters(meeting, recipient=deputy.email)[0].calendar,
        "declined counter": ics.declined_counter(meeting, first),
    }


def test_every_kind_of_message_is_understood(world, program):
    meeting, texts = story(world)
    said = dict(zip(texts, read(program, list(texts.values())), strict=True))
    assert {name: one["method"] for name, one in said.items()} == {
        "request": "REQUEST",
        "update": "REQUEST",
        "moved": "REQUEST",
        "cancel": "CANCEL",
        "removal": "CANCEL",
        "substitute": "REQUEST",
        "declined counter": "DECLINECOUNTER",
    }
    assert {one["events"][0]["uid"] for one in said.values()} == {meeting.uid}
    order = [
        said[name]["events"][0]["sequence"] for name in ("request", "update", "moved", "cancel")
    ]
    assert order == [0, 0, 1, 2]
    assert said["removal"]["events"][0]["sequence"] == 2
    assert said["cancel"]["events"][0]["status"] == "CANCELLED"
    assert all(one.get("wrong", []) == [] for one in said.values())


def test_a_deputys_invitation_says_for_whom(world):
    _meeting, texts = story(world)
    own, other = read("ical.js", [texts["substitute"]])[0]["events"][0]["attendees"]
    assert own["address"] == "mailto:z@example.org"
    assert own["partstat"] == "NEEDS-ACTION"
    assert world.members[1].email in str(own["from"])
    assert (other["partstat"], "z@example.org" in str(other["to"])) == ("DELEGATED", True)


@pytest.mark.parametrize("hour", [1, 3, 10, 23])
def test_the_instant_is_right_across_both_changes_of_the_clock(world, program, hour):
    """UTC is what is stored; each program works it out from our local time and VTIMEZONE."""
    meetings = [world.convened(day=day, hour=hour) for day in DAYS]
    texts = [letters(one, recipient=world.members[0].email)[0].calendar for one in meetings]
    said = [one["events"][0] for one in read(program, texts)]
    assert [(one["start"], one["end"]) for one in said] == [
        (one.starts_at.timestamp(), one.ends_at.timestamp()) for one in meetings
    ]


def test_a_meeting_over_the_change_lasts_as_long_as_it_says(world, program):
    start = local_times.moment(date(2027, 10, 31), time(1, 30))
    end = local_times.end_after(start, 120)
    meeting = convening.convene(
        world.draft(day=date(2027, 10, 31), starts_at=start, ends_at=end), by=world.coordinator
    )
    text = letters(meeting, recipient=world.members[0].email)[0].calendar
    event = read(program, [text])[0]["events"][0]
    assert event["end"] - event["start"] == 120 * 60


@pytest.mark.parametrize(
    ("day", "hour", "code"),
    [(date(2027, 3, 28), time(2, 30), "gap"), (date(2027, 10, 31), time(2, 30), "repeated")],
)
def test_an_hour_that_does_not_happen_once_is_refused(day, hour, code):
    with pytest.raises(ValidationError) as refusal:
        local_times.moment(day, hour)
    assert refusal.value.code == code


def test_a_feed_is_understood(world, program):
    meetings = [world.convened(day=day) for day in DAYS]
    address = feeds.address_for(world.members[0])
    text = Client().get(address.get_absolute_url()).content.decode()
    said = read(program, [text])[0]
    assert sorted(event["start"] for event in said["events"]) == sorted(
        one.starts_at.timestamp() for one in meetings
    )
    assert said.get("wrong", []) == []


def test_lines_are_folded_and_end_as_the_standard_says(world):
    _meeting, texts = story(world)
    for text in texts.values():
        assert "\n" not in text.replace("\r\n", "")
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_zone_is_the_unions_rule(world):
    text = letters(world.convened(), recipient=world.members[0].email)[0].calendar
    assert "TZID:Europe/Warsaw" in text
    assert text.count("BEGIN:DAYLIGHT") == text.count("BEGIN:STANDARD") == 1
    gap = timedelta(hours=1)
    assert local_times.moment(date(2027, 3, 28), time(3)).utcoffset() == 2 * gap
