"""What a meeting leaves behind: decisions and tasks."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.choices import ActionState, DecisionKind
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from meetings.querysets import ActionQuerySet, OfVisibleMeetings
from teams.models import Seat, Team


class Decision(models.Model):
    """A decision taken at an agenda item; its number is given in the adopting transaction."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    kind = models.CharField(
        _("kind"), max_length=14, choices=DecisionKind, default=DecisionKind.ARRANGEMENT
    )
    number = models.PositiveIntegerField(_("number"))
    year = models.PositiveSmallIntegerField()
    text = models.TextField(_("text of the decision"), max_length=5000)
    taken_how = models.CharField(
        _("how it was taken"),
        max_length=200,
        blank=True,
        help_text=_("For example: by consensus; 9 for, 1 against, 2 abstained."),
    )
    seats_present = models.PositiveSmallIntegerField()
    seats_needed = models.PositiveSmallIntegerField()
    void_reason = models.CharField(_("reason for voiding"), max_length=250, blank=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(auto_now_add=True)

    objects = OfVisibleMeetings.as_manager()

    class Meta:
        ordering = ["year", "number"]
        verbose_name = _("decision")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "year", "number"], name="decision_number_is_given_once"
            )
        ]

    def __str__(self):
        return f"{self.signature}"

    @property
    def signature(self):
        return f"{self.number}/{self.year}"

    @property
    def is_void(self):
        return self.void_reason != ""


class Action(models.Model):
    """A task agreed at a meeting, owned by a seat so that it survives the person."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="actions")
    owner_seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="actions", verbose_name=_("who")
    )
    title = models.CharField(_("what is to be done"), max_length=300)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=ActionState, default=ActionState.OPEN)
    closing_note = models.CharField(_("how it ended"), max_length=500, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("task")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ActionState.OPEN, closed_at__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="closed_task_knows_when_and_by_whom",
            )
        ]

    def __str__(self):
        return self.title
