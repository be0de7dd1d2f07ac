"""Who was there, from when to when, and who kept out of which item."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.models import Document
from meetings.choices import ATTENDING, PresenceMode, Rule
from meetings.models.agenda import AgendaItem
from meetings.models.invitations import Invitee
from meetings.models.meetings import Meeting
from meetings.querysets import OfVisibleMeetings


class Presence(models.Model):
    """How an invitee took part. A deputy who came without notice is named here.

    `noted_by` is empty where the person checked in by a personal link. An excused absence may
    have its words and its document.
    """

    invitee = models.OneToOneField(Invitee, models.PROTECT, related_name="presence")
    mode = models.CharField(_("presence"), max_length=10, choices=PresenceMode)
    deputy_name = models.CharField(_("deputy"), max_length=120, blank=True)
    arrived_at = models.DateTimeField(_("came at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    excuse = models.CharField(_("excuse"), max_length=500, blank=True)
    excuse_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_in_by_himself = models.BooleanField(default=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    noted_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("presence")
        constraints = [
            models.CheckConstraint(
                condition=Q(deputy_name="") | Q(mode=PresenceMode.BY_DEPUTY),
                name="only_presence_by_deputy_names_a_deputy",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=models.F("arrived_at")),
                name="nobody_leaves_before_he_comes",
                violation_error_message=_("Nobody leaves before he comes."),
            ),
            models.CheckConstraint(
                condition=Q(excuse="", excuse_document__isnull=True) | Q(mode=PresenceMode.EXCUSED),
                name="only_an_excused_absence_has_an_excuse",
            ),
        ]

    @property
    def is_attending(self):
        """Whether he takes part at all, now or for some of the time."""
        return self.mode in ATTENDING

    def is_there_at(self, moment=None):
        """Whether he is in the room, at a moment or now."""
        if not self.is_attending:
            return False
        if moment is None:
            return self.left_at is None
        came = self.arrived_at is None or self.arrived_at <= moment
        return came and (self.left_at is None or self.left_at > moment)


class Recusal(models.Model):
    """An invitee keeps out of one item; his seat does not count to its quorum."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="recusals")
    invitee = models.ForeignKey(Invitee, models.PROTECT, related_name="recusals")
    reason = models.CharField(_("reason"), max_length=250)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("recusal")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "invitee"], name="invitee_keeps_out_of_an_item_once"
            )
        ]


class RuleBreach(models.Model):
    """A rule of procedure that was not kept at a meeting, and why; written once, never changed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="breaches")
    rule = models.CharField(max_length=10, choices=Rule)
    reason = models.CharField(_("reason"), max_length=500)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    objects = OfVisibleMeetings.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("breach of the rules of procedure")
