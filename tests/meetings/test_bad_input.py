"""What nobody should be able to enter: each with its own sentence, and nothing typed is lost."""

from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from meetings import arranging, recurring
from meetings.agenda_order import ITEM, MovedBehindItself
from meetings.choices import HolidayRule, PresenceMode
from meetings.models import Meeting, Presence, Series
from tests.meetings.test_recurring import fields, rule
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    with time_machine.travel(date(2027, 1, 11), tick=False):
        yield World(members=3)


def browser_of(world):
    browser = Client()
    browser.force_login(world.coordinator)
    return browser


def test_a_deputy_of_two_seats_is_refused_at_the_door(world):
    meeting = world.in_session()
    first, second = list(meeting.invitees.expected())[:2]
    facts = {}
    for invitee in (first, second):
        facts[f"p{invitee.pk}-mode"] = PresenceMode.BY_DEPUTY
        facts[f"p{invitee.pk}-deputy_name"] = "Ewa Zastępcza"
    address = reverse("meetings:attendance", args=[meeting.pk])
    page = browser_of(world).post(address, facts).content.decode()
    assert "Ta osoba uczestniczy już za inne miejsce" in page
    assert page.count('value="Ewa Zastępcza"') == 2
    assert Presence.objects.filter(mode=PresenceMode.BY_DEPUTY).count() == 0


def test_a_series_without_an_end_is_refused(world):
    page = browser_of(world).post("/meetings/series/add/", fields(world, until_on=""))
    assert "która nigdy się nie kończy" in page.content.decode()
    assert 'value="Posiedzenie cykliczne"' in page.content.decode()
    assert Series.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("2027-03-28", "Tej godziny nie ma tego dnia"), ("2027-10-31", "dwa razy")],
)
def test_a_meeting_in_an_hour_that_is_not_there_once_is_refused(world, day, sentence):
    facts = {
        "team": world.team.pk,
        "title": "Nocne",
        "day": day,
        "hour": "02:30",
        "length": "60",
        "place": "Radom",
        "agenda": "Otwarcie",
        "kind": "ordinary",
        "label": "units",
    }
    page = browser_of(world).post("/meetings/new/", facts).content.decode()
    assert sentence in page
    assert 'value="Nocne"' in page
    assert Meeting.objects.count() == 0


def test_a_later_day_of_a_series_in_such_an_hour_is_refused_too(world):
    facts = {"begins_on": date(2027, 3, 14), "until_on": date(2027, 4, 25), "hour": time(2, 30)}
    with pytest.raises(ValidationError) as refusal:
        recurring.begin(
            world.team, rule=rule(**facts, holidays=HolidayRule.NEXT), by=world.coordinator
        )
    assert refusal.value.code == "gap"
    page = browser_of(world).post("/meetings/series/add/", fields(world, **facts, holidays="next"))
    assert "Tej godziny nie ma tego dnia" in page.content.decode()
    assert 'value="Posiedzenie cykliczne"' in page.content.decode()
    assert Series.objects.count() == 0


def test_an_item_moved_under_itself_is_refused(world):
    meeting = world.convened()
    first = meeting.items.first()
    before = list(meeting.items.values_list("title", flat=True))
    with pytest.raises(MovedBehindItself):
        arranging.move(
            meeting, (ITEM, first.pk), by=world.coordinator, step=None, behind=(ITEM, first.pk)
        )
    address = reverse("meetings:agenda-move", args=[meeting.pk])
    token = f"item:{first.pk}"
    page = browser_of(world).post(address, {"token": token, "behind": token})
    assert "nie może stanąć za samym sobą" in page.content.decode()
    assert list(meeting.items.values_list("title", flat=True)) == before
