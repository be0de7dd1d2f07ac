"""Joint meetings: invited once, counted in each team, seen by all, decided by the lead team."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.choices import HandlingLabel
from meetings import (
    answering,
    attendance,
    convening,
    feeds,
    joint,
    minutes_facts,
    proposing,
    quorum,
    recording,
)
from meetings.choices import Answer, AnswerChannel, PresenceMode, ProposalState
from meetings.models import FurtherSeat, Invitee, Meeting
from teams import membership
from teams.choices import DeputyRule, QuorumRule
from tests import factories
from tests.meetings.votes_world import at_item
from tests.meetings.world import World, day_ahead, invitee_of, letters

pytestmark = pytest.mark.django_db


class Pair:
    """Two teams of their own rules; one person sits in both."""

    def __init__(self):
        self.lead = World(members=2)
        self.other = World(members=2, notice_days=14, quorum=QuorumRule.NUMBER, quorum_number=3)
        self.both = self.lead.members[0]
        self.second_seat = factories.seat(self.other.team, factories.institution("Druga"))
        self.second_mandate = factories.mandate(self.second_seat, self.both)

    def draft(self, **facts):
        meeting = self.lead.draft(**facts)
        return joint.join(meeting, [self.other.team], by=self.lead.coordinator)

    def convened(self, **facts):
        meeting = convening.convene(self.draft(**facts), by=self.lead.coordinator)
        return Meeting.objects.get(pk=meeting.pk)


@pytest.fixture
def pair():
    return Pair()


def test_a_person_of_two_teams_is_invited_once_and_counts_in_each(pair):
    meeting = pair.convened()
    addresses = [one.email for one in meeting.invitees.current()]
    people = [*pair.lead.members, *pair.other.members]
    assert sorted(addresses) == sorted(one.email for one in people)
    assert len(letters(meeting, recipient=pair.both.email)) == 1
    assert FurtherSeat.objects.get().seat == pair.second_seat
    for user in (pair.both, pair.other.members[0]):
        invitee = invitee_of(meeting, user)
        answering.record_answer(invitee, Answer.ACCEPTED, via=AnswerChannel.APP)
    invitees = list(meeting.invitees.current())
    found = quorum.forecasts(meeting, invitees, timezone.localdate(meeting.starts_at))
    assert [(team, len(one.certain), one.counting, one.needed) for team, one in found] == [
        (pair.lead.team, 1, 2, 1),
        (pair.other.team, 2, 3, 3),
    ]


def test_the_page_names_whom_to_call_in_each_team(pair, client):
    meeting = pair.convened()
    client.force_login(pair.lead.coordinator)
    page = client.get(meeting.get_absolute_url()).content.decode()
    for world in (pair.lead, pair.other):
        assert f"Do kogo zadzwonić: {world.team.short_name}" in page
    # Whoever sits in both is called for both, the others for their own team.
    both = reverse(
        "meetings:answer-for-invitee", args=[meeting.pk, invitee_of(meeting, pair.both).pk]
    )
    assert page.split("<table", 1)[0].count(both) == 2
    only_other = invitee_of(meeting, pair.other.members[0])
    answering.record_answer(only_other, Answer.DECLINED, via=AnswerChannel.APP)
    panel = client.get(meeting.get_absolute_url()).context["forecasts"]
    assert {state.speaker.name for state in panel[1][1].to_call} == {
        invitee_of(meeting, user).name for user in (pair.both, pair.other.members[1])
    }


def test_each_team_has_its_quorum_while_it_sits(pair):
    meeting = pair.convened()
    meeting.status, meeting.check_in_secret = "in_session", "x"
    meeting.save()
    for user in (pair.both, pair.other.members[0]):
        attendance.note_presence(
            invitee_of(meeting, user), mode=PresenceMode.ON_SITE, by=pair.lead.coordinator
        )
    found = quorum.of_meeting(meeting)
    assert (found.present, found.counting, found.is_met) == (1, 2, True)
    ((team, own),) = found.joined
    assert (team, own.present, own.counting, own.is_met) == (pair.other.team, 2, 3, False)
    assert f"{pair.other.team}: 2 z 3" in minutes_facts.quorum_sentence(meeting)


def test_a_deputy_stands_for_one_seat_and_not_for_the_further_one(pair):
    meeting = pair.convened()
    meeting.status, meeting.check_in_secret = "in_session", "x"
    meeting.save()
    attendance.note_presence(
        invitee_of(meeting, pair.both),
        mode=PresenceMode.BY_DEPUTY,
        deputy_name="Ewa Zastępcza",
        by=pair.lead.coordinator,
    )
    found = quorum.of_meeting(meeting)
    assert (found.present, found.joined[0][1].present) == (1, 0)


def test_a_deputy_of_two_seats_is_refused_with_its_own_sentence(pair, client):
    meeting = pair.convened()
    first, second = (invitee_of(meeting, user) for user in pair.other.members)
    facts = {"name": "Ewa Zastępcza", "email": "ewa@example.org", "authorisation": "pismo"}
    answering.send_deputy(first, via=AnswerChannel.LINK, **facts)
    with pytest.raises(answering.DeputyOfTwoSeats):
        answering.send_deputy(second, via=AnswerChannel.LINK, **facts)
    fields = {
        "answer": "delegated",
        "deputy": "new",
        "deputy_name": facts["name"],
        "deputy_email": facts["email"],
        "authorisation": facts["authorisation"],
    }
    page = client.post(second.get_answer_path(), fields).content.decode()
    assert "jest już zastępcą na innym miejscu" in page
    assert "Ewa Zastępcza" in page


def test_the_rules_of_the_seats_own_team_decide_on_deputies(pair):
    pair.other.rules.deputies = DeputyRule.APPOINTED
    pair.other.rules.save()
    meeting = pair.convened()
    assert answering.may_send_stranger(invitee_of(meeting, pair.lead.members[1]))
    assert not answering.may_send_stranger(invitee_of(meeting, pair.other.members[0]))


def test_the_longest_notice_of_all_teams_counts(pair):
    meeting = pair.draft(day=day_ahead(9))
    with pytest.raises(convening.ShortNoticeNeedsReason):
        convening.convene(meeting, by=pair.lead.coordinator)
    assert convening.convene(pair.lead.draft(day=day_ahead(9)), by=pair.lead.coordinator).number


def test_only_a_draft_takes_teams_in_and_never_its_own(pair):
    meeting = pair.convened()
    with pytest.raises(joint.NotADraftAnyMore):
        joint.join(meeting, [], by=pair.lead.coordinator)
    with pytest.raises(joint.LeadTeamJoined):
        joint.join(pair.lead.draft(), [pair.lead.team], by=pair.lead.coordinator)


def visible(user, address):
    browser = Client()
    browser.force_login(user)
    return browser.get(address)


def test_members_of_every_team_see_it_and_strangers_do_not(pair):
    meeting = pair.convened()
    address = meeting.get_absolute_url()
    for user in (pair.lead.members[1], pair.other.members[1], pair.other.coordinator):
        page = visible(user, address)
        assert page.status_code == 200
        assert str(pair.other.team) in page.content.decode()
    stranger = factories.member_of(factories.team("Inny Zespół"))
    assert visible(stranger, address).status_code == 404


def test_officers_of_a_joined_team_see_the_draft_and_its_members_do_not(pair):
    meeting = pair.draft()
    address = meeting.get_absolute_url()
    assert visible(pair.other.coordinator, address).status_code == 200
    assert visible(pair.other.members[1], address).status_code == 404
    for name in ("meeting-convene", "meeting-edit", "teams-join"):
        page = visible(pair.other.coordinator, reverse(f"meetings:{name}", args=[meeting.pk]))
        assert page.status_code == 403


def test_a_meeting_for_named_persons_stays_with_whoever_is_invited(pair):
    meeting = pair.convened(label=HandlingLabel.PERSONS, title="kanarekwspolny")
    assert visible(pair.other.coordinator, meeting.get_absolute_url()).status_code == 404
    for address in ["/meetings/", "/search/?q=wspolny", "/meetings/month/"]:
        assert "kanarekwspolny" not in visible(pair.other.coordinator, address).content.decode()


def test_items_for_certain_seats_stay_theirs(pair):
    meeting = pair.convened()
    item = meeting.items.first()
    item.title = "kanarekpunkt"
    item.save()
    item.readers.create(seat=pair.lead.mandates[1].seat)
    page = visible(pair.other.coordinator, meeting.get_absolute_url()).content.decode()
    assert "kanarekpunkt" not in page
    assert "punkt zastrzeżony" in page


def test_lists_filters_and_feeds_of_each_team_have_it(pair):
    meeting = pair.convened(title="Wspólne posiedzenie")
    user = pair.other.members[1]
    address = f"/meetings/?team={pair.other.team.pk}"
    page = visible(user, address).content.decode()
    assert "Wspólne posiedzenie" in page
    assert pair.lead.team.short_name in page
    feed = feeds.address_for(user, pair.other.team)
    text = Client().get(feed.get_absolute_url()).content.decode()
    assert meeting.uid in text


def test_letters_and_papers_name_the_teams(pair):
    meeting = pair.convened()
    letter = letters(meeting, recipient=pair.other.members[0].email)[0]
    sentence = f"Wspólnie z: {pair.other.team}"
    assert sentence in letter.text
    assert "Wspólnie z" in letter.calendar
    assert joint.heading(meeting) == f"{pair.lead.team}. {sentence}"


def test_a_joined_team_puts_its_accepted_item_on_the_agenda(pair):
    meeting = pair.convened()
    words = {
        "title": "Z drugiego zespołu",
        "justification": "Bo tak",
        "purpose": "discussion",
        "minutes": 10,
        "label": HandlingLabel.UNITS,
    }
    member = pair.other.members[0]
    proposal = proposing.propose(
        pair.other.team, words=words, seat=pair.other.mandates[0].seat, by=member
    )
    proposing.settle(proposal, ProposalState.ACCEPTED, by=pair.other.coordinator)
    browser = Client()
    browser.force_login(pair.other.coordinator)
    browser.post(proposal.get_absolute_url(), {"act": "place", "meeting": meeting.pk})
    assert "Z drugiego zespołu" in meeting.items.values_list("title", flat=True)


def test_a_further_seat_handed_over_brings_its_new_person(pair):
    meeting = pair.convened()
    new = factories.person()
    membership.hand_over(
        pair.second_mandate,
        to=new,
        from_on=timezone.localdate() + timedelta(days=1),
        act="x",
        by=pair.other.coordinator,
    )
    assert not FurtherSeat.objects.exists()
    assert invitee_of(meeting, new).seat == pair.second_seat
    assert Invitee.objects.current().filter(meeting=meeting, user=pair.both).count() == 1


def test_the_page_joins_teams_and_takes_them_out(pair, client):
    meeting = pair.lead.draft()
    client.force_login(pair.lead.coordinator)
    address = reverse("meetings:teams-join", args=[meeting.pk])
    assert address in client.get(meeting.get_absolute_url()).content.decode()
    client.post(address, {"teams": [pair.other.team.pk]})
    assert [one.team for one in meeting.joined.all()] == [pair.other.team]
    page = client.get(reverse("meetings:meeting-convene", args=[meeting.pk])).content.decode()
    assert "4 osoby" in page
    client.post(address, {})
    assert not meeting.joined.exists()


def test_only_seats_of_the_lead_team_vote(pair):
    meeting = pair.convened()
    recording.open_session(meeting, by=pair.lead.coordinator)
    meeting.refresh_from_db()
    for invitee in meeting.invitees.current():
        attendance.note_presence(invitee, mode=PresenceMode.ON_SITE, by=pair.lead.coordinator)
    ballot = at_item(pair.lead, meeting)
    assert {one.seat for one in ballot.seats.all()} == {one.seat for one in pair.lead.mandates}
