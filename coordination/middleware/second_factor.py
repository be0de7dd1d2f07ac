"""An account with a role is used with a second factor only (quality S7)."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

OPEN_PATHS = ("/accounts/", "/language/", "/static/", "/health/")


def has_role(user):
    """Whether this account holds a post, an office or a mandate; rooms above are asked by name."""
    if user.is_administrator or user.posts.on_day().exists():
        return True
    return any(import_string(path)(user) for path in settings.ROLE_CHECKS)


class SecondFactorMiddleware:
    """Leads an account with a role to the set-up of its second factor before anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self.must_set_up(request):
            messages.info(
                request, _("Your account has a role: please set up a second factor first.")
            )
            return redirect("mfa_index")
        return self.get_response(request)

    @staticmethod
    def must_set_up(request):
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return False
        if request.path.startswith(OPEN_PATHS):
            return False
        return not is_mfa_enabled(request.user) and has_role(request.user)
