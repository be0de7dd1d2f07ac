"""Finding what a request about reports of teams is about: unknown and forbidden answer 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from reports import activity_permissions
from reports.activity.freezing import decisions_for
from reports.models import TeamActivityReport, TeamSnapshot
from teams.choices import TeamLevel
from teams.models import Team


def own_teams(user):
    """Return the voivodeship teams whose inside a person may see."""
    return Team.objects.visible_to(user).filter(level=TeamLevel.VOIVODESHIP)


def own_team(request, pk):
    """Return a voivodeship team whose inside this person may see."""
    return get_object_or_404(own_teams(request.user).select_related("voivodeship"), pk=pk)


def kept_team(request, pk):
    """Return a team whose report, plan and activities this person keeps."""
    team = own_team(request, pk)
    if not activity_permissions.can_keep(request.user, team):
        raise Http404
    return team


def visible_team_report(request, pk, may=None):
    """Return a report this person may read and, with `may`, work on."""
    rows = TeamActivityReport.objects.visible_to(request.user)
    found = get_object_or_404(rows.select_related("team__voivodeship"), pk=pk)
    if may is not None and not may(request.user, found):
        raise Http404
    return found


def part_of(report, pk):
    """Return a part of a report that was found visible."""
    found = get_object_or_404(report.parts, pk=pk)
    found.report = report
    return found


def visible_team_snapshot(request, pk):
    rows = TeamSnapshot.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("report__team__voivodeship", "decision", "sending__by"), pk=pk
    )


def decisions_seen(user, team):
    """Return the decisions by which a team can adopt something, among those a person may see."""
    found = decisions_for(team)
    return found.filter(pk__in=found.model.objects.visible_to(user).values("pk"))


def form_page(request, form, title, *, team, back, **more):
    """Draw a page of one form about a team.

    Args:
        request: The request.
        form: The form.
        title: The heading; the button says it too unless `submit` does.
        team: Whose it is.
        back: Where the way back leads.
        more: `lead`, `submit`, `theirs` (what somebody else saved meanwhile) and `status`.
    """
    context = {
        "form": form,
        "title": title,
        "team": team,
        "back": back,
        "lead": more.get("lead", ""),
        "submit": more.get("submit", title),
        "theirs": more.get("theirs", ()),
    }
    page = "reports/activity/form.html"
    return render(request, page, context, status=more.get("status", 200))
