"""From votes to a result: quorum, majority, tie, and the sentence that explains it.

Nothing here asks the database, so that every rule can be tried on any numbers.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.choices import BallotResult, VoteWord
from teams.choices import DecisionRule


@dataclass(frozen=True)
class Count:
    """How many entitled seats said what."""

    votes_for: int = 0
    against: int = 0
    abstained: int = 0

    @property
    def cast(self):
        return self.votes_for + self.against + self.abstained


@dataclass(frozen=True)
class Outcome:
    """A result, and whether the chair's vote decided a tie."""

    result: BallotResult
    by_chair: bool = False


def count_words(words):
    """Count words of `VoteWord`, one for each seat."""
    words = list(words)
    return Count(
        words.count(VoteWord.FOR),
        words.count(VoteWord.AGAINST),
        words.count(VoteWord.ABSTAINED),
    )


def is_tie(count, majority):
    """Whether as many are for as against, so that one more vote would decide."""
    even = count.votes_for == count.against > 0
    return even and (majority != DecisionRule.ABSOLUTE or count.abstained == 0)


def has_majority(count, majority):
    """Simple: more for than against. Absolute: more for than against and abstained together.

    Where the rules seek consensus, it has failed once somebody is against, and the simple majority
    decides.
    """
    if majority == DecisionRule.ABSOLUTE:
        return count.votes_for > count.against + count.abstained
    return count.votes_for > count.against


def outcome(count, *, present, needed, majority, chair_breaks_tie=False, chair_word=""):
    """Decide what came of a vote.

    Args:
        count: What was said, by seats that do not keep out.
        present: Seats that count to the quorum and took part.
        needed: Seats that make a quorum, 0 where none is required.
        majority: A value of `DecisionRule`.
        chair_breaks_tie: Whether the rules let the chair decide a tie.
        chair_word: What the chair said, where it is known.
    """
    if present < needed or count.cast == 0:
        return Outcome(BallotResult.NO_QUORUM)
    if has_majority(count, majority):
        return Outcome(BallotResult.ADOPTED)
    decides = chair_breaks_tie and chair_word in (VoteWord.FOR, VoteWord.AGAINST)
    if is_tie(count, majority) and decides:
        adopted = chair_word == VoteWord.FOR
        return Outcome(BallotResult.ADOPTED if adopted else BallotResult.REJECTED, by_chair=True)
    return Outcome(BallotResult.REJECTED)


def sentence(ballot):
    """Explain the result of a closed vote in one sentence of the active language."""
    facts = {
        "head": head_words(ballot),
        "votes_for": ballot.votes_for,
        "against": ballot.votes_against,
        "abstained": ballot.votes_abstained,
        "cast": ballot.votes_for + ballot.votes_against + ballot.votes_abstained,
        "present": ballot.seats_present,
        "entitled": ballot.seats_entitled,
        "needed": ballot.seats_needed,
        "majority": majority_words(ballot),
    }
    words = circular_sentence(ballot) if ballot.is_circular else room_sentence(ballot)
    return words % facts


def head_words(ballot):
    """Say what came of it; where a quorum was there and nobody voted, say that."""
    if ballot.result == BallotResult.NO_QUORUM and ballot.seats_present >= ballot.seats_needed:
        return _("No decision, because nobody voted")
    return {
        BallotResult.ADOPTED: _("Adopted"),
        BallotResult.REJECTED: _("Not adopted"),
        BallotResult.NO_QUORUM: _("No decision for lack of a quorum"),
    }[BallotResult(ballot.result)]


def circular_sentence(ballot):
    """In a circular vote whoever votes takes part, and those who take part make the quorum."""
    if ballot.seats_needed:
        return _(
            "%(head)s: %(votes_for)s for, %(against)s against, %(abstained)s abstained; "
            "%(present)s of %(entitled)s entitled seats took part, %(needed)s needed for "
            "a quorum; %(majority)s."
        )
    return _(
        "%(head)s: %(votes_for)s for, %(against)s against, %(abstained)s abstained; "
        "%(present)s of %(entitled)s entitled seats took part, no quorum is required; "
        "%(majority)s."
    )


def room_sentence(ballot):
    """At a meeting the seats in the room make the quorum, whether they vote or not."""
    if ballot.seats_needed:
        return _(
            "%(head)s: %(votes_for)s for, %(against)s against, %(abstained)s abstained; "
            "entitled seats in the room: %(entitled)s, votes given: %(cast)s; for the quorum "
            "present: %(present)s, needed: %(needed)s; %(majority)s."
        )
    return _(
        "%(head)s: %(votes_for)s for, %(against)s against, %(abstained)s abstained; "
        "entitled seats in the room: %(entitled)s, votes given: %(cast)s; no quorum is "
        "required; %(majority)s."
    )


def majority_words(ballot):
    """Say what the rules asked for, and who decided a tie."""
    count = Count(ballot.votes_for, ballot.votes_against, ballot.votes_abstained)
    if ballot.result != BallotResult.NO_QUORUM and is_tie(count, ballot.majority):
        if ballot.chair_word in (VoteWord.FOR, VoteWord.AGAINST):
            return _("a tie, decided by the chair's vote")
        return _("a tie that nobody decided")
    if ballot.majority == DecisionRule.ABSOLUTE:
        return _("an absolute majority of the votes is required")
    if ballot.majority == DecisionRule.CONSENSUS:
        if count.against == 0 and count.votes_for:
            return _("nobody was against")
        return _("consensus failed, so a simple majority decides")
    return _("a simple majority is required")
