"""The end of a vote: result and decision in one transaction, an objection, the sweeps."""

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from meetings import deciding, proposing, quorum, recording, vote_counting, vote_letters
from meetings.choices import (
    BallotKind,
    BallotResult,
    BallotState,
    DecisionWay,
    ItemPurpose,
    ProposalState,
    VoteWord,
)
from meetings.models import Ballot, SecretTally, Vote
from meetings.vote_opening import voters_of
from meetings.voting import VoteIsSettled, lock_open, lock_running


class StillRunning(Refused):
    message = _("A circular vote is closed before its deadline only when every seat has voted.")


class MoreVotesThanSeats(Refused):
    message = _("More votes are given than voting seats are in the room.")


class NotCircular(Refused):
    message = _("An objection to the procedure is for circular votes; speak at the meeting.")


def positions_of(ballot):
    """Return the seats of a vote, each with `vote`, the last thing it said by name, or None."""
    last = Vote.objects.filter(seat=OuterRef("pk")).order_by("-number").values("pk")[:1]
    seats = list(ballot.seats.annotate(last_vote=Subquery(last)))
    votes = {
        one.pk: one
        for one in Vote.objects.filter(pk__in=[seat.last_vote for seat in seats if seat.last_vote])
    }
    for seat in seats:
        seat.vote = votes.get(seat.last_vote)
    return seats


def still_runs(ballot, seats, at=None):
    """Whether a circular vote waits for its deadline, since an entitled seat is silent."""
    if not ballot.is_circular or ballot.closes_at <= (at or timezone.now()):
        return False
    return not all(seat.vote for seat in seats if not seat.is_recused)


def counted(ballot, seats):
    """Return what was said and the chair's word, from seats that do not keep out."""
    if ballot.is_secret:
        tallies = dict(SecretTally.objects.filter(ballot=ballot).values_list("word", "votes"))
        count = vote_counting.Count(*(tallies[word] for word in VoteWord.values))
        return count, ""
    said = [seat for seat in seats if seat.vote and not seat.is_recused]
    chair = next((seat.vote.word for seat in said if seat.is_chair), "")
    return vote_counting.count_words(seat.vote.word for seat in said), chair


def present_at(ballot, seats):
    """Return how many seats count to the quorum: those in the room, or those that have voted."""
    if not ballot.is_circular:
        return quorum.of_meeting(ballot.meeting, ballot.item).present
    return sum(1 for seat in seats if seat.vote and seat.counts_to_quorum and not seat.is_recused)


@transaction.atomic
def close(ballot, *, by, hands=None, chair_word="", at=None):
    """Close a vote, compute its result, and note the decision where it was adopted.

    Args:
        ballot: An open vote.
        by: The person acting, or whoever opened it when the deadline closes it.
        hands: In an open vote, the counted hands: a `vote_counting.Count`.
        chair_word: In an open vote, what the chair said.
        at: The moment, now by default.

    Raises:
        VoteIsSettled: It was closed or broken off before.
        StillRunning: A circular vote before its deadline in which a seat is silent.
        MoreVotesThanSeats: More hands than seats.
    """
    at = at or timezone.now()
    ballot = lock_open(ballot)
    seats = positions_of(ballot)
    entitled = [seat for seat in seats if not seat.is_recused]
    if still_runs(ballot, seats, at):
        raise StillRunning
    if ballot.kind == BallotKind.OPEN:
        count = hands or vote_counting.Count()
        if count.cast > len(entitled):
            raise MoreVotesThanSeats
    else:
        count, chair_word = counted(ballot, seats)
    write_result(ballot, count, present_at(ballot, seats), len(entitled), chair_word, by, at)
    decision = note_decision(ballot, seats, by) if is_adopted(ballot) else None
    audit.record("ballot.closed", ballot, by=by, team_id=ballot.team_id, result=str(ballot.result))
    if ballot.is_circular:
        vote_letters.send(vote_letters.closed, ballot, voters_of(ballot), decision=decision)
    return ballot


def is_adopted(ballot):
    return ballot.result == BallotResult.ADOPTED


def write_result(ballot, count, present, entitled, chair_word, by, at):
    found = vote_counting.outcome(
        count,
        present=present,
        needed=ballot.seats_needed,
        majority=ballot.majority,
        chair_breaks_tie=ballot.chair_breaks_tie,
        chair_word=chair_word,
    )
    ballot.state, ballot.result = BallotState.CLOSED, found.result
    ballot.votes_for, ballot.votes_against = count.votes_for, count.against
    ballot.votes_abstained, ballot.seats_present = count.abstained, present
    ballot.seats_entitled = entitled
    ballot.chair_word = chair_word if found.by_chair else ""
    ballot.closed_by, ballot.closed_at = by, at
    ballot.save()


