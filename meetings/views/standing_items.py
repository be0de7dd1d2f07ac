"""The items that come back at every meeting of a team."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from meetings import permissions
from meetings.forms.agenda import StandingItemForm
from meetings.views.found import visible_team


@login_required
@require_http_methods(["GET", "POST"])
def standing_items(request, team):
    """Write down what every agenda of a team begins or ends with."""
    team = visible_team(request, team, permissions.convenes)
    form = StandingItemForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.instance.team = team
        form.instance.position = team.standing_items.count() + 1
        form.save()
        messages.success(request, _("The item will stand on every new agenda."))
        return redirect("meetings:standing-items", team=team.pk)
    context = {"team": team, "form": form, "standing": team.standing_items.filter(ended_at=None)}
    return render(request, "meetings/standing_items.html", context)


@login_required
@require_POST
def standing_item_end(request, team, standing):
    """Let an item come back no more; agendas that have it keep it."""
    team = visible_team(request, team, permissions.convenes)
    one = get_object_or_404(team.standing_items.filter(ended_at=None), pk=standing)
    one.ended_at = timezone.now()
    one.save(update_fields=["ended_at"])
    messages.success(request, _("It will not come back. Old agendas keep it."))
    return redirect("meetings:standing-items", team=team.pk)
