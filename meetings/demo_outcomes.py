"""Decisions, votes and tasks of the demo: one of each that a visitor wants to try."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from coordination.working_days import next_working_day
from meetings import (
    attendance,
    convening,
    deciding,
    planning,
    recording,
    task_following,
    vote_closing,
    vote_opening,
    voting,
)
from meetings.choices import (
    ActionState,
    DecisionKind,
    DecisionWay,
    PresenceMode,
    VoteChannel,
    VoteWord,
)
from meetings.local_times import WARSAW
from meetings.models import Action, Decision, Meeting
from teams.choices import TeamLevel
from teams.models import Team

PLAN = (
    "1. Zespół przyjmuje plan szkoleń na 2027 rok.\n"
    "2. Szkolenia prowadzą instytucje wskazane w planie.\n"
    "3. Sprawozdanie z wykonania planu przedstawia się na pierwszym posiedzeniu 2028 roku."
)
LEAFLETS = "Zespół opiniuje pozytywnie wzór ulotki informacyjnej w czterech językach."


def load(team, coordinator, national, secretary):
    """Fill the register, the votes and the tasks of a team, and hand one task down."""
    vote_closed(team, coordinator)
    vote_open(team, coordinator)
    keep_register(team, coordinator)
    report_task(team)
    hand_down(national, secretary, team, coordinator)


def open_vote(team, by, *, title, text, kind, days, at):
    return vote_opening.open_circular(
        team,
        title=title,
        text=text,
        decision_kind=kind,
        label=HandlingLabel.UNITS,
        closes_at=at + timedelta(days=days),
        at=at,
        by=by,
    )


def cast(ballot, words, at):
    """Let seats vote in their order; None stays silent."""
    seats = ballot.seats.filter(voters__isnull=False).distinct()
    for seat, said in zip(seats, words, strict=False):
        if said is not None:
            word, reason = said
            voter = seat.voters.first()
            facts = {"via": VoteChannel.LINK, "by": voter.user, "reason": reason, "at": at}
            voting.cast(seat, word, voter=voter, **facts)


def vote_closed(team, by):
    """A circular vote that adopted an opinion some days ago, after the last meeting."""
    at = timezone.now() - timedelta(days=12)
    ballot = open_vote(
        team,
        by,
        title="Opinia o wzorze ulotki",
        text=LEAFLETS,
        kind=DecisionKind.OPINION,
        days=8,
        at=at,
    )
    against = (VoteWord.AGAINST, "Brakuje wersji w języku wietnamskim.")
    yes = (VoteWord.FOR, "")
    cast(ballot, [yes, yes, against, yes, yes, (VoteWord.ABSTAINED, ""), yes, yes, yes], at)
    vote_closing.close(ballot, by=by, at=ballot.closes_at)
    Decision.objects.filter(ballot=ballot).update(adopted_at=ballot.closes_at)
    Delivery.objects.about(ballot).delete()


def vote_open(team, by):
    """One that runs, with some votes and some silence."""
    ballot = open_vote(
        team,
        by,
        title="Plan szkoleń na 2027 rok",
        text=PLAN,
        kind=DecisionKind.RESOLUTION,
        days=10,
        at=timezone.now(),
    )
    yes = (VoteWord.FOR, "")
    cast(ballot, [yes, None, yes, None, yes], timezone.now())
    seat = ballot.seats.silent().filter(voters__isnull=False).last()
    voting.cast(
        seat,
        VoteWord.ABSTAINED,
        voter=seat.voters.first(),
        via=VoteChannel.SECRETARY,
        heard_how="telefonicznie",
        by=by,
    )


def keep_register(team, by):
    """The decision of the last meeting with its review, the opinion on the public page."""
    decision = Decision.objects.get(team=team, meeting__isnull=False)
    deciding.plan_review(decision, on=timezone.localdate() + timedelta(days=40), by=by)
    deciding.publish(Decision.objects.get(team=team, ballot__isnull=False), by=by)


def report_task(team):
    """The task of the last meeting is under way, in the words of its owner."""
    action = Action.objects.get(team=team, meeting__isnull=False)
    person = action.owner_seat.mandates.on_day().select_related("user").first().user
    task_following.say(action, word="under_way", note="Tłumaczenia gotowe, trwa druk.", by=person)


def meeting_of_last_week(national, secretary):
    """A national meeting that was held, with everybody there."""
    soon = next_working_day(timezone.localdate() + timedelta(days=10))
    start = datetime.combine(soon, time(11), WARSAW)
    draft = planning.draft(
        national,
        facts={
            "title": "Posiedzenie jesienne Zespołu Międzyresortowego",
            "kind": "ordinary",
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
            "place": "Ministerstwo Spraw Wewnętrznych i Administracji, ul. Batorego 5, Warszawa",
            "video_link": "",
            "notes": "",
            "label": HandlingLabel.UNITS,
        },
        agenda_entries=[("Algorytmy postępowania z małoletnim w województwach", 60)],
        by=secretary,
    )
    meeting = convening.convene(draft, by=secretary)
    start -= timedelta(days=17)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        convened_at=start - timedelta(days=15),
    )
    Delivery.objects.about(meeting).delete()
    meeting.refresh_from_db()
    recording.open_session(meeting, by=secretary)
    for invitee in meeting.invitees.current():
        attendance.note_presence(invitee, mode=PresenceMode.ON_SITE, by=secretary)
    return meeting


def hand_down(national, secretary, team, coordinator):
    """A decision of the national team becomes a task of every voivodeship team."""
    meeting = meeting_of_last_week(national, secretary)
    decision = recording.note_decision(
        meeting.items.first(),
        kind=DecisionKind.RECOMMENDATION,
        text="Zespoły wojewódzkie przeglądają lokalne algorytmy postępowania z małoletnim.",
        taken_how="jednomyślnie",
        way=DecisionWay.CONSENSUS,
        by=secretary,
    )
    parent = task_following.hand_down(
        national,
        title="Przejrzeć lokalny algorytm postępowania z małoletnim",
        owner_seat=national.seats.on_day().order_by("position").first(),
        due_on=timezone.localdate() + timedelta(days=60),
        teams=Team.objects.active().filter(level=TeamLevel.VOIVODESHIP),
        decision=decision,
        by=secretary,
    )
    recording.end_session(meeting, by=secretary)
    seats = team.seats.on_day().order_by("position")
    child = parent.children.get(team=team)
    task_following.advance(child, ActionState.ACCEPTED, owner_seat=seats[1], by=coordinator)
    note = "Powołano grupę roboczą."
    task_following.advance(child, ActionState.IN_PROGRESS, note=note, by=coordinator)
