"""Tasks: owned by a seat, handed down to teams, asked about before each meeting."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.choices import Language
from coordination.models import Document
from coordination.models.people import new_secret
from meetings.choices import (
    CLOSED_ACTIONS,
    OPEN_ACTIONS,
    ActionPriority,
    ActionState,
    AnswerChannel,
    ProgressWord,
)
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from meetings.models.outcomes import Decision
from meetings.outcome_querysets import (
    ActionQuerySet,
    ActionReminderQuerySet,
    OfVisibleActions,
    TaskRoundQuerySet,
)
from teams.models import Seat, Team


class Action(models.Model):
    """A task, owned by a seat so that it survives the person.

    It comes from an agenda item, or it was handed down: `parent` is then the task of the team that
    handed it down, and its owner stays open until the officers of this team accept it for a seat.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="actions")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    owner_seat = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("who"),
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact"),
    )
    helpers = models.ManyToManyField(
        Seat, blank=True, related_name="helped_actions", verbose_name=_("who helps")
    )
    title = models.CharField(_("what is to be done"), max_length=300)
    priority = models.CharField(
        _("priority"), max_length=6, choices=ActionPriority, default=ActionPriority.NORMAL
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(max_length=11, choices=ActionState, default=ActionState.ACCEPTED)
    is_blocked = models.BooleanField(default=False)
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
                condition=Q(state__in=[*OPEN_ACTIONS, ActionState.REPORTED], closed_at__isnull=True)
                | Q(state__in=CLOSED_ACTIONS, closed_at__isnull=False, closed_by__isnull=False),
                name="closed_task_knows_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(owner_seat__isnull=False)
                | Q(
                    state__in=[ActionState.PROPOSED, ActionState.REFUSED, ActionState.DROPPED],
                    item__isnull=True,
                ),
                name="task_under_way_has_its_owner",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ActionState.REFUSED, ActionState.DROPPED])
                | ~Q(closing_note=""),
                name="refused_task_says_why",
            ),
            models.UniqueConstraint(
                fields=["parent", "team"],
                condition=Q(parent__isnull=False),
                name="task_is_handed_down_to_a_team_once",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "state", "due_on"], name="tasks_of_a_team_by_state"),
            models.Index(fields=["state", "due_on"], name="tasks_by_state"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:task", args=[self.pk])

    @property
    def is_open(self):
        return self.state in OPEN_ACTIONS

    @property
    def is_overdue(self):
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()


class ActionUpdate(models.Model):
    """One step of a task or one sentence about it; written once, never changed."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="updates")
    state = models.CharField(max_length=11, choices=ActionState)
    word = models.CharField(max_length=10, choices=ProgressWord, blank=True)
    note = models.CharField(max_length=500, blank=True)
    via = models.CharField(max_length=10, choices=AnswerChannel, default=AnswerChannel.APP)
    query = models.ForeignKey(
        "TaskQuery", models.PROTECT, null=True, blank=True, related_name="updates"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = OfVisibleActions.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("step of a task")


class ActionDocument(models.Model):
    """Evidence put with a task."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="documents")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    objects = OfVisibleActions.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "document"], name="document_is_evidence_of_a_task_once"
            )
        ]


class ActionReminder(models.Model):
    """A promise to remind of a task; negative days come after its date, further and further."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="reminders")
    days_before = models.SmallIntegerField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = ActionReminderQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "days_before", "due_at"], name="task_is_reminded_of_once_a_day"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True),
                name="task_reminders_to_send",
            )
        ]


class TaskRound(models.Model):
    """A promise to ask for the state of all open tasks of a team before a meeting."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="task_round")
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)

    objects = TaskRoundQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(asked_at__isnull=True), name="task_rounds_to_ask"
            )
        ]


class TaskQuery(models.Model):
    """One person asked in a round, with his personal link."""

    round = models.ForeignKey(TaskRound, models.PROTECT, related_name="queries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, choices=Language, default=Language.POLISH)
    actions = models.ManyToManyField(Action, related_name="queries")
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"], name="person_is_asked_once_in_a_round"
            )
        ]

    def __str__(self):
        return self.name
