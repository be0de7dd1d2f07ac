"""The job of this room in the head of every page, and its door on the page of a team."""

from django.urls import reverse
from django.utils.translation import gettext as _

from reports import permissions
from teams.choices import TeamLevel
from teams.standing import standing_of


def jobs(user):
    """Return the room for whoever reports, reviews or sits in a team, nothing for others."""
    if not permissions.has_any_role(user) and not standing_of(user).teams:
        return []
    return [(_("Reports"), reverse("reports:reports"), "/reports/")]


def of_team(_user, team):
    """Return the door to reports and plans of a voivodeship team, for its inside page."""
    if team.level != TeamLevel.VOIVODESHIP:
        return []
    return [(_("Reports and plans"), reverse("reports:team-years", args=[team.pk]))]
