"""What remains of meetings: minutes of 200 revisions, 5,000 decisions, 5,100 open tasks."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from benchmarks import servers, world
from benchmarks.pages import cookie_of, figure, queries, signed_in
from coordination import search
from meetings import attendance, recording
from meetings.choices import ActionState, DecisionKind
from meetings.models import Action, Decision, Meeting
from teams.choices import TeamLevel
from teams.models import Mandate, Seat, Team

REVISIONS, DECISIONS, TEAMS, TASKS_EACH = 200, 5_000, 17, 300
WORDS = ["szkolenie", "kontrola", "ulotka", "narada", "raport", "pomoc", "kampania"]


def measure():
    team, coordinator = world.team_of(12, "remaining")
    small_team, small_coordinator = world.team_of(12, "remained")
    written = minuted(team, coordinator, REVISIONS)
    plain = minuted(small_team, small_coordinator, 2)
    register(team, coordinator, DECISIONS)
    register(small_team, small_coordinator, 5)
    busy, idle = busy_person(), small_team.seats.first().mandates.first().user
    pages = {
        "minutes to write, 200 revisions": (
            (coordinator, reverse("meetings:minutes-edit", args=[written.pk])),
            f"/minutes/{written.pk}/",
            (small_coordinator, reverse("meetings:minutes-edit", args=[plain.pk])),
        ),
        "register of 5,000 decisions": (
            (coordinator, reverse("meetings:decision-list")),
            "/decisions/",
            (small_coordinator, reverse("meetings:decision-list")),
        ),
        "search in 5,000 decisions": (
            (coordinator, "/search/?q=szkolenia&kind=decision"),
            "/decisions/",
            (small_coordinator, "/search/?q=szkolenia&kind=decision"),
        ),
        "waiting for me, 17 teams x 300 open tasks": (
            (busy, "/waiting/"),
            "/tasks/",
            (idle, "/waiting/"),
        ),
    }
    own, bare = {}, {}
    with servers.serving("benchmarks.settings") as port:
        for name, ((person, address), _floor, _small) in pages.items():
            cookie = cookie_of(signed_in(person))
            own[name] = servers.rate(port, address, cookie, requests=200)
    with servers.serving("benchmarks.floor") as port:
        for name, ((person, _address), floor, _small) in pages.items():
            cookie = cookie_of(signed_in(person))
            bare[name] = servers.rate(port, floor, cookie, requests=200)
    return {
        name: figure(own[name], bare[name])
        | {
            "queries": queries(signed_in(person), address),
            "queries when small": queries(signed_in(other), less),
        }
        for name, ((person, address), _floor, (other, less)) in pages.items()
    }


def minuted(team, coordinator, revisions):
    """A meeting in session whose items have been written this many times over."""
    meeting = world.meeting_of(team, coordinator)
    recording.open_session(meeting, by=coordinator)
    meeting = Meeting.objects.get(pk=meeting.pk)
    for invitee in meeting.invitees.all():
        attendance.note_presence(invitee, mode="on_site", by=coordinator)
    blocks = [item.block for item in meeting.items.select_related("block")]
    for number in range(revisions):
        block = blocks[number % len(blocks)]
        block = recording.save_block(
            block, text=f"Zapis {number}. " * 20, based_on=block.revision, by=coordinator
        )
        blocks[number % len(blocks)] = block
    return meeting


def register(team, coordinator, number):
    """Fill the register of a team by bulk means; the words are indexed as by hand."""
    meetings = [world.meeting_of(team, coordinator, days=60 + one) for one in range(25)]
    items = [item for meeting in meetings for item in meeting.items.all()]
    Decision.objects.bulk_create(
        Decision(
            team=team,
            meeting=items[one % len(items)].meeting,
            item=items[one % len(items)],
            kind=DecisionKind.RESOLUTION,
            number=one,
            year=2000 + one % 26,
            text=f"Zespół przyjmuje: {WORDS[one % len(WORDS)]} {one}",
            seats_present=8,
            seats_needed=7,
            adopted_by=coordinator,
        )
        for one in range(1, number + 1)
    )
    written = list(Decision.objects.filter(team=team))
    for start in range(0, len(written), 500):
        search.index_many((one, one.text) for one in written[start : start + 500])


def busy_person():
    """Somebody who sits in seventeen teams with three hundred open tasks in each."""
    team, person = world.team_of(1, "busy")
    due = timezone.localdate() + timedelta(days=30)
    for number in range(TEAMS):
        one = Team.objects.create(
            key=f"busy-{number}", name=f"Zespół zadań {number}", level=TeamLevel.NATIONAL
        )
        seat = Seat.objects.create(team=one, institution=team.seats.first().institution)
        Mandate.objects.create(seat=seat, user=person, from_on=timezone.localdate())
        Action.objects.bulk_create(
            Action(
                team=one,
                owner_seat=seat,
                title=f"Zadanie {task}",
                due_on=due,
                state=ActionState.ACCEPTED,
                noted_by=person,
            )
            for task in range(TASKS_EACH)
        )
    return person
