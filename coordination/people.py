"""How people come to the desk and leave it."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit, outbox
from coordination.models import AccountInvitation, User
from coordination.refusals import Refused

VALID_FOR = timedelta(days=14)


class AlreadyKnown(Refused):
    message = _("A person with this e-mail address can already sign in.")


class Deactivated(Refused):
    message = _("This person's account is closed; open it again first.")


class InvitationOver(Refused):
    message = _("This invitation has expired or has been used.")


class NotYourself(Refused):
    message = _("You cannot deactivate your own account.")


@transaction.atomic
def invite(*, email, full_name, language, by):
    """Create a person who cannot sign in yet and send the link with which the account is opened.

    Args:
        email: The address, which becomes the sign-in name.
        full_name: First name and surname.
        language: Language of the letter, `pl` or `en`.
        by: The administrator acting.

    Raises:
        AlreadyKnown: The person has an account in use.
        Deactivated: The person's account was closed by an administrator.
    """
    email = email.strip().lower()
    user = User.objects.filter(email=email).first()
    if user is not None and user.has_usable_password():
        raise AlreadyKnown
    if user is not None and not user.is_active:
        raise Deactivated
    if user is None:
        user = User.objects.create_user(email, None, full_name=full_name, language=language)
    AccountInvitation.objects.filter(user=user).update(user=None, revoked_at=timezone.now())
    invitation = AccountInvitation.objects.create(
        email=email,
        full_name=full_name,
        language=language,
        user=user,
        invited_by=by,
        expires_at=timezone.now() + VALID_FOR,
    )
    tell(invitation)
    audit.record("person.invited", user, by=by)
    return invitation


def tell(invitation):
    link = settings.PUBLIC_URL + reverse("coordination:welcome", args=[invitation.secret])
    letter = outbox.compose(
        "coordination/mail/welcome",
        invitation.language,
        {"invitation": invitation, "link": link},
        key=f"account-invitation:{invitation.pk}",
        recipient=invitation.email,
        recipient_name=invitation.full_name,
        about=invitation,
    )
    outbox.send_once(letter)


def open_invitation(secret):
    """Return the invitation of a link while it can be used, else None."""
    return AccountInvitation.objects.filter(
        secret=secret,
        accepted_at__isnull=True,
        revoked_at__isnull=True,
        expires_at__gt=timezone.now(),
        user__is_active=True,
    ).first()


@transaction.atomic
def accept(invitation, *, full_name, password):
    """Open the account: the link proves the address, the person chooses a password.

    Raises:
        InvitationOver: Used, revoked or expired meanwhile.
    """
    AccountInvitation.objects.select_for_update().get(pk=invitation.pk)
    invitation = open_invitation(invitation.secret)
    if invitation is None:
        raise InvitationOver
    user = invitation.user
    user.full_name = full_name
    user.set_password(password)
    user.save(update_fields=["full_name", "password"])
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    audit.record("person.joined", user, by=user)
    return user


@transaction.atomic
def revoke(invitation, *, by):
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    audit.record("person.invitation_revoked", invitation, by=by)


@transaction.atomic
def deactivate(user, *, by):
    """Close the door at once: the person can no longer sign in and every session ends.

    Raises:
        NotYourself: An administrator cannot lock himself out.
    """
    if user.pk == by.pk:
        raise NotYourself
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = False
    user.save(update_fields=["is_active"])
    for session in UserSession.objects.filter(user=user):
        session.end()
    audit.record("person.deactivated", user, by=by)
    return user


@transaction.atomic
def activate(user, *, by):
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record("person.activated", user, by=by)
    return user


@transaction.atomic
def let_override_guard(user, may, *, by):
    """Say whether a person may keep a text that the case-data guard stops, with a reason.

    Args:
        user: The person.
        may: Whether he may from now on.
        by: The administrator acting. Permission is the caller's to check.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.may_override_guard != may:
        user.may_override_guard = may
        user.save(update_fields=["may_override_guard"])
        audit.record("person.guard_right_given" if may else "person.guard_right_ended", user, by=by)
    return user
