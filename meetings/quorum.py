"""Will there be a quorum, and is there one: counted by seats, explained by institution."""

from dataclasses import dataclass, field

from django.utils import timezone

from meetings.choices import Answer
from meetings.models import Invitee, Presence

CALLS_AT_ONCE = 12


@dataclass
class SeatState:
    """What is known of one counting seat; `speaker` is the person whose word decides."""

    invitee: Invitee
    speaker: Invitee
    answer: str


@dataclass
class Forecast:
    """Seats that count, by what was answered. `needed` is 0 where no quorum is required."""

    counting: int
    needed: int
    known: bool
    certain: list = field(default_factory=list)
    unsure: list = field(default_factory=list)
    declined: list = field(default_factory=list)
    silent: list = field(default_factory=list)
    vacant: int = 0

    @property
    def is_certain(self):
        return len(self.certain) >= self.needed

    @property
    def is_possible(self):
        return len(self.certain) + len(self.unsure) + len(self.silent) >= self.needed

    @property
    def missing(self):
        return max(0, self.needed - len(self.certain))

    @property
    def to_call(self):
        """Whom to call first: the silent, then those who are not sure; none once it is certain."""
        return [] if self.is_certain else [*self.silent, *self.unsure]

    @property
    def to_call_first(self):
        """As many of them as one sitting at the telephone takes; the table below names the rest."""
        return self.to_call[:CALLS_AT_ONCE]

    @property
    def to_call_later(self):
        return len(self.to_call) - len(self.to_call_first)


def forecast(meeting, invitees, counting_seats):
    """Foresee the quorum from answers.

    Args:
        meeting: A convened meeting; its rules decide how many seats are needed.
        invitees: All current invitees, loaded.
        counting_seats: How many seats of the team count, vacant ones included.
    """
    by_principal = {one.substitute_for_id: one for one in invitees if one.substitute_for_id}
    seats = [one for one in invitees if one.counts_to_quorum and not one.substitute_for_id]
    total = max(counting_seats, len(seats))
    needed = meeting.rules.seats_needed(total) if meeting.rules else 0
    result = Forecast(
        counting=total, needed=needed, known=meeting.rules is not None, vacant=total - len(seats)
    )
    columns = {
        Answer.ACCEPTED: result.certain,
        Answer.TENTATIVE: result.unsure,
        Answer.DECLINED: result.declined,
        Answer.NONE: result.silent,
    }
    for invitee in seats:
        speaker = by_principal.get(invitee.pk, invitee)
        answer = Answer.DECLINED if speaker.answer == Answer.DELEGATED else speaker.answer
        columns[answer].append(SeatState(invitee, speaker, answer))
    return result


@dataclass
class Quorum:
    """Seats present against seats needed."""

    present: int
    needed: int
    counting: int
    known: bool

    @property
    def is_met(self):
        return self.present >= self.needed


def count(meeting, presences, counting):
    """Count the quorum over those given: a seat counts once, whoever fills it.

    Args:
        meeting: A meeting whose rules decide how many seats are needed.
        presences: Rows of `Presence`, with their invitees, of those who take part.
        counting: How many seats of the team count, vacant ones included.
    """
    seats = {
        presence.invitee.seat_id
        for presence in presences
        if presence.invitee.counts_to_quorum and presence.invitee.seat_id
    }
    needed = meeting.rules.seats_needed(counting) if meeting.rules else 0
    return Quorum(len(seats), needed, counting, meeting.rules is not None)


def of_meeting(meeting, item=None, at=None):
    """Count the quorum of a meeting, or of one item of it, at a moment or now.

    Who has left does not count, nor, for an item, who keeps out of it.
    """
    kept_out = set(item.recusals.values_list("invitee", flat=True)) if item else set()
    there = [
        one
        for one in presences_of(meeting)
        if one.is_there_at(at) and one.invitee_id not in kept_out
    ]
    return count(meeting, there, counting_seats(meeting, timezone.localdate(meeting.starts_at)))


def of_whole_meeting(meeting):
    """Count the seats that took part at all, also for some of the time."""
    there = [one for one in presences_of(meeting) if one.is_attending]
    return count(meeting, there, counting_seats(meeting, timezone.localdate(meeting.starts_at)))


def presences_of(meeting):
    return Presence.objects.filter(invitee__meeting=meeting).select_related("invitee")


def counting_seats(meeting, day):
    """How many seats of the team count to the quorum on a day, vacant ones included."""
    return meeting.team.seats.on_day(day).counting().count()
