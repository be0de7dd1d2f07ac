"""Groups of addressees: who is in them, who may change them, and what was changed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.refusals import Refused
from exchange import audience_groups, permissions
from exchange.forms.groups import GroupForm, OneAddresseeForm
from exchange.models import AudienceGroup
from exchange.views.found import belonging_only


def visible_group(request, pk, may=None):
    """Return a group of a team whose inside this person may see."""
    groups = AudienceGroup.objects.visible_to(request.user).select_related("team__voivodeship")
    found = get_object_or_404(groups, pk=pk)
    if may is not None and not may(request.user, found):
        raise PermissionDenied
    return found


@belonging_only
@require_safe
def group_list(request):
    groups = AudienceGroup.objects.visible_to(request.user).open().with_size()
    context = {
        "groups": groups.select_related("team__voivodeship").in_polish_order(),
        "can_add": permissions.teams_whose_groups_are_kept(request.user).exists(),
    }
    return render(request, "exchange/group_list.html", context)


@belonging_only
@require_http_methods(["GET", "POST"])
def group_add(request):
    teams = permissions.teams_whose_groups_are_kept(request.user).select_related("voivodeship")
    if not teams:
        raise PermissionDenied
    form = GroupForm(request.POST or None, teams=teams, user=request.user)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            made = audience_groups.found(facts["team"], name=facts["name"], by=request.user)
        except ValidationError as error:
            form.add_error("name", error.messages[0])
        else:
            messages.success(request, _("The group is made. Put institutions and people into it."))
            return redirect("exchange:group", made.pk)
    return render(request, "exchange/group_form.html", {"form": form})


@belonging_only
@require_http_methods(["GET", "POST"])
def group(request, pk):
    """A group with its members and its changes; its keepers put somebody into it here."""
    found = visible_group(request, pk)
    keeps = permissions.can_keep_group(request.user, found) and found.closed_at is None
    if request.method == "POST" and not keeps:
        raise PermissionDenied
    form = OneAddresseeForm(request.POST or None, user=request.user) if keeps else None
    if request.method == "POST" and form.is_valid():
        try:
            audience_groups.add(
                found,
                institution=form.cleaned_data["institution"],
                person=form.cleaned_data["person"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error("person", str(refusal))
        else:
            messages.success(request, _("It is in the group from now on."))
            return redirect("exchange:group", found.pk)
    context = {
        "group": found,
        "form": form,
        "keeps": keeps,
        "members": found.members.select_related("institution", "person"),
        "changes": found.changes.select_related("by")[:100],
    }
    return render(request, "exchange/group.html", context)


@belonging_only
@require_POST
def member_remove(request, pk, member):
    found = visible_group(request, pk, permissions.can_keep_group)
    audience_groups.remove(get_object_or_404(found.members, pk=member), by=request.user)
    messages.success(request, _("It is taken out of the group."))
    return redirect("exchange:group", found.pk)


@belonging_only
@require_POST
def group_close(request, pk):
    found = visible_group(request, pk, permissions.can_keep_group)
    audience_groups.close(found, by=request.user)
    messages.success(request, _("The group is closed; its record stays."))
    return redirect("exchange:group-list")
