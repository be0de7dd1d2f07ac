"""One's own account: opening it, and the profile."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination import people
from coordination.forms import ProfileForm, WelcomeForm


@login_required
@require_http_methods(["GET", "POST"])
def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        response = redirect("coordination:profile")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            person.language,
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        messages.success(request, _("The profile is saved."))
        return response
    posts = request.user.posts.on_day().select_related("institution")
    return render(request, "coordination/profile.html", {"form": form, "posts": posts})


@require_http_methods(["GET", "POST"])
def welcome(request, secret):
    """The page of an invitation: a name, a password, and the account is open."""
    invitation = people.open_invitation(secret)
    if invitation is None:
        raise Http404
    form = WelcomeForm(
        request.POST or None, user=invitation.user, initial={"full_name": invitation.full_name}
    )
    if form.is_valid():
        people.accept(
            invitation,
            full_name=form.cleaned_data["full_name"],
            password=form.cleaned_data["password"],
        )
        messages.success(request, _("The account is open. Please sign in."))
        return redirect("account_login")
    return render(request, "coordination/welcome.html", {"form": form, "invitation": invitation})
