"""Finding the meeting a request is about: unknown and forbidden both answer 404."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from meetings.models import Meeting
from teams.models import Team


def visible_meeting(request, pk, may=None):
    """Return a meeting this person may see, with its team loaded.

    Args:
        request: The request of a signed-in person.
        pk: Key of the meeting.
        may: A predicate `(user, meeting)` that must hold too.

    Raises:
        Http404: It does not exist or is not his to see.
        PermissionDenied: He may see it but not do this.
    """
    meetings = Meeting.objects.visible_to(request.user).select_related(
        "team", "team__voivodeship", "rules"
    )
    meeting = get_object_or_404(meetings, pk=pk)
    if may is not None and not may(request.user, meeting):
        raise PermissionDenied
    return meeting


def visible_team(request, pk, may=None):
    """Return a team whose inside this person may see.

    Args:
        request: The request of a signed-in person.
        pk: Key of the team.
        may: A predicate `(user, team)` that must hold too.

    Raises:
        Http404: It does not exist or its inside is not his to see.
        PermissionDenied: He may see it but not do this.
    """
    teams = Team.objects.visible_to(request.user).select_related("voivodeship")
    team = get_object_or_404(teams, pk=pk)
    if may is not None and not may(request.user, team):
        raise PermissionDenied
    return team


def seats_of_team(team):
    """Return the seats of a team today, in their order."""
    return team.seats.on_day().select_related("institution").in_order()
