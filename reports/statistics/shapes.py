"""The shape of a table as a round keeps it: its card, its axes, and the cells that follow."""

import itertools
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.models.statistics import BETWEEN_CODES
from reports.statistics_choices import CountingUnit

CARD = ["counted", "counted_when", "counted_by", "not_counted"]
TOTAL = ""


@dataclass(frozen=True)
class ShapeCode:
    """One word of an axis; an empty code is the total of the axis."""

    code: str
    label_pl: str
    label_en: str

    @property
    def label(self):
        if self.code == TOTAL:
            return _("Total")
        return self.label_en if get_language() == "en" else self.label_pl


@dataclass(frozen=True)
class ShapeAxis:
    """One axis: its name, the key of its code list, the codes, and whether a total is asked."""

    name: str
    code_list: str
    summed: bool
    codes: tuple[ShapeCode, ...]

    @property
    def places(self):
        """The codes in their order, the total last where it is asked."""
        return (*self.codes, ShapeCode(TOTAL, "", "")) if self.summed else self.codes

    @property
    def code_keys(self):
        return tuple(one.code for one in self.codes)


@dataclass(frozen=True)
class Shape:
    """A table as it was on the day its round opened."""

    title: str
    edition: int
    counting_unit: str
    card: dict
    axes: tuple[ShapeAxis, ...]

    @property
    def unit_name(self):
        return CountingUnit(self.counting_unit).label

    @property
    def keys(self):
        """The key of every cell, in the order in which the grid shows them."""
        places = [[one.code for one in axis.places] for axis in self.axes]
        return [BETWEEN_CODES.join(codes) for codes in itertools.product(*places)]

    @property
    def size(self):
        found = 1
        for axis in self.axes:
            found *= len(axis.places)
        return found

    def parts_of(self, key):
        """Return the keys whose figures make up a total, one list for each axis it is summed on."""
        codes = key.split(BETWEEN_CODES)
        found = []
        for place, axis in enumerate(self.axes):
            if codes[place] == TOTAL:
                found.append(
                    [
                        BETWEEN_CODES.join([*codes[:place], code, *codes[place + 1 :]])
                        for code in axis.code_keys
                    ]
                )
        return found

    def name_of(self, key):
        """Return the labels of a cell, as a sentence to a person names it."""
        codes = key.split(BETWEEN_CODES)
        words = [
            next(place.label for place in axis.places if place.code == code)
            for axis, code in zip(self.axes, codes, strict=True)
        ]
        return ", ".join(words)

    def is_like(self, other):
        """Whether figures of two rounds mean the same: one unit, and the same codes in place."""
        return (
            self.counting_unit == other.counting_unit
            and self.edition == other.edition
            and [axis.code_keys for axis in self.axes] == [axis.code_keys for axis in other.axes]
        )


def shape_of(table):
    """Return the shape of a table as it is designed now."""
    return Shape(
        title=table.title,
        edition=table.edition,
        counting_unit=table.counting_unit,
        card={name: getattr(table, name) for name in CARD},
        axes=tuple(
            ShapeAxis(
                axis.name,
                axis.code_list.key,
                axis.summed,
                tuple(
                    ShapeCode(one.code, one.label_pl, one.label_en)
                    for one in axis.code_list.codes.all()
                ),
            )
            for axis in table.axes.select_related("code_list").prefetch_related("code_list__codes")
        ),
    )


def frozen(shape):
    """Return what a round stores of a shape."""
    return {
        "title": shape.title,
        "edition": shape.edition,
        "counting_unit": shape.counting_unit,
        "card": shape.card,
        "axes": [
            {
                "name": axis.name,
                "code_list": axis.code_list,
                "summed": axis.summed,
                "codes": [[one.code, one.label_pl, one.label_en] for one in axis.codes],
            }
            for axis in shape.axes
        ],
    }


def shape_in(round):
    """Return the shape that a round keeps; before it opens, that of its table."""
    if not round.shape:
        return shape_of(round.table)
    kept = round.shape
    return Shape(
        title=kept["title"],
        edition=kept["edition"],
        counting_unit=kept["counting_unit"],
        card=kept["card"],
        axes=tuple(
            ShapeAxis(
                axis["name"],
                axis["code_list"],
                axis["summed"],
                tuple(ShapeCode(*code) for code in axis["codes"]),
            )
            for axis in kept["axes"]
        ),
    )
