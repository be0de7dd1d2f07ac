"""Teams that take part in a meeting beside the one that leads it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meetings import joint, permissions
from meetings.forms.planning import JoinTeamsForm
from meetings.views.found import visible_meeting


@login_required
@require_http_methods(["GET", "POST"])
def teams_join(request, pk):
    """Choose the further teams of a draft."""
    meeting = visible_meeting(request, pk, permissions.can_edit)
    present = [one.team_id for one in joint.joined_of(meeting)]
    # Nothing chosen is an answer, too.
    posted = request.POST if request.method == "POST" else None
    form = JoinTeamsForm(posted, meeting=meeting, user=request.user, initial={"teams": present})
    if form.is_valid():
        try:
            joint.join(meeting, form.cleaned_data["teams"], by=request.user)
        except joint.Refused as refused:
            form.add_error("teams", str(refused))
        else:
            messages.success(request, _("The teams that take part are saved."))
            return redirect(meeting)
    return render(request, "meetings/teams_join.html", {"meeting": meeting, "form": form})
