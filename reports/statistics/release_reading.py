"""A release as its page shows it: one grid for each return, the last axis across.

The same grids serve the preview in the office, where hidden counts stand with their reasons, and
the page for readers, where they are a word.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.models.statistics import BETWEEN_CODES
from reports.release_choices import ShownState
from reports.statistics import release_data
from reports.statistics.suppressing import Reason


@dataclass
class Shown:
    """One cell: what is written in it and how it is told apart."""

    state: str
    words: str
    label: str = ""
    reason: str = ""


@dataclass
class Grid:
    """The cells of one return."""

    reporter: str
    territory: str
    accepted: bool
    columns: list = field(default_factory=list)
    rows: list = field(default_factory=list)


def grids_of(data, told=None):
    """Return the grids of a release.

    Args:
        data: As `release_data.data_of` made them.
        told: For the office alone: `(value, reason)` of hidden cells, by place of the return and
            codes.
    """
    shape = release_data.shape_of(data)
    return [grid_of(one, shape, told or {}, place) for place, one in enumerate(data["returns"])]


def grid_of(one, shape, told, place):
    grid = Grid(one["reporter"], release_data.territory_of(one), one["accepted"])
    if not one["accepted"]:
        return grid
    across, down = shape.axes[-1].places, shape.axes[:-1]
    grid.columns = [code.label for code in across]
    cells = {cell["codes"]: cell for cell in one["cells"]}
    for codes, words in rows_down(down):
        keys = [BETWEEN_CODES.join([*codes, code.code]) for code in across]
        shown = [
            shown_as(cells[key], code.label, told.get((place, key)))
            for key, code in zip(keys, across, strict=True)
        ]
        grid.rows.append((words or str(shape.unit_name), shown))
    return grid


def rows_down(axes):
    """Return `(codes, words)` of every row: the axes but the last, one beside the other."""
    rows: list = [([], "")]
    for axis in axes:
        rows = [
            ([*codes, place.code], f"{words}, {place.label}" if words else place.label)
            for codes, words in rows
            for place in axis.places
        ]
    return rows


def shown_as(cell, label, told):
    state = cell["state"]
    if told is not None:
        value, reason = told
        return Shown(state, str(value), label, reason_said(reason))
    if state in (ShownState.NUMBER, ShownState.ZERO):
        return Shown(state, str(cell["value"]), label)
    return Shown(state, release_data.word_of(state), label)


def reason_said(reason):
    return {
        Reason.PRIMARY.value: pgettext("hidden count", "small"),
        Reason.COMPLEMENTARY.value: pgettext("hidden count", "would give a small one away"),
        Reason.EARLIER.value: pgettext("hidden count", "hidden in an earlier release"),
    }[reason]


def told_in(preview, lines):
    """Return the hidden counts of a preview by place of the return, for the office alone."""
    why = {
        (group["key"], tuple(key)): (value, reason)
        for group in preview["groups"]
        for key, value, reason in group["counts"]
        if reason
    }
    found = {}
    for place, line in enumerate(lines):
        for codes in line.cells:
            hidden = why.get((line.group, line.key(codes)))
            if hidden:
                found[place, codes] = hidden
    return found


def unprotected_said(preview, lines, shape):
    """Name the counts that could be worked out with earlier releases."""
    keys = {(group, tuple(key)) for group, key in preview["unprotected"]}
    return [
        f"{line.stat_return.institution.name}, {line.stat_return.territory}: {shape.name_of(codes)}"
        for line in lines
        for codes in line.cells
        if (line.group, line.key(codes)) in keys
    ]


def counted(grids):
    """Return how many cells are shown in each way, in words, for the head of a page."""
    numbers = dict.fromkeys(ShownState.values, 0)
    for grid in grids:
        for _words, row in grid.rows:
            for cell in row:
                numbers[cell.state] += 1
        if not grid.accepted:
            numbers[ShownState.NONE] += 1
    return [(ShownState(state).label, number) for state, number in numbers.items() if number]


def silent(grids):
    """Return the returns that brought no information, as `reporter, territory`."""
    names = [(grid.reporter, grid.territory) for grid in grids if not grid.accepted]
    return [_("%(reporter)s, %(territory)s") % {"reporter": a, "territory": b} for a, b in names]
