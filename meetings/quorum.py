"""Will there be a quorum, and is there one: counted by seats, explained by institution."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import joint
from meetings.choices import Answer
from meetings.models import FurtherSeat, Invitee, Presence
from teams.models import Seat

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


def forecasts(meeting, invitees, day):
    """Foresee the quorum of each team that takes part, the lead team first.

    Args:
        meeting: A convened meeting; each team's rules decide how many seats are needed.
        invitees: All current invitees, loaded.
        day: The local day of the meeting.

    Returns:
        Pairs of team and forecast.
    """
    teams = joint.teams_of(meeting)
    if len(teams) == 1:
        seats = [one for one in invitees if one.counts_to_quorum and not one.substitute_for_id]
        found = forecast(meeting.rules, invitees, seats, counting_seats(meeting.team, day))
        return [(meeting.team, found)]
    rules = joint.rules_by_team(meeting)
    by_team = filled_seats(meeting, invitees)
    return [
        (team, forecast(rules[team.pk], invitees, seats, counting_seats(team, day)))
        for team in teams
        for seats in [[one for one, _deputy_counts in by_team.get(team.pk, [])]]
    ]


def filled_seats(meeting, invitees):
    """Return the counting seats that invitees fill, by team: their own and further ones.

    Each is a pair of the invitee and whether his deputy fills it too: a deputy is appointed for
    one seat, so a further one stays empty when its person does not come himself.
    """
    by_pk = {one.pk: one for one in invitees if not one.substitute_for_id}
    teams = dict(Invitee.objects.filter(pk__in=by_pk).values_list("pk", "seat__team").order_by())
    found = {}
    for one in by_pk.values():
        if one.counts_to_quorum:
            found.setdefault(teams[one.pk], []).append((one, True))
    further = FurtherSeat.objects.filter(invitee__in=by_pk, counts_to_quorum=True)
    for seat in further.select_related("seat"):
        found.setdefault(seat.seat.team_id, []).append((by_pk[seat.invitee_id], False))
    return found


def forecast(rules, invitees, seats, counting):
    """Foresee the quorum of one team from answers.

    Args:
        rules: The team's rules, or None.
        invitees: All current invitees, loaded.
        seats: Those of them who fill a counting seat of the team.
        counting: How many seats of the team count, vacant ones included.
    """
    by_principal = {one.substitute_for_id: one for one in invitees if one.substitute_for_id}
    total = max(counting, len(seats))
    needed = rules.seats_needed(total) if rules else 0
    result = Forecast(
        counting=total, needed=needed, known=rules is not None, vacant=total - len(seats)
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
    # Of each further team of a joint meeting, by its own rules.
    joined: list = field(default_factory=list)

    @property
    def is_met(self):
        return self.present >= self.needed


def count(meeting, presences):
    """Count the quorum over those given: a seat counts once, whoever fills it.

    Args:
        meeting: A meeting whose rules decide how many seats are needed.
        presences: Rows of `Presence`, with their invitees, of those who take part.

    Returns:
        The quorum of the lead team, with those of the joined teams in `joined`.
    """
    day = timezone.localdate(meeting.starts_at)
    seats = {
        presence.invitee.seat_id
        for presence in presences
        if presence.invitee.counts_to_quorum and presence.invitee.seat_id
    }
    joined = joint.joined_of(meeting)
    if not joined:
        return counted(meeting.rules, len(seats), counting_seats(meeting.team, day))
    own = {presence.invitee_id for presence in presences if not presence.deputy_name}
    further = FurtherSeat.objects.filter(invitee__in=own, counts_to_quorum=True)
    seats |= set(further.values_list("seat", flat=True))
    teams = list(Seat.objects.filter(pk__in=seats).values_list("team", flat=True))
    found = [
        (one.team, counted(one.rules, teams.count(one.team_id), counting_seats(one.team, day)))
        for one in joined
    ]
    present = teams.count(meeting.team_id)
    lead = counted(meeting.rules, present, counting_seats(meeting.team, day))
    lead.joined = found
    return lead


def joined_sentences(found):
    """Say of each joined team whether it had a quorum, a sentence each."""
    return [
        _("%(team)s: %(present)d of %(counting)d seats, %(needed)d needed.")
        % {
            "team": team,
            "present": own.present,
            "counting": own.counting,
            "needed": own.needed,
        }
        for team, own in found.joined
    ]


def counted(rules, present, counting):
    needed = rules.seats_needed(counting) if rules else 0
    return Quorum(present, needed, counting, rules is not None)


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
    return count(meeting, there)


def of_whole_meeting(meeting):
    """Count the seats that took part at all, also for some of the time."""
    there = [one for one in presences_of(meeting) if one.is_attending]
    return count(meeting, there)


def presences_of(meeting):
    return Presence.objects.filter(invitee__meeting=meeting).select_related("invitee")


def counting_seats(team, day):
    """How many seats of a team count to the quorum on a day, vacant ones included."""
    return team.seats.on_day(day).counting().count()
