"""A meeting is not ended, nor its minutes sent, over the head of an open vote."""

import pytest

from meetings import open_votes, recording, vote_closing
from meetings.choices import MeetingStatus
from meetings.models import Ballot, Meeting
from tests.meetings.recorded import Recorded
from tests.meetings.votes_world import in_room
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


def test_an_open_vote_keeps_a_meeting_open_until_it_is_settled():
    world = World(members=3)
    ballot = in_room(world)
    with pytest.raises(open_votes.VoteStillOpen):
        recording.end_session(ballot.meeting, by=world.coordinator)
    vote_closing.withdraw(ballot, reason="bez głosowania", by=world.coordinator)
    ended = recording.end_session(ballot.meeting, by=world.coordinator)
    assert ended.status == MeetingStatus.HELD


def test_minutes_do_not_go_out_over_an_open_vote():
    recorded = Recorded()
    item = recorded.meeting.items.first()
    Ballot.objects.create(
        team=recorded.world.team,
        meeting=recorded.meeting,
        item=item,
        kind="open",
        title="Wiszące",
        text="Treść",
        decision_kind="resolution",
        majority="simple",
        opened_by=recorded.by,
        opened_at=recorded.meeting.starts_at,
    )
    with pytest.raises(open_votes.VoteStillOpen):
        recorded.circulate()
    assert Meeting.objects.get(pk=recorded.meeting.pk).status == MeetingStatus.HELD


def test_whoever_goes_back_to_circulated_minutes_is_told_how_to_change_them(client):
    recorded = Recorded()
    recorded.circulate()
    client.force_login(recorded.by)
    answer = client.get(f"/meetings/{recorded.meeting.pk}/minutes/", follow=True)
    assert answer.status_code == 200
    assert "Popraw protokół" in answer.content.decode()


def test_the_history_of_an_unwritten_item_is_an_empty_page(client):
    recorded = Recorded()
    client.force_login(recorded.by)
    block = recorded.blocks()[2]
    answer = client.get(f"/meetings/{recorded.meeting.pk}/minutes/blocks/{block.pk}/history/")
    assert "W tym punkcie jeszcze nic nie napisano." in answer.content.decode()


def test_an_item_nobody_took_up_is_not_called_planned(client):
    recorded = Recorded()
    recorded.circulate()
    items = recorded.meeting.minutes.releases.get().frozen["items"]
    assert [item["state"] for item in items] == ["", "", "nierozpatrzony"]
