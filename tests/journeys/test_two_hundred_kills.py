"""R1 at its full number: a postman killed at two hundred random moments (`quality.md` §2)."""

import collections
import contextlib
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from tests.journeys.prepared import drop_database, new_database, server_variables
from tests.journeys.running_desk import RunningDesk

pytestmark = pytest.mark.journey

KILLS = 200
RECIPIENTS = 50


class Postman:
    """The forking postman of `postman.py`, spoken to by lines."""

    def __init__(self, desk):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.postman"],
            cwd=settings.BASE_DIR,
            env={**desk.environment, "DJANGO_SETTINGS_MODULE": "coordination.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def ask(self, words):
        self.process.stdin.write(f"{words}\n")
        return self.process.stdout.readline().strip()

    def work_and_be_killed(self, after):
        """Let it work for so many seconds, kill it; return whether it was still at work."""
        worker = int(self.ask("work"))
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
        return self.process.stdout.readline().strip() == "killed"

    def letters(self):
        """Return `{Message-ID: state}` of every letter in the outbox."""
        found = {}
        line = self.ask("tell")
        while line:
            number, state = line.split()
            found[number] = state
            line = self.process.stdout.readline().strip()
        return found

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=20)


@pytest.fixture(params=["embedded", "server"])
def resting_desk(request, tmp_path):
    """A desk without a demo and a mail server, none of whose own processes runs."""
    database = new_database() if request.param == "server" else None
    desk = RunningDesk(tmp_path, server_variables(database) if database else {})
    desk.sink.delay = 0.002
    desk.manage("migrate", "-v", "0")
    desk.manage("createcachetable")
    yield desk
    desk.sink.stop()
    if database:
        drop_database(database)


@pytest.fixture
def postman(resting_desk):
    one = Postman(resting_desk)
    yield one
    one.stop()


def test_two_hundred_kills_lose_nothing_and_double_at_most_one_letter_each(resting_desk, postman):
    chance = random.Random(20261125)
    killed = queued = 0
    while killed < KILLS:
        waiting = queued - len(resting_desk.sink.letters)
        if waiting < RECIPIENTS // 2:
            assert postman.ask(f"queue {RECIPIENTS}") == "ended 0"
            queued += RECIPIENTS
        killed += postman.work_and_be_killed(after=chance.uniform(0.02, 0.3))
        assert postman.ask("release") == "ended 0"
    int(postman.ask("work"))
    assert postman.process.stdout.readline().strip() == "ended 0"

    told = postman.letters()
    arrived = collections.Counter(m["Message-ID"] for _to, m in resting_desk.sink.letters)
    repeats = {number: times - 1 for number, times in arrived.items() if times > 1}
    assert len(told) == queued
    assert set(arrived) == set(told)
    assert set(told.values()) == {"sent", "unsure"}
    assert sum(repeats.values()) <= killed
    assert set(repeats) <= {number for number, state in told.items() if state == "unsure"}
