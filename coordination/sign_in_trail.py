"""Signing in and out, and changes of factors, in the audit trail."""

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.contrib.auth import signals as auth_signals

from coordination import audit
from coordination.models import User


def write(verb):
    def receiver(sender, user=None, **kwargs):
        if user is not None and user.pk:
            audit.record(verb, user, by=user)

    return receiver


def failed(sender, credentials, **kwargs):
    """A failed attempt is written for a known address only; an unknown one has no trail."""
    email = str(credentials.get("email") or credentials.get("username") or "").lower()
    user = User.objects.filter(email=email).first()
    if user is not None:
        audit.record("sign_in.failed", user)


RECEIVERS = {
    "signed_in": (auth_signals.user_logged_in, write("sign_in.done")),
    "signed_out": (auth_signals.user_logged_out, write("sign_in.out")),
    "failed": (auth_signals.user_login_failed, failed),
    "password": (account_signals.password_changed, write("sign_in.password_changed")),
    "reset": (account_signals.password_reset, write("sign_in.password_reset")),
    "factor": (mfa_signals.authenticator_added, write("sign_in.factor_added")),
    "no_factor": (mfa_signals.authenticator_removed, write("sign_in.factor_removed")),
}


def connect():
    """Listen to allauth and Django; other people's code speaks by signals."""
    for name, (signal, receiver) in RECEIVERS.items():
        signal.connect(receiver, weak=False, dispatch_uid=f"sign-in-trail-{name}")
