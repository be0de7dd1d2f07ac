"""One page with what waits for me over all my teams."""

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, F, OuterRef, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coordination import waiting as rooms
from coordination.models import IncomingMail
from meetings import permissions
from meetings.choices import Answer, MeetingStatus, ProposalState
from meetings.models import (
    Acknowledgement,
    Action,
    BallotSeat,
    DatePoll,
    DecisionReview,
    Invitee,
    ItemProposal,
    Meeting,
    Opinion,
    PollInvitee,
)
from teams.permissions import teams_steered_by
from teams.standing import standing_of

MOST = 50


def unanswered(user, now):
    """Invitations this person has not answered or is not sure about."""
    return (
        Invitee.objects.of_person(user)
        .filter(
            answer__in=[Answer.NONE, Answer.TENTATIVE],
            meeting__status=MeetingStatus.CONVENED,
            meeting__ends_at__gte=now,
        )
        .select_related("meeting__team__voivodeship")
        .order_by("meeting__starts_at")[:MOST]
    )


def minutes_to_read(user, today):
    """Circulated minutes this person has not yet acknowledged."""
    own = Invitee.objects.of_person(user)
    return (
        Acknowledgement.objects.filter(
            invitee__in=own, answered_at__isnull=True, release__remarks_until_on__gte=today
        )
        .select_related("release__minutes__meeting__team__voivodeship")
        .order_by("release__remarks_until_on")[:MOST]
    )


def to_prepare(user):
    """Meetings this person steers that want a hand: drafts, open records, minutes to circulate."""
    unfinished = [MeetingStatus.DRAFT, MeetingStatus.IN_SESSION, MeetingStatus.HELD]
    return (
        Meeting.objects.visible_to(user)
        .filter(team__in=permissions.teams_to_convene(user), status__in=unfinished)
        .select_related("team__voivodeship")
        .order_by("starts_at")[:MOST]
    )


def proposals_for(user, teams):
    """Proposals that want this person: to decide, to correct, to answer, to give an opinion on."""
    standing = standing_of(user)
    opinions = Opinion.objects.filter(seat__in=standing.seats, given_at__isnull=True)
    proposals = ItemProposal.objects.visible_to(user).filter(
        Q(team__in=teams, state=ProposalState.SUBMITTED)
        | Q(team__in=teams, question__isnull=False, reply="")
        | Q(state=ProposalState.RETURNED)
        & (Q(proposed_by=user, team__in=standing.teams) | Q(seat__in=standing.seats))
        | Exists(opinions.filter(proposal=OuterRef("pk")))
    )
    return proposals.select_related("team__voivodeship").order_by("due_on", "pk")[:MOST]


def polls_to_answer(user, now):
    """Date polls this person has not answered yet."""
    seats = standing_of(user).seats
    silent = PollInvitee.objects.filter(user=user, seat__in=seats, answered_at__isnull=True)
    polls = DatePoll.objects.visible_to(user).open().filter(until_at__gt=now, invitees__in=silent)
    return polls.select_related("team__voivodeship").order_by("until_at")[:MOST]


def tasks_of(user):
    """Open tasks of the seats this person fills, the nearest date first."""
    tasks = Action.objects.of_seats_of(user).open()
    return tasks.select_related("team__voivodeship", "owner_seat__institution").by_urgency()[:MOST]


def tasks_to_settle(user):
    """Tasks reported done, or handed down and not answered, that want an officer."""
    tasks = Action.objects.to_settle_for(user)
    return tasks.select_related(
        "team__voivodeship", "owner_seat__institution", "parent__team__voivodeship"
    ).by_urgency()[:MOST]


def votes_to_cast(user, now):
    """Silent seats for which this person can vote, the nearest deadline first."""
    seats = BallotSeat.objects.to_vote(user, now).select_related("ballot__team__voivodeship")
    return seats.order_by(F("ballot__closes_at").asc(nulls_first=True), "pk")[:MOST]


def reviews_to_note(user, today):
    """Decisions whose day of review has come, for whoever looks after them."""
    reviews = DecisionReview.objects.waiting_for(user, today)
    return reviews.select_related("decision__team__voivodeship").order_by("due_on", "pk")[:MOST]


@login_required
@require_GET
def waiting(request):
    user, now = request.user, timezone.now()
    teams = list(permissions.teams_to_convene(user).active().values_list("pk", flat=True))
    mine = {
        "unanswered": unanswered(user, now),
        "minutes_to_read": minutes_to_read(user, timezone.localdate()),
        "to_prepare": to_prepare(user),
        "votes": votes_to_cast(user, now),
        "actions": tasks_of(user),
        "to_settle": tasks_to_settle(user),
        "reviews": reviews_to_note(user, timezone.localdate()),
        "elsewhere": rooms.elsewhere(user),
        "polls": polls_to_answer(user, now),
        "proposals": proposals_for(user, teams),
        "letters": IncomingMail.objects.waiting_for_a_person()
        .filter(team_id__in=teams_steered_by(user).values("pk"))
        .defer("raw")[:MOST],
    }
    context = {
        **mine,
        "nothing": not any(mine.values()),
        "can_create": bool(teams),
        "today": timezone.localdate(),
        "next_meetings": Meeting.objects.visible_to(user)
        .upcoming(now)
        .convened()
        .select_related("team__voivodeship")[:5],
    }
    return render(request, "meetings/waiting.html", context)
