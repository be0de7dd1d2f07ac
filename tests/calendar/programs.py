"""Three programs that work out the days of a calendar text: two that are not ours, one by hand.

The Python one reads with icalendar and reckons with dateutil, from the text alone.
"""

import json
import subprocess
from pathlib import Path

from dateutil import rrule
from django.conf import settings
from icalendar import Calendar

HERE = Path(__file__).parent
COMMANDS = {
    "ical.js": ["node", str(HERE / "expand.mjs")],
    "sabre/vobject": [
        *["php", "-d", "error_reporting=E_ALL & ~E_DEPRECATED"],
        str(HERE / "expand.php"),
    ],
}
PROGRAMS = [*COMMANDS, "python"]


def expanded(program, text, begin, end):
    """Return what a calendar shows between two moments: start, summary and status, in order."""
    span = {"text": text, "from": int(begin.timestamp()), "to": int(end.timestamp())}
    if program == "python":
        return by_hand(text=text, begin=span["from"], end=span["to"])
    done = subprocess.run(
        COMMANDS[program],
        input=json.dumps([span]),
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [tuple(one) for one in json.loads(done.stdout)[0]]


def by_hand(text, begin, end):
    events = Calendar.from_ical(text).walk("VEVENT")
    exceptions = {
        (str(one["UID"]), one.decoded("RECURRENCE-ID")): one
        for one in events
        if "RECURRENCE-ID" in one
    }
    found = []
    for master in (one for one in events if "RECURRENCE-ID" not in one):
        for day in days_of(master):
            event = exceptions.get((str(master["UID"]), day), master)
            start = day if event is master else event.decoded("DTSTART")
            found.append((int(start.timestamp()), str(event["SUMMARY"]), str(event["STATUS"])))
    return sorted(one for one in found if begin <= one[0] < end)


def days_of(master):
    start = master.decoded("DTSTART")
    if "RRULE" not in master:
        return [start]
    rule = rrule.rrulestr(master["RRULE"].to_ical().decode(), dtstart=start)
    left_out = master.get("EXDATE", [])
    left_out = left_out if isinstance(left_out, list) else [left_out]
    gone = {day.dt for one in left_out for day in one.dts}
    return [day for day in rule if day not in gone]
