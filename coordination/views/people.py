"""People, for administrators: who can sign in, who was invited. No content is seen here."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import people as operations
from coordination import permissions
from coordination.forms import InvitePersonForm
from coordination.models import AccountInvitation, User


def administrators_only(view):
    """Answer 404 to everybody else: who is on the desk is not for guessing."""

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not permissions.can_invite(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@administrators_only
@require_safe
def people(request):
    found = User.objects.prefetch_related("posts__institution").in_polish_order()
    context = {
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "open_invitations": AccountInvitation.objects.filter(
            accepted_at__isnull=True, revoked_at__isnull=True
        ).select_related("invited_by"),
    }
    return render(request, "coordination/people.html", context)


@administrators_only
@require_http_methods(["GET", "POST"])
def invite(request):
    form = InvitePersonForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            operations.invite(by=request.user, **form.cleaned_data)
        except (operations.AlreadyKnown, operations.Deactivated) as refusal:
            form.add_error("email", str(refusal.message))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("coordination:people")
    return render(request, "coordination/person_invite.html", {"form": form})


@administrators_only
@require_safe
def person(request, pk):
    user = get_object_or_404(User.objects.prefetch_related("posts__institution"), pk=pk)
    return render(request, "coordination/person.html", {"person": user})


@administrators_only
@require_POST
def deactivate(request, pk):
    user = operations.deactivate(get_object_or_404(User, pk=pk), by=request.user)
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": user})
    return redirect("coordination:person", pk=pk)


@administrators_only
@require_POST
def activate(request, pk):
    user = operations.activate(get_object_or_404(User, pk=pk), by=request.user)
    messages.success(request, _("%(name)s can sign in again.") % {"name": user})
    return redirect("coordination:person", pk=pk)


@administrators_only
@require_POST
def guard_right(request, pk):
    """Give or end the right to keep what the case-data guard stops."""
    may = request.POST.get("may") == "1"
    user = operations.let_override_guard(get_object_or_404(User, pk=pk), may, by=request.user)
    if may:
        said = _("%(name)s may keep a text that the guard stops; each time with a reason.")
    else:
        said = _("%(name)s may no longer keep a text that the guard stops.")
    messages.success(request, said % {"name": user})
    return redirect("coordination:person", pk=pk)


@administrators_only
@require_POST
def invitation_revoke(request, pk):
    waiting = AccountInvitation.objects.filter(accepted_at__isnull=True, revoked_at__isnull=True)
    operations.revoke(get_object_or_404(waiting, pk=pk), by=request.user)
    messages.success(request, _("The invitation no longer works."))
    return redirect("coordination:people")
