"""Who may do what with a team, on the day of the question."""

from datetime import timedelta

import pytest
from django.utils import timezone

from teams import permissions
from teams.choices import RoleName
from teams.models import Seat, Team, TeamRole
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "visible", "managed", "steered", "chaired", "sits"),
    [
        ("stranger", 0, 0, 0, 0, 0),
        ("administrator", 0, 0, 0, 0, 0),
        ("member", 1, 0, 0, 0, 1),
        ("former_member", 0, 0, 0, 0, 0),
        ("future_member", 0, 0, 0, 0, 0),
        ("member_of_ended_seat", 0, 0, 0, 0, 0),
        ("inactive_member", 0, 0, 0, 0, 0),
        ("coordinator", 1, 1, 1, 0, 0),
        ("secretary", 1, 1, 1, 0, 0),
        ("chair", 1, 1, 0, 1, 0),
        ("former_chair", 0, 0, 0, 0, 0),
        ("chair_of_another_team", 0, 0, 0, 0, 0),
    ],
)
def test_who_may_do_what_with_a_team(who, visible, managed, steered, chaired, sits):
    team = factories.team()
    user = somebody(who, team)

    assert Team.objects.visible_to(user).filter(pk=team.pk).count() == visible
    assert permissions.can_view(user, team) == bool(visible)
    assert permissions.can_manage(user, team) == bool(managed)
    assert permissions.is_secretary_of(user, team) == bool(steered)
    assert permissions.is_chair_of(user, team) == bool(chaired)
    assert permissions.is_current_member_of(user, team) == bool(sits)
    assert Seat.objects.visible_to(user).filter(team=team).exists() == bool(
        visible and team.seats.exists()
    )
    assert TeamRole.objects.visible_to(user).filter(team=team).exists() == bool(
        visible and team.roles.exists()
    )


def somebody(who, team):
    tomorrow = timezone.localdate() + timedelta(days=1)
    makers = {
        "stranger": factories.person,
        "administrator": factories.administrator,
        "member": lambda: factories.member_of(team),
        "former_member": lambda: factories.former_member_of(team),
        "future_member": lambda: factories.member_of(team, from_on=tomorrow),
        "member_of_ended_seat": lambda: (
            factories.mandate(factories.seat(team, until_on=factories.yesterday())).user
        ),
        "inactive_member": lambda: factories.member_of(team, factories.person(is_active=False)),
        "coordinator": lambda: factories.coordinator_of(team),
        "secretary": lambda: factories.secretary_of(team),
        "chair": lambda: factories.chair_of(team),
        "former_chair": lambda: (
            factories.role(team, name=RoleName.CHAIR, until_on=factories.yesterday()).user
        ),
        "chair_of_another_team": lambda: factories.chair_of(factories.team()),
    }
    return makers[who]()
