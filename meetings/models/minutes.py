"""Minutes: blocks that several people write, and releases that are frozen bytes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.models import DocumentVersion
from coordination.models.people import new_secret
from meetings.choices import ApprovalWay
from meetings.models.agenda import AgendaItem
from meetings.models.invitations import Invitee
from meetings.models.meetings import Meeting
from meetings.querysets import OfVisibleMeetings


class Minutes(models.Model):
    """The minutes of one meeting."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfVisibleMeetings.as_manager()

    class Meta:
        verbose_name = _("minutes")


class MinutesBlock(models.Model):
    """The text under one agenda item; `revision` is what a save must start from."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="blocks")
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="block")
    text = models.TextField(_("minutes of the item"), blank=True, max_length=50_000)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["item__position"]


class ReservedBlock(MinutesBlock):
    """A text with paragraphs kept for some, as the search knows it: with all its words.

    What a person finds by them is decided paragraph by paragraph; what all may read is indexed
    under the text itself.
    """

    class Meta:
        proxy = True


class BlockRevision(models.Model):
    """One saved state of a block; kept for ever."""

    block = models.ForeignKey(MinutesBlock, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["block", "number"], name="block_revision_number_is_used_once"
            )
        ]


class MinutesRelease(models.Model):
    """Minutes as circulated: the bytes of PDF and DOCX with their hashes, never changed.

    `frozen` holds the whole text as it stood, with the label of each paragraph; what a reader
    gets of it is decided by `meetings.readings`. `pdf` and `docx` are what all readers may read.
    A final version that silence has approved was released by nobody.
    `way` is how this version is to be approved, and `settled_at` when that was looked into.
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    pdf = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+")
    docx = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+")
    change_note = models.CharField(_("what was corrected"), max_length=500, blank=True)
    remarks_until_on = models.DateField(_("remarks until"))
    frozen = models.JSONField(default=dict)
    way = models.CharField(
        _("how they are approved"),
        max_length=12,
        choices=ApprovalWay,
        default=ApprovalWay.MEETING,
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    released_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"], name="minutes_release_number_is_used_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["remarks_until_on"],
                condition=Q(settled_at__isnull=True),
                name="releases_to_be_settled",
            )
        ]


class MinutesReading(models.Model):
    """One lawful reading of a release: what a class of its recipients may read, as files.

    `hidden` lists the numbers of items and paragraphs that are reserved in it.
    """

    release = models.ForeignKey(MinutesRelease, models.PROTECT, related_name="readings")
    hidden = models.JSONField(default=list)
    pdf = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+")
    docx = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]


class Acknowledgement(models.Model):
    """What a member said of circulated minutes; silence is a row without `answered_at`."""

    release = models.ForeignKey(MinutesRelease, models.PROTECT, related_name="acknowledgements")
    invitee = models.ForeignKey(Invitee, models.PROTECT, related_name="acknowledgements")
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(_("remarks"), max_length=4000, blank=True)
    first_read_at = models.DateTimeField(null=True, blank=True)
    approves = models.BooleanField(_("approves the minutes"), null=True, blank=True)
    pdf = models.ForeignKey(
        DocumentVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    docx = models.ForeignKey(
        DocumentVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["invitee__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "invitee"], name="member_answers_a_release_once"
            ),
            models.CheckConstraint(
                condition=Q(remark="") | Q(answered_at__isnull=False),
                name="remark_has_its_time",
            ),
        ]
