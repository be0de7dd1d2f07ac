"""Decisions, votes and tasks for the access matrix: one of each that has an address."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coordination import documents
from coordination.choices import HandlingLabel
from meetings import deciding, task_asking, task_following, vote_closing, vote_opening, voting
from meetings.choices import DecisionKind, VoteChannel, VoteWord
from meetings.models import Ballot, Decision, TaskQuery, TaskRound


def circular(team, by, title="Obiegiem"):
    return vote_opening.open_circular(
        team,
        title=title,
        text="Tekst uchwały",
        decision_kind=DecisionKind.RESOLUTION,
        label=HandlingLabel.UNITS,
        closes_at=timezone.now() + timedelta(days=9),
        by=by,
    )


def closed(team, by):
    """A circular vote that everybody answered and that adopted its text."""
    ballot = circular(team, by, "Przyjęte obiegiem")
    for seat in ballot.seats.all():
        voter = seat.voters.first()
        if voter:
            voting.cast(seat, VoteWord.FOR, voter=voter, via=VoteChannel.LINK, by=voter.user)
    Ballot.objects.filter(pk=ballot.pk).update(closes_at=timezone.now())
    return vote_closing.close(ballot, by=by)


def make(places):
    """Make them in the team of the places and return their keys by name."""
    team, by, member = places.team, places.world.coordinator, places.world.members[0]
    seat = places.world.mandates[0].seat
    today = timezone.localdate()
    review = deciding.plan_review(places.decision, on=today, seat=seat, by=by)
    ballot, settled = circular(team, by), closed(team, by)
    own = ballot.seats.get(seat=seat)
    file = SimpleUploadedFile("dowod.txt", b"x")
    version = documents.store(file, title="Dowód", label=HandlingLabel.UNITS, by=by)
    evidence = task_following.attach(places.action, version, by=by)
    TaskRound.objects.filter(meeting=places.convened).update(due_at=timezone.now())
    places.convened.refresh_from_db()
    round_ = places.convened.task_round
    query = TaskQuery.objects.create(
        round=round_, user=member, name=member.full_name, email=member.email
    )
    query.actions.set([places.action])
    assert list(task_asking.still_his(query)) == [places.action]
    return {
        "review": review.pk,
        "ballot": ballot.pk,
        "closed_ballot": settled.pk,
        "ballot_seat": own.pk,
        "vote_secret": own.voters.first().secret,
        "circular_decision": Decision.objects.get(ballot=settled).pk,
        "evidence": evidence.pk,
        "query_secret": query.secret,
    }
