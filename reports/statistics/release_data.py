"""What goes out with a release: data first; page, workbook, CSV and JSON are all made from it.

A hidden cell has a state and no value, so that nothing made from these data can tell it. Nor do
they say why a cell is hidden: that would narrow it.
"""

import hashlib
import json

from django.utils.translation import gettext as _

from coordination.csv_tables import csv_table
from reports.models.statistics import BETWEEN_CODES
from reports.release_choices import ShownState
from reports.statistics.shapes import Shape, frozen, shape_in
from reports.statistics_choices import CellState

SHOWN = {
    CellState.NUMBER: ShownState.NUMBER,
    CellState.ZERO: ShownState.ZERO,
    CellState.UNKNOWN: ShownState.UNKNOWN,
    CellState.NOT_COLLECTED: ShownState.NOT_COLLECTED,
}


def data_of(round, lines, hidden, request):
    """Return the data of a release.

    Args:
        round: The round whose accepted figures go out.
        lines: Its returns, as `release_groups.lines_of` gives them.
        hidden: Keys of hidden counts by group.
        request: The request, for audience, threshold and words.
    """
    shape = shape_in(round)
    return {
        "title": round.title,
        "table": shape.title,
        "period_from": round.period_from_on.isoformat(),
        "period_to": round.period_to_on.isoformat(),
        "audience": request.audience,
        "threshold": request.threshold,
        "words": request.words,
        "shape": frozen(shape),
        "returns": [return_of(line, shape, hidden.get(line.group, ())) for line in lines],
    }


def return_of(line, shape, hidden):
    one = line.stat_return
    return {
        "reporter": one.institution.name,
        "kind": one.institution.kind,
        "teryt": one.voivodeship_id or "",
        "territory": one.voivodeship.name if one.voivodeship_id else "",
        "accepted": line.is_accepted,
        "cells": [cell_of(line, codes, hidden) for codes in shape.keys] if line.is_accepted else [],
    }


def cell_of(line, codes, hidden):
    state, value = line.cells.get(codes, (None, None))
    if line.key(codes) in hidden:
        shown, value = ShownState.HIDDEN, None
    else:
        shown = SHOWN.get(state, ShownState.NONE)
    found = {"codes": codes, "state": str(shown)}
    if shown == ShownState.NUMBER:
        found["value"] = value
    elif shown == ShownState.ZERO:
        found["value"] = 0
    return found


def octets_of(data):
    """Return data as the bytes that are kept and hashed."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(octets):
    return hashlib.sha256(octets).hexdigest()


def read(release):
    return json.loads(bytes(release.data))


def shape_of(data):
    """Return the shape of a released table."""

    class Kept:
        shape = data["shape"]

    found: Shape = shape_in(Kept)
    return found


def word_of(state):
    return str(ShownState(state).label)


def territory_of(one):
    return one["territory"] or _("whole country")


def columns_of(shape):
    names = [f"{number}. {axis.name}" for number, axis in enumerate(shape.axes, start=1)]
    return [_("Reporter"), _("Territory"), *names, _("State"), _("Figure"), _("Counting unit")]


def rows_of(data, shape):
    """Return a row for each cell in words; one for a return that brought no information."""
    labels = [{place.code: place.label for place in axis.places} for axis in shape.axes]
    for one in data["returns"]:
        head = [one["reporter"], territory_of(one)]
        if not one["accepted"]:
            empty = ["" for _axis in shape.axes]
            yield [*head, *empty, word_of(ShownState.NONE), "", str(shape.unit_name)]
        for cell in one["cells"]:
            codes = cell["codes"].split(BETWEEN_CODES)
            words = [names[code] for names, code in zip(labels, codes, strict=True)]
            figure = cell.get("value", "")
            yield [*head, *words, word_of(cell["state"]), figure, str(shape.unit_name)]


def as_csv(data):
    shape = shape_of(data)
    return csv_table(columns_of(shape), rows_of(data, shape))


def sheets_of(data):
    """Return the sheets of a workbook: the figures, and the card that says what they are."""
    shape = shape_of(data)
    card = [
        [_("What it is"), ""],
        [_("Table"), data["table"]],
        [_("Counting unit"), str(shape.unit_name)],
        [_("What is counted"), shape.card["counted"]],
        [_("When a unit is counted"), shape.card["counted_when"]],
        [_("Who counts"), shape.card["counted_by"]],
        [_("What is not counted"), shape.card["not_counted"]],
        [_("Words to the reader"), data["words"]],
        [_("Hidden figures"), hiding_said(data)],
    ]
    return [
        (_("Figures"), [columns_of(shape), *rows_of(data, shape)]),
        (_("Card"), card),
    ]


def hiding_said(data):
    return _(
        "Counts from 1 to %(last)d are hidden, and further ones so that they cannot be worked "
        "out. Zeros are shown. Figures of different reporters must not be added."
    ) % {"last": data["threshold"] - 1}
