"""Votes: who may, once, until when, and what comes of them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings import vote_closing, vote_opening, voting
from meetings.choices import (
    BallotResult,
    BallotState,
    DecisionWay,
    ProposalState,
    VoteChannel,
    VoteWord,
)
from meetings.models import (
    Ballot,
    Decision,
    Vote,
)
from teams.choices import DeputyRule
from tests import factories
from tests.meetings.votes_world import TEXT, circular, run_out, say, seat_of
from tests.meetings.world import World, letters

pytestmark = pytest.mark.django_db
FOR, AGAINST, ABSTAINED = VoteWord.FOR, VoteWord.AGAINST, VoteWord.ABSTAINED


def test_everybody_entitled_gets_a_ballot_paper_and_observers_none():
    world = World(members=3, vacant=1)
    factories.mandate(factories.seat(world.team, standing="observer"))
    deputy = factories.mandate(world.mandates[0].seat, deputy=1)

    ballot = circular(world)

    assert ballot.seats.count() == 4
    sent = {one.recipient for one in letters(ballot)}
    assert sent == {user.email for user in [*world.members, deputy.user]}
    assert TEXT.splitlines()[0] in letters(ballot)[0].text


def test_a_vote_shorter_than_the_rules_ask_for_is_refused():
    world = World(members=2, circular_vote_days=7)
    with pytest.raises(vote_opening.TooShort):
        circular(world, days=6)
    assert circular(world, days=7).is_open


def test_seats_are_those_of_the_day_of_opening():
    world = World(members=2)
    ballot = circular(world)
    factories.mandate(factories.seat(world.team))
    assert ballot.seats.count() == 2


def test_the_silent_alone_are_reminded_once():
    world = World(members=3)
    ballot = circular(world)
    say(ballot, world.mandates[0], FOR)
    voting.keep_out(seat_of(ballot, world.mandates[1]), reason="x", by=world.coordinator)
    at = ballot.remind_at + timedelta(minutes=1)

    assert vote_closing.remind_due(at) == 1
    assert vote_closing.remind_due(at) == 0
    assert [one.recipient for one in letters(ballot, key__startswith="ballot-reminder")] == [
        world.members[2].email
    ]


def test_a_vote_may_be_changed_and_every_version_stays():
    world = World(members=2)
    ballot = circular(world)
    for word in (AGAINST, ABSTAINED, FOR):
        say(ballot, world.mandates[0], word, reason=f"bo {word}")
    said = Vote.objects.filter(seat__ballot=ballot).values_list("number", "word")
    assert list(said) == [(1, AGAINST), (2, ABSTAINED), (3, FOR)]
    say(ballot, world.mandates[1], FOR)
    closed = vote_closing.close(run_out(ballot), by=world.coordinator)
    assert (closed.votes_for, closed.votes_against) == (2, 0)


def test_the_deadline_closes_adopts_and_numbers_in_one_transaction():
    world = World(members=3)
    ballot = circular(world)
    say(ballot, world.mandates[0], FOR)
    say(ballot, world.mandates[1], AGAINST, reason="za wcześnie")
    say(ballot, world.mandates[2], FOR)
    assert vote_closing.close_due() == 0
    run_out(ballot)

    assert vote_closing.close_due() == 1
    assert vote_closing.close_due() == 0

    decision = Decision.objects.get(ballot=ballot)
    assert (decision.number, decision.text, decision.way) == (1, TEXT, DecisionWay.CIRCULAR)
    assert [one.text for one in decision.positions.all()] == ["za wcześnie"]
    told = letters(ballot, key__startswith="ballot-closed")
    assert len(told) == 3
    assert decision.signature in told[0].text
    assert "za 2, przeciw 1" in told[0].text


def test_without_a_quorum_nothing_is_adopted_and_no_number_is_used():
    world = World(members=6)
    ballot = circular(world)
    say(ballot, world.mandates[0], FOR)
    vote_closing.close(run_out(ballot), by=world.coordinator)
    ballot.refresh_from_db()
    assert ballot.result == BallotResult.NO_QUORUM
    assert Decision.objects.count() == 0


def test_it_is_closed_early_only_when_everybody_has_voted():
    world = World(members=2)
    ballot = circular(world)
    say(ballot, world.mandates[0], FOR)
    with pytest.raises(vote_closing.StillRunning):
        vote_closing.close(ballot, by=world.coordinator)
    say(ballot, world.mandates[1], FOR)
    assert vote_closing.close(ballot, by=world.coordinator).result == BallotResult.ADOPTED


def test_a_seat_that_keeps_out_counts_neither_for_quorum_nor_majority():
    world = World(members=4)
    ballot = circular(world)
    say(ballot, world.mandates[0], AGAINST)
    voting.keep_out(
        seat_of(ballot, world.mandates[0]), reason="sprawa własna", by=world.coordinator
    )
    for mandate in world.mandates[1:3]:
        say(ballot, mandate, FOR)
    closed = vote_closing.close(run_out(ballot), by=world.coordinator)
    assert (closed.votes_for, closed.votes_against, closed.seats_present) == (2, 0, 2)
    assert closed.seats_entitled == 3


def test_the_secretary_enters_what_was_said_and_everybody_sees_it(signed_in):
    world = World(members=2)
    ballot = circular(world)
    seat = seat_of(ballot, world.mandates[0])
    browser = signed_in(world.coordinator)
    typed = {"voter": seat.voters.get().pk, "word": "for", "heard_how": "telefonicznie o 12:30"}
    browser.post(f"{ballot.get_absolute_url()}seats/{seat.pk}/", typed)
    vote = Vote.objects.get()
    assert (vote.via, vote.by, vote.said_by) == (
        VoteChannel.SECRETARY,
        world.coordinator,
        world.members[0].full_name,
    )
    vote_closing.close(run_out(ballot), by=world.coordinator)
    page = signed_in(world.members[1]).get(ballot.get_absolute_url()).content.decode()
    assert "telefonicznie o 12:30" in page


@pytest.mark.parametrize(
    ("deputies", "allowed"), [(DeputyRule.AUTHORISED, True), (DeputyRule.APPOINTED, False)]
)
def test_an_authorised_person_votes_only_where_the_rules_say_so(deputies, allowed):
    world = World(members=2, deputies=deputies)
    seat = seat_of(circular(world), world.mandates[0])
    facts = {"via": VoteChannel.SECRETARY, "said_by": "Osoba Upoważniona", "by": world.coordinator}
    if allowed:
        assert voting.cast(seat, FOR, heard_how="pismo", **facts).said_by == "Osoba Upoważniona"
        return
    with pytest.raises(voting.DeputyNotAllowed):
        voting.cast(seat, FOR, heard_how="pismo", **facts)


@settings(max_examples=25, deadline=None)
@given(speakers=st.lists(st.tuples(st.booleans(), st.sampled_from(list(VoteWord))), max_size=7))
def test_a_deputy_never_overrules_the_representative(speakers):
    with transaction.atomic():
        world = World(members=1)
        deputy = factories.mandate(world.mandates[0].seat, deputy=1)
        ballot = circular(world)
        expected = in_person = None
        for by_deputy, word in speakers:
            mandate = deputy if by_deputy else world.mandates[0]
            if by_deputy and in_person:
                with pytest.raises(voting.RepresentativeHasVoted):
                    say(ballot, mandate, word)
                continue
            say(ballot, mandate, word)
            expected, in_person = word, in_person or not by_deputy
        seat = vote_closing.positions_of(ballot)[0]
        assert (seat.vote.word if seat.vote else None) == expected
        transaction.set_rollback(True)


def test_whoever_left_the_seat_votes_no_more_and_his_successor_does(client):
    world = World(members=2)
    ballot = circular(world)
    old = world.mandates[0]
    voter = seat_of(ballot, old).voters.get()
    old.until_on = factories.yesterday()
    old.save()
    new = factories.mandate(old.seat)

    assert client.get(f"/vote/{voter.secret}/").status_code == 404
    with pytest.raises(voting.NotEntitled):
        say(ballot, old, FOR)
    right = voting.voter_for(seat_of(ballot, old), new.user)
    assert voting.cast(right.seat, FOR, voter=right, via=VoteChannel.APP, by=new.user).number == 1


def test_a_vote_for_another_seat_is_refused():
    world = World(members=2)
    ballot = circular(world)
    foreign = seat_of(ballot, world.mandates[1]).voters.get()
    with pytest.raises(voting.NotEntitled):
        voting.cast(seat_of(ballot, world.mandates[0]), FOR, voter=foreign, via=VoteChannel.LINK)


def test_an_objection_ends_the_vote_and_fills_the_backlog_with_all_positions(signed_in, client):
    world = World(members=3)
    ballot = circular(world)
    say(ballot, world.mandates[0], FOR, reason="Potrzebne od dawna.")
    voter = seat_of(ballot, world.mandates[1]).voters.get()
    client.post(f"/vote/{voter.secret}/object/", {"reason": "Trzeba porozmawiać."})

    ballot.refresh_from_db()
    proposal = ballot.proposal
    assert ballot.state == BallotState.OBJECTED
    assert proposal.state == ProposalState.ACCEPTED
    assert proposal.is_in_backlog
    assert len(letters(ballot, key__startswith="ballot-objected")) == 3
    browser = signed_in(world.members[2])
    page = browser.get(proposal.get_absolute_url()).content.decode()
    assert ballot.get_absolute_url() in page
    page = browser.get(ballot.get_absolute_url()).content.decode()
    assert "Potrzebne od dawna." in page
    assert "Trzeba porozmawiać." in page
    with pytest.raises(voting.VoteIsClosed):
        say(ballot, world.mandates[2], FOR)


def test_a_number_is_given_once_by_the_database_too():
    world = World(members=1)
    ballot = circular(world)
    say(ballot, world.mandates[0], FOR)
    decision = Decision.objects.get(
        ballot=vote_closing.close(run_out(ballot), by=world.coordinator)
    )
    decision.pk, decision.ballot = None, circular(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.save()


def settle(ballot, state, world):
    if state == BallotState.CLOSED:
        vote_closing.close(run_out(ballot), by=world.coordinator)
    elif state == BallotState.WITHDRAWN:
        vote_closing.withdraw(ballot, reason="x", by=world.coordinator)
    elif state == BallotState.OBJECTED:
        voter = seat_of(ballot, world.mandates[0]).voters.get()
        vote_closing.object_to(voter, reason="x")
    return Ballot.objects.get(pk=ballot.pk)


ACTS = {
    "cast": lambda ballot, world: say(ballot, world.mandates[0], FOR),
    "keep_out": lambda ballot, world: voting.keep_out(
        seat_of(ballot, world.mandates[0]), reason="x", by=world.coordinator
    ),
    "remark": lambda ballot, world: voting.remark(
        seat_of(ballot, world.mandates[0]),
        "x",
        voter=seat_of(ballot, world.mandates[0]).voters.get(),
        via=VoteChannel.LINK,
    ),
    "object": lambda ballot, world: vote_closing.object_to(
        seat_of(ballot, world.mandates[0]).voters.get(), reason="x"
    ),
    "withdraw": lambda ballot, world: vote_closing.withdraw(
        ballot, reason="x", by=world.coordinator
    ),
    "close": lambda ballot, world: vote_closing.close(ballot, by=world.coordinator),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", [BallotState.CLOSED, BallotState.WITHDRAWN, BallotState.OBJECTED])
def test_nothing_changes_a_vote_that_is_settled(state, act):
    world = World(members=1)
    ballot = settle(circular(world), state, world)
    before = Ballot.objects.values().get(pk=ballot.pk)
    with pytest.raises((voting.VoteIsClosed, voting.VoteIsSettled)):
        ACTS[act](ballot, world)
    assert Ballot.objects.values().get(pk=ballot.pk) == before


@pytest.mark.parametrize("act", ["cast", "keep_out", "remark", "object"])
def test_after_the_deadline_nothing_counts_before_the_sweep_either(act):
    world = World(members=1)
    ballot = run_out(circular(world))
    assert ballot.is_open
    with pytest.raises(voting.VoteIsClosed):
        ACTS[act](ballot, world)


def test_a_link_votes_by_its_button_and_never_by_being_opened(client):
    world = World(members=2)
    ballot = circular(world)
    voter = seat_of(ballot, world.mandates[0]).voters.get()
    address = f"/vote/{voter.secret}/"
    assert client.get(address, {"word": "for"}).status_code == 200
    assert Vote.objects.count() == 0
    assert client.post(address, {"word": "against", "reason": "bo tak"}).status_code == 302
    assert Vote.objects.get().reason == "bo tak"
    run_out(ballot)
    page = client.post(address, {"word": "for", "reason": "zmiana zdania"}).content.decode()
    assert "Głosowanie jest zamknięte; tego głosu nie policzono." in page
    assert "zmiana zdania" in page
    assert Vote.objects.count() == 1


def test_a_vote_for_named_persons_is_read_in_the_desk_only(client):
    world = World(members=1)
    ballot = circular(world, label="persons", title="kanarektytul", text="kanarektekst")
    voter = seat_of(ballot, world.mandates[0]).voters.get()
    letter = letters(ballot)[0]
    page = client.get(f"/vote/{voter.secret}/").content.decode()
    client.post(f"/vote/{voter.secret}/", {"word": "for"})
    assert "kanarek" not in letter.subject + letter.text + letter.html + page
    assert Vote.objects.count() == 0


def test_case_data_in_a_reason_is_refused_beside_the_field(client):
    world = World(members=1)
    voter = seat_of(circular(world), world.mandates[0]).voters.get()
    page = client.post(f"/vote/{voter.secret}/", {"word": "for", "reason": "PESEL 44051401359"})
    assert page.status_code == 200
    assert 'id="id_reason_error"' in page.content.decode()
    assert Vote.objects.count() == 0


def test_a_vote_that_waits_for_its_deadline_is_not_offered_to_be_closed(signed_in):
    world = World(members=2)
    ballot = circular(world)
    address = ballot.get_absolute_url()
    browser = signed_in(world.coordinator)
    assert f"{address}close/" not in browser.get(address).content.decode()
    page = browser.get(f"{address}close/").content.decode()
    assert str(vote_closing.StillRunning.message) in page
    for mandate in world.mandates:
        say(ballot, mandate, FOR)
    assert f"{address}close/" in browser.get(address).content.decode()


@pytest.mark.parametrize("ended", ["withdrawn", "run out", "objected"])
def test_pages_of_a_vote_that_ended_show_a_sentence_and_no_form(signed_in, client, ended):
    world = World(members=2)
    ballot = circular(world)
    seat = seat_of(ballot, world.mandates[0])
    voter = seat.voters.get(user=world.members[0])
    if ended == "withdrawn":
        vote_closing.withdraw(ballot, reason="x", by=world.coordinator)
    elif ended == "objected":
        vote_closing.object_to(voter, reason="Proszę o rozmowę.")
    else:
        run_out(ballot)
    link = f"/vote/{voter.secret}/"
    page = client.get(link).content.decode()
    assert 'name="word"' not in page
    page = client.get(f"{link}object/").content.decode()
    assert 'name="reason"' not in page
    assert f'href="{link}"' in page
    browser = signed_in(world.members[0])
    for way in ("vote", "object"):
        page = browser.get(f"{ballot.get_absolute_url()}{way}/{seat.pk}/").content.decode()
        assert 'name="reason"' not in page
        assert f'href="{ballot.get_absolute_url()}"' in page
