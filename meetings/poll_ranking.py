"""Which slot is best: the required people first, then the quorum by seats, then the willing.

Pure: it takes what was answered and gives an order. The order is that of issue and design: all
required can come, then the forecast of the quorum, then the fewest "if need be", then the most
"yes", then the earlier one.
"""

from dataclasses import dataclass, field

from meetings.choices import PollAnswerWord

COMING = {PollAnswerWord.YES, PollAnswerWord.IF_NEED_BE}


@dataclass
class SlotTally:
    """What the answers say of one slot. `missing` are required people who cannot come."""

    slot: object
    yes: int = 0
    if_need_be: int = 0
    no: int = 0
    silent: int = 0
    seats: int = 0
    needed: int = 0
    missing: list = field(default_factory=list)
    undecided: list = field(default_factory=list)
    clashes: list = field(default_factory=list)

    @property
    def all_required_can(self):
        """Whether every required person has said that he can, if need be."""
        return not self.missing and not self.undecided

    @property
    def has_quorum(self):
        return self.seats >= self.needed

    @property
    def rank(self):
        """Smaller is better."""
        return (
            len(self.missing),
            len(self.undecided),
            not self.has_quorum,
            -min(self.seats, self.needed) if self.needed else 0,
            self.if_need_be,
            -self.yes,
            self.slot.starts_at,
        )


def tally(slot, invitees, words, needed):
    """Count what was said of one slot.

    Args:
        slot: The slot, with `pk` and `starts_at`.
        invitees: All asked people.
        words: Words by `(invitee key, slot key)`.
        needed: How many counting seats make a quorum, 0 where none is required.
    """
    found = SlotTally(slot, needed=needed)
    seats = set()
    for one in invitees:
        word = words.get((one.pk, slot.pk))
        found.yes += word == PollAnswerWord.YES
        found.if_need_be += word == PollAnswerWord.IF_NEED_BE
        found.no += word == PollAnswerWord.NO
        found.silent += word is None
        if word in COMING and one.counts_to_quorum and one.seat_id:
            seats.add(one.seat_id)
        if one.is_required and word == PollAnswerWord.NO:
            found.missing.append(one)
        if one.is_required and word is None:
            found.undecided.append(one)
    found.seats = len(seats)
    return found


def ranked(slots, invitees, words, needed):
    """Return the tallies of all slots, the best first."""
    return sorted(
        (tally(slot, invitees, words, needed) for slot in slots), key=lambda one: one.rank
    )
