"""Votes in the room: open, by roll-call and in secret."""

import pytest
from django.db import connection

from coordination import audit
from meetings import attendance, quorum, vote_closing, vote_counting, vote_opening, voting
from meetings.choices import (
    BallotKind,
    BallotResult,
    DecisionWay,
    VoteChannel,
    VoteWord,
)
from meetings.models import (
    Decision,
    Recusal,
    SecretTally,
    SecretTurnout,
    Vote,
)
from teams.choices import DecisionRule
from tests import factories
from tests.meetings.votes_world import at_item, in_room, say, seat_of
from tests.meetings.world import World

pytestmark = pytest.mark.django_db
FOR, AGAINST, ABSTAINED = VoteWord.FOR, VoteWord.AGAINST, VoteWord.ABSTAINED


def test_only_seats_in_the_room_vote_and_recused_ones_keep_out():
    world = World(members=4)
    meeting = world.in_session()
    invitees = list(meeting.invitees.current().order_by("position"))
    for invitee in invitees[:3]:
        attendance.note_presence(invitee, mode="on_site", by=world.coordinator)
    item = meeting.items.first()
    Recusal.objects.create(item=item, invitee=invitees[0], reason="x", noted_by=world.coordinator)

    ballot = at_item(world, meeting)

    assert ballot.seats.count() == 3
    assert ballot.seats.entitled().count() == 2
    with pytest.raises(voting.SeatKeepsOut):
        say(ballot, world.mandates[0], FOR)
    for mandate in world.mandates[1:3]:
        say(ballot, mandate, FOR, via=VoteChannel.APP)
    closed = vote_closing.close(ballot, by=world.coordinator)
    decision = Decision.objects.get()
    assert closed.seats_present == quorum.of_meeting(meeting, item).present == 2
    assert (decision.way, decision.item, decision.number) == (DecisionWay.VOTE, item, 1)


def test_nobody_in_the_room_nobody_votes():
    world = World(members=2)
    with pytest.raises(vote_opening.NobodyPresent):
        in_room(world, absent=2)


def test_hands_are_counted_and_the_chair_decides_a_tie():
    world = World(members=4)
    ballot = in_room(world, BallotKind.OPEN)
    hands = vote_counting.Count(2, 2, 0)
    closed = vote_closing.close(ballot, by=world.coordinator, hands=hands, chair_word=FOR)
    assert (closed.result, closed.chair_word) == (BallotResult.ADOPTED, FOR)


def test_more_hands_than_seats_are_refused():
    world = World(members=3)
    ballot = in_room(world, BallotKind.OPEN)
    with pytest.raises(vote_closing.MoreVotesThanSeats):
        vote_closing.close(ballot, by=world.coordinator, hands=vote_counting.Count(3, 1, 0))


@pytest.mark.parametrize(("breaks", "result"), [(True, "adopted"), (False, "rejected")])
def test_the_seat_of_the_chair_decides_a_tie_by_roll_call(breaks, result):
    world = World(members=2, chair_breaks_tie=breaks, decision=DecisionRule.SIMPLE)
    factories.chair_of(world.team, world.members[0])
    ballot = in_room(world)
    say(ballot, world.mandates[0], FOR)
    say(ballot, world.mandates[1], AGAINST)
    assert vote_closing.close(ballot, by=world.coordinator).result == result


def test_a_secret_vote_keeps_who_and_what_apart(signed_in):
    world = World(members=3)
    ballot = in_room(world, BallotKind.SECRET)
    for mandate, word in zip(world.mandates, ["for", "against", "for"], strict=True):
        seat = seat_of(ballot, mandate)
        browser = signed_in(mandate.user)
        answer = browser.post(f"{ballot.get_absolute_url()}vote/{seat.pk}/", {"word": word})
        assert answer.status_code == 302

    assert SecretTurnout.objects.count() == 3
    assert Vote.objects.count() == 0
    assert dict(SecretTally.objects.values_list("word", "votes")) == {
        "for": 2,
        "against": 1,
        "abstained": 0,
    }
    columns = {field.name for field in SecretTurnout._meta.get_fields()}
    assert columns == {"id", "seat"}
    assert {field.name for field in SecretTally._meta.get_fields()} == {
        "id",
        "ballot",
        "word",
        "votes",
    }
    trail = str(list(audit.LogEntry.objects.values_list("additional_data", "changes")))
    assert "secrettally" not in trail
    assert "against" not in trail
    page = signed_in(world.coordinator).get(ballot.get_absolute_url()).content.decode()
    assert "oddano głos" in page
    assert vote_closing.close(ballot, by=world.coordinator).votes_for == 2


