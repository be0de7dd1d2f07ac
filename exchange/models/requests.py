"""Requests for information: one institution asks many, each answers for itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.models import Document, Institution
from exchange.models.audiences import Addressed
from exchange.request_choices import ReplyKind
from exchange.request_querysets import ReplyQuerySet, RequestQuerySet, RequestReminderQuerySet


class InformationRequest(Addressed):
    """What is asked, on what ground and until when; its audience is the addressed institutions."""

    title = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("what is asked"), max_length=8000)
    ground = models.CharField(_("ground"), max_length=500)
    due_on = models.DateField(_("answer until"))
    shares_replies = models.BooleanField(_("addressees read each other's answers"), default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("request for information")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_by__isnull=False),
                name="request_is_closed_by_somebody",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("exchange:request", args=[self.pk])

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def is_overdue(self):
        return self.is_open and self.due_on < timezone.localdate()

    @property
    def source_name(self):
        """In whose name it is asked, briefly."""
        return self.audience.source.short_name


class RequestReply(models.Model):
    """What one addressee says; a row without a kind is one that has said nothing yet."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="replies")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    kind = models.CharField(_("answer"), max_length=10, choices=ReplyKind, blank=True)
    text = models.TextField(_("words of the answer"), max_length=8000, blank=True)
    basis = models.CharField(_("basis of the refusal"), max_length=500, blank=True)
    redirected_to = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer to a request")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "institution"], name="institution_is_asked_once_a_request"
            ),
            models.CheckConstraint(
                condition=Q(kind="") | Q(replied_at__isnull=False, replied_by__isnull=False),
                name="reply_to_request_knows_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReplyKind.REFUSED) | ~Q(basis=""),
                name="request_is_refused_with_its_basis",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReplyKind.REDIRECTED) | Q(redirected_to__isnull=False),
                name="redirection_names_an_institution",
            ),
        ]

    def __str__(self):
        return str(self.institution)

    @property
    def revision(self):
        """How many answers the institution has given; each is kept as a round."""
        return self.rounds.count()

    @property
    def is_silent(self):
        return self.kind == ""


class ReplyRound(models.Model):
    """What an addressee said once; a later word does not wipe it out. Never changed."""

    reply = models.ForeignKey(RequestReply, models.PROTECT, related_name="rounds")
    kind = models.CharField(max_length=10, choices=ReplyKind)
    text = models.TextField(blank=True)
    basis = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]


class RequestReminder(models.Model):
    """The promise to ask one silent addressee once more; the last one tells the others."""

    reply = models.ForeignKey(RequestReply, models.CASCADE, related_name="reminders")
    step = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveIntegerField(default=0)

    objects = RequestReminderQuerySet.as_manager()

    class Meta:
        ordering = ["step"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "step"], name="addressee_is_reminded_in_steps")
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True),
                name="request_reminders_to_come",
            )
        ]
