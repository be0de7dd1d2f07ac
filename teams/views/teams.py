"""The list of teams and a team's page from inside."""

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from coordination.csv_tables import csv_table
from teams import permissions, roster_import
from teams import roster as rosters
from teams.models import Team


def day_of(request):
    """The day a roster is asked for; anything odd is today."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()


@login_required
@require_safe
def team_list(request):
    own = Team.objects.visible_to(request.user).select_related("voivodeship").in_polish_order()
    everybody = Team.objects.known_to(request.user).select_related("voivodeship").in_polish_order()
    context = {
        "own": own,
        "teams": everybody,
        "own_pks": {team.pk for team in own},
        "active_pks": set(Team.objects.active().values_list("pk", flat=True)),
    }
    return render(request, "teams/team_list.html", context)


@login_required
@require_safe
def team_detail(request, pk):
    """The inside for members; whoever is not one is led to the public page."""
    teams = Team.objects.visible_to(request.user).select_related(
        "voivodeship", "predecessor", "parent"
    )
    team = teams.filter(pk=pk).first()
    if team is None:
        public = get_object_or_404(Team.objects.public(), pk=pk)
        return redirect("teams:public-team", pk=public.pk)
    day = day_of(request)
    context = {
        "team": team,
        "day": day,
        "is_today": day == timezone.localdate(),
        "name_then": rosters.name_on(team, day),
        "roster": rosters.roster(team, day),
        "officers": rosters.officers(team, day),
        "rules": team.rules.on_day(day).order_by("-from_on").first(),
        "acts": team.acts.all(),
        "contacts": team.contacts.all(),
        "former_names": team.former_names.all(),
        "can_manage": permissions.can_manage(request.user, team),
        "groups": groups_of(team),
        "rooms": [
            link
            for path in settings.TEAM_PAGE_ROOMS
            for link in import_string(path)(request.user, team)
        ],
        "own_groups": set(Team.objects.visible_to(request.user).values_list("pk", flat=True)),
    }
    return render(request, "teams/team_detail.html", context)


def groups_of(team):
    """Return the working groups of a team, those at work first, each knowing whether it is."""
    groups = list(team.working_groups.prefetch_related("acts").order_by("-active_from_on", "pk"))
    at_work = set(team.working_groups.active().values_list("pk", flat=True))
    for group in groups:
        group.is_at_work = group.pk in at_work
    return sorted(groups, key=lambda group: not group.is_at_work)


@login_required
@require_safe
def roster_export(request, pk):
    """The roster of a day as CSV that spreadsheets open with Polish letters."""
    team = get_object_or_404(Team.objects.visible_to(request.user), pk=pk)
    day = day_of(request)
    rows = [
        (
            row.institution_name,
            mandate.user.full_name,
            mandate.user.email,
            mandate.get_capacity_display(),
            mandate.from_on,
            mandate.appointing_act,
        )
        for row in rosters.roster(team, day)
        for mandate in [row.holder, *row.deputies]
        if mandate is not None
    ]
    table = csv_table(roster_import.headings().values(), rows)
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    name = slugify(f"sklad {team.short_name} {day}")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
