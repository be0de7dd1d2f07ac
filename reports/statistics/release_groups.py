"""The accepted figures of a round as tables whose counts can be worked out from each other.

One reporter's returns belong together: its return for the country is the total of its returns for
the voivodeships. Where an institution answers for the country and those under it for voivodeships,
all of them stand in one table too, because anybody can add them, although the desk never does.
"""

from dataclasses import dataclass, field

from reports.models.statistics import BETWEEN_CODES
from reports.statistics.shapes import shape_in
from reports.statistics.suppressing import TOTAL, Table
from reports.statistics_choices import CellState, ReturnState


@dataclass
class ReturnLine:
    """One return of a round: where it stands in its group, and its cells if it was accepted."""

    stat_return: object
    group: str
    place: str
    cells: dict = field(default_factory=dict)

    @property
    def is_accepted(self):
        return self.stat_return.state == ReturnState.ACCEPTED

    def key(self, codes):
        return (self.place, *codes.split(BETWEEN_CODES))


def lines_of(round):
    """Return every return of a round as a line of its group; three queries."""
    returns = list(
        round.returns.select_related("institution", "voivodeship").order_by(
            "institution__name", "voivodeship__name", "pk"
        )
    )
    countrywide = {one.institution_id for one in returns if one.voivodeship_id is None}
    regional = {one.institution_id for one in returns if one.voivodeship_id is not None}
    adds_up_others = countrywide - regional
    lines = [line_of(one, adds_up_others) for one in returns]
    by_return = {one.stat_return.pk: one for one in lines if one.is_accepted}
    cells = round_cells(round, by_return)
    for stat_return, codes, state, value in cells:
        by_return[stat_return].cells[codes] = (state, value)
    return lines


def round_cells(round, accepted):
    from_model = round.returns.model._meta.get_field("cells").related_model
    rows = from_model.objects.filter(stat_return__in=list(accepted)).order_by("pk")
    return rows.values_list("stat_return", "codes", "state", "value")


def line_of(one, adds_up_others):
    parent = one.institution.parent_id
    if one.voivodeship_id is None:
        return ReturnLine(one, str(one.institution_id), TOTAL)
    if parent in adds_up_others and one.institution_id not in adds_up_others:
        return ReturnLine(one, str(parent), f"{one.voivodeship_id}-{one.institution_id}")
    return ReturnLine(one, str(one.institution_id), one.voivodeship_id)


def tables_of(round, lines):
    """Return the counts of each group as a table for `suppressing`, by the key of the group."""
    summed = (True, *(axis.summed for axis in shape_in(round).axes))
    values: dict = {line.group: {} for line in lines}
    for line in lines:
        for codes, (state, value) in line.cells.items():
            if state == CellState.NUMBER:
                values[line.group][line.key(codes)] = value
            elif state == CellState.ZERO:
                values[line.group][line.key(codes)] = 0
    return {group: Table(counts, summed) for group, counts in values.items() if counts}
