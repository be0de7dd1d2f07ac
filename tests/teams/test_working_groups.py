"""Working groups: set up from a team's institutions, theirs alone inside, ended with a day."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import ending_groups, recurring
from meetings.models import Series
from meetings.views.proposals import steered_teams
from teams import working_groups
from teams.choices import RoleName, TeamLevel
from teams.models import Team
from tests import factories
from tests.access.places_series import group_of
from tests.meetings.test_recurring import next_tuesday, rule
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=3)


def fields(world, **more):
    today = timezone.localdate().isoformat()
    seats = [mandate.seat.pk for mandate in world.mandates[:2]]
    return {
        "name": "Grupa do spraw szkoleń",
        "purpose": "Plan szkoleń na rok",
        "act": "uchwała nr 2/2026",
        "act_on": today,
        "from_on": today,
        "until_on": "",
        "seats": seats,
    } | more


def test_a_coordinator_sets_up_a_group_of_the_teams_institutions(world, client):
    client.force_login(world.coordinator)
    address = reverse("teams:group-add", args=[world.team.pk])
    assert address in client.get(world.team.get_absolute_url()).content.decode()
    client.post(address, fields(world))
    group = Team.objects.get(level=TeamLevel.WORKING_GROUP)
    assert (group.parent, group.acts.get().title) == (world.team, "uchwała nr 2/2026")
    filled = [(seat.institution, seat.mandates.get().user) for seat in group.seats.all()]
    assert filled == [(one.seat.institution, one.user) for one in world.mandates[:2]]
    assert group.roles.get().role == RoleName.COORDINATOR
    assert group in steered_teams(world.coordinator)


def test_members_of_the_team_know_of_it_and_see_no_inside(world, client):
    group = group_of(world)
    client.force_login(world.members[2])
    page = client.get(world.team.get_absolute_url()).content.decode()
    assert "Grupa do spraw szkoleń" in page
    assert group.get_absolute_url() not in page
    assert client.get(group.get_absolute_url()).status_code == 404
    client.force_login(world.members[0])
    page = client.get(group.get_absolute_url()).content.decode()
    assert world.team.get_absolute_url() in page
    assert "Grupa do spraw szkoleń" in client.get("/teams/").content.decode()


@pytest.mark.parametrize("who", ["stranger", "other", "anonymous"])
def test_nobody_else_hears_of_it(world, client, who):
    group = group_of(world)
    other = factories.team("Inny Zespół")
    user = {"stranger": factories.person(), "other": factories.coordinator_of(other)}.get(who)
    if user:
        client.force_login(user)
    addresses = ["/teams/", "/directory/", "/search/?q=szkolen", "/meetings/questions/add/"]
    for address in [*addresses, f"/directory/teams/{group.pk}/"]:
        assert "Grupa do spraw" not in client.get(address).content.decode()


def test_its_members_find_it(world, client):
    group_of(world)
    client.force_login(world.members[2])
    assert "Grupa do spraw szkoleń" in client.get("/search/?q=szkolen").content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"seats": []}, "co najmniej jedną instytucję"),
        ({"until_on": "2020-01-01"}, "Ostatni dzień nie może być przed pierwszym"),
        ({"act": ""}, "Grupa do spraw szkoleń"),
    ],
)
def test_each_mistake_gets_its_sentence_and_loses_nothing(world, client, change, sentence):
    client.force_login(world.coordinator)
    address = reverse("teams:group-add", args=[world.team.pk])
    page = client.post(address, fields(world, **change)).content.decode()
    assert sentence in page
    assert "Plan szkoleń na rok" in page
    assert not Team.objects.filter(level=TeamLevel.WORKING_GROUP).exists()


def test_a_group_has_no_groups_and_no_strange_seats(world, client):
    group = group_of(world)
    facts = {
        "name": "x",
        "purpose": "x",
        "act": "x",
        "act_on": timezone.localdate(),
        "from_on": timezone.localdate(),
        "until_on": None,
        "by": world.coordinator,
    }
    with pytest.raises(working_groups.GroupOfAGroup):
        working_groups.found(group, seats=list(group.seats.all()), **facts)
    with pytest.raises(working_groups.SeatOfAnotherTeam):
        working_groups.found(world.team, seats=list(group.seats.all()), **facts)
    with pytest.raises(working_groups.NobodyInTheGroup):
        working_groups.found(world.team, seats=[], **facts)
    client.force_login(world.coordinator)
    assert client.get(reverse("teams:group-add", args=[group.pk])).status_code == 403


def test_a_seat_of_a_group_is_for_an_institution_of_its_team(world, client):
    group = group_of(world)
    stranger = factories.institution("Obca")
    client.force_login(world.coordinator)
    page = client.get(reverse("teams:seat-add", args=[group.pk])).content.decode()
    assert "Obca" not in page
    assert str(world.mandates[2].seat.institution) in page
    assert stranger.name not in page


def test_ending_ends_its_seats_and_its_series_and_keeps_its_papers(world, client):
    group = group_of(world)
    first = next_tuesday()
    facts = {"begins_on": first, "until_on": first + timedelta(days=100), "hour": time(10)}
    recurring.begin(group, rule=rule(**facts), by=world.coordinator)
    client.force_login(world.coordinator)
    address = reverse("teams:group-end", args=[world.team.pk, group.pk])
    today = timezone.localdate()
    client.post(address, {"until_on": today.isoformat()})
    group.refresh_from_db()
    assert group.active_until_on == today
    assert set(group.seats.values_list("until_on", flat=True)) == {today}
    assert {one.status for one in Series.objects.get().meetings.all()} == {"cancelled"}
    assert client.get(group.get_absolute_url()).status_code == 200


def test_a_group_with_a_meeting_ahead_is_not_ended_before_it(world, client):
    group = group_of(world)
    inner = World.__new__(World)
    inner.team, inner.coordinator = group, world.coordinator
    inner.convened()
    with pytest.raises(ending_groups.MeetsAfterItsEnd):
        working_groups.end(group, until_on=timezone.localdate(), by=world.coordinator)
    client.force_login(world.coordinator)
    address = reverse("teams:group-end", args=[world.team.pk, group.pk])
    page = client.post(address, {"until_on": timezone.localdate().isoformat()}).content.decode()
    assert "jest zwołane posiedzenie grupy" in page
    with pytest.raises(working_groups.NotAGroupAtWork):
        working_groups.end(world.team, until_on=timezone.localdate(), by=world.coordinator)
