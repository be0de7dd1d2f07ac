"""Votes, numbers and tasks at the same moment, each with a connection of its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination import incoming, tasks
from meetings import deciding, task_following, vote_closing, voting
from meetings.choices import BallotKind, BallotResult, VoteChannel, VoteWord
from meetings.models import Action, Ballot, Decision, SecretTally, SecretTurnout, Vote
from tests.meetings.test_deciding import decide
from tests.meetings.test_mail_votes import letter
from tests.meetings.test_races import at_once
from tests.meetings.test_task_following import task
from tests.meetings.votes_world import circular, in_room, run_out, say, seat_of
from tests.meetings.world import World, letters

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nobody_is_woken(monkeypatch):
    """Letters stay in the outbox, where they are counted."""
    monkeypatch.setattr(tasks.send_due_mail, "delay", lambda: None)


def test_two_votes_of_one_seat_at_once_are_two_versions_in_an_order():
    world = World(members=1)
    ballot = circular(world)

    at_once(lambda word: say(ballot, world.mandates[0], word), ["for", "against"] * 3)

    numbers = list(Vote.objects.values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_fifty_votes_at_once_are_all_counted():
    world = World(members=50)
    ballot = circular(world)

    at_once(lambda mandate: say(ballot, mandate, "for"), world.mandates)

    assert vote_closing.close(ballot, by=world.coordinator).votes_for == 50


def test_a_vote_at_the_moment_of_closing_is_counted_or_refused_never_lost():
    world = World(members=6)
    ballot = circular(world)
    for mandate in world.mandates[:3]:
        say(ballot, mandate, "for")
    run_out(ballot)
    earlier = timezone.now() - timedelta(minutes=1)

    def vote(mandate):
        seat = seat_of(ballot, mandate)
        facts = {"voter": seat.voters.get(), "via": VoteChannel.LINK, "at": earlier}
        return voting.cast(seat, VoteWord.AGAINST, **facts)

    acts = [lambda one=one: vote(one) for one in world.mandates[3:]]
    outcomes = at_once(lambda act: act(), [vote_closing.close_due, *acts])

    taken = sum(1 for one in outcomes if isinstance(one, Vote))
    refused = [one for one in outcomes if isinstance(one, voting.VoteIsClosed)]
    ballot.refresh_from_db()
    assert taken + len(refused) == 3
    assert ballot.votes_against == taken == Vote.objects.filter(word="against").count()


def test_two_sweeps_close_a_vote_once():
    world = World(members=2)
    ballot = circular(world)
    say(ballot, world.mandates[0], "for")
    run_out(ballot)

    outcomes = at_once(lambda _n: vote_closing.close_due(), range(4))

    assert sum(outcomes) == 1
    assert Decision.objects.count() == 1
    assert len(letters(ballot, key__startswith="ballot-closed")) == 2


def test_votes_closed_at_once_are_numbered_without_a_gap():
    world = World(members=1)
    meeting = world.in_session()
    ballots = [circular(world, title=f"Sprawa {number}") for number in range(5)]
    for ballot in ballots:
        say(ballot, world.mandates[0], "for")
        run_out(ballot)
    acts = [lambda one=one: vote_closing.close(one, by=world.coordinator) for one in ballots]
    acts += [lambda: decide(world, meeting)] * 3

    at_once(lambda act: act(), acts)

    by_year = {}
    for year, number in Decision.objects.values_list("year", "number"):
        by_year.setdefault(year, []).append(number)
    assert sum(map(len, by_year.values())) == 8
    assert all(sorted(one) == list(range(1, len(one) + 1)) for one in by_year.values())


def test_a_seat_votes_in_secret_once_however_often_it_presses():
    world = World(members=3)
    ballot = in_room(world, BallotKind.SECRET)
    seat = seat_of(ballot, world.mandates[0])

    outcomes = at_once(
        lambda word: voting.cast_secretly(seat, word, voter=seat.voters.get()), ["for"] * 5
    )

    assert sum(isinstance(one, voting.VotedInSecret) for one in outcomes) == 4
    assert SecretTurnout.objects.count() == 1
    assert sum(SecretTally.objects.values_list("votes", flat=True)) == 1


def test_everybody_votes_in_secret_at_once_and_each_is_counted():
    world = World(members=12)
    ballot = in_room(world, BallotKind.SECRET)
    seats = [seat_of(ballot, mandate) for mandate in world.mandates]

    at_once(lambda seat: voting.cast_secretly(seat, "for", voter=seat.voters.get()), seats)

    closed = vote_closing.close(ballot, by=world.coordinator)
    assert (closed.votes_for, closed.result) == (12, BallotResult.ADOPTED)


def test_the_same_letter_by_two_fetches_is_one_vote():
    world = World(members=1)
    ballot = circular(world)
    raw = letter(ballot, world.mandates[0], "ZA")

    at_once(lambda _n: incoming.receive(raw), range(3))

    assert Vote.objects.count() >= 1
    assert vote_closing.close(ballot, by=world.coordinator).votes_for == 1
    assert len(letters(ballot, key__startswith="ballot-confirmed")) == 1


def test_an_objection_and_the_deadline_at_once_leave_one_end():
    world = World(members=2)
    ballot = circular(world)
    say(ballot, world.mandates[0], "for")
    voter = seat_of(ballot, world.mandates[1]).voters.get()
    run_out(ballot)
    earlier = timezone.now() - timedelta(minutes=1)

    at_once(
        lambda act: act(),
        [
            vote_closing.close_due,
            lambda: vote_closing.object_to(voter, reason="x", at=earlier),
        ],
    )

    ballot = Ballot.objects.get(pk=ballot.pk)
    assert (ballot.state == "objected") == (Decision.objects.count() == 0)
    assert (ballot.proposal is not None) == (ballot.state == "objected")


def test_a_decision_is_published_once_by_two():
    world = World(members=1)
    decision = decide(world)
    outcomes = at_once(lambda by: deciding.publish(decision, by=by), [world.coordinator] * 3)
    assert sum(isinstance(one, deciding.IsPublished) for one in outcomes) == 2
    assert decision.publications.count() == 1


def test_a_task_is_reported_once_by_two():
    world = World(members=1)
    action = task(world)
    outcomes = at_once(
        lambda by: task_following.advance(action, "reported", note="x", by=by),
        [world.members[0]] * 3,
    )
    assert sum(isinstance(one, task_following.NotTheNextStep) for one in outcomes) == 2
    assert Action.objects.get().updates.count() == 2


def test_two_sweeps_remind_of_a_task_once():
    world = World(members=1)
    action = task(world)
    at = action.reminders.first().due_at + timedelta(minutes=1)
    at_once(lambda _n: task_following.remind_due(at), range(4))
    assert len(letters(key__startswith="tasks-due")) == 1
