"""To whom a thing is addressed and under which label; who could read it when it was sent."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel
from coordination.models import Institution
from exchange.choices import GroupAct
from exchange.querysets import AudienceGroupQuerySet, AudienceQuerySet, ReceiptQuerySet
from teams.models import Team


def exactly_one(*names):
    """Say that exactly one of these fields is set."""
    alone = [Q(**{f"{other}__isnull": other != name for other in names}) for name in names]
    return reduce(or_, alone)


class AudienceGroup(models.Model):
    """Addressees that a team writes to often, under one name; its changes are on record."""

    team = models.ForeignKey(
        Team, models.PROTECT, related_name="audience_groups", verbose_name=_("team")
    )
    name = models.CharField(_("name"), max_length=120)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AudienceGroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("group of addressees")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "name"],
                condition=Q(closed_at__isnull=True),
                name="group_name_is_used_once_in_a_team",
                violation_error_message=_("The team has a group of this name already."),
            )
        ]

    def __str__(self):
        return self.name


class GroupMember(models.Model):
    """An institution or a person in a group."""

    group = models.ForeignKey(AudienceGroup, models.CASCADE, related_name="members")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("institution", "person"),
                name="group_member_is_an_institution_or_a_person",
            ),
            models.UniqueConstraint(
                fields=["group", "institution"], name="institution_is_in_a_group_once"
            ),
            models.UniqueConstraint(fields=["group", "person"], name="person_is_in_a_group_once"),
        ]

    def __str__(self):
        return str(self.institution or self.person)


class AudienceGroupChange(models.Model):
    """What was done to a group, by whom and when; never changed."""

    group = models.ForeignKey(AudienceGroup, models.PROTECT, related_name="changes")
    act = models.CharField(max_length=8, choices=GroupAct)
    words = models.CharField(max_length=250, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]


class Audience(models.Model):
    """Label and addressees of one thing, and in whose name it goes out.

    `sent_at` is the moment at which the addressees were settled and the receipts written; before
    it nobody reads the thing but whoever prepares it.
    """

    label = models.CharField(
        _("handling label"), max_length=12, choices=HandlingLabel, default=HandlingLabel.UNITS
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    source_institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+"
    )
    source_team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    groups = models.ManyToManyField(AudienceGroup, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("source_institution", "source_team"),
                name="audience_has_one_source",
            )
        ]

    @property
    def source(self):
        """The institution or the team in whose name it goes out."""
        return self.source_institution or self.source_team

    @property
    def is_named_persons_only(self):
        return self.label == HandlingLabel.PERSONS


class AudienceTarget(models.Model):
    """One addressee: a team, an institution or a named person.

    A person is named as somebody of an institution, or as an officer of a team (`anchor_…`): when
    he leaves it, he reads the thing no more. `via` is the group through which he was addressed.
    """

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="targets")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    anchor_institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    anchor_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    via = models.ForeignKey(AudienceGroup, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("team", "institution", "person"),
                name="addressee_is_a_team_an_institution_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | exactly_one("anchor_institution", "anchor_team"),
                name="named_person_stands_somewhere",
            ),
            models.UniqueConstraint(fields=["audience", "team"], name="team_is_addressed_once"),
            models.UniqueConstraint(
                fields=["audience", "institution"], name="institution_is_addressed_once"
            ),
            models.UniqueConstraint(fields=["audience", "person"], name="person_is_addressed_once"),
        ]

    def __str__(self):
        return str(self.team or self.institution or self.person)


class Receipt(models.Model):
    """Who could read a thing when it was sent, when he first did, and whether he confirmed it.

    Somebody who came later gets his row when he first reads it (`was_addressed` is false then).
    """

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="receipts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    was_addressed = models.BooleanField(default=True)
    first_read_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "user"], name="person_has_one_receipt_of_a_thing"
            )
        ]
        indexes = [
            models.Index(
                fields=["user", "audience"],
                condition=Q(first_read_at__isnull=True),
                name="receipts_not_read_yet",
            )
        ]


class Addressed(models.Model):
    """What has an audience: posts, requests for information, items of the library."""

    audience = models.OneToOneField(
        Audience, models.PROTECT, related_name="%(class)s", editable=False
    )

    class Meta:
        abstract = True
