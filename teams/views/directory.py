"""What anybody may read: programmes, the national team, the sixteen teams, whom to contact."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from teams import permissions, voivodeship_map
from teams.choices import ServiceKind, TeamLevel
from teams.models import Programme, Team


def regional_teams():
    """The sixteen voivodeship teams in the order of the Polish alphabet."""
    return (
        Team.objects.public()
        .active()
        .filter(level=TeamLevel.VOIVODESHIP)
        .select_related("voivodeship")
        .in_polish_order()
    )


@require_safe
def directory(request):
    teams = list(regional_teams())
    bodies = Team.objects.public().filter(level=TeamLevel.NATIONAL).order_by("active_from_on")
    national = list(bodies.active())
    context = {
        "regional": teams,
        "national": national,
        "former_national": [team for team in bodies if team not in national],
        "shapes": voivodeship_map.shapes_for(teams),
        "view_box": voivodeship_map.VIEW_BOX,
        "programme": Programme.objects.filter(key="kcik").first(),
    }
    return render(request, "teams/directory.html", context)


@require_safe
def programme(request):
    """KCIK: aim, conditions of entry, offer, task areas, operators by year, contact."""
    found = get_object_or_404(Programme, key="kcik")
    points = {}
    for point in found.points.all():
        points.setdefault(point.kind, []).append(point.text)
    context = {
        "programme": found,
        "aims": points.get(ServiceKind.AIM, []),
        "conditions": points.get(ServiceKind.CONDITION, []),
        "offer": points.get(ServiceKind.OFFER, []),
        "areas": points.get(ServiceKind.AREA, []),
        "operators": found.operators.select_related("institution"),
        "contacts": found.contacts.all(),
    }
    return render(request, "teams/programme.html", context)


@require_safe
def public_team(request, pk):
    """The public side of a team: acts, founding, coordinating unit, contact; never people."""
    teams = Team.objects.public().select_related("voivodeship", "predecessor")
    team = get_object_or_404(teams, pk=pk)
    seats = team.seats.on_day(timezone.localdate()).select_related("institution").in_order()
    context = {
        "team": team,
        "seats": seats,
        "acts": team.acts.all(),
        "tasks": team.statutory_tasks.all(),
        "contacts": team.contacts.all(),
        "former_names": team.former_names.all(),
        "successors": team.successors.all(),
        "parts": [import_string(path)(team) for path in settings.PUBLIC_TEAM_PARTS],
        "can_appoint_first": permissions.can_appoint_first_officer(request.user, team),
    }
    return render(request, "teams/public_team.html", context)
