"""Votes for tests: a circular one, one in the room, and what seats say in them."""

from datetime import timedelta

from django.utils import timezone

from coordination.choices import HandlingLabel
from meetings import attendance, vote_opening, voting
from meetings.choices import BallotKind, DecisionKind, PresenceMode, VoteChannel
from meetings.models import Ballot

TEXT = "1. Zespół przyjmuje plan pracy.\n2. Plan ogłasza się na stronie."


def circular(world, *, days=9, at=None, **facts):
    """An open circular vote of a world's team."""
    at = at or timezone.now()
    defaults = {
        "title": "Plan pracy na 2027 rok",
        "text": TEXT,
        "decision_kind": DecisionKind.RESOLUTION,
        "label": HandlingLabel.UNITS,
        "closes_at": at + timedelta(days=days),
    }
    return vote_opening.open_circular(world.team, by=world.coordinator, at=at, **(defaults | facts))


def in_room(world, kind=BallotKind.ROLL_CALL, *, absent=0, **facts):
    """A vote at the first item of a meeting at which all but `absent` members are present."""
    meeting = world.in_session(**facts)
    for number, invitee in enumerate(meeting.invitees.current().order_by("position")):
        mode = PresenceMode.ABSENT if number < absent else PresenceMode.ON_SITE
        attendance.note_presence(invitee, mode=mode, by=world.coordinator)
    return at_item(world, meeting, kind)


def at_item(world, meeting, kind=BallotKind.ROLL_CALL):
    return vote_opening.open_at_item(
        meeting.items.first(),
        kind=kind,
        title="Plan pracy",
        text=TEXT,
        decision_kind=DecisionKind.RESOLUTION,
        by=world.coordinator,
    )


def seat_of(ballot, mandate):
    return ballot.seats.get(seat=mandate.seat)


def say(ballot, mandate, word, *, via=VoteChannel.LINK, **more):
    """Vote for a seat as its representative, or as whoever `mandate` names."""
    seat = seat_of(ballot, mandate)
    voter = seat.voters.get(user=mandate.user)
    return voting.cast(seat, word, voter=voter, via=via, by=mandate.user, **more)


def run_out(ballot):
    """Let the deadline of a circular vote pass."""
    Ballot.objects.filter(pk=ballot.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    ballot.refresh_from_db()
    return ballot
