"""One page with what waits for me over all my teams."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exchange import permissions as exchange_permissions
from meetings import digests, permissions
from meetings import waiting as questions
from meetings.forms.digests import DigestForm
from meetings.models import Meeting


@login_required
@require_GET
def waiting(request):
    user, now = request.user, timezone.now()
    teams = list(permissions.teams_to_convene(user).active().values_list("pk", flat=True))
    parts = questions.gather(user, now, teams)
    looked_at = digests.of_person(user).looked_at
    context = {
        **parts,
        "nothing": not any(parts.values()),
        "looked_at": looked_at,
        "news": digests.news(questions.entries(parts), looked_at),
        "can_create": bool(teams),
        "can_write": exchange_permissions.can_write(user),
        "today": timezone.localdate(),
        "next_meetings": Meeting.objects.visible_to(user)
        .upcoming(now)
        .convened()
        .select_related("team__voivodeship")[:5],
    }
    return render(request, "meetings/waiting.html", context)


@login_required
@require_POST
def waiting_seen(request):
    """Remember that the person has looked: what comes later is news."""
    digests.note_look(request.user)
    messages.success(request, _("Noted. What comes from now on will stand at the top as new."))
    return redirect("meetings:waiting")


@login_required
@require_http_methods(["GET", "POST"])
def digest_settings(request):
    """How often a person wants what waits for him in one letter."""
    digest = digests.of_person(request.user)
    form = DigestForm(request.POST or None, initial={"rhythm": digest.rhythm})
    if form.is_valid():
        digests.choose(request.user, form.cleaned_data["rhythm"])
        messages.success(request, _("Your choice is saved."))
        return redirect("meetings:waiting")
    return render(request, "meetings/digest_settings.html", {"form": form, "digest": digest})
