"""P3: a feed of a thousand meetings, unchanged and after one change."""

import time

from django.test import Client
from django.utils import timezone

from benchmarks import servers, world
from meetings import announcing, feeds, ics
from meetings.models import FeedAddress, Meeting

SIZE = 1000


def measure():
    team, coordinator = world.team_of(3, "feed")
    first = world.meeting_of(team, coordinator, agenda=world.AGENDA[:4])
    copies = [copy_of(first, number) for number in range(1, SIZE)]
    Meeting.objects.bulk_create(copies)
    address = feeds.address_for(coordinator)
    began = time.perf_counter()
    Client(headers={"host": "localhost"}).get(address.get_absolute_url())
    whole = time.perf_counter() - began
    tag = feeds.refresh(FeedAddress.objects.get(pk=address.pk))
    path = address.get_absolute_url()
    with servers.serving("benchmarks.settings") as port:
        unchanged = servers.rate(port, path, {"If-None-Match": f'"{tag}"'}, wanted=304)
        stored = servers.rate(port, path, requests=80)
    changed, floor = after_a_change(address, first)
    return {
        "P3 feed of 1000 meetings": {
            "304 a second": round(unchanged, 1),
            "stored bytes a second": round(stored, 1),
            "first time, seconds": round(whole, 3),
            "after a change, seconds": round(changed, 4),
            "floor, writing what changed and joining, seconds": round(floor, 4),
            "of the floor": round(changed / floor, 2),
        }
    }


def copy_of(meeting, number):
    """A meeting as convened, without asking the invitees anew."""
    twin = Meeting.objects.get(pk=meeting.pk)
    twin.pk, twin.number, twin.uid = None, 1000 + number, f"{number}@benchmark"
    twin.title = f"Posiedzenie numer {number}"
    twin.feed_entry = twin.feed_entry.replace(meeting.uid, twin.uid)
    return twin


def after_a_change(address, meeting, rounds=5):
    """Return seconds of bringing the feed up to date, and of the least that must be done."""
    own, least = [], []
    for number in range(rounds):
        meeting.refresh_from_db()
        meeting.place = f"Sala {number}"
        announcing.refresh_feed_entry(meeting, timezone.now())
        meeting.save()
        fresh = FeedAddress.objects.select_related("user", "team").get(pk=address.pk)
        began = time.perf_counter()
        ics.feed_entry(meeting, stamp=timezone.now())
        feeds.refresh(fresh)
        own.append(time.perf_counter() - began)
        began = time.perf_counter()
        ics.feed_entry(meeting, stamp=timezone.now())
        rows = Meeting.objects.order_by("starts_at", "pk").values_list("feed_entry", flat=True)
        b"".join(entry.encode() for entry in rows.filter(team=meeting.team))
        least.append(time.perf_counter() - began)
    return min(own), min(least)
