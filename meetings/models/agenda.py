"""What a meeting is about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel
from coordination.models import Document, DocumentVersion
from meetings.choices import ItemPurpose, ItemState, StandingPlace
from meetings.models.invitations import Invitee
from meetings.models.meetings import Meeting
from meetings.querysets import AgendaItemQuerySet, MeetingDocumentQuerySet, OfVisibleMeetings
from teams.models import Seat, Team


class StandingItem(models.Model):
    """A point that every agenda of a team begins or ends with; an ended one stays for old ones."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="standing_items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("subject"), max_length=250)
    purpose = models.CharField(
        _("purpose"), max_length=12, choices=ItemPurpose, default=ItemPurpose.INFORMATION
    )
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), null=True, blank=True)
    place = models.CharField(
        _("place"), max_length=10, choices=StandingPlace, default=StandingPlace.END
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("standing item")

    def __str__(self):
        return self.title


class AgendaSection(models.Model):
    """A heading over some items of an agenda; items without one stand before the first."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("heading"), max_length=160)

    objects = OfVisibleMeetings.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("section of the agenda")

    def __str__(self):
        return self.title


class AgendaItem(models.Model):
    """One point of the agenda; its number is its position.

    An empty label means the meeting's. A narrower one, or readers named one by one, make the item
    reserved: whoever may not read it sees "reserved item" under the same number (design §4.2).
    `started_at` and `ended_at` are the running clock of the meeting.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    section = models.ForeignKey(
        AgendaSection,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("section"),
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("subject"), max_length=250)
    purpose = models.CharField(
        _("purpose"), max_length=12, choices=ItemPurpose, default=ItemPurpose.DISCUSSION
    )
    presenter = models.CharField(_("presented by"), max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), null=True, blank=True)
    label = models.CharField(
        _("who may see it"), max_length=12, choices=HandlingLabel, blank=True, default=""
    )
    is_late = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.PLANNED)
    standing = models.ForeignKey(
        StandingItem, models.PROTECT, null=True, blank=True, related_name="items"
    )
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = _("agenda item")
        indexes = [models.Index(fields=["meeting", "position"], name="agenda_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("started_at")),
                name="item_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return f"{self.position}. {self.title}"

    @property
    def is_running(self):
        return self.started_at is not None and self.ended_at is None


class ItemReader(models.Model):
    """A seat or a guest that an item is for; an item without readers is for all of the meeting."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="readers")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    invitee = models.ForeignKey(
        Invitee, models.CASCADE, null=True, blank=True, related_name="items_for_him"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__isnull=True) ^ Q(invitee__isnull=True),
                name="item_reader_is_a_seat_or_a_guest",
            ),
            models.UniqueConstraint(fields=["item", "seat"], name="seat_reads_an_item_once"),
            models.UniqueConstraint(fields=["item", "invitee"], name="guest_reads_an_item_once"),
        ]


class AgendaVersion(models.Model):
    """An agenda as it was told to the invitees; frozen, so that the next can be compared."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda_versions")
    number = models.PositiveSmallIntegerField()
    frozen = models.JSONField()
    published_at = models.DateTimeField()

    objects = OfVisibleMeetings.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("version of the agenda")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="agenda_version_number_is_used_once"
            )
        ]


class MeetingDocument(models.Model):
    """A document of a meeting, or of one item, whose readers then are its readers.

    The version that was discussed is pinned when the meeting opens; until then the newest counts.
    Withdrawn ones stay listed for the record.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="documents")
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="documents"
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    pinned = models.ForeignKey(
        DocumentVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "document"], name="document_belongs_to_a_meeting_once"
            )
        ]

    @property
    def version(self):
        """The version that counts: the pinned one, else the newest of the loaded versions."""
        if self.pinned_id:
            return self.pinned
        return max(self.document.versions.all(), key=lambda version: version.number)
