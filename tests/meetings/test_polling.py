"""Finding a date: answers by link, page and telephone, reminders, the choice, closed doors."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from meetings import convening, planning, polling
from meetings.choices import Answer, AnswerChannel, PollState
from meetings.local_times import WARSAW
from meetings.models import DatePoll, Meeting, PollAnswer
from teams.models import Mandate
from tests import factories
from tests.meetings.calendar_texts import unfolded
from tests.meetings.world import World, day_ahead

pytestmark = pytest.mark.django_db
QUERIES_OF_THE_GRID = 13


@pytest.fixture
def world():
    return World(members=3)


def asked(world, times=2, **more):
    start = datetime.combine(day_ahead(), datetime.min.time(), WARSAW).replace(hour=10)
    spans = [(start + timedelta(days=n), start + timedelta(days=n, hours=2)) for n in range(times)]
    facts = {
        "title": "Posiedzenie zimowe",
        "place": "Radom",
        "words": "",
        "until_at": timezone.now() + timedelta(days=6),
        "spans": spans,
    }
    return polling.ask(world.team, by=world.coordinator, **facts | more)


def said_by(world, poll, *words):
    """Let the members answer in order, a pair of words each."""
    slots = list(poll.slots.all())
    for member, pair in zip(world.members, words, strict=False):
        invitee = poll.invitees.get(user=member)
        answers = {slot.pk: word for slot, word in zip(slots, pair, strict=True) if word}
        polling.answer(invitee, answers, via=AnswerChannel.LINK)


def letters_to(person):
    return Delivery.objects.filter(recipient=person.email).order_by("pk")


def test_everybody_with_a_seat_is_asked_once_with_a_link_of_his_own(world):
    factories.mandate(factories.seat(world.team), world.members[0])
    poll = asked(world)
    assert poll.invitees.count() == 3
    secrets = set(poll.invitees.values_list("secret", flat=True))
    for member in world.members:
        (letter,) = letters_to(member)
        assert sum(secret in letter.text for secret in secrets) == 1


def test_a_link_needs_no_account_and_get_changes_nothing(world, client):
    poll = asked(world)
    invitee = poll.invitees.first()
    first, second = poll.slots.all()
    address = f"/when/{invitee.secret}/"
    assert client.get(f"{address}?slot{first.pk}=yes").status_code == 200
    assert PollAnswer.objects.count() == 0
    answer = client.post(
        address, {f"slot{first.pk}": "yes", f"slot{second.pk}": "maybe", "comment": "po 11"}
    )
    assert answer.status_code == 302
    words = dict(invitee.answers.values_list("slot", "word"))
    assert words == {first.pk: "yes", second.pk: "maybe"}
    client.post(address, {f"slot{first.pk}": "no"})
    assert dict(invitee.answers.values_list("slot", "word")) == {first.pk: "no"}


def test_an_answer_after_it_closed_is_refused_and_keeps_what_was_typed(world, client):
    poll = asked(world)
    invitee, slot = poll.invitees.first(), poll.slots.first()
    DatePoll.objects.filter(pk=poll.pk).update(until_at=timezone.now() - timedelta(minutes=1))
    page = client.post(f"/when/{invitee.secret}/", {f"slot{slot.pk}": "yes", "comment": "będę"})
    text = page.content.decode()
    assert "Ankieta jest zamknięta i odpowiedź nie została przyjęta" in text
    assert "będę" in text
    assert "checked" in text
    assert PollAnswer.objects.count() == 0


def test_the_secretary_may_still_enter_what_he_heard(world):
    poll = asked(world)
    invitee, slot = poll.invitees.first(), poll.slots.first()
    DatePoll.objects.filter(pk=poll.pk).update(until_at=timezone.now() - timedelta(minutes=1))
    polling.answer(invitee, {slot.pk: "yes"}, via=AnswerChannel.SECRETARY, by=world.coordinator)
    invitee.refresh_from_db()
    assert invitee.answered_via == AnswerChannel.SECRETARY


def test_a_slot_of_another_poll_is_refused(world):
    poll, other = asked(world), asked(world)
    with pytest.raises(polling.SlotOfAnotherPoll):
        polling.answer(
            poll.invitees.first(), {other.slots.first().pk: "yes"}, via=AnswerChannel.LINK
        )


def test_the_link_dies_with_the_mandate(world, client):
    poll = asked(world)
    invitee = poll.invitees.get(user=world.members[0])
    Mandate.objects.filter(user=world.members[0]).update(until_on=factories.yesterday())
    assert client.get(f"/when/{invitee.secret}/").status_code == 404


def test_only_the_silent_are_reminded_and_once(world):
    poll = asked(world)
    said_by(world, poll, ("yes", "no"))
    assert polling.remind_due() == 0
    at = poll.remind_at + timedelta(minutes=1)
    assert polling.remind_due(at) == 2
    assert polling.remind_due(at) == 0
    assert [letters_to(member).count() for member in world.members] == [1, 2, 2]


def test_a_short_poll_reminds_nobody(world):
    poll = asked(world, until_at=timezone.now() + timedelta(hours=5))
    assert poll.remind_at is None


def test_choosing_makes_the_meeting_and_the_answers_become_replies(world):
    poll = asked(world)
    said_by(world, poll, ("yes", "no"), ("maybe", "no"), ("no", "yes"))
    meeting = polling.choose(poll, poll.slots.first(), by=world.coordinator)
    poll.refresh_from_db()
    assert (poll.state, poll.meeting) == (PollState.DECIDED, meeting)
    assert meeting.is_draft
    before = Delivery.objects.count()
    meeting = convening.convene(meeting, by=world.coordinator)
    answers = [meeting.invitees.get(user=member).answer for member in world.members]
    assert answers == [Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED]
    calendars = [unfolded(one.calendar) for one in Delivery.objects.order_by("pk")[before:]]
    assert len(calendars) == 3
    assert sum("PARTSTAT=ACCEPTED" in one for one in calendars) == 1
    assert sum("PARTSTAT=TENTATIVE" in one for one in calendars) == 1
    assert meeting.invitees.first().events.count() == 1


def test_at_another_time_nobody_has_replied(world):
    poll = asked(world)
    said_by(world, poll, ("yes", "yes"))
    meeting = polling.choose(poll, poll.slots.first(), by=world.coordinator)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=meeting.starts_at + timedelta(hours=1),
        ends_at=meeting.ends_at + timedelta(hours=1),
    )
    meeting = convening.convene(meeting, by=world.coordinator)
    assert set(meeting.invitees.values_list("answer", flat=True)) == {Answer.NONE}


def test_nothing_is_chosen_twice_or_from_the_past(world):
    poll = asked(world)
    first, second = poll.slots.all()
    with pytest.raises(polling.SlotOfAnotherPoll):
        polling.choose(poll, asked(world).slots.first(), by=world.coordinator)
    type(first).objects.filter(pk=first.pk).update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now()
    )
    with pytest.raises(polling.SlotIsPast):
        polling.choose(poll, first, by=world.coordinator)
    polling.choose(poll, second, by=world.coordinator)
    with pytest.raises(polling.PollIsSettled):
        polling.choose(poll, second, by=world.coordinator)
    with pytest.raises(polling.PollIsSettled):
        polling.withdraw(poll, reason="x", by=world.coordinator)


def test_a_withdrawn_poll_tells_why(world, client):
    poll = asked(world)
    polling.withdraw(poll, reason="Zmiana planów", by=world.coordinator)
    assert "Zmiana planów" in letters_to(world.members[0]).last().text
    page = client.get(f"/when/{poll.invitees.first().secret}/").content.decode()
    assert "Zmiana planów" in page


def fields(world, **more):
    day = timezone.localdate() + timedelta(days=30)
    return {
        "team": world.team.pk,
        "title": "Posiedzenie",
        "length": 120,
        "until_day": timezone.localdate() + timedelta(days=9),
        "until_hour": "15:00",
        "slots-TOTAL_FORMS": 3,
        "slots-INITIAL_FORMS": 0,
        "slots-0-day": day,
        "slots-0-hour": "10:00",
        "slots-1-day": day,
        "slots-1-hour": "13:00",
    } | more


def test_the_form_asks_and_more_rows_lose_nothing(world, client):
    client.force_login(world.coordinator)
    page = client.post("/meetings/polls/add/", fields(world, more="1")).content.decode()
    assert DatePoll.objects.count() == 0
    assert page.count('name="slots-') >= 16
    assert 'value="13:00"' in page
    client.post("/meetings/polls/add/", fields(world))
    poll = DatePoll.objects.get()
    assert poll.slots.count() == 2
    assert all(poll.invitees.values_list("is_required", flat=True))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"slots-1-hour": "10:00"}, "Ten sam termin podano dwa razy"),
        ({"slots-1-day": "", "slots-1-hour": ""}, "co najmniej dwa terminy"),
        ({"slots-1-hour": ""}, "Podaj i datę, i godzinę"),
        ({"slots-1-day": "2027-03-28", "slots-1-hour": "02:30"}, "nie ma"),
        ({"slots-1-day": "2027-10-31", "slots-1-hour": "02:30"}, "dwa razy"),
        ({"slots-1-day": "2020-01-01"}, "już minął"),
        ({"until_day": "2020-01-01"}, "już minął"),
        ({"slots-1-day": timezone.localdate(), "slots-1-hour": "00:00"}, "już minęła"),
        (
            {"until_day": timezone.localdate() + timedelta(days=31)},
            "muszą być zebrane przed pierwszym terminem",
        ),
    ],
)
def test_each_mistake_gets_its_own_sentence(world, client, change, sentence):
    client.force_login(world.coordinator)
    page = client.post("/meetings/polls/add/", fields(world, **change)).content.decode()
    assert sentence in page
    assert 'value="Posiedzenie"' in page
    assert DatePoll.objects.count() == 0


def test_clashes_with_other_teams_are_shown_by_name_only_to_those_who_may_know(world, client):
    poll = asked(world)
    other = World(members=1)
    factories.mandate(factories.seat(other.team), world.members[0])
    slot = poll.slots.first()
    facts = other.facts(starts_at=slot.starts_at, ends_at=slot.ends_at, label=HandlingLabel.PERSONS)
    draft = planning.draft(
        other.team, facts=facts, agenda_entries=[("Punkt", None)], by=other.coordinator
    )
    convening.convene(draft, by=other.coordinator)
    client.force_login(world.coordinator)
    page = client.get(poll.get_absolute_url()).content.decode()
    assert "inny zespół" in page


@pytest.mark.parametrize("members", [2, 12])
def test_the_grid_costs_the_same_number_of_queries(members, client, django_assert_num_queries):
    world = World(members=members)
    poll = asked(world, times=members)
    said_by(world, poll, *[("yes",) * members] * members)
    client.force_login(world.coordinator)
    client.get(poll.get_absolute_url())
    with django_assert_num_queries(QUERIES_OF_THE_GRID):
        client.get(poll.get_absolute_url())


def test_members_see_the_counts_and_not_each_others_words(world, client):
    poll = asked(world)
    said_by(world, poll, ("no", "no"))
    client.force_login(world.members[1])
    page = client.get(poll.get_absolute_url()).content.decode()
    assert "nie: 1" in page
    assert world.members[0].full_name not in page
