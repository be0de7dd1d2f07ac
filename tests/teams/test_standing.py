"""Where a person stands is asked once while a page is read, and anew for every change."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from coordination.request_memory import remembered, remembering
from teams.choices import RoleName
from teams.standing import NOWHERE, standing_of
from tests import factories

pytestmark = pytest.mark.django_db


def test_nobody_stands_nowhere():
    assert standing_of(AnonymousUser()) is NOWHERE
    assert standing_of(factories.person(is_active=False)) is NOWHERE


def test_seats_and_offices_of_the_day():
    seat = factories.seat()
    member = factories.mandate(seat).user
    factories.role(seat.team, member, RoleName.SECRETARY)
    standing = standing_of(member)
    assert standing.seats == {seat.pk: seat.team_id}
    assert standing.holding([RoleName.SECRETARY]) == {seat.team_id}
    assert standing.holding([RoleName.CHAIR]) == set()
    earlier = standing_of(member, timezone.localdate() - timedelta(days=9000))
    assert earlier.teams == set()


def test_it_is_asked_once_while_a_page_is_read(django_assert_num_queries):
    member = factories.mandate().user
    with remembering(), django_assert_num_queries(2):
        standing_of(member)
        standing_of(member)
    with django_assert_num_queries(4):
        standing_of(member)
        standing_of(member)


def test_each_reading_has_a_memory_of_its_own():
    with remembering():
        assert remembered("question", lambda: 1) == 1
        assert remembered("question", lambda: 2) == 1
    with remembering():
        assert remembered("question", lambda: 2) == 2
