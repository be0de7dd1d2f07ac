"""Pages on the way to a meeting: an agenda of 40 items, a poll of 60 people, a pack of 300 MB."""

import os
import subprocess
import sys
import time
from datetime import timedelta

from django.utils import timezone

from benchmarks import servers, world
from benchmarks.pages import cookie_of, figure, queries, signed_in
from coordination import documents
from meetings import packs, planning, polling
from meetings.choices import AnswerChannel
from meetings.models import DocumentPack

LONG = [(f"Punkt {number} porządku obrad", 5) for number in range(1, 41)]
PACKED, EACH = 60, 5 * 1024 * 1024


def measure():
    team, coordinator = world.team_of(60, "preparing")
    small_team, small_coordinator = world.team_of(6, "prepared")
    meeting = world.meeting_of(team, coordinator, agenda=LONG)
    small = world.meeting_of(small_team, small_coordinator, agenda=LONG[:4])
    poll, few = poll_of(team, coordinator, 20), poll_of(small_team, small_coordinator, 3)
    client, small_client = signed_in(coordinator), signed_in(small_coordinator)
    pages = {
        "agenda, 40 items, 60 invitees": (
            f"{meeting.get_absolute_url()}agenda/",
            f"/agenda/{meeting.pk}/",
            f"{small.get_absolute_url()}agenda/",
        ),
        "poll, 60 people x 20 times": (
            poll.get_absolute_url(),
            f"/poll/{poll.pk}/",
            few.get_absolute_url(),
        ),
    }
    own, bare = {}, {}
    with servers.serving("benchmarks.settings") as port:
        for name, (address, _floor, _small) in pages.items():
            own[name] = servers.rate(port, address, cookie_of(client), requests=200)
    with servers.serving("benchmarks.floor") as port:
        for name, (_address, floor, _small) in pages.items():
            bare[name] = servers.rate(port, floor, cookie_of(client), requests=200)
    found = {
        name: figure(own[name], bare[name])
        | {"queries": queries(client, address), "queries when small": queries(small_client, less)}
        for name, (address, _floor, less) in pages.items()
    }
    return found | {f"pack of {PACKED} documents": pack_of(meeting, coordinator)}


def poll_of(team, coordinator, times):
    start = timezone.now() + timedelta(days=30)
    days = [start + timedelta(days=number) for number in range(times)]
    poll = polling.ask(
        team,
        title="Posiedzenie",
        place="Sala",
        words="",
        until_at=timezone.now() + timedelta(days=9),
        spans=[(day, day + timedelta(hours=2)) for day in days],
        by=coordinator,
    )
    slots = list(poll.slots.all())
    for invitee in poll.invitees.all():
        words = dict.fromkeys((slot.pk for slot in slots), "yes")
        polling.answer(invitee, words, via=AnswerChannel.LINK)
    return poll


def pack_of(meeting, coordinator):
    """Make a ZIP of 300 MB in a process of its own, and look at the most it ever held."""
    for number in range(PACKED):
        version = documents.store_bytes(
            os.urandom(EACH),
            file_name=f"dokument-{number}.bin",
            media_type="application/octet-stream",
            title=f"Dokument {number}",
            label=meeting.label,
            by=coordinator,
        )
        planning.attach(meeting, version, by=coordinator, late_reason="pomiar")
    pack = packs.ask(meeting, "zip", user=coordinator)
    began = time.perf_counter()
    worker = subprocess.run(
        [sys.executable, "-c", ALONE], capture_output=True, text=True, check=True
    )
    seconds = time.perf_counter() - began
    idle, most = (int(part) / 1024 for part in worker.stdout.split())
    pack = DocumentPack.objects.get(pk=pack.pk)
    return {
        "MB": round(pack.size / 1e6),
        "state": pack.state,
        "seconds, with starting": round(seconds, 1),
        "MB of memory before": round(idle),
        "MB of memory at most": round(most),
    }


# The high water mark of this process alone; what resource usage says is inherited.
ALONE = """
import re
import django
django.setup()
from meetings import packs
def most():
    with open("/proc/self/status") as status:
        return re.search(r"VmHWM:\\s+(\\d+)", status.read())[1]
before = most()
packs.make_waiting()
print(before, most())
"""
