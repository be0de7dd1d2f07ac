"""Decisions: numbered, in force from a day, reviewed, superseded, published."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.choices import DecisionKind, DecisionWay
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from meetings.outcome_querysets import DecisionQuerySet, PublicationQuerySet, ReviewQuerySet
from teams.models import Seat, Team


class Decision(models.Model):
    """A decision taken at an agenda item or by a circular vote.

    Its number is given in the adopting transaction. `superseded_by` leads to the decision that
    took its place; an old one stays in the register.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    ballot = models.OneToOneField(
        "meetings.Ballot", models.PROTECT, null=True, blank=True, related_name="decision"
    )
    kind = models.CharField(
        _("kind"), max_length=14, choices=DecisionKind, default=DecisionKind.ARRANGEMENT
    )
    number = models.PositiveIntegerField(_("number"))
    year = models.PositiveSmallIntegerField()
    text = models.TextField(_("text of the decision"), max_length=5000)
    way = models.CharField(_("way of deciding"), max_length=10, choices=DecisionWay, blank=True)
    taken_how = models.CharField(
        _("how it was taken"),
        max_length=200,
        blank=True,
        help_text=_("For example: by consensus; 9 for, 1 against, 2 abstained."),
    )
    seats_present = models.PositiveSmallIntegerField()
    seats_needed = models.PositiveSmallIntegerField()
    in_force_from_on = models.DateField(_("in force from"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    void_reason = models.CharField(_("reason for voiding"), max_length=250, blank=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["year", "number"]
        verbose_name = _("decision")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "year", "number"], name="decision_number_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=False, meeting__isnull=False)
                | Q(item__isnull=True, meeting__isnull=True, ballot__isnull=False),
                name="decision_comes_from_an_item_or_a_circular_vote",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=models.F("id")),
                name="decision_does_not_supersede_itself",
            ),
        ]
        indexes = [models.Index(fields=["-year", "-number"], name="decisions_the_newest_first")]

    def __str__(self):
        return f"{self.signature}"

    def get_absolute_url(self):
        return reverse("meetings:decision", args=[self.pk])

    @property
    def signature(self):
        return f"{self.number}/{self.year}"

    @property
    def is_void(self):
        return self.void_reason != ""

    @property
    def is_in_force(self):
        begun = self.in_force_from_on is None or self.in_force_from_on <= timezone.localdate()
        return begun and not self.is_void and self.superseded_by_id is None

    @property
    def state_words(self):
        """What became of it, in words of the register."""
        if self.is_void:
            return pgettext_lazy("state of a decision", "void")
        if self.superseded_by_id is not None:
            return pgettext_lazy("state of a decision", "superseded")
        if not self.is_in_force:
            return pgettext_lazy("state of a decision", "comes into force later")
        return pgettext_lazy("state of a decision", "in force")


class SeparatePosition(models.Model):
    """What a seat holds against a decision that was nevertheless taken."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="positions")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("seat"))
    text = models.TextField(_("separate position"), max_length=4000)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("separate position")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "seat"],
                name="seat_has_one_separate_position_on_a_decision",
                violation_error_message=_("This seat has its separate position already."),
            )
        ]


class DecisionReview(models.Model):
    """A promise to look at a decision again: a day, who looks, and what came of it.

    Without a seat it is the officers of the team who look.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reviews")
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    due_on = models.DateField(_("review on"))
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(_("what was found"), max_length=1000, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("review of a decision")
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(done_at__isnull=True),
                name="decision_has_one_review_to_come",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_by__isnull=False),
                name="done_review_knows_by_whom",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(told_at__isnull=True, done_at__isnull=True),
                name="reviews_to_tell_of",
            )
        ]


class DecisionPublication(models.Model):
    """That a decision stood on the public page of its team, from when to when, and why no more."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="publications")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("publication of a decision")
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(withdrawn_at__isnull=True),
                name="decision_is_published_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawal_reason=""),
                name="publication_is_withdrawn_with_a_reason",
            ),
        ]
