"""People, what they may do for an institution, and invitations to the desk."""

import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.choices import Language, PostRole
from coordination.models.institutions import Institution
from coordination.querysets import DatedQuerySet, UserQuerySet

PeopleManager = BaseUserManager.from_queryset(UserQuerySet)


class UserManager(PeopleManager):  # type: ignore[misc,valid-type]
    """Creates people; their e-mail address is their sign-in name."""

    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_administrator=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. An administrator keeps the desk running and has no right to content."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    full_name = models.CharField(_("first name and surname"), max_length=120)
    phone = models.CharField(_("office telephone"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.POLISH
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_administrator = models.BooleanField(_("administrator"), default=False)
    may_override_guard = models.BooleanField(_("may override the case-data guard"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name"]
        verbose_name = _("person")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_is_used_once",
                violation_error_message=_("A person with this e-mail address already exists."),
            )
        ]

    def __str__(self):
        return self.full_name or self.email

    @property
    def is_staff(self):
        return False


class InstitutionPost(models.Model):
    """What a person does for an institution, from a day until a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts", verbose_name=_("person"))
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="posts", verbose_name=_("institution")
    )
    role = models.CharField(_("role"), max_length=16, choices=PostRole)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["institution__name", "from_on"]
        verbose_name = _("post in an institution")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="post_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first."),
            )
        ]

    def __str__(self):
        return f"{self.user} – {self.institution}"


def new_secret():
    """Return an unguessable address part (256 bits)."""
    return secrets.token_urlsafe(32)


class AccountInvitation(models.Model):
    """Leave to open an account: the only way in (quality S7)."""

    email = models.EmailField(_("e-mail"), max_length=254)
    full_name = models.CharField(_("first name and surname"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.POLISH
    )
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="invitation"
    )
    secret = models.CharField(max_length=64, default=new_secret, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="invitations_sent")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at"]
        verbose_name = _("invitation to the desk")
