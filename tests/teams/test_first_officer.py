"""A team without anybody in office gets its first coordinator from an administrator, once."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return factories.regional_team()


@pytest.fixture
def administrator():
    return factories.administrator()


def address(team):
    return reverse("teams:first-officer", args=[team.pk])


def facts(user, role="coordinator"):
    return {"user": user.pk, "role": role, "from_on": "2026-01-15", "act": "pismo 1/2026"}


def test_an_administrator_enters_the_first_coordinator(team, administrator, signed_in):
    person = factories.person()
    browser = signed_in(administrator)
    public = reverse("teams:public-team", args=[team.pk])
    assert address(team) in browser.get(public).content.decode()
    assert browser.post(address(team), facts(person)).status_code == 302
    assert team.roles.get().user == person
    assert address(team) not in browser.get(public).content.decode()


def test_once_somebody_leads_the_team_the_door_is_shut(team, administrator, signed_in):
    factories.coordinator_of(team)
    browser = signed_in(administrator)
    assert browser.get(address(team)).status_code == 404
    assert browser.post(address(team), facts(factories.person())).status_code == 404
    assert team.roles.count() == 1


def test_a_chair_is_not_entered_this_way(team, administrator, signed_in):
    page = signed_in(administrator).post(address(team), facts(factories.person(), "chair"))
    assert page.status_code == 200
    assert team.roles.count() == 0


def test_nobody_else_may(team, signed_in):
    member = factories.member_of(team)
    for person in (member, factories.person()):
        assert signed_in(person).get(address(team)).status_code == 404


def test_the_administrator_still_sees_nothing_of_the_team(team, administrator, signed_in):
    signed_in(administrator).post(address(team), facts(factories.person()))
    page = signed_in(administrator).get(reverse("teams:team-detail", args=[team.pk]))
    assert page.status_code == 302
