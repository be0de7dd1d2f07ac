"""P1 and P2: the page of a meeting and the list of meetings."""

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import servers, world


def measure():
    team, coordinator = world.team_of(60, "sixty")
    meeting = world.meeting_of(team, coordinator)
    small_team, small_coordinator = world.team_of(6, "six")
    small = world.meeting_of(small_team, small_coordinator, agenda=world.AGENDA[:3])
    for days in range(340):
        world.meeting_of(team, coordinator, days=40 + days, agenda=world.AGENDA[:2], convened=False)
    client = signed_in(coordinator)
    cookie = cookie_of(client)
    page = meeting.get_absolute_url()
    with servers.serving("benchmarks.settings") as port:
        own = {
            "page": servers.rate(port, page, cookie),
            "list": servers.rate(port, "/meetings/", cookie),
        }
    with servers.serving("benchmarks.floor") as port:
        bare = {
            "page": servers.rate(port, f"/meeting/{meeting.pk}/", cookie),
            "list": servers.rate(port, "/meetings/", cookie),
        }
    few = queries(signed_in(small_coordinator), small.get_absolute_url())
    return {
        "P1 meeting page, 12 items, 60 invitees": figure(own["page"], bare["page"])
        | {"queries": queries(client, page), "queries at 6 invitees": few},
        "P2 list of 340 meetings, 50 a page": figure(own["list"], bare["list"])
        | {
            "queries": queries(client, "/meetings/"),
            "queries at 1 meeting": queries(signed_in(small_coordinator), "/meetings/"),
        },
    }


def figure(own, bare):
    return {
        "requests per second": round(own, 1),
        "floor, bare view": round(bare, 1),
        "of the floor": round(own / bare, 2),
    }


def cookie_of(client):
    """Return the header by which another program is the person signed in here."""
    name = settings.SESSION_COOKIE_NAME
    return {"Cookie": f"{name}={client.cookies[name].value}"}


def signed_in(user):
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    client.get("/waiting/")
    return client


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        client.get(address)
    return len(caught)
