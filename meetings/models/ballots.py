"""Votes: a frozen text, the seats entitled on the day of opening, and what each of them said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel, Language
from coordination.models.people import new_secret
from meetings.choices import (
    BallotKind,
    BallotResult,
    BallotState,
    DecisionKind,
    VoteChannel,
    VoteWord,
)
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from meetings.models.proposals import ItemProposal
from meetings.outcome_querysets import BallotQuerySet, BallotSeatQuerySet, OfVisibleBallots
from teams.choices import DecisionRule
from teams.models import Seat, Team, TeamRules

# Signs that nobody takes for one another on paper or on the telephone.
TOKEN_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # noqa: S105


def new_token():
    """Return what a reply by mail carries to say which ballot paper it answers."""
    return get_random_string(10, TOKEN_SIGNS)


class Ballot(models.Model):
    """One vote of a team on one text, at an item of a meeting or circular.

    Text, rules and the figures they ask for are copied when it opens and stay. A circular vote has
    a deadline; `remind_at` is the promise to remind the silent before it.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="ballots")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="ballots"
    )
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="ballots"
    )
    kind = models.CharField(_("kind of vote"), max_length=9, choices=BallotKind)
    title = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text put to the vote"), max_length=5000)
    text_sha256 = models.CharField(max_length=64, editable=False)
    decision_kind = models.CharField(_("kind"), max_length=14, choices=DecisionKind)
    label = models.CharField(
        _("who may see it"), max_length=12, choices=HandlingLabel, default=HandlingLabel.UNITS
    )
    rules = models.ForeignKey(
        TeamRules, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    majority = models.CharField(max_length=16, choices=DecisionRule)
    chair_breaks_tie = models.BooleanField(default=False)
    seats_needed = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=9, choices=BallotState, default=BallotState.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(_("votes until"), null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=9, choices=BallotResult, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    seats_present = models.PositiveSmallIntegerField(null=True, blank=True)
    seats_entitled = models.PositiveSmallIntegerField(null=True, blank=True)
    chair_word = models.CharField(max_length=9, choices=VoteWord, blank=True)
    closing_reason = models.CharField(_("reason"), max_length=500, blank=True)
    proposal = models.ForeignKey(
        ItemProposal, models.PROTECT, null=True, blank=True, related_name="ballots"
    )

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("vote")
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, meeting__isnull=False, closes_at__isnull=True)
                | Q(item__isnull=True, meeting__isnull=True, closes_at__isnull=False),
                name="vote_is_at_an_item_or_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=False) | Q(kind=BallotKind.ROLL_CALL),
                name="circular_vote_is_by_roll_call",
            ),
            models.CheckConstraint(
                condition=~Q(state=BallotState.CLOSED)
                | ~Q(result="")
                & Q(votes_for__isnull=False, closed_at__isnull=False, seats_present__isnull=False),
                name="closed_vote_has_its_result",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[BallotState.OBJECTED, BallotState.WITHDRAWN])
                | ~Q(closing_reason=""),
                name="vote_is_broken_off_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "-opened_at"], name="votes_of_a_team"),
            models.Index(
                fields=["closes_at"], condition=Q(state=BallotState.OPEN), name="votes_to_close"
            ),
            models.Index(
                fields=["remind_at"],
                condition=Q(remind_at__isnull=False, reminded_at__isnull=True),
                name="votes_with_a_reminder_due",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:ballot", args=[self.pk])

    @property
    def is_open(self):
        return self.state == BallotState.OPEN

    @property
    def is_circular(self):
        return self.item_id is None

    @property
    def is_secret(self):
        return self.kind == BallotKind.SECRET

    @property
    def is_named(self):
        """Whether each seat votes by name."""
        return self.kind == BallotKind.ROLL_CALL

    @property
    def is_named_persons_only(self):
        return self.label == HandlingLabel.PERSONS


class BallotSeat(models.Model):
    """A seat entitled to vote, copied as of the opening; one that keeps out has its reason."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="seats")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    institution_label = models.CharField(max_length=250)
    position = models.PositiveSmallIntegerField(default=500)
    counts_to_quorum = models.BooleanField(default=True)
    is_chair = models.BooleanField(default=False)
    recusal_reason = models.CharField(_("reason"), max_length=250, blank=True)
    recused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recused_at = models.DateTimeField(null=True, blank=True)

    objects = BallotSeatQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "seat"], name="seat_is_entitled_once"),
            models.CheckConstraint(
                condition=Q(recused_at__isnull=True, recusal_reason="")
                | Q(recused_at__isnull=False) & ~Q(recusal_reason=""),
                name="seat_keeps_out_with_a_reason",
            ),
        ]

    def __str__(self):
        return self.institution_label

    @property
    def is_recused(self):
        return self.recused_at is not None


class BallotVoter(models.Model):
    """A person who may speak for an entitled seat: its representative or a deputy."""

    seat = models.ForeignKey(BallotSeat, models.PROTECT, related_name="voters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, choices=Language, default=Language.POLISH)
    capacity_order = models.PositiveSmallIntegerField(default=0)
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    mail_token = models.CharField(max_length=10, unique=True, default=new_token, editable=False)

    class Meta:
        ordering = ["capacity_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "user"], name="person_speaks_for_a_seat_once")
        ]

    def __str__(self):
        return self.name

    @property
    def is_deputy(self):
        return self.capacity_order > 0


class Vote(models.Model):
    """What a seat said; the one with the highest number counts, the earlier ones stay.

    `by` is who entered it. Where that is not the voter, `heard_how` says how he knew.
    """

    seat = models.ForeignKey(BallotSeat, models.PROTECT, related_name="votes")
    number = models.PositiveSmallIntegerField()
    word = models.CharField(_("vote"), max_length=9, choices=VoteWord)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    voter = models.ForeignKey(
        BallotVoter, models.PROTECT, null=True, blank=True, related_name="votes"
    )
    said_by = models.CharField(max_length=120)
    via = models.CharField(max_length=10, choices=VoteChannel)
    heard_how = models.CharField(max_length=250, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    cast_at = models.DateTimeField()

    objects = OfVisibleBallots.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("vote of a seat")
        constraints = [
            models.UniqueConstraint(fields=["seat", "number"], name="votes_of_a_seat_are_numbered")
        ]


class VoteRemark(models.Model):
    """Remarks to a point of the text, said with a vote or without one."""

    seat = models.ForeignKey(BallotSeat, models.PROTECT, related_name="remarks")
    point = models.CharField(max_length=20, blank=True)
    text = models.TextField(max_length=4000)
    said_by = models.CharField(max_length=120)
    via = models.CharField(max_length=10, choices=VoteChannel)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OfVisibleBallots.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("remark in a vote")


class SecretTurnout(models.Model):
    """That a seat has voted in a secret vote. What it said is nowhere beside it."""

    seat = models.OneToOneField(BallotSeat, models.PROTECT, related_name="turnout")


class SecretTally(models.Model):
    """How many said a word in a secret vote: one figure, neither papers nor an order of them."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="tallies")
    word = models.CharField(max_length=9, choices=VoteWord)
    votes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "word"], name="secret_vote_counts_a_word_once"
            )
        ]
