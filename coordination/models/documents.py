"""Files and their versions; bytes are never overwritten."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel, ScanResult


def storage_name(version, filename):
    """Return a name on disk that tells nothing about the file."""
    return f"{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}"


class Document(models.Model):
    """A file as people know it: its title, label and registry number; bytes are in versions."""

    title = models.CharField(_("title"), max_length=200)
    label = models.CharField(
        _("handling label"), max_length=12, choices=HandlingLabel, default=HandlingLabel.UNITS
    )
    registry_number = models.CharField(_("registry number"), max_length=80, blank=True)
    added_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["added_at"]
        verbose_name = _("document")

    def __str__(self):
        return self.title


class DocumentVersion(models.Model):
    """The bytes of a document at one time, with what was found about them."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    file = models.FileField(upload_to=storage_name, max_length=120)
    file_name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text=_("Bytes."))
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=ScanResult, default=ScanResult.NOT_SCANNED)
    added_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="document_version_number_is_used_once"
            )
        ]

    def __str__(self):
        return f"{self.file_name} ({self.number})"
