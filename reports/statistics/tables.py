"""Designing tables, and the figures that a round has brought."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination import audit
from coordination.refusals import Refused
from reports.models import Axis, Cell, DataTable
from reports.models.statistics import MOST_AXES
from reports.statistics.shapes import CARD, shape_of
from reports.statistics_choices import RoundState, TableState

# What one institution can be asked to fill in by hand, totals included.
MOST_CELLS = 600
FACTS = ["title", "purpose", "counting_unit", *CARD]


class TableIsRetired(Refused):
    message = gettext_lazy("This table is retired; design a new one instead.")


class TableIsNotADraft(Refused):
    message = gettext_lazy("This table is ready already.")


class TableIsNotReady(Refused):
    message = gettext_lazy("Only a table that is ready can be asked for or retired.")


class TableHasRounds(Refused):
    message = gettext_lazy("A round of this table is not closed yet.")


class TableChanged(Refused):
    message = gettext_lazy("Somebody changed this table meanwhile. Load the page and change again.")


def lock(table):
    return DataTable.objects.select_for_update().get(pk=table.pk)


def check_axes(axes):
    """Refuse axes that make no table, or one that nobody could fill in by hand.

    Raises:
        ValidationError: None, too many, the same list twice, or too many cells.
    """
    lists = [one["code_list"] for one in axes]
    if not 1 <= len(lists) <= MOST_AXES:
        raise ValidationError(_("A table has one to three axes."))
    if len(set(lists)) != len(lists):
        raise ValidationError(_("Two axes use the same code list."))
    size = 1
    for one in axes:
        size *= one["code_list"].codes.count() + one["summed"]
    if size > MOST_CELLS:
        raise ValidationError(
            _("This table would have %(size)d figures; at most %(most)d can be asked for."),
            params={"size": size, "most": MOST_CELLS},
        )


@transaction.atomic
def design(facts, axes, *, by):
    """Begin a table and return it as a draft.

    Args:
        facts: The words of `FACTS`.
        axes: One to three of `{"name", "code_list", "summed"}`, in their order.
        by: The person acting. Permission is the caller's to check.

    Raises:
        ValidationError: The axes make no table, or the title is taken.
    """
    check_axes(axes)
    table = DataTable(designed_by=by, **facts)
    table.full_clean(exclude=["designed_by"])
    table.save()
    set_axes(table, axes)
    audit.record("table.designed", table, by=by)
    return table


@transaction.atomic
def redesign(table, facts, axes, *, based_on, by):
    """Change a table; where one is in use, what it asks becomes a new edition.

    Rounds that have been opened keep the shape they were opened with.

    Args:
        table: Re-read under a lock.
        facts: The words of `FACTS`.
        axes: As in `design`.
        based_on: The revision the writer started from.
        by: The person acting.

    Raises:
        TableIsRetired: It is not used any more.
        TableChanged: It was changed since.
        ValidationError: The axes make no table, or the title is taken.
    """
    table = lock(table)
    if table.state == TableState.RETIRED:
        raise TableIsRetired
    if table.revision != based_on:
        raise TableChanged
    check_axes(axes)
    before = shape_of(table)
    for name in FACTS:
        setattr(table, name, facts[name])
    table.revision += 1
    set_axes(table, axes)
    if table.is_ready and asks_otherwise(before, shape_of(table)):
        table.edition += 1
    table.full_clean(exclude=["designed_by"])
    table.save()
    audit.record("table.redesigned", table, by=by, edition=table.edition)
    return table


def asks_otherwise(before, after):
    """Whether figures of the two would not mean the same; the title and the purpose say nothing."""
    same_card = before.card == after.card
    return not (after.is_like(before) and same_card)


def set_axes(table, axes):
    table.axes.all().delete()
    Axis.objects.bulk_create(
        Axis(table=table, position=position, **one) for position, one in enumerate(axes, start=1)
    )


@transaction.atomic
def say_ready(table, *, by):
    """Let rounds ask for a table.

    Raises:
        TableIsNotADraft: It is ready or retired.
    """
    table = lock(table)
    if not table.is_draft:
        raise TableIsNotADraft
    table.state = TableState.READY
    table.save(update_fields=["state"])
    audit.record("table.ready", table, by=by)
    return table


@transaction.atomic
def retire(table, *, by):
    """Stop asking for a table; what it brought stays.

    Raises:
        TableIsNotReady: It is a draft or retired already.
        TableHasRounds: One of its rounds is open or prepared.
    """
    table = lock(table)
    if not table.is_ready:
        raise TableIsNotReady
    if table.rounds.exclude(state=RoundState.CLOSED).exists():
        raise TableHasRounds
    table.state = TableState.RETIRED
    table.save(update_fields=["state"])
    audit.record("table.retired", table, by=by)
    return table


def cells_of(round):
    """Return the accepted figures of a round with their returns; only these may be released.

    What is being filled in, waits for the secretary or came back is its institution's own.
    """
    return (
        Cell.objects.of_round(round)
        .accepted()
        .select_related("stat_return__institution", "stat_return__voivodeship")
    )
