"""Working groups of a team: setting one up and ending it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teams import permissions, working_groups
from teams.choices import TeamLevel
from teams.forms import EndGroupForm, GroupForm
from teams.models import Team
from teams.views.membership import managed_team


@login_required
@require_http_methods(["GET", "POST"])
def group_add(request, pk):
    """Found a group from the institutions of the team."""
    team = managed_team(request, pk)
    if team.level == TeamLevel.WORKING_GROUP:
        raise PermissionDenied
    form = GroupForm(request.POST or None, parent=team, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            group = working_groups.found(team, by=request.user, **form.cleaned_data)
        except working_groups.Refused as refused:
            form.add_error("seats", str(refused))
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            messages.success(
                request,
                _("The working group is set up; at first you coordinate it yourself."),
            )
            return redirect(group)
    context = {
        "form": form,
        "team": team,
        "heading": _("Set up a working group"),
        "lead": _("It has its own seats, meetings and papers; your team sees that it exists."),
        "submit": _("Set it up"),
    }
    return render(request, "teams/team_form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def group_end(request, pk, group):
    """End a group with its last day; what it did stays."""
    team = get_object_or_404(Team.objects.visible_to(request.user), pk=pk)
    group = get_object_or_404(team.working_groups.active(), pk=group)
    if not permissions.can_manage(request.user, team):
        raise PermissionDenied
    form = EndGroupForm(request.POST or None, group=group)
    if request.method == "POST" and form.is_valid():
        try:
            working_groups.end(group, until_on=form.cleaned_data["until_on"], by=request.user)
        except working_groups.Refused as refused:
            form.add_error("until_on", str(refused))
        except ValidationError as error:
            form.add_error("until_on", error.messages[0])
        else:
            messages.success(request, _("The working group has its last day; its papers stay."))
            return redirect(team)
    context = {
        "form": form,
        "team": team,
        "heading": _("End the working group: %(group)s") % {"group": group},
        "lead": "",
        "submit": _("End it"),
    }
    return render(request, "teams/team_form.html", context)
