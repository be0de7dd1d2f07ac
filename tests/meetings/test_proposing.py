"""Items put forward by seats: accepted, returned, rejected, placed, passed on, decided."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coordination import documents
from coordination.choices import HandlingLabel
from coordination.models import Delivery
from meetings import attendance, circulating, proposing, recording
from meetings.choices import DecisionKind, ProposalState
from meetings.models import ItemProposal
from tests import factories
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=3)


def words(title="Szkolenie sędziów", **more):
    return {
        "title": title,
        "justification": "Bo brakuje wiedzy.",
        "purpose": "decision",
        "minutes": 20,
        "label": HandlingLabel.UNITS,
    } | more


def proposed(world, **more):
    seat = world.mandates[0].seat
    return proposing.propose(world.team, words=words(**more), seat=seat, by=world.members[0])


def accepted(world, **more):
    return proposing.settle(proposed(world, **more), ProposalState.ACCEPTED, by=world.coordinator)


def letters_to(person):
    return [one.subject for one in Delivery.objects.filter(recipient=person.email).order_by("pk")]


def sees(user, proposal):
    return ItemProposal.objects.visible_to(user).filter(pk=proposal.pk).exists()


def test_the_officers_are_told_and_the_others_see_nothing_yet(world):
    proposal = proposed(world)
    assert len(letters_to(world.coordinator)) == 1
    assert sees(world.coordinator, proposal)
    assert sees(world.members[0], proposal)
    assert not sees(world.members[1], proposal)
    assert not sees(factories.member_of(factories.team()), proposal)


def test_an_accepted_one_is_the_backlog_and_members_see_it(world):
    proposal = accepted(world)
    assert list(ItemProposal.objects.backlog()) == [proposal]
    assert sees(world.members[1], proposal)
    secret = accepted(world, label=HandlingLabel.PERSONS)
    assert not sees(world.members[1], secret)


def test_returned_with_a_reason_corrected_and_accepted(world):
    proposal = proposed(world)
    with pytest.raises(proposing.ReasonIsMissing):
        proposing.settle(proposal, ProposalState.RETURNED, by=world.coordinator)
    proposing.settle(
        proposal, ProposalState.RETURNED, reason="Podaj liczbę osób.", by=world.coordinator
    )
    letter = Delivery.objects.filter(recipient=world.members[0].email).latest("pk")
    assert "Podaj liczbę osób." in letter.text
    proposing.correct(proposal, words=words("Szkolenie 20 sędziów"), by=world.members[0])
    proposal.refresh_from_db()
    assert (proposal.state, proposal.title) == (ProposalState.SUBMITTED, "Szkolenie 20 sędziów")
    notes = list(proposal.events.values_list("kind", "note"))
    assert notes == [
        ("submitted", ""),
        ("returned", "Podaj liczbę osób."),
        ("corrected", ""),
    ]


def test_nothing_is_settled_twice(world):
    proposal = accepted(world)
    with pytest.raises(proposing.AlreadySettled):
        proposing.settle(proposal, ProposalState.REJECTED, reason="x", by=world.coordinator)
    with pytest.raises(proposing.NotReturned):
        proposing.correct(proposal, words=words(), by=world.members[0])


def test_one_that_comes_after_the_call_is_late(world):
    now = timezone.now()
    meeting = world.convened()
    proposing.open_call(
        world.team,
        until_at=now + timedelta(hours=1),
        words="",
        meeting=meeting,
        by=world.coordinator,
    )
    assert [len(letters_to(member)) for member in world.members] == [2, 2, 2]
    in_time = proposed(world)
    assert (in_time.call.meeting, in_time.is_late) == (meeting, False)
    late = proposing.propose(
        world.team, words=words(), by=world.members[0], at=now + timedelta(hours=2)
    )
    assert late.is_late


def test_placed_with_its_documents_which_share_its_readers(world):
    proposal = accepted(world, label=HandlingLabel.PERSONS)
    file = SimpleUploadedFile("wniosek.txt", b"x")
    version = documents.store(file, title="Wniosek", label=proposal.label, by=world.members[0])
    proposing.attach(proposal, version)
    meeting = world.draft()
    item = proposing.place(proposal, meeting, by=world.coordinator)
    assert (item.position, item.label) == (4, HandlingLabel.PERSONS)
    assert item.presenter == str(world.mandates[0].seat.institution)
    attached = meeting.documents.get()
    assert attached.item == item
    with pytest.raises(proposing.AlreadySettled):
        proposing.place(proposal, meeting, by=world.coordinator)


def test_a_wider_document_is_narrowed_to_the_meeting(world):
    proposal = accepted(world, label=HandlingLabel.TEAMS)
    file = SimpleUploadedFile("wniosek.txt", b"x")
    version = documents.store(file, title="Wniosek", label=proposal.label, by=world.members[0])
    proposing.attach(proposal, version)
    meeting = world.draft(label=HandlingLabel.INSTITUTIONS)
    item = proposing.place(proposal, meeting, by=world.coordinator)
    assert item.label == ""
    assert meeting.documents.get().document.label == HandlingLabel.INSTITUTIONS


def test_it_goes_onto_an_agenda_of_its_own_team_only(world):
    other = World(members=1)
    with pytest.raises(proposing.MeetingOfAnotherTeam):
        proposing.place(accepted(world), other.draft(), by=world.coordinator)


def test_passed_on_it_keeps_its_trace_and_the_extract_comes_back(world):
    other = World(members=2)
    proposal = proposed(world)
    with pytest.raises(proposing.PassedToItself):
        proposing.pass_on(proposal, world.team, reason="x", by=world.coordinator)
    copy = proposing.pass_on(proposal, other.team, reason="Właściwy", by=world.coordinator)
    assert copy.passed_from == proposal
    assert sees(world.coordinator, copy)
    proposing.settle(copy, ProposalState.ACCEPTED, by=other.coordinator)
    meeting = other.in_session()
    item = proposing.place(copy, meeting, by=other.coordinator)
    recording.note_decision(
        item,
        kind=DecisionKind.RESOLUTION,
        text="Zespół popiera szkolenie.",
        taken_how="",
        by=other.coordinator,
    )
    for invitee in meeting.invitees.current():
        attendance.note_presence(invitee, mode="on_site", by=other.coordinator)
    recording.end_session(meeting, by=other.coordinator)
    circulating.circulate(meeting, by=other.coordinator)
    for person in (world.members[0], world.coordinator):
        letter = Delivery.objects.filter(recipient=person.email).latest("pk")
        assert "Zespół popiera szkolenie." in letter.text
    assert copy.events.filter(kind="decided").count() == 1


def test_the_proposer_reads_the_extract_on_his_page(world, client):
    proposal = accepted(world)
    meeting = world.in_session()
    item = proposing.place(proposal, meeting, by=world.coordinator)
    recording.note_decision(
        item, kind=DecisionKind.POSITION, text="Stanowisko-5T", taken_how="", by=world.coordinator
    )
    client.force_login(world.members[0])
    assert "Stanowisko-5T" not in client.get(proposal.get_absolute_url()).content.decode()
    for invitee in meeting.invitees.current():
        attendance.note_presence(invitee, mode="on_site", by=world.coordinator)
    recording.end_session(meeting, by=world.coordinator)
    circulating.circulate(meeting, by=world.coordinator)
    assert "Stanowisko-5T" in client.get(proposal.get_absolute_url()).content.decode()


def test_opinions_are_asked_once_and_given_once(world):
    proposal = accepted(world)
    seats = [mandate.seat for mandate in world.mandates[1:]]
    due = timezone.localdate() + timedelta(days=5)
    proposing.ask_opinions(proposal, seats, due_on=due, by=world.coordinator)
    proposing.ask_opinions(proposal, seats, due_on=due, by=world.coordinator)
    assert proposal.opinions.count() == 2
    assert len(letters_to(world.members[1])) == 1
    opinion = proposal.opinions.get(seat=seats[0])
    proposing.give_opinion(opinion, text="Popieramy.", has_no_remarks=False, by=world.members[1])
    with pytest.raises(proposing.OpinionGiven):
        proposing.give_opinion(opinion, text="Inaczej", has_no_remarks=False, by=world.members[1])


def test_the_whole_way_through_the_pages(world, client):
    client.force_login(world.members[0])
    answer = client.post("/meetings/proposals/add/", words() | {"team": world.team.pk}, follow=True)
    proposal = ItemProposal.objects.get()
    assert proposal.seat == world.mandates[0].seat
    assert "Szkolenie sędziów" in answer.content.decode()
    refused = client.post(proposal.get_absolute_url(), {"act": "settle", "state": "accepted"})
    assert refused.status_code == 403
    client.force_login(world.coordinator)
    assert "Szkolenie sędziów" in client.get("/waiting/").content.decode()
    page = client.post(proposal.get_absolute_url(), {"act": "settle", "state": "returned"})
    assert "Podaj powód" in page.content.decode()
    client.post(proposal.get_absolute_url(), {"act": "settle", "state": "accepted"})
    meeting = world.draft()
    client.post(proposal.get_absolute_url(), {"act": "place", "meeting": meeting.pk})
    assert meeting.items.filter(title="Szkolenie sędziów").exists()


@pytest.mark.parametrize("number", [2, 20])
def test_the_list_costs_the_same_number_of_queries(
    world, client, number, django_assert_max_num_queries
):
    for _one in range(number):
        proposed(world)
    client.force_login(world.coordinator)
    client.get("/meetings/proposals/")
    with django_assert_max_num_queries(12):
        client.get("/meetings/proposals/")
