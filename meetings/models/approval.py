"""What members say to circulated minutes paragraph by paragraph, and how they are approved."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.models import DocumentVersion
from meetings.choices import ApprovalWay, RemarkKind, RemarkState, RemarkVia, SignatureKind
from meetings.models.meetings import Meeting
from meetings.models.minutes import Acknowledgement, Minutes, MinutesBlock, MinutesRelease
from teams.models import Team


class MinutesRemark(models.Model):
    """A comment or a proposed wording to one paragraph of a release, or to all of it.

    `number` is the paragraph's printed number, such as "2.3"; empty means the minutes as a whole.
    `quoted` is the paragraph as its reader had it.
    """

    acknowledgement = models.ForeignKey(Acknowledgement, models.PROTECT, related_name="remarks")
    block = models.ForeignKey(
        MinutesBlock, models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    number = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=12, choices=RemarkKind, default=RemarkKind.COMMENT)
    quoted = models.TextField(blank=True)
    text = models.TextField(_("remark"), max_length=4000, blank=True)
    wording = models.TextField(_("proposed wording"), max_length=20_000, blank=True)
    via = models.CharField(max_length=10, choices=RemarkVia, default=RemarkVia.PAGE)
    state = models.CharField(max_length=10, choices=RemarkState, default=RemarkState.OPEN)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("remark to minutes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(wording=""), name="remark_to_minutes_says_something"
            ),
            models.CheckConstraint(
                condition=~Q(state=RemarkState.REJECTED) | ~Q(reason=""),
                name="remark_is_rejected_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.number or '–'} ({self.get_kind_display()})"

    @property
    def is_suggestion(self):
        return self.kind == RemarkKind.SUGGESTION


class MinutesApproval(models.Model):
    """That minutes were approved: which version, how, when; by silence nobody recorded it."""

    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="approval")
    release = models.ForeignKey(MinutesRelease, models.PROTECT, related_name="+")
    way = models.CharField(max_length=12, choices=ApprovalWay)
    approved_on = models.DateField(_("approved on"))
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="minutes_approved",
        verbose_name=_("at the meeting"),
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("approval of minutes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(way=ApprovalWay.MEETING) | Q(meeting__isnull=False),
                name="minutes_approved_at_a_meeting_name_it",
            )
        ]


class MinutesSignature(models.Model):
    """A signature under a release, as the office has it; the desk records and does not verify."""

    release = models.ForeignKey(MinutesRelease, models.PROTECT, related_name="signatures")
    kind = models.CharField(_("kind of signature"), max_length=10, choices=SignatureKind)
    name = models.CharField(_("who signed"), max_length=120)
    function = models.CharField(_("as"), max_length=160)
    signed_on = models.DateField(_("signed on"))
    file = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["signed_on", "pk"]
        verbose_name = _("signature")


class MinutesTemplate(models.Model):
    """An office's own DOCX in which a team's minutes are set; an ended one stays for the record."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="minutes_templates")
    file = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("template of minutes")
        constraints = [
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(ended_at__isnull=True),
                name="team_has_one_template_of_minutes",
            )
        ]
