"""Rounds of a statistical table, the returns of the institutions asked, and their cells."""

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.choices import NudgeKind
from reports.models.statistics import DataTable
from reports.statistics_choices import (
    BEING_FILLED_IN,
    RETURN_FILED,
    CellState,
    ReturnAct,
    ReturnState,
    RoundState,
)
from reports.statistics_querysets import (
    CellQuerySet,
    ReturnNudgeQuerySet,
    ReturnRoundQuerySet,
    StatReturnQuerySet,
)

# More than ten million of anything that these tables count is a slip of the keyboard.
LARGEST = 9_999_999


class ReturnRound(models.Model):
    """One asking for a table: for a period, of chosen institutions, until a day.

    `shape` is the table as it was when the round opened (card, axes, codes with both labels, see
    `reports.statistics.shapes`), so that a table designed anew changes nothing already asked.
    """

    table = models.ForeignKey(DataTable, models.PROTECT, related_name="rounds")
    title = models.CharField(_("title"), max_length=200)
    period_from_on = models.DateField(_("period from"))
    period_to_on = models.DateField(_("period until"))
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"))
    words = models.TextField(_("words to the institutions"), max_length=2000, blank=True)
    state = models.CharField(max_length=6, choices=RoundState, default=RoundState.DRAFT)
    shape = models.JSONField(default=dict, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReturnRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-period_to_on", "-pk"]
        verbose_name = _("round of returns")
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to_on__gte=F("period_from_on")),
                name="round_period_ends_after_it_begins",
                violation_error_message=_("The period cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")),
                name="round_is_due_after_it_opens",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.DRAFT) | Q(opened_at__isnull=False),
                name="opened_round_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.CLOSED, closed_at__isnull=False)
                | (~Q(state=RoundState.CLOSED) & Q(closed_at__isnull=True)),
                name="closed_round_has_its_time",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:return-round", args=[self.pk])

    @property
    def is_draft(self):
        return self.state == RoundState.DRAFT

    @property
    def is_open(self):
        return self.state == RoundState.OPEN

    @property
    def is_closed(self):
        return self.state == RoundState.CLOSED


class StatReturn(models.Model):
    """What one institution says in one round about one voivodeship, or about the country.

    Its cells are the institution's own until it is filed; what was filed is kept with each act in
    `StatReturnEvent.cells`.
    """

    round = models.ForeignKey(ReturnRound, models.PROTECT, related_name="returns")
    institution = models.ForeignKey(
        "coordination.Institution",
        models.PROTECT,
        related_name="+",
        verbose_name=_("institution"),
    )
    voivodeship = models.ForeignKey(
        "coordination.Voivodeship",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territory"),
    )
    state = models.CharField(max_length=10, choices=ReturnState, default=ReturnState.WAITING)
    revision = models.PositiveIntegerField(default=0, editable=False)
    prepared_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    prepared_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    filed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = StatReturnQuerySet.as_manager()

    class Meta:
        ordering = ["round", "voivodeship", "pk"]
        verbose_name = _("statistical return")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "institution", "voivodeship"],
                condition=Q(voivodeship__isnull=False),
                name="reporter_returns_once_a_territory",
                violation_error_message=_(
                    "This institution has been asked about this territory in this round already."
                ),
            ),
            models.UniqueConstraint(
                fields=["round", "institution"],
                condition=Q(voivodeship__isnull=True),
                name="reporter_returns_once_for_the_country",
                violation_error_message=_(
                    "This institution has been asked about the country in this round already."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["filed", "accepted"])
                | Q(filed_at__isnull=False, signed_by__isnull=False),
                name="filed_return_has_its_signatory",
            ),
            models.CheckConstraint(
                condition=~Q(state="prepared")
                | Q(prepared_at__isnull=False, prepared_by__isnull=False),
                name="prepared_return_has_its_preparer",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "state"], name="returns_of_institution"),
            models.Index(fields=["round", "state"], name="returns_by_state"),
        ]

    def __str__(self):
        return f"{self.institution.short_name} – {self.territory}"

    def get_absolute_url(self):
        return reverse("reports:stat-return", args=[self.pk])

    @property
    def territory(self):
        """The name of the voivodeship, or that the whole country is meant."""
        return self.voivodeship.name if self.voivodeship_id else _("whole country")

    @property
    def is_being_filled_in(self):
        return self.state in BEING_FILLED_IN

    @property
    def is_filed(self):
        return self.state in RETURN_FILED

    @property
    def is_prepared(self):
        return self.state == ReturnState.PREPARED


class Cell(models.Model):
    """One figure of a return, under one code of each axis; an empty code is the axis's total.

    `codes` joins them by "|" in the order of the axes. A cell that nobody filled in has no row.
    """

    stat_return = models.ForeignKey(StatReturn, models.CASCADE, related_name="cells")
    codes = models.CharField(max_length=250)
    state = models.CharField(max_length=14, choices=CellState)
    value = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LARGEST)],
    )
    explanation = models.CharField(max_length=300, blank=True)

    objects = CellQuerySet.as_manager()

    class Meta:
        ordering = ["stat_return", "pk"]
        verbose_name = _("figure of a return")
        constraints = [
            models.UniqueConstraint(
                fields=["stat_return", "codes"], name="figure_stands_once_in_its_return"
            ),
            models.CheckConstraint(
                condition=Q(state="number", value__isnull=False, value__gte=1, value__lte=LARGEST)
                | (~Q(state="number") & Q(value__isnull=True)),
                name="figure_has_its_value_when_it_is_a_number",
            ),
        ]


class StatReturnEvent(models.Model):
    """One act on a return with the cells as they were filed; rows never change or go away."""

    stat_return = models.ForeignKey(StatReturn, models.PROTECT, related_name="events")
    act = models.CharField(max_length=10, choices=ReturnAct)
    by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(max_length=1000, blank=True)
    cells = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("act on a return")
        constraints = [
            models.CheckConstraint(
                condition=~Q(act="returned") | ~Q(reason=""),
                name="return_comes_back_with_a_reason",
            )
        ]


class ReturnNudge(models.Model):
    """A request to file: promised for a day as a row, or sent by the secretary's hand.

    It concerns every return of an institution in a round, so that an institution asked about
    sixteen territories gets one letter.
    """

    round = models.ForeignKey(ReturnRound, models.PROTECT, related_name="nudges")
    institution = models.ForeignKey("coordination.Institution", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=NudgeKind)
    days = models.SmallIntegerField(null=True, blank=True)
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    missing = models.PositiveIntegerField(default=0)
    letters = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReturnNudgeQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("request to file a return")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "institution", "days"],
                condition=Q(days__isnull=False),
                name="reporter_is_reminded_once_a_step",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(settled_at__isnull=True),
                name="return_nudges_that_wait",
            )
        ]
