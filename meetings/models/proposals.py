"""What members put forward for an agenda, and the questions one team asks many."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel
from coordination.models import Document
from meetings.choices import ItemPurpose, ProposalEventKind, ProposalState, QuestionReply
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from meetings.querysets import (
    AnswerReminderQuerySet,
    OfVisibleProposals,
    ProposalQuerySet,
    QuestionQuerySet,
)
from teams.models import Seat, Team


class CallForItems(models.Model):
    """An invitation to the seats of a team to put items forward until a moment."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="calls")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="calls"
    )
    until_at = models.DateTimeField(_("items until"))
    words = models.TextField(_("words to the members"), max_length=2000, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-until_at"]
        verbose_name = _("call for items")


class TeamQuestion(models.Model):
    """One question that a team asks many others; each answers for itself (design §1)."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="questions")
    title = models.CharField(_("question"), max_length=250)
    text = models.TextField(_("what it is about"), max_length=4000, blank=True)
    label = models.CharField(
        _("who may see it"), max_length=12, choices=HandlingLabel, default=HandlingLabel.UNITS
    )
    due_on = models.DateField(_("answers until"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("question to teams")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:question", args=[self.pk])


class ItemProposal(models.Model):
    """An item that somebody puts forward: a seat of the team, another team, or a question.

    Accepted ones without a place are the backlog of the team. `passed_from` keeps the trace of a
    proposal that another team handed on; the extract of the decision goes back along it.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="proposals")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="proposals")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    call = models.ForeignKey(
        CallForItems, models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    is_late = models.BooleanField(default=False)
    title = models.CharField(_("subject"), max_length=250)
    justification = models.TextField(_("why, and what is to come of it"), max_length=4000)
    purpose = models.CharField(
        _("purpose"), max_length=12, choices=ItemPurpose, default=ItemPurpose.DISCUSSION
    )
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), null=True, blank=True)
    label = models.CharField(
        _("who may see it"), max_length=12, choices=HandlingLabel, default=HandlingLabel.UNITS
    )
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.SUBMITTED)
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    passed_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="passed_to"
    )
    question = models.ForeignKey(
        TeamQuestion, models.PROTECT, null=True, blank=True, related_name="addressees"
    )
    due_on = models.DateField(_("answer until"), null=True, blank=True)
    reply = models.CharField(max_length=14, choices=QuestionReply, blank=True)
    reply_text = models.TextField(_("answer"), max_length=8000, blank=True)
    dissent = models.TextField(_("separate position"), max_length=4000, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("proposal of an item")
        constraints = [
            models.UniqueConstraint(fields=["question", "team"], name="question_asks_a_team_once"),
            models.CheckConstraint(
                condition=Q(reply="") | Q(replied_at__isnull=False, replied_by__isnull=False),
                name="reply_knows_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:proposal", args=[self.pk])

    @property
    def is_waiting(self):
        return self.state == ProposalState.SUBMITTED

    @property
    def is_in_backlog(self):
        return self.state == ProposalState.ACCEPTED and self.item_id is None


class ProposalEvent(models.Model):
    """One step in the life of a proposal; never changed afterwards."""

    proposal = models.ForeignKey(ItemProposal, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=ProposalEventKind)
    note = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]


class ProposalDocument(models.Model):
    """A document put forward with an item."""

    proposal = models.ForeignKey(ItemProposal, models.PROTECT, related_name="documents")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    objects = OfVisibleProposals.as_manager()

    class Meta:
        ordering = ["pk"]


class Opinion(models.Model):
    """What a seat is asked to say of a proposal until a day; silence is a row without answer."""

    proposal = models.ForeignKey(ItemProposal, models.PROTECT, related_name="opinions")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="opinions")
    due_on = models.DateField(_("opinion until"))
    text = models.TextField(_("opinion"), max_length=4000, blank=True)
    has_no_remarks = models.BooleanField(_("no remarks"), default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(null=True, blank=True)

    objects = OfVisibleProposals.as_manager()

    class Meta:
        ordering = ["seat__position", "pk"]
        verbose_name = _("opinion")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "seat"], name="seat_is_asked_its_opinion_once"
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | Q(has_no_remarks=True) | ~Q(text=""),
                name="given_opinion_says_something",
            ),
        ]


class AnswerReminder(models.Model):
    """The promise to remind of an opinion or a question once before its day and once after it."""

    opinion = models.ForeignKey(
        Opinion, models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    proposal = models.ForeignKey(
        ItemProposal, models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    is_overdue = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)

    objects = AnswerReminderQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion__isnull=True) ^ Q(proposal__isnull=True),
                name="answer_reminder_is_of_an_opinion_or_a_question",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True),
                name="answer_reminders_that_wait",
            )
        ]
