"""Whom the desk writes to about proposals and questions."""

from coordination.models import User
from teams.choices import RoleName
from teams.models import Mandate

PREPARING = [RoleName.SECRETARY, RoleName.COORDINATOR]


def officers_of(team):
    """Return the people who prepare the meetings of a team today."""
    roles = team.roles.on_day().filter(role__in=PREPARING)
    return User.objects.active().filter(pk__in=roles.values("user")).order_by("pk")


def people_of(seats):
    """Return the people who fill seats today."""
    filled = Mandate.objects.on_day().filter(seat__in=seats)
    return User.objects.active().filter(pk__in=filled.values("user")).order_by("pk")
