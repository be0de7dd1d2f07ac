"""Calendars that people subscribe to."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from coordination.choices import HandlingLabel
from meetings import announcing, convening, feeds
from meetings.models import FeedAddress
from tests import factories
from tests.meetings.calendar_texts import unfolded
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def fetch(client, address, **headers):
    return client.get(address.get_absolute_url(), headers=headers)


def test_a_feed_shows_what_its_owner_may_see(world, client):
    world.convened(title="Widoczne")
    world.draft(title="Szkic")
    world.convened(title="Dla wskazanych", label=HandlingLabel.PERSONS)
    text = unfolded(fetch(client, feeds.address_for(world.members[0])).content.decode())
    assert "Widoczne" in text
    assert "Szkic" not in text
    assert "Dla wskazanych" not in text
    assert "tylko dla wskazanych osób" in text
    assert "ATTENDEE" not in text
    assert "ORGANIZER" not in text


def test_an_unchanged_feed_answers_304(world, client):
    world.convened()
    address = feeds.address_for(world.members[0])
    tag = fetch(client, address)["ETag"]
    again = fetch(client, address, if_none_match=tag)
    assert (again.status_code, again.content) == (304, b"")
    world.convened()
    assert fetch(client, address, if_none_match=tag).status_code == 200


def test_a_tag_weakened_by_a_proxy_is_still_known(world, client):
    world.convened()
    address = feeds.address_for(world.members[0])
    tag = fetch(client, address)["ETag"]
    assert fetch(client, address, if_none_match=f'"older", W/{tag}').status_code == 304


def test_a_change_reaches_the_feed(world, client):
    meeting = world.convened()
    address = feeds.address_for(world.members[0])
    fetch(client, address)
    world.change(meeting, place="Sala 77")
    announcing.announce(meeting.pk)
    assert "LOCATION:Sala 77" in fetch(client, address).content.decode()


def test_a_cancelled_meeting_stays_a_while_as_cancelled(world, client):
    meeting = world.convened()
    convening.cancel(meeting, reason="przerwa", by=world.coordinator)
    address = feeds.address_for(world.members[0])
    assert "STATUS:CANCELLED" in fetch(client, address).content.decode()
    with time_machine.travel(meeting.ends_at + timedelta(days=31)):
        assert "STATUS:CANCELLED" not in fetch(client, address).content.decode()


def test_a_feed_dies_with_the_mandate(world, client):
    world.convened()
    address = feeds.address_for(world.members[0])
    assert fetch(client, address).status_code == 200
    world.mandates[0].until_on = timezone.localdate() - timedelta(days=1)
    world.mandates[0].save()
    assert fetch(client, address).status_code == 404


def test_a_feed_dies_with_the_account(world, client):
    user = world.members[0]
    address = feeds.address_for(user)
    user.is_active = False
    user.save()
    assert fetch(client, address).status_code == 404


def test_a_renewed_address_kills_the_old_one(world, client, signed_in):
    address = feeds.address_for(world.members[0])
    signed_in(world.members[0]).post(f"/calendar/{address.pk}/renew/")
    assert fetch(client, address).status_code == 404
    assert FeedAddress.objects.filter(user=world.members[0], revoked_at=None).count() == 1


def test_nobody_renews_the_address_of_another(world, signed_in):
    address = feeds.address_for(world.members[0])
    page = signed_in(world.members[1]).post(f"/calendar/{address.pk}/renew/")
    address.refresh_from_db()
    assert (page.status_code, address.revoked_at) == (404, None)


def test_a_feed_of_one_team_shows_that_team_only(world, client):
    other = World()
    factories.mandate(factories.seat(other.team), world.members[0])
    world.convened(title="Nasze")
    other.convened(title="Drugie")
    address = feeds.address_for(world.members[0], other.team)
    text = fetch(client, address).content.decode()
    assert "Drugie" in text
    assert "Nasze" not in text


@pytest.mark.parametrize("size", [2, 12])
def test_a_feed_costs_the_same_number_of_queries(world, client, size, django_assert_num_queries):
    for _number in range(size):
        world.convened()
    address = feeds.address_for(world.members[0])
    fetch(client, address)
    with django_assert_num_queries(7):
        fetch(client, address)
