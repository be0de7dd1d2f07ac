"""Who has read a document of a meeting, and packs of all of them made on wish."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.models import DocumentVersion
from meetings.choices import PackForm, PackState
from meetings.models.agenda import MeetingDocument
from meetings.models.meetings import Meeting


class DocumentReading(models.Model):
    """The first time a person took a version of a meeting's document."""

    attached = models.ForeignKey(MeetingDocument, models.CASCADE, related_name="readings")
    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["first_read_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["attached", "version", "user"], name="person_first_reads_a_version_once"
            )
        ]


def pack_name(pack, filename):
    """Return a name on disk that tells nothing about the pack."""
    return f"packs/{uuid.uuid4().hex}"


class DocumentPack(models.Model):
    """All documents of a meeting that one person may read, as one file.

    It is his alone, since others may read less. `versions` are the keys of what is in it: once
    they are no longer exactly what he may read, the pack is given out no more.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="packs")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.CharField(max_length=4, choices=PackForm)
    state = models.CharField(max_length=8, choices=PackState, default=PackState.WAITING)
    versions = models.JSONField(default=list)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    left_out = models.JSONField(default=list)
    file = models.FileField(upload_to=pack_name, max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("pack of documents")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PackState.READY) | ~Q(file=""), name="ready_pack_has_its_file"
            )
        ]
        indexes = [
            models.Index(
                fields=["asked_at"], condition=Q(state=PackState.WAITING), name="packs_that_wait"
            )
        ]

    @property
    def is_under_way(self):
        return self.state == PackState.WAITING
