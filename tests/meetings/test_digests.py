"""One letter with all that waits, daily or weekly, and what is new since one looked."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from coordination.choices import HandlingLabel
from meetings import digests, polling
from meetings.choices import DigestRhythm
from meetings.local_times import WARSAW
from meetings.models import Digest
from tests import factories
from tests.meetings.votes_world import circular
from tests.meetings.world import World, letters

pytestmark = pytest.mark.django_db


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("rhythm", "now", "due"),
    [
        ("daily", "2026-11-25T07:00", "2026-11-25T08:00"),
        ("daily", "2026-11-25T08:00", "2026-11-26T08:00"),
        ("daily", "2026-11-27T12:00", "2026-11-30T08:00"),
        ("daily", "2026-12-23T12:00", "2026-12-28T08:00"),
        ("weekly", "2026-11-25T12:00", "2026-11-30T08:00"),
        ("weekly", "2026-11-30T07:59", "2026-11-30T08:00"),
        ("weekly", "2026-11-30T08:00", "2026-12-07T08:00"),
        # Easter Monday: the first working day of that week is Tuesday.
        ("weekly", "2026-04-05T12:00", "2026-04-07T08:00"),
        # Both changes of the clock: the hour on the wall stays.
        ("daily", "2026-03-27T09:00", "2026-03-30T08:00"),
        ("daily", "2026-10-23T09:00", "2026-10-26T08:00"),
    ],
)
def test_it_comes_on_working_mornings(rhythm, now, due):
    assert digests.next_due(rhythm, at(now)) == at(due)


def told(person):
    return letters(key__startswith=f"digest:{person.pk}:")


def due_now(person, rhythm=DigestRhythm.DAILY, at=None):
    moment = at or timezone.now()
    Digest.objects.update_or_create(
        user=person, defaults={"rhythm": rhythm, "due_at": moment - timedelta(minutes=1)}
    )


@pytest.fixture
def world():
    return World(members=3)


def test_one_letter_tells_of_all_teams_once(world):
    member = world.members[0]
    meeting = world.convened(title="Posiedzenie jesienne")
    circular(world, title="Plan pracy obiegiem")
    other = World(members=0)
    factories.member_of(other.team, member)
    other.convened(title="Spotkanie drugiego zespołu")
    due_now(member)

    sent = [digests.send_due(), digests.send_due()]

    (letter,) = told(member)
    assert sent == [1, 0]
    for words in (meeting.title, "Plan pracy obiegiem", "Spotkanie drugiego zespołu"):
        assert words in letter.text
        assert words in letter.html
    assert letter.subject == "Czekają 3 sprawy"


def test_where_nothing_waits_nothing_is_sent_and_the_promise_moves_on(world):
    person = factories.person()
    due_now(person)
    assert digests.send_due() == 0
    assert told(person) == []
    assert Digest.objects.get(user=person).due_at > timezone.now()


def test_who_wants_none_gets_none(world):
    world.convened()
    digests.choose(world.members[0], DigestRhythm.NEVER)
    Digest.objects.update(due_at=timezone.now() - timedelta(days=1))
    digests.send_due()
    assert told(world.members[0]) == []


def test_somebody_who_chose_nothing_is_promised_a_weekly_one(world):
    digests.send_due()
    found = Digest.objects.get(user=world.members[1])
    assert (found.rhythm, found.due_at > timezone.now()) == ("weekly", True)
    assert Digest.objects.count() == 4


def test_a_person_who_left_gets_no_letter(world):
    member = world.members[0]
    world.convened()
    due_now(member)
    member.is_active = False
    member.save()
    digests.send_due()
    assert told(member) == []


def test_a_right_that_ended_takes_its_matters_out_of_the_letter(world):
    member = world.members[0]
    world.convened(title="Kanarek-posiedzenie")
    member.mandates.update(until_on=factories.yesterday())
    due_now(member)
    digests.send_due()
    assert told(member) == []


def test_what_is_for_named_persons_is_not_named_in_the_letter(world):
    member = world.members[0]
    world.convened(title="Kanarek-osobowy", label=HandlingLabel.PERSONS)
    circular(world, title="Kanarek-obieg", label=HandlingLabel.PERSONS)
    due_now(member)
    digests.send_due()
    (letter,) = told(member)
    assert "Kanarek" not in letter.text + letter.html + letter.subject
    assert "sprawa, której nazwa jest tylko w stole" in letter.text


def test_the_letter_says_what_is_new_since_the_last_one(world):
    member = world.members[0]
    world.convened(title="Dawne posiedzenie")
    due_now(member)
    digests.send_due()
    world.convened(title="Nowe posiedzenie", hour=15)
    later = timezone.now() + timedelta(days=7)
    Digest.objects.filter(user=member).update(due_at=later - timedelta(minutes=1))

    digests.send_due(later)

    second = told(member)[1]
    lines = {line for line in second.text.splitlines() if "posiedzenie" in line}
    assert {line.endswith("(nowe)") for line in lines if "Nowe posiedzenie" in line} == {True}
    assert {line.endswith("(nowe)") for line in lines if "Dawne" in line} == {False}


def test_the_page_shows_what_came_since_one_looked(world, client):
    member = world.members[0]
    client.force_login(member)
    world.convened(title="Dawne posiedzenie")
    assert client.get("/waiting/").context["news"] == []

    client.get("/waiting/")
    assert not Digest.objects.filter(user=member).exists()
    client.post("/waiting/seen/")
    poll = polling.ask(
        world.team,
        title="Nowy termin",
        place="",
        words="",
        until_at=timezone.now() + timedelta(days=5),
        spans=[
            (timezone.now() + timedelta(days=9), timezone.now() + timedelta(days=9, hours=1)),
            (timezone.now() + timedelta(days=10), timezone.now() + timedelta(days=10, hours=1)),
        ],
        by=world.coordinator,
    )

    news = client.get("/waiting/").context["news"]

    assert [entry.title for entry in news] == [poll.title]


def test_one_chooses_on_a_page(world, client):
    client.force_login(world.members[0])
    assert "raz w tygodniu" in client.get("/waiting/digest/").content.decode()
    client.post("/waiting/digest/", {"rhythm": "daily"})
    assert Digest.objects.get(user=world.members[0]).rhythm == "daily"
    wrong = client.post("/waiting/digest/", {"rhythm": "hourly"})
    assert wrong.context["form"].errors["rhythm"]


def test_the_page_asks_as_much_for_many_matters(world, client, django_assert_max_num_queries):
    client.force_login(world.members[0])
    for number in range(8):
        circular(world, title=f"Obieg {number}")
    with django_assert_max_num_queries(34):
        client.get("/waiting/")
