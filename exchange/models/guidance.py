"""Guidance pages: the referral mechanism, the KCIK programme, what to do with a signal."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.choices import InstitutionKind
from exchange.library_choices import PageKind
from exchange.library_querysets import GuidancePageQuerySet


class GuidancePage(models.Model):
    """A page that the national team keeps; until it approves a text, the page says it is a draft.

    A signal page is for one kind of institution, or for all (`institution_kind` is empty).
    """

    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=PageKind)
    institution_kind = models.CharField(
        _("kind of institution"), max_length=24, choices=InstitutionKind, blank=True
    )
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), max_length=20000)
    revision = models.PositiveIntegerField(default=1, editable=False)
    approved_revision = models.PositiveIntegerField(default=0, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = GuidancePageQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "pk"]
        verbose_name = _("guidance page")
        constraints = [
            models.UniqueConstraint(
                fields=["institution_kind"],
                condition=Q(kind=PageKind.SIGNAL),
                name="kind_of_institution_has_one_signal_page",
            ),
            models.CheckConstraint(
                condition=Q(approved_revision=0)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="approval_of_guidance_knows_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("exchange:guidance-page", args=[self.key])

    @property
    def is_approved(self):
        """Whether the text as it stands is the one the national team approved."""
        return self.approved_revision == self.revision


class GuidanceRevision(models.Model):
    """A text of a page as it was once; never changed."""

    page = models.ForeignKey(GuidancePage, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    note = models.CharField(_("what was changed"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="guidance_revision_is_numbered")
        ]
