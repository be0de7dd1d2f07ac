"""Keeping the KCIK desk: counts, half-yearly figures, calls and operators by year."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from exchange.kcik_choices import SMALL, FigureState, Indicator
from exchange.models import ConsultationCount, KcikFigure, ProgrammeCall
from teams.models import Operator, Programme

KCIK = "kcik"


class Withdrawn(Refused):
    message = _("This count has been withdrawn already.")


class CountKnown(Refused):
    message = _("This count has been noted already: the same days, institutions and kind.")


class NoNumber(Refused):
    message = _("Give a number above zero, or say zero, unknown or not collected.")


class OperatorKnown(Refused):
    message = _("This operator is entered for that year already.")


@transaction.atomic
def note_count(*, from_on, to_on, institution_kind, kind, number, by):
    """Note how many consultations there were; nothing says of whom. Return the count.

    Raises:
        CountKnown: The same days, kind of institution and kind stand noted and not withdrawn.
    """
    same = {"from_on": from_on, "to_on": to_on, "institution_kind": institution_kind, "kind": kind}
    if ConsultationCount.objects.filter(**same, withdrawn_at__isnull=True).exists():
        raise CountKnown
    count = ConsultationCount(**same, number=number, noted_by=by)
    count.full_clean(exclude=["noted_by"])
    count.save()
    audit.record("kcik.count_noted", count, by=by)
    return count


@transaction.atomic
def withdraw_count(count, *, reason, by):
    """Take a wrong count back; it stays on record with the reason.

    Raises:
        Withdrawn: It was taken back before.
    """
    count = ConsultationCount.objects.select_for_update(of=("self",)).get(pk=count.pk)
    if count.withdrawn_at is not None:
        raise Withdrawn
    count.withdrawn_at, count.withdrawal_reason = timezone.now(), reason
    count.full_clean(exclude=["noted_by"])
    count.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    audit.record("kcik.count_withdrawn", count, by=by)
    return count


@transaction.atomic
def note_figures(year, half, figures, *, by):
    """Write the series of one half-year; a series that is left out stays as it was.

    Args:
        year: A calendar year.
        half: 1 or 2.
        figures: `{indicator: (state, number or None)}`.
        by: The person acting. Permission is the caller's to check.

    Raises:
        NoNumber: A state and its number do not fit.
    """
    for indicator, (state, value) in figures.items():
        if (state == FigureState.NUMBER) != bool(value):
            raise NoNumber
        figure = KcikFigure.objects.filter(year=year, half=half, indicator=indicator).first()
        figure = figure or KcikFigure(year=year, half=half, indicator=indicator)
        figure.state, figure.value, figure.noted_by = state, value or None, by
        figure.full_clean(exclude=["noted_by"])
        figure.save()
        audit.record("kcik.figure_noted", figure, by=by, series=indicator, half=f"{year}/{half}")


@transaction.atomic
def add_call(*, year, title, opens_on, closes_on, website, by):
    """Note an open call of the programme. Return it."""
    call = ProgrammeCall(
        programme=Programme.objects.get(key=KCIK),
        year=year,
        title=title,
        opens_on=opens_on,
        closes_on=closes_on,
        website=website,
        noted_by=by,
    )
    call.full_clean(exclude=["programme", "noted_by"])
    call.save()
    audit.record("kcik.call_added", call, by=by)
    return call


@transaction.atomic
def add_operator(*, institution, year_from, year_to, chosen_by, by):
    """Note who runs the programme in which years. Return the operator.

    Raises:
        OperatorKnown: It is entered from that year already.
    """
    programme = Programme.objects.get(key=KCIK)
    known = programme.operators.filter(institution=institution, year_from=year_from)
    if known.exists():
        raise OperatorKnown
    operator = Operator.objects.create(
        programme=programme,
        institution=institution,
        year_from=year_from,
        year_to=year_to,
        chosen_by=chosen_by,
    )
    audit.record("kcik.operator_added", operator, by=by)
    return operator


@dataclass(frozen=True)
class Cell:
    """One figure as one reader sees it; `figure` is None where nobody has said anything."""

    label: str
    figure: KcikFigure | None
    is_small: bool = False
    is_covered: bool = False


@dataclass(frozen=True)
class HalfYear:
    """One half-year with a cell for each series."""

    year: int
    half: int
    cells: list

    @property
    def roman(self):
        return "I" if self.half == 1 else "II"


def is_hidden(number, *, keeps):
    """Whether a number is too small to be shown to whoever does not keep the desk."""
    return not keeps and 0 < (number or 0) < SMALL


def half_of(year, half):
    """Return the first and the last day of a half-year."""
    if half == 1:
        return date(year, 1, 1), date(year, 6, 30)
    return date(year, 7, 1), date(year, 12, 31)


def half_years(*, keeps):
    """Return the half-years of which something is known, the newest first.

    Args:
        keeps: Whether the reader keeps the desk and so sees every number. From others a small
            figure is hidden as a small count is; so is the total of consultations of a
            half-year in which a count is hidden, for the rest of the sum would give it away.
    """
    found: dict = {}
    for figure in KcikFigure.objects.all():
        found.setdefault((figure.year, figure.half), {})[figure.indicator] = figure
    hidden = [] if keeps else days_of_hidden_counts()
    return [
        HalfYear(year, half, cells_of(known, days=half_of(year, half), hidden=hidden, keeps=keeps))
        for (year, half), known in found.items()
    ]


def days_of_hidden_counts():
    small = ConsultationCount.objects.filter(
        withdrawn_at__isnull=True, number__gt=0, number__lt=SMALL
    )
    return list(small.values_list("from_on", "to_on").distinct())


def cells_of(known, *, days, hidden, keeps):
    first, last = days
    gives_away = any(from_on <= last and to_on >= first for from_on, to_on in hidden)
    cells = []
    for series in Indicator:
        figure = known.get(series)
        is_number = figure is not None and figure.state == FigureState.NUMBER
        cells.append(
            Cell(
                series.label,
                figure,
                is_small=is_number and is_hidden(figure.value, keeps=keeps),
                is_covered=is_number and gives_away and series == Indicator.CONSULTATIONS,
            )
        )
    return cells
