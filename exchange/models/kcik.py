"""The KCIK desk: counts of what institutions ask it, half-yearly figures, open calls."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordination.choices import InstitutionKind
from exchange.kcik_choices import ConsultationKind, FigureState, Indicator
from teams.models import Programme

FIRST_YEAR, LAST_YEAR = 2000, 2100


class ConsultationCount(models.Model):
    """How many consultations of one kind institutions of one kind had in some days; no persons."""

    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    institution_kind = models.CharField(
        _("kind of institution"), max_length=24, choices=InstitutionKind
    )
    kind = models.CharField(_("kind"), max_length=14, choices=ConsultationKind)
    number = models.PositiveIntegerField(_("number"), validators=[MaxValueValidator(100_000)])
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["-to_on", "institution_kind", "kind", "pk"]
        verbose_name = _("count of consultations")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="count_of_consultations_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_reason=""),
                name="count_of_consultations_is_withdrawn_with_reason",
            ),
        ]


class KcikFigure(models.Model):
    """The value of one series in one half-year; a later word on it replaces the value."""

    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    half = models.PositiveSmallIntegerField(choices=[(1, "I"), (2, "II")])
    indicator = models.CharField(max_length=14, choices=Indicator)
    state = models.CharField(max_length=14, choices=FigureState)
    value = models.PositiveIntegerField(null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-year", "-half", "indicator"]
        verbose_name = _("half-yearly figure")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "half", "indicator"], name="figure_of_a_half_year_is_one"
            ),
            models.CheckConstraint(
                condition=Q(state=FigureState.NUMBER, value__gt=0)
                | ~Q(state=FigureState.NUMBER) & Q(value__isnull=True),
                name="figure_has_a_number_only_as_a_number",
            ),
        ]


class ProgrammeCall(models.Model):
    """An open call in which the operator of a programme is chosen."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="calls")
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    title = models.CharField(_("title"), max_length=250)
    opens_on = models.DateField(_("open from"), null=True, blank=True)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = _("open call")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True)
                | Q(closes_on__isnull=True)
                | Q(closes_on__gte=F("opens_on")),
                name="open_call_closes_after_it_opens",
                violation_error_message=_("The last day is before the first."),
            )
        ]

    def __str__(self):
        return self.title
