"""What files of every report have in common: frozen bytes, and a file that a worker makes."""

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from reports.choices import PaperForm, PaperState
from reports.report_querysets import PaperQuerySet


def paper_name(_paper, _name):
    return f"reports/{get_random_string(32)}"


class FrozenFile(models.Model):
    """One file of an adopted report, byte for byte; the database refuses to change it."""

    form = models.CharField(max_length=4, choices=PaperForm)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["form"]
        verbose_name = _("file of an adopted report")


class AwaitedFile(models.Model):
    """A file that somebody waits for; a worker makes it under a lease and says how far it is."""

    form = models.CharField(max_length=4, choices=PaperForm)
    state = models.CharField(max_length=8, choices=PaperState, default=PaperState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=paper_name, max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-pk"]
        verbose_name = _("file of the report")