def note_decision(ballot, seats, by):
    """Give the adopted text its number; who was against has his reason beside it."""
    against = [
        (seat.seat, seat.vote.reason)
        for seat in seats
        if seat.vote and not seat.is_recused
        if seat.vote.word == VoteWord.AGAINST and seat.vote.reason
    ]
    with override(settings.LANGUAGE_CODE):
        how = vote_counting.sentence(ballot)[:200]
    if ballot.is_circular:
        facts = {
            "kind": ballot.decision_kind,
            "text": ballot.text,
            "way": DecisionWay.CIRCULAR,
            "taken_how": how,
            "in_force_from_on": None,
        }
        return deciding.adopt(
            ballot.team,
            day=timezone.localdate(ballot.closed_at),
            facts=facts,
            present=ballot.seats_present,
            needed=ballot.seats_needed,
            by=by,
            source={"ballot": ballot},
            positions=against,
        )
    return recording.note_decision(
        ballot.item,
        kind=ballot.decision_kind,
        text=ballot.text,
        taken_how=how,
        way=DecisionWay.VOTE,
        positions=against,
        ballot=ballot,
        by=by,
    )


@transaction.atomic
def withdraw(ballot, *, reason, by):
    """Break a vote off; nothing comes of it, and what was said stays on record.

    Raises:
        VoteIsSettled: It was closed or broken off before.
    """
    ballot = lock_open(ballot)
    ballot.state, ballot.closing_reason = BallotState.WITHDRAWN, reason
    ballot.closed_by, ballot.closed_at = by, timezone.now()
    ballot.full_clean(exclude=["team", "meeting", "item", "rules", "opened_by", "closed_by"])
    ballot.save()
    audit.record("ballot.withdrawn", ballot, by=by, team_id=ballot.team_id)
    if ballot.is_circular:
        vote_letters.send(vote_letters.withdrawn, ballot, voters_of(ballot))
    return ballot


@transaction.atomic
def object_to(voter, *, reason, at=None):
    """Object to deciding by circular vote: the text goes to the backlog of the next meeting.

    Every position said so far stays with the vote and is shown beside the item put forward.

    Raises:
        VoteIsClosed: Its time is over.
        NotCircular: It is a vote at a meeting.
    """
    ballot = lock_running(voter.seat.ballot, at or timezone.now())
    if not ballot.is_circular:
        raise NotCircular
    person = voter.user
    with override(settings.LANGUAGE_CODE):
        why = gettext(
            "%(seat)s objects to deciding this by circular vote: %(reason)s The text and all "
            "positions are on the page of the vote."
        ) % {"seat": voter.seat.institution_label, "reason": reason}
    proposal = proposing.propose(
        ballot.team,
        words={
            "title": ballot.title,
            "justification": why[:4000],
            "purpose": ItemPurpose.VOTE,
            "minutes": None,
            "label": ballot.label,
        },
        seat=voter.seat.seat,
        by=person,
    )
    proposing.settle(proposal, ProposalState.ACCEPTED, by=person)
    ballot.state, ballot.closing_reason, ballot.proposal = BallotState.OBJECTED, reason, proposal
    ballot.closed_by, ballot.closed_at = person, timezone.now()
    ballot.full_clean(
        exclude=["team", "meeting", "item", "rules", "opened_by", "closed_by", "proposal"]
    )
    ballot.save()
    audit.record("ballot.objected", ballot, by=person, team_id=ballot.team_id, proposal=proposal.pk)
    vote_letters.send(vote_letters.objected, ballot, voters_of(ballot), who=voter.seat)
    return ballot


def close_due(at=None):
    """Close every circular vote whose deadline has passed. Safe to run again.

    Returns:
        How many were closed.
    """
    at = at or timezone.now()
    due = Ballot.objects.due_to_close(at).select_related("opened_by")
    return sum(close_one_due(ballot, at) for ballot in due)


def close_one_due(ballot, at):
    try:
        close(ballot, by=ballot.opened_by, at=at)
    except VoteIsSettled:
        return 0  # somebody else closed it meanwhile
    return 1


def remind_due(at=None):
    """Remind the silent seats of every circular vote whose time for it has come.

    Returns:
        How many people were reminded.
    """
    at = at or timezone.now()
    due = list(Ballot.objects.with_reminder_due(at).values_list("pk", flat=True))
    return sum(remind(pk, at) for pk in due)


@transaction.atomic
def remind(pk, at):
    ballot = Ballot.objects.select_for_update(of=("self",)).get(pk=pk)
    if not ballot.is_open or ballot.reminded_at is not None:
        return 0
    ballot.reminded_at = at
    ballot.save(update_fields=["reminded_at"])
    silent = voters_of(ballot).filter(seat__in=ballot.seats.silent())
    return vote_letters.send(vote_letters.reminded, ballot, silent)
