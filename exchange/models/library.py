"""The library: what teams keep for each other, who looks after it and until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.models import Document
from exchange.library_choices import ItemKind
from exchange.library_querysets import (
    FolderQuerySet,
    LibraryItemQuerySet,
    LibraryReminderQuerySet,
)
from exchange.models.audiences import Addressed
from teams.models import Team


class LibraryFolder(models.Model):
    """A folder in the library of one team; the national team's is everybody's."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="library_folders")
    name = models.CharField(_("name"), max_length=80)

    objects = FolderQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["team", "name"], name="folder_name_is_used_once_a_team")
        ]

    def __str__(self):
        return self.name


class LibraryTag(models.Model):
    """A word by which items are found across folders and teams."""

    name = models.CharField(_("tag"), max_length=40, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class LibraryItem(Addressed):
    """One procedure, algorithm, training material or contact list, with its versions.

    `changed_at` is when it came or got its newest version. What is out of date is withdrawn with
    a reason and stays on record.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="library_items")
    folder = models.ForeignKey(
        LibraryFolder, models.PROTECT, null=True, blank=True, related_name="items"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind, default=ItemKind.PROCEDURE)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("what it is for"), max_length=2000, blank=True)
    tags = models.ManyToManyField(LibraryTag, blank=True, related_name="items")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="library_items"
    )
    review_on = models.DateField(_("to review on"), null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = LibraryItemQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("item of the library")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_reason=""),
                name="library_item_is_withdrawn_with_reason",
            )
        ]
        indexes = [models.Index(fields=["-changed_at"], name="library_newest_first")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("exchange:library-item", args=[self.pk])

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None

    @property
    def is_overdue(self):
        """Whether its day of review is past."""
        return self.review_on is not None and self.review_on < timezone.localdate()


class LibraryReminder(models.Model):
    """The promise to ask who looks after an item whether it still holds; the last one ends it."""

    item = models.ForeignKey(LibraryItem, models.CASCADE, related_name="reminders")
    step = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = LibraryReminderQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "step", "due_at"], name="library_item_is_reminded_of_in_steps"
            )
        ]


class LibraryLook(models.Model):
    """When a person last looked through the library; what came later is new for him."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True)
    looked_at = models.DateTimeField()
