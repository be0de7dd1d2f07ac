"""A table of figures as pages show it: sections, rows and columns, at most one axis each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports.models.statistics import BETWEEN_CODES
from reports.statistics.shapes import TOTAL


@dataclass
class GridCell:
    """One place of the grid; `content` is what the page puts there."""

    key: str
    column: str
    is_total: bool
    content: Any


@dataclass
class GridRow:
    label: str
    is_total: bool
    cells: list


@dataclass
class GridSection:
    """One code of the first of three axes; tables with fewer axes have one without a title."""

    title: str
    heading: str
    columns: list
    rows: list


def grid(shape, content):
    """Return the sections of a table.

    Args:
        shape: The shape of the round.
        content: What to put in a place, asked with its key.
    """
    *outer, row_axis, column_axis = [None, *shape.axes] if len(shape.axes) == 1 else shape.axes
    if row_axis is None:
        row_axis, column_axis = column_axis, None
    if not outer:
        return [section("", "", row_axis, column_axis, content)]
    return [
        section(f"{outer[0].name}: {place.label}", place.code, row_axis, column_axis, content, True)
        for place in outer[0].places
    ]


def section(title, prefix, row_axis, column_axis, content, has_prefix=False):
    """Return one section; without a second axis it has a single column."""
    columns = column_axis.places if column_axis else [None]
    before = [prefix] if has_prefix else []
    rows = []
    for row in row_axis.places:
        cells = []
        for column in columns:
            codes = [*before, row.code, *([column.code] if column else [])]
            key = BETWEEN_CODES.join(codes)
            label = column.label if column else _("Number")
            cells.append(GridCell(key, label, TOTAL in codes, content(key)))
        rows.append(GridRow(row.label, row.code == TOTAL, cells))
    labels = [column.label if column else _("Number") for column in columns]
    return GridSection(title, row_axis.name, labels, rows)
