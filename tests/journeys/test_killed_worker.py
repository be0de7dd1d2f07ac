"""A worker killed while it mails loses nothing and doubles at most the letter in its hand (R1)."""

import collections
import os
import random
import signal
import subprocess
import time

import pytest

from tests.journeys.running_desk import eventually

pytestmark = pytest.mark.journey

KILLS = 6


def workers_of(desk):
    """Process ids of the desk's worker: the child of `manage.py up` that runs celery worker."""
    found = subprocess.run(["pgrep", "-P", str(desk.process.pid)], capture_output=True, text=True)
    return [int(pid) for pid in found.stdout.split() if b"worker" in command_of(pid).split(b"\0")]


def command_of(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


@pytest.fixture
def slow_desk(resting):
    """A desk whose mail server takes its time, so that a kill finds the worker at work."""
    resting.sink.delay = 0.15
    return resting


def test_kill_9_loses_nothing_and_doubles_at_most_one_letter_a_kill(slow_desk):
    chance = random.Random(20261124)
    slow_desk.start()
    killed = 0
    for _kill in range(KILLS):
        time.sleep(chance.uniform(0.3, 2.5))
        for pid in eventually(lambda: workers_of(slow_desk), "there is a worker"):
            os.kill(pid, signal.SIGKILL)
            killed += 1
    release_leases(slow_desk)
    eventually(lambda: set(told(slow_desk)) <= set(ids(slow_desk)), "every letter has come")
    expected = set(told(slow_desk))
    assert len(expected) >= 20
    repeats = {one: n - 1 for one, n in collections.Counter(ids(slow_desk)).items() if n > 1}
    assert set(ids(slow_desk)) == expected
    assert sum(repeats.values()) <= killed
    unsure = {number for number, state in told(slow_desk).items() if state == "unsure"}
    assert set(repeats) <= unsure


def ids(desk):
    return [message["Message-ID"] for _to, message in list(desk.sink.letters)]


def told(desk):
    """What the outbox says: `{Message-ID: state}`, without reminders that went with others."""
    words = (
        "from coordination.models import Delivery\n"
        "for one in Delivery.objects.exclude(state='gathered'): print(one.message_id, one.state)"
    )
    return dict(line.split() for line in desk.manage("shell", "-v", "0", "-c", words).splitlines())


def release_leases(desk):
    """The leases of the dead run out after minutes; here at once."""
    words = (
        "from django.utils import timezone\n"
        "from coordination.models import Delivery\n"
        "Delivery.objects.filter(leased_until__isnull=False)"
        ".update(leased_until=timezone.now())"
    )
    desk.manage("shell", "-v", "0", "-c", words)
