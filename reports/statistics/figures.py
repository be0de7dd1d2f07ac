"""One figure as people type it: a whole number, 0, or the words for unknown and not collected."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.models.returns import LARGEST
from reports.statistics_choices import CellState

LANGUAGES = ["pl", "en"]
SIGNS = {"?": CellState.UNKNOWN, "x": CellState.NOT_COLLECTED}
MINUS = re.compile(r"[-\u2010-\u2015\u2212]\s*[0-9]")
FRACTION = re.compile(r"[0-9\s]*[.,][0-9]+|[0-9]+[.,]")
NUMBER = re.compile(r"[0-9]+")


class Figure(NamedTuple):
    """What a cell says; `value` only where it is a number above zero."""

    state: str
    value: int | None = None
    explanation: str = ""

    @property
    def known(self):
        """The figure as a number to count with, None where it is not known."""
        if self.state == CellState.ZERO:
            return 0
        return self.value if self.state == CellState.NUMBER else None

    @property
    def shown(self):
        """The figure as people read and type it."""
        if self.known is not None:
            return str(self.known)
        return str(CellState(self.state).label)


ZERO = Figure(CellState.ZERO)


def words():
    """Return the states by the words that say them, in every language of the desk."""
    found = {"zero": CellState.ZERO, **SIGNS}
    for language in LANGUAGES:
        with override(language):
            for state in (CellState.ZERO, CellState.UNKNOWN, CellState.NOT_COLLECTED):
                found[str(state.label).casefold()] = state
    return found


def read(text, known_words=None):
    """Return the figure of a text, None for an empty one.

    An empty cell is no zero: nobody has said anything. Zero is said as "0".

    Args:
        text: As typed or as it stands in a file.
        known_words: What `words()` returned, where many texts are read.

    Raises:
        ValidationError: Negative, with a fraction, too large, or no number at all.
    """
    plain = " ".join(text.split())
    if not plain:
        return None
    state = (known_words or words()).get(plain.casefold())
    if state:
        return Figure(state)
    digits = "".join(plain.split())
    if MINUS.match(plain):
        raise ValidationError(_("A count cannot be below zero."))
    if FRACTION.fullmatch(digits):
        raise ValidationError(_("A count is a whole number, without a point or a comma."))
    if not NUMBER.fullmatch(digits):
        raise ValidationError(
            _("Write a whole number, 0, “%(unknown)s” or “%(not_collected)s”."),
            params={
                "unknown": CellState.UNKNOWN.label,
                "not_collected": CellState.NOT_COLLECTED.label,
            },
        )
    significant = digits.lstrip("0")
    if not significant:
        return ZERO
    if len(significant) > len(str(LARGEST)) or int(significant) > LARGEST:
        raise ValidationError(
            _("This number is too large; at most %(most)d."), params={"most": LARGEST}
        )
    return Figure(CellState.NUMBER, int(significant))


def figures_in(cells):
    """Return figures by their keys, from cells of the database."""
    return {one.codes: Figure(one.state, one.value, one.explanation) for one in cells}


def kept(figures):
    """Return what an act keeps of the figures."""
    return [[key, *figure] for key, figure in figures.items()]


def figures_kept(rows):
    """Return figures by their keys, from what an act kept."""
    return {key: Figure(state, value, why) for key, state, value, why in rows}
