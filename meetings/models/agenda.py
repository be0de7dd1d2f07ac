"""What a meeting is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.models import Document
from meetings.choices import ItemPurpose, ItemState
from meetings.models.meetings import Meeting
from meetings.querysets import OfVisibleMeetings


class AgendaItem(models.Model):
    """One point of the agenda; its number is its position."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("subject"), max_length=250)
    purpose = models.CharField(max_length=12, choices=ItemPurpose, default=ItemPurpose.DISCUSSION)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.PLANNED)
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )

    objects = OfVisibleMeetings.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = _("agenda item")
        indexes = [models.Index(fields=["meeting", "position"], name="agenda_in_order")]

    def __str__(self):
        return f"{self.position}. {self.title}"


class MeetingDocument(models.Model):
    """A document of a meeting; withdrawn ones stay listed for the record."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="documents")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OfVisibleMeetings.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "document"], name="document_belongs_to_a_meeting_once"
            )
        ]
