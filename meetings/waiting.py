"""What waits for a person over all teams: one set of questions for the page and the digest."""

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import waiting as rooms
from coordination.choices import HandlingLabel
from coordination.models import IncomingMail
from coordination.templatetags.polish_dates import day_long, moment
from coordination.waiting import Entry
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


def letters_for(user):
    """Incoming letters of one's teams that want a person."""
    letters = IncomingMail.objects.waiting_for_a_person()
    return letters.filter(team_id__in=teams_steered_by(user).values("pk")).defer("raw")[:MOST]


def gather(user, now, teams):
    """Return all that waits for a person, as lists by the name of their part of the page.

    Args:
        user: The person.
        now: The moment of the question.
        teams: Keys of the active teams whose meetings he prepares.
    """
    today = timezone.localdate(now)
    parts = {
        "unanswered": unanswered(user, now),
        "minutes_to_read": minutes_to_read(user, today),
        "to_prepare": to_prepare(user),
        "votes": votes_to_cast(user, now),
        "actions": tasks_of(user),
        "to_settle": tasks_to_settle(user),
        "reviews": reviews_to_note(user, today),
        "polls": polls_to_answer(user, now),
        "proposals": proposals_for(user, teams),
        "letters": letters_for(user),
        "elsewhere": rooms.elsewhere(user),
    }
    return {name: list(part) for name, part in parts.items()}


def entries(parts):
    """Return everything that `gather` found as entries of one kind, for the digest and for news."""
    return [
        *map(entry_of_invitation, parts["unanswered"]),
        *map(entry_of_vote, parts["votes"]),
        *map(entry_of_minutes, parts["minutes_to_read"]),
        *map(entry_of_poll, parts["polls"]),
        *map(entry_of_proposal, parts["proposals"]),
        *map(entry_of_task, [*parts["actions"], *parts["to_settle"]]),
        *map(entry_of_review, parts["reviews"]),
        *map(entry_of_letter, parts["letters"]),
        *parts["elsewhere"],
        *map(entry_of_meeting, parts["to_prepare"]),
    ]


def entry_of_invitation(invitee):
    meeting = invitee.meeting
    return Entry(
        meeting.title,
        _("invitation to answer: %(when)s") % {"when": moment(meeting.local_start)},
        meeting.get_absolute_url(),
        since=meeting.convened_at,
        is_private=meeting.is_named_persons_only,
    )


def entry_of_vote(seat):
    ballot = seat.ballot
    until = moment(timezone.localtime(ballot.closes_at)) if ballot.closes_at else _("now")
    return Entry(
        ballot.title,
        _("vote until: %(when)s") % {"when": until},
        ballot.get_absolute_url(),
        since=ballot.opened_at,
        is_private=ballot.is_named_persons_only,
    )


def entry_of_minutes(awaited):
    meeting = awaited.release.minutes.meeting
    return Entry(
        meeting.title,
        _("minutes to read, remarks until %(day)s")
        % {"day": day_long(awaited.release.remarks_until_on)},
        f"{meeting.get_absolute_url()}minutes/read/",
        since=awaited.release.released_at,
        is_private=meeting.is_named_persons_only,
    )


def entry_of_poll(poll):
    until = moment(timezone.localtime(poll.until_at))
    return Entry(
        poll.title,
        _("date to find, answers until %(when)s") % {"when": until},
        poll.get_absolute_url(),
        since=poll.asked_at,
    )


def entry_of_proposal(proposal):
    words = _("question of another team") if proposal.question_id else _("proposed item")
    if proposal.due_on:
        words = f"{words}, {day_long(proposal.due_on)}"
    return Entry(
        proposal.title,
        words,
        proposal.get_absolute_url(),
        since=proposal.proposed_at,
        is_private=proposal.label == HandlingLabel.PERSONS,
    )


def entry_of_task(action):
    words = action.get_state_display()
    if action.due_on:
        words = f"{words}, {day_long(action.due_on)}"
    return Entry(
        action.title,
        _("task: %(state)s") % {"state": words},
        action.get_absolute_url(),
        since=action.noted_at,
        is_private=action.item_id is not None,
    )


def entry_of_review(review):
    decision = review.decision
    return Entry(
        f"{decision.get_kind_display().capitalize()} {decision.signature}",
        _("decision to review, %(day)s") % {"day": day_long(review.due_on)},
        decision.get_absolute_url(),
        since=review.due_at,
    )


def entry_of_letter(letter):
    return Entry(
        _("Incoming letter"),
        moment(timezone.localtime(letter.received_at)),
        reverse("coordination:incoming-letter", args=[letter.pk]),
        since=letter.received_at,
    )


def entry_of_meeting(meeting):
    return Entry(
        meeting.title,
        meeting.get_status_display(),
        meeting.get_absolute_url(),
        since=meeting.created_at,
        is_private=meeting.is_named_persons_only,
    )
