"""The list of somebody with 20,000 posts in 17 teams, its unread counts, and 600 people told."""

import time
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import servers, world
from benchmarks.pages import cookie_of, figure, queries, signed_in
from coordination.choices import HandlingLabel
from coordination.models import Delivery, User
from exchange import audiences, posting
from exchange.choices import PostKind, PostState
from exchange.models import Audience, AudienceTarget, Post, Receipt
from teams.models import Mandate, Seat, Team

TEAMS, POSTS, TOLD = 17, 20_000, 600
LABELS = [HandlingLabel.UNITS, HandlingLabel.UNITS, HandlingLabel.TEAMS, HandlingLabel.INSTITUTIONS]


def measure():
    reader, teams = reader_of_all()
    fill(teams, reader, 200)
    client = signed_in(reader)
    few = queries(client, "/exchange/")
    fill(teams, reader, POSTS - 200)
    cookie = cookie_of(client)
    with servers.serving("benchmarks.settings") as port:
        own = servers.rate(port, "/exchange/", cookie, requests=100)
    with servers.serving("benchmarks.floor") as port:
        bare = servers.rate(port, f"/posts/{reader.pk}/", requests=100)
    return {
        f"list of {POSTS} posts in {TEAMS} teams with unread counts": figure(own, bare)
        | {"queries": queries(client, "/exchange/"), "queries at 200 posts": few},
        f"a post told to {TOLD} people": telling(),
    }


def reader_of_all():
    """A person who sits in every team, and the teams."""
    reader = User.objects.create(email="czytelniczka@example.org", full_name="Czytelniczka")
    since = timezone.localdate() - timedelta(days=400)
    teams = [world.team_of(3, f"posts{number}")[0] for number in range(TEAMS)]
    for team in teams:
        seat = Seat.objects.filter(team=team).first()
        Mandate.objects.create(
            seat=seat, user=reader, capacity="deputy", capacity_order=1, from_on=since
        )
    return reader, teams


def fill(teams, reader, number):
    """Posts of the teams' institutions, two thirds of them read by the reader."""
    now, begun = timezone.now(), Post.objects.count()
    seats = {team.pk: list(Seat.objects.filter(team=team)) for team in teams}
    rows = [(place, teams[place % len(teams)]) for place in range(begun, begun + number)]
    made = Audience.objects.bulk_create(
        (
            Audience(
                label=LABELS[place % len(LABELS)],
                by=reader if place % 50 == 0 else authors(team),
                source_institution=seats[team.pk][place % 3].institution,
                sent_at=now - timedelta(minutes=place),
            )
            for place, team in rows
        ),
        batch_size=1000,
    )
    Post.objects.bulk_create(
        (
            Post(
                audience=audience,
                kind=PostKind.INFORMATION,
                title=f"Wpis numer {place}",
                text="Treść wpisu. " * 20,
                state=PostState.SENT,
                sent_at=audience.sent_at,
                revision=1,
            )
            for audience, (place, _team) in zip(made, rows, strict=True)
        ),
        batch_size=1000,
    )
    AudienceTarget.objects.bulk_create(
        (
            target(audience, team, seats[team.pk][0].institution)
            for audience, (_place, team) in zip(made, rows, strict=True)
        ),
        batch_size=1000,
    )
    Receipt.objects.bulk_create(
        (
            Receipt(audience=audience, user=reader, first_read_at=now if place % 3 else None)
            for audience, (place, _team) in zip(made, rows, strict=True)
        ),
        batch_size=1000,
    )


def target(audience, team, institution):
    if audience.label == HandlingLabel.INSTITUTIONS:
        return AudienceTarget(audience=audience, institution=institution)
    return AudienceTarget(audience=audience, team=team)


AUTHORS: dict = {}


def authors(team):
    """One author for each team, asked once."""
    if team.pk not in AUTHORS:
        AUTHORS[team.pk] = team.roles.first().user
    return AUTHORS[team.pk]


def telling():
    """Send one post to a team of six hundred and write all its letters and receipts."""
    team, coordinator = world.team_of(TOLD, "told")
    facts = {
        "kind": PostKind.WARNING,
        "title": "Ostrzeżenie",
        "text": "Co się dzieje: pomiar.",
        "valid_until_on": None,
        "allows_comments": False,
        "asks_acknowledgement": True,
    }
    choice = audiences.Choice(HandlingLabel.UNITS, teams=(Team.objects.get(pk=team.pk),))
    draft = posting.save_draft(choice, facts=facts, source=team, by=coordinator)
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as caught:
        posting.send(draft, by=coordinator)
    seconds = time.perf_counter() - began
    letters = Delivery.objects.about(draft).count()
    return {
        "letters": letters,
        "seconds until all are in the outbox": round(seconds, 2),
        "letters per second": round(letters / seconds),
        "queries": len(caught),
    }
