"""Votes: cast by name or in secret, remarked on, kept out of."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from meetings.choices import BallotState, VoteChannel, VoteWord
from meetings.models import (
    Ballot,
    SecretTally,
    SecretTurnout,
    Vote,
    VoteRemark,
)
from meetings.vote_opening import voter_copy
from teams.choices import DeputyRule
from teams.models import Mandate

OWN_CHANNELS = {VoteChannel.LINK, VoteChannel.APP, VoteChannel.MAIL}


class VoteIsClosed(Refused):
    message = _("The vote is closed; this was not counted. Please call the secretary.")


class VoteIsSettled(Refused):
    message = _("This vote has been closed or broken off already.")


class SeatKeepsOut(Refused):
    message = _("This seat keeps out of the vote.")


class NotEntitled(Refused):
    message = _("You may no longer speak for this seat.")


class RepresentativeHasVoted(Refused):
    message = _("The representative has voted in person; a deputy cannot change that.")


class DeputyNotAllowed(Refused):
    message = _("The rules of this team let only an appointed deputy vote.")


class VotedInSecret(Refused):
    message = _("This seat has voted. A secret vote cannot be changed, nobody knows which it is.")


class NotThisKind(Refused):
    message = _("In this vote seats do not vote in this way.")


class AlreadyKeepsOut(Refused):
    message = _("This seat keeps out of the vote already.")


def lock(ballot):
    return Ballot.objects.select_for_update(of=("self",)).select_related("team").get(pk=ballot.pk)


def lock_open(ballot):
    """Lock a vote that its officers may still settle.

    Raises:
        VoteIsSettled: It was closed or broken off before.
    """
    ballot = lock(ballot)
    if not ballot.is_open:
        raise VoteIsSettled
    return ballot


def lock_running(ballot, at):
    """Lock a vote in which votes still count.

    Raises:
        VoteIsClosed: It is settled, or its deadline has passed, whether or not it was swept.
    """
    ballot = lock(ballot)
    over = ballot.closes_at is not None and ballot.closes_at <= at
    if ballot.state != BallotState.OPEN or over:
        raise VoteIsClosed
    return ballot


def still_speaks(voter):
    """Whether a person still fills the seat for which he got his ballot paper."""
    mandates = Mandate.objects.on_day().filter(seat=voter.seat.seat_id, user=voter.user_id)
    return voter.user.is_active and mandates.exists()


def voter_for(seat, user):
    """Return the right of a person to speak for a seat now, also of one who came to it since.

    Raises:
        NotEntitled: He does not fill the seat, or at a meeting another person speaks for it.
    """
    voter = seat.voters.filter(user=user).first()
    if voter is not None and (not seat.ballot.is_circular or still_speaks(voter)):
        return voter
    mandate = Mandate.objects.on_day().filter(seat=seat.seat_id, user=user).first()
    if mandate is None or not seat.ballot.is_circular:
        raise NotEntitled
    new = voter_copy(seat, user, mandate.capacity_order)
    new.save()
    return new


def why_not(ballot, seat=None, at=None):
    """Say why a vote takes nothing more, at all or from a seat; empty where it does.

    It is for pages that are looked at; whoever acts is refused under a lock.
    """
    over = ballot.closes_at is not None and ballot.closes_at <= (at or timezone.now())
    if ballot.state == BallotState.OBJECTED:
        return _("The vote ended with an objection; the text goes to the next meeting.")
    if ballot.state == BallotState.WITHDRAWN:
        return _("The vote was called off.")
    if not ballot.is_open or over:
        return _("The vote is closed.")
    if seat is None:
        return ""
    if seat.is_recused:
        return SeatKeepsOut.message
    if ballot.is_secret and SecretTurnout.objects.filter(seat=seat).exists():
        return VotedInSecret.message
    return ""


def lock_seat(ballot, seat):
    """Re-read a seat of a locked vote that may vote.

    Raises:
        SeatKeepsOut: It keeps out of this vote.
    """
    seat = ballot.seats.select_for_update(of=("self",)).get(pk=seat.pk)
    if seat.is_recused:
        raise SeatKeepsOut
    return seat


@transaction.atomic
def cast(seat, word, *, via, voter=None, said_by="", reason="", heard_how="", by=None, at=None):
    """Take the vote of a seat by name; a later one replaces it and the earlier ones stay.

    Args:
        seat: The entitled seat.
        word: A value of `VoteWord`.
        via: A value of `VoteChannel`; a secretary enters what he was told.
        voter: Who speaks; None for a person with a written authorisation named in `said_by`.
        said_by: The name of that person.
        reason: Why, in the voter's words.
        heard_how: How the secretary knows, for example "by telephone at 12:30".
        by: Who enters it, None for a personal link or a letter.
        at: The moment, now by default.

    Raises:
        VoteIsClosed: Votes no longer count.
        NotThisKind: It is no vote by name.
        SeatKeepsOut: The seat keeps out.
        NotEntitled: The voter no longer fills the seat.
        RepresentativeHasVoted: A deputy speaks after the representative himself.
        DeputyNotAllowed: The rules let no authorised person vote.
    """
    at = at or timezone.now()
    ballot = lock_running(seat.ballot, at)
    if not ballot.is_named:
        raise NotThisKind
    seat = lock_seat(ballot, seat)
    last = seat.votes.order_by("-number").select_related("voter").first()
    refuse_wrong_speaker(ballot, seat, voter, via, last)
    vote = Vote(
        seat=seat,
        number=last.number + 1 if last else 1,
        word=VoteWord(word),
        reason=reason,
        voter=voter,
        said_by=voter.name if voter else said_by,
        via=via,
        heard_how=heard_how,
        by=by,
        cast_at=at,
    )
    vote.full_clean(exclude=["seat", "voter", "by"])
    vote.save()
    audit.record(
        "ballot.voted", ballot, by=by, team_id=ballot.team_id, seat=seat.seat_id, via=str(via)
    )
    return vote


def refuse_wrong_speaker(ballot, seat, voter, via, last):
    """See `cast`."""
    if voter is None:
        if ballot.rules and ballot.rules.deputies == DeputyRule.APPOINTED:
            raise DeputyNotAllowed
        return
    if voter.seat_id != seat.pk or (ballot.is_circular and not still_speaks(voter)):
        raise NotEntitled
    in_person = last and last.voter and not last.voter.is_deputy
    if voter.is_deputy and in_person and via in OWN_CHANNELS:
        raise RepresentativeHasVoted


@transaction.atomic
def cast_secretly(seat, word, *, voter, at=None):
    """Take a secret vote: that the seat has voted is one row, the word is one more in a figure.

    Neither row knows of the other, no time is kept, and all three figures are written each time,
    so that the database itself cannot say which of them a voter changed.

    Raises:
        VoteIsClosed: Votes no longer count.
        NotThisKind: It is no secret vote.
        SeatKeepsOut: The seat keeps out.
        NotEntitled: The voter does not speak for the seat.
        VotedInSecret: The seat has voted.
    """
    ballot = lock_running(seat.ballot, at or timezone.now())
    if not ballot.is_secret:
        raise NotThisKind
    seat = lock_seat(ballot, seat)
    if voter.seat_id != seat.pk:
        raise NotEntitled
    if SecretTurnout.objects.filter(seat=seat).exists():
        raise VotedInSecret
    chosen = VoteWord(word)
    SecretTurnout.objects.create(seat=seat)
    for one in VoteWord:
        tally = SecretTally.objects.filter(ballot=ballot, word=one)
        tally.update(votes=F("votes") + (1 if one == chosen else 0))


@transaction.atomic
def remark(seat, text, *, point="", voter, via, at=None):
    """Keep remarks to a point of the text; they are no vote.

    Raises:
        VoteIsClosed: Votes no longer count.
        NotThisKind: The vote is secret.
    """
    ballot = lock_running(seat.ballot, at or timezone.now())
    if not ballot.is_named:
        raise NotThisKind
    found = VoteRemark(seat=seat, point=point, text=text, said_by=voter.name, via=via)
    found.full_clean(exclude=["seat"])
    found.save()
    audit.record("ballot.remarked", ballot, team_id=ballot.team_id, seat=seat.seat_id)
    return found


@transaction.atomic
def keep_out(seat, *, reason, by, at=None):
    """Note that a seat keeps out of a vote; what it said before no longer counts.

    Raises:
        VoteIsClosed: Votes no longer count.
        AlreadyKeepsOut: It does already.
        VotedInSecret: Its secret vote cannot be taken out again.
    """
    at = at or timezone.now()
    ballot = lock_running(seat.ballot, at)
    seat = ballot.seats.select_for_update(of=("self",)).get(pk=seat.pk)
    if seat.is_recused:
        raise AlreadyKeepsOut
    if SecretTurnout.objects.filter(seat=seat).exists():
        raise VotedInSecret
    seat.recusal_reason, seat.recused_by, seat.recused_at = reason, by, at
    seat.full_clean(exclude=["ballot", "seat", "recused_by"])
    seat.save(update_fields=["recusal_reason", "recused_by", "recused_at"])
    audit.record("ballot.kept_out", ballot, by=by, team_id=ballot.team_id, seat=seat.seat_id)
    return seat
