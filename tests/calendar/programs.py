"""Three programs that work out the days of a calendar text, none of them ours."""

import json
import subprocess
from pathlib import Path

import recurring_ical_events
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
PROGRAMS = [*COMMANDS, "recurring-ical-events"]


def expanded(program, text, begin, end):
    """Return what a calendar shows between two moments: start, summary and status, in order."""
    if program not in COMMANDS:
        return in_python(text, begin, end)
    span = {"text": text, "from": int(begin.timestamp()), "to": int(end.timestamp())}
    done = subprocess.run(
        COMMANDS[program],
        input=json.dumps([span]),
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [tuple(one) for one in json.loads(done.stdout)[0]]


def in_python(text, begin, end):
    events = recurring_ical_events.of(Calendar.from_ical(text)).between(begin, end)
    return sorted(
        (int(one.decoded("DTSTART").timestamp()), str(one["SUMMARY"]), str(one["STATUS"]))
        for one in events
    )
