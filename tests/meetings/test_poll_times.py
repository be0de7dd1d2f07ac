"""Times of an open poll: one more, one less, and what was said of them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.models import Delivery
from meetings import polling
from meetings.choices import AnswerChannel
from meetings.models import DatePoll, PollAnswer
from tests.meetings.test_polling import asked, letters_to, said_by
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=3)


def one_more(world, poll, **more):
    last = poll.slots.last()
    starts_at = last.starts_at + timedelta(**(more or {"days": 1}))
    return polling.add_time(poll, starts_at=starts_at, by=world.coordinator)


def test_one_more_time_is_as_long_as_the_others_and_told_to_everybody(world):
    poll = asked(world)
    said_by(world, poll, ("yes", "no"))

    slot = one_more(world, poll)

    assert slot.ends_at - slot.starts_at == timedelta(hours=2)
    assert [letters_to(member).count() for member in world.members] == [2, 2, 2]
    assert "Doszedł jeszcze jeden termin" in letters_to(world.members[0]).last().text
    assert PollAnswer.objects.count() == 2  # what was said stays


def test_a_time_is_asked_for_once(world):
    poll = asked(world)
    with pytest.raises(ValidationError, match="dwa razy"):
        polling.add_time(poll, starts_at=poll.slots.first().starts_at, by=world.coordinator)
    assert poll.slots.count() == 2


def test_no_time_is_added_when_nobody_could_answer(world):
    poll = asked(world)
    DatePoll.objects.filter(pk=poll.pk).update(until_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(polling.NobodyCouldAnswer):
        one_more(world, poll)


def test_no_time_comes_before_the_answers_are_due(world):
    poll = asked(world)
    with pytest.raises(ValidationError) as refused:
        polling.add_time(poll, starts_at=poll.until_at - timedelta(hours=1), by=world.coordinator)
    assert refused.value.code == "deadline"


def test_a_poll_grows_to_twenty_times(world):
    poll = asked(world, times=polling.MOST_SLOTS)
    with pytest.raises(polling.TooManyTimes):
        one_more(world, poll)


def test_a_withdrawn_time_keeps_its_answers_and_is_neither_answered_nor_chosen(world, client):
    poll = asked(world, times=3)
    said_by(world, poll, ("yes", "no", "no"))
    gone, kept, _other = poll.slots.all()

    polling.withdraw_time(gone, by=world.coordinator)

    invitee = poll.invitees.get(user=world.members[0])
    page = client.get(f"/when/{invitee.secret}/").content.decode()
    assert f'name="slot{gone.pk}"' not in page
    assert f'name="slot{kept.pk}"' in page
    with pytest.raises(polling.SlotOfAnotherPoll):
        polling.answer(invitee, {gone.pk: "no"}, via=AnswerChannel.LINK)
    with pytest.raises(polling.SlotOfAnotherPoll):
        polling.choose(poll, gone, by=world.coordinator)
    polling.answer(invitee, {kept.pk: "yes"}, via=AnswerChannel.LINK)
    words = dict(invitee.answers.values_list("slot", "word"))
    assert words == {gone.pk: "yes", kept.pk: "yes"}


def test_a_withdrawn_time_may_be_asked_for_anew(world):
    poll = asked(world, times=3)
    gone = poll.slots.first()
    polling.withdraw_time(gone, by=world.coordinator)

    again = polling.add_time(poll, starts_at=gone.starts_at, by=world.coordinator)

    assert again.pk != gone.pk
    assert poll.slots.current().count() == 3


def test_two_times_are_the_least(world):
    poll = asked(world)
    with pytest.raises(polling.TooFewTimes):
        polling.withdraw_time(poll.slots.first(), by=world.coordinator)


def test_nothing_of_a_settled_poll_changes(world):
    poll = asked(world, times=3)
    first, second, _third = poll.slots.all()
    polling.choose(poll, first, by=world.coordinator)
    with pytest.raises(polling.PollIsSettled):
        polling.withdraw_time(second, by=world.coordinator)
    with pytest.raises(polling.PollIsSettled):
        one_more(world, poll)


def test_a_reminder_names_only_the_times_still_asked_for(world):
    poll = asked(world, times=3)
    gone, kept, _other = (slot.local_start for slot in poll.slots.all())
    polling.withdraw_time(poll.slots.first(), by=world.coordinator)

    polling.remind_due(poll.remind_at + timedelta(minutes=1))

    text = letters_to(world.members[0]).last().text
    assert f" {kept.day} " in text
    assert f" {gone.day} " not in text


def test_officers_add_and_withdraw_on_the_page_and_members_do_not(world, signed_in):
    poll = asked(world, times=3)
    address = f"{poll.get_absolute_url()}times/"
    day = poll.slots.last().local_start.date() + timedelta(days=1)
    typed = {"day": day, "hour": "09:30"}
    first = poll.slots.first()

    browser = signed_in(world.members[0])
    assert browser.post(f"{address}add/", typed).status_code == 403
    assert browser.post(f"{address}{first.pk}/withdraw/").status_code == 403
    browser = signed_in(world.coordinator)
    assert browser.get(f"{address}{first.pk}/withdraw/").status_code == 405
    assert browser.post(f"{address}add/", typed).status_code == 302
    assert browser.post(f"{address}{first.pk}/withdraw/").status_code == 302
    other = asked(world).slots.first()
    assert browser.post(f"{address}{other.pk}/withdraw/").status_code == 404

    assert poll.slots.current().count() == 3


def last_sunday(month):
    """The day on which the clocks change next year."""
    last = date(timezone.localdate().year + 1, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": last_sunday(3), "hour": "02:30"}, "Tej godziny nie ma tego dnia"),
        ({"day": last_sunday(10), "hour": "02:30"}, "dwa razy"),
        ({"day": "2020-01-01", "hour": "10:00"}, "już minął"),
        ({"day": "", "hour": "10:00"}, "wymagane"),
    ],
)
def test_an_odd_time_gets_its_own_sentence_and_stays_typed(world, signed_in, typed, sentence):
    poll = asked(world)
    page = signed_in(world.coordinator).post(f"{poll.get_absolute_url()}times/add/", typed)
    text = page.content.decode()
    assert sentence in text
    assert f'value="{typed["hour"]}"' in text
    assert poll.slots.count() == 2


def test_asking_costs_the_same_for_three_and_for_twelve():
    figures = []
    for members in (3, 12):
        world = World(members=members)
        before = Delivery.objects.count()
        with CaptureQueriesContext(connection) as counted:
            asked(world)
        figures.append(len(counted))
        assert Delivery.objects.count() - before == members
    assert figures[0] == figures[1]
