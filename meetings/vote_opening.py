"""Opening a vote: the text is frozen, and the seats that are entitled to vote on it."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from meetings import advice, convening, quorum, vote_letters
from meetings.choices import BallotKind, VoteWord
from meetings.models import Ballot, BallotSeat, BallotVoter, Recusal, SecretTally
from meetings.recording import lock_under_way
from teams.choices import DecisionRule, RoleName, SeatStanding
from teams.models import TeamRole

REMIND_BEFORE = timedelta(days=2)
DAYS_WITHOUT_RULES = 5


class TooShort(Refused):
    message = _("The rules of procedure ask for a longer circular vote.")


class NobodyToVote(Refused):
    message = _("Nobody could vote: no voting seat of the team is filled.")


class NobodyPresent(Refused):
    message = _("Note first who is present: a vote is for the voting seats in the room.")


def shortest_days(rules):
    """How many days a circular vote lasts at least."""
    return rules.circular_vote_days if rules else DAYS_WITHOUT_RULES


def shortest_end(team, at):
    """Return the earliest moment at which a circular vote opened now may end."""
    rules = convening.rules_on(team, timezone.localdate(at))
    return at + timedelta(days=shortest_days(rules))


def new_ballot(team, *, title, text, decision_kind, kind, rules, counting, by, at, **more):
    ballot = Ballot(
        team=team,
        title=title,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        decision_kind=decision_kind,
        kind=kind,
        rules=rules,
        majority=rules.decision if rules else DecisionRule.SIMPLE,
        chair_breaks_tie=bool(rules and rules.chair_breaks_tie),
        seats_needed=rules.seats_needed(counting) if rules else 0,
        opened_by=by,
        opened_at=at,
        **more,
    )
    ballot.full_clean(exclude=["team", "rules", "opened_by", "meeting", "item"])
    ballot.save()
    return ballot


def chairs_of(team, day):
    roles = TeamRole.objects.on_day(day).filter(team=team, role=RoleName.CHAIR)
    return set(roles.values_list("user", flat=True))


@transaction.atomic
def open_circular(team, *, title, text, decision_kind, label, closes_at, by, at=None):
    """Put a text to a circular vote of all voting seats and send each its ballot paper.

    Args:
        team: The team that votes.
        title: What it is about.
        text: The text as it would be adopted; it stays as it is.
        decision_kind: A value of `DecisionKind`.
        label: A value of `HandlingLabel`.
        closes_at: The deadline, an aware datetime.
        by: The person acting. Permission is the caller's to check.
        at: The moment of opening, now by default.

    Raises:
        TooShort: The rules ask for more days.
        NobodyToVote: No voting seat is filled.
    """
    at = at or timezone.now()
    day = timezone.localdate(at)
    rules = convening.rules_on(team, day)
    if closes_at < at + timedelta(days=shortest_days(rules)):
        raise TooShort
    remind_at = closes_at - REMIND_BEFORE
    ballot = new_ballot(
        team,
        title=title,
        text=text,
        decision_kind=decision_kind,
        kind=BallotKind.ROLL_CALL,
        label=label,
        closes_at=closes_at,
        remind_at=remind_at if remind_at > at else None,
        rules=rules,
        counting=team.seats.on_day(day).counting().count(),
        by=by,
        at=at,
    )
    if not freeze_team(ballot, day):
        raise NobodyToVote
    vote_letters.send(vote_letters.asked, ballot, voters_of(ballot))
    audit.record("ballot.opened", ballot, by=by, team_id=team.pk, circular=True)
    return ballot


def freeze_team(ballot, day):
    """Copy the voting seats of a day and who may speak for them; return how many are filled."""
    chairs = chairs_of(ballot.team, day)
    filled = 0
    for position, place in enumerate(advice.places(ballot.team, day), start=1):
        if place.seat.standing != SeatStanding.VOTING:
            continue
        mandates = list(place.seat.mandates.on_day(day).select_related("user").in_order())
        seat = BallotSeat.objects.create(
            ballot=ballot,
            seat=place.seat,
            institution_label=place.seat.institution.short_name,
            position=position,
            counts_to_quorum=place.seat.counts_to_quorum,
            is_chair=any(one.user_id in chairs for one in mandates),
        )
        BallotVoter.objects.bulk_create(
            voter_copy(seat, one.user, one.capacity_order) for one in mandates if one.user.is_active
        )
        filled += bool(mandates)
    return filled


def voter_copy(seat, user, order):
    return BallotVoter(
        seat=seat,
        user=user,
        name=user.full_name,
        email=user.email,
        language=user.language,
        capacity_order=order,
    )


@transaction.atomic
def open_at_item(item, *, kind, title, text, decision_kind, by, at=None):
    """Open a vote at an item of a meeting for the voting seats that are in the room.

    Seats that keep out of the item keep out of its vote.

    Raises:
        NotUnderWay: The meeting is not open.
        NobodyPresent: No voting seat is in the room.
    """
    at = at or timezone.now()
    meeting = lock_under_way(item.meeting)
    day = timezone.localdate(meeting.starts_at)
    ballot = new_ballot(
        meeting.team,
        title=title,
        text=text,
        decision_kind=decision_kind,
        kind=kind,
        label=item.label or meeting.label,
        meeting=meeting,
        item=item,
        rules=meeting.rules,
        counting=quorum.counting_seats(meeting.team, day),
        by=by,
        at=at,
    )
    if not freeze_room(ballot, day, by, at):
        raise NobodyPresent
    if kind == BallotKind.SECRET:
        SecretTally.objects.bulk_create(
            SecretTally(ballot=ballot, word=word) for word in VoteWord.values
        )
    audit.record("ballot.opened", ballot, by=by, team_id=meeting.team_id, kind=str(kind))
    return ballot


def freeze_room(ballot, day, by, at):
    """Copy the voting seats whose people are in the room; return how many they are."""
    chairs = chairs_of(ballot.team, day)
    recusals = Recusal.objects.filter(item=ballot.item).select_related("invitee")
    kept_out = {one.invitee.seat_id: one.reason for one in recusals}
    presences = quorum.presences_of(ballot.meeting).order_by("invitee__position")
    taken = {}
    for presence in presences.select_related("invitee__user", "invitee__seat__institution"):
        invitee = presence.invitee
        # At a joint meeting the lead team decides; who sits in both has its seat first.
        own = invitee.seat_id and invitee.seat.team_id == ballot.team_id
        voting = own and invitee.standing == SeatStanding.VOTING
        if not voting or not presence.is_there_at() or invitee.seat_id in taken:
            continue
        reason = kept_out.get(invitee.seat_id, "")
        seat = BallotSeat.objects.create(
            ballot=ballot,
            seat=invitee.seat,
            institution_label=invitee.institution_label,
            position=invitee.position,
            counts_to_quorum=invitee.counts_to_quorum,
            is_chair=invitee.user_id in chairs,
            recusal_reason=reason,
            recused_at=at if reason else None,
            recused_by=by if reason else None,
        )
        taken[invitee.seat_id] = seat
        if invitee.user_id:
            voter_copy(seat, invitee.user, 1 if invitee.substitute_for_id else 0).save()
    return len(taken)


def voters_of(ballot):
    """Everybody who may speak for an entitled seat of a vote."""
    return BallotVoter.objects.filter(
        seat__ballot=ballot, seat__recused_at__isnull=True, user__is_active=True
    ).select_related("seat", "user")