def test_every_secret_vote_writes_all_figures():
    """The row a database has touched last must not say what the last voter chose."""
    world = World(members=2)
    ballot = in_room(world, BallotKind.SECRET)
    seat = seat_of(ballot, world.mandates[0])
    watch = Watch()
    with connection.execute_wrapper(watch):
        voting.cast_secretly(seat, FOR, voter=seat.voters.get())
    assert watch.updates == 3


class Watch:
    """Counts writes to the figures of secret votes."""

    def __init__(self):
        self.updates = 0

    def __call__(self, execute, sql, params, many, context):
        self.updates += "UPDATE" in sql and "secrettally" in sql
        return execute(sql, params, many, context)


def test_a_secret_vote_is_cast_once():
    world = World(members=2)
    ballot = in_room(world, BallotKind.SECRET)
    seat = seat_of(ballot, world.mandates[0])
    voting.cast_secretly(seat, FOR, voter=seat.voters.get())
    with pytest.raises(voting.VotedInSecret):
        voting.cast_secretly(seat, AGAINST, voter=seat.voters.get())


def test_the_result_says_how_many_voted_and_not_how_many_were_there(signed_in):
    world = World(members=3)
    ballot = in_room(world, BallotKind.SECRET)
    seat = seat_of(ballot, world.mandates[0])
    voting.cast_secretly(seat, FOR, voter=seat.voters.get())
    vote_closing.close(ballot, by=world.coordinator)
    page = signed_in(world.coordinator).get(ballot.get_absolute_url()).content.decode()
    assert "uprawnionych miejsc na posiedzeniu 3, oddanych głosów 1; do kworum" in page
    assert "udział wzięło" not in page
    assert "udział wzięło" not in Decision.objects.get().taken_how


def test_a_secret_vote_that_was_given_shows_a_sentence_and_no_form(signed_in):
    world = World(members=2)
    ballot = in_room(world, BallotKind.SECRET)
    seat = seat_of(ballot, world.mandates[0])
    voting.cast_secretly(seat, FOR, voter=seat.voters.get())
    page = signed_in(world.members[0]).get(f"{ballot.get_absolute_url()}vote/{seat.pk}/")
    assert str(voting.VotedInSecret.message) in page.content.decode()
    assert 'name="word"' not in page.content.decode()


def test_whose_seat_is_not_noted_as_present_reads_why_there_is_no_button(signed_in):
    world = World(members=3)
    ballot = in_room(world, absent=1)
    words = "Twoje miejsce nie jest odnotowane jako obecne"
    address = ballot.get_absolute_url()
    assert words in signed_in(world.members[0]).get(address).content.decode()
    there = signed_in(world.members[1]).get(address).content.decode()
    assert words not in there
    assert ballot.text_sha256 in there


def test_a_refused_closing_keeps_the_hands_that_were_typed(signed_in):
    world = World(members=2)
    ballot = in_room(world, BallotKind.OPEN)
    browser = signed_in(world.coordinator)
    vote_closing.withdraw(ballot, reason="x", by=world.coordinator)
    hands = {"votes_for": 17, "against": 0, "abstained": 0, "chair_word": ""}
    page = browser.post(f"{ballot.get_absolute_url()}close/", hands).content.decode()
    assert 'value="17"' in page
    assert (
        'name="votes_for"' not in browser.get(f"{ballot.get_absolute_url()}close/").content.decode()
    )
