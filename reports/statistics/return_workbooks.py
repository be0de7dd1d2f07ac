"""A return as a table for work without the desk: written as XLSX or CSV, read back whole.

One line is one figure, named by the codes of its axes; the total of an axis is `_T`, as in SDMX.
Nothing of an uploaded file is kept but the figures and their explanations, and a table with a
column that is not ours is refused, so that no list of persons can come in this way.
"""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from coordination import case_data, guarding
from coordination.csv_tables import FORMULA_STARTS
from reports.models.statistics import BETWEEN_CODES
from reports.statistics import checking, figures
from reports.statistics.shapes import TOTAL

TOTAL_CODE = "_T"
LONGEST_EXPLANATION = 300
MOST_ERRORS = 60
LEAST_SUSPECT = 6
# What columns of persons are called; ours are known by their names, so this only says it better.
PERSONS = re.compile(
    r"pesel|imi[ęeo]|nazwisk|urodz|adres|telefon|paszport|dowod|dowód|e-?mail|"
    r"first ?name|surname|last ?name|birth|passport|phone|address",
    re.IGNORECASE,
)
ID = gettext_lazy("return")
CODE = gettext_lazy("%(axis)s (code)")
FIGURE = gettext_lazy("figure")
EXPLANATION = gettext_lazy("explanation")


@dataclass(frozen=True)
class FileError:
    """What is wrong, and where: the row and the column as they stand in the file."""

    row: int
    column: str
    words: str

    def __str__(self):
        words = {"row": self.row, "column": self.column, "problem": self.words}
        if not self.column:
            return _("Row %(row)d: %(problem)s") % words
        return _("Row %(row)d, column “%(column)s”: %(problem)s") % words


@dataclass
class FileRead:
    """What a file says: the figures by their keys, the rows they stand in, what is wrong."""

    figures: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)


def columns(shape):
    """Return `(key, heading)` of every column, in order, in the reader's language."""
    found = [("id", str(ID))]
    for place, axis in enumerate(shape.axes):
        found += [(f"code{place}", CODE % {"axis": axis.name}), (f"label{place}", axis.name)]
    return [*found, ("figure", str(FIGURE)), ("explanation", str(EXPLANATION))]


def lines_of(stat_return, shape, known):
    """Return the lines of a table, one for each figure, filled in as far as it is known."""
    places = [{one.code: one.label for one in axis.places} for axis in shape.axes]
    lines = []
    for key in shape.keys:
        line: list = [stat_return.pk]
        for codes, code in zip(places, key.split(BETWEEN_CODES), strict=True):
            line += [code or TOTAL_CODE, codes[code]]
        figure = known.get(key)
        lines.append([*line, *shown(figure)])
    return lines


def shown(figure):
    """Return the two cells of a figure; numbers stay numbers."""
    if figure is None:
        return ["", ""]
    value = figure.shown if figure.known is None else figure.known
    return [value, figure.explanation]


def read(stat_return, shape, lines):
    """Check every line of a table; nothing is written.

    Args:
        stat_return: Whose table it should be.
        shape: The shape of its round.
        lines: Lists of text, the head first.

    Raises:
        ValidationError: The head is not ours, or the table has a column about persons.
    """
    keys, heads = keys_of(shape, lines)
    found = FileRead()
    suspects = suspects_in(lines)
    reader = LineReader(stat_return, shape, keys, heads, found, suspects)
    for number, line in enumerate(lines[1:], start=2):
        if any(line):
            reader.take(number, line)
    if not found.figures and not found.errors:
        raise ValidationError(_("The table holds no figure."))
    if not found.errors:
        found.errors = against_totals(shape, found)
    return found


def keys_of(shape, lines):
    """Return the keys and the headings of the columns, refusing what is not ours.

    Raises:
        ValidationError: A column is missing, unknown, or about persons.
    """
    by_heading: dict = {}
    for language in figures.LANGUAGES:
        with override(language):
            by_heading |= {heading.casefold(): key for key, heading in columns(shape)}
    heads = list(lines[0]) if lines else []
    while heads and not heads[-1]:
        heads.pop()
    keys = [by_heading.get(head.casefold(), "") for head in heads]
    for number, (key, head) in enumerate(zip(keys, heads, strict=True), start=1):
        if not key:
            raise ValidationError(unknown_column(number, head))
    needed = {"id", "figure", *(f"code{place}" for place in range(len(shape.axes)))}
    if needed - set(keys) or len(set(keys)) != len(keys):
        raise ValidationError(
            _("Row 1: this is not the table that was downloaded here; its columns are others.")
        )
    return keys, heads


def unknown_column(number, head):
    """Say that a column does not belong here; what it is called is quoted only if it is safe."""
    if PERSONS.search(head):
        return _(
            "Row 1, column %(number)d names data of persons. The desk takes numbers only; "
            "nothing of this file was kept."
        ) % {"number": number}
    name = "" if guarding.find(head) else head[:40]
    return _("Row 1, column %(number)d (“%(name)s”) is none of this table.") % {
        "number": number,
        "name": name,
    }


def suspects_in(lines):
    """Return the different texts of a file in which the guard finds data of a person."""
    texts = {cell for line in lines[1:] for cell in line if len(cell) >= LEAST_SUSPECT}
    found = {text: guarding.find(text) for text in texts}
    return {text: case_data.sentence(there) for text, there in found.items() if there}


class LineReader:
    """Reads the lines of one file, one after another."""

    def __init__(self, stat_return, shape, keys, heads, found, suspects):
        self.stat_return, self.shape = stat_return, shape
        self.keys, self.heads = keys, heads
        self.found, self.suspects = found, suspects
        self.words = figures.words()
        self.known = set(shape.keys)

    def wrong(self, number, key, problem):
        if len(self.found.errors) < MOST_ERRORS:
            head = self.heads[self.keys.index(key)] if key in self.keys else ""
            self.found.errors.append(FileError(number, head, problem))

    def take(self, number, line):
        """Check one line and note its figure."""
        cells = dict(zip(self.keys, line, strict=False))
        if any(line[len(self.keys) :]):
            self.wrong(number, "", _("there is something beside the table."))
        for key, text in cells.items():
            if text in self.suspects:
                self.wrong(number, key, self.suspects[text])
        if cells.get("id", "") != str(self.stat_return.pk):
            problem = _("this is no line of this return; it belongs to another one.")
            self.wrong(number, "id", problem)
        codes = self.codes_in(number, cells)
        figure = self.figure_in(number, cells)
        if codes is None:
            return
        key = BETWEEN_CODES.join(codes)
        if key in self.found.rows:
            problem = _("row %(row)d says the same figure already.")
            self.wrong(number, "code0", problem % {"row": self.found.rows[key]})
            return
        self.found.rows[key] = number
        if figure is not None:
            self.found.figures[key] = figure

    def codes_in(self, number, cells):
        """Return the codes of a line, None where one is unknown."""
        codes = []
        for place, axis in enumerate(self.shape.axes):
            text = cells.get(f"code{place}", "")
            code = TOTAL if text == TOTAL_CODE else text
            if code not in [one.code for one in axis.places] or (not text):
                words = {"code": "" if guarding.find(text) else text[:40], "axis": axis.name}
                problem = _("“%(code)s” is no code of the list “%(axis)s”.") % words
                self.wrong(number, f"code{place}", problem)
                return None
            codes.append(code)
        return codes

    def figure_in(self, number, cells):
        """Return the figure of a line with its explanation, None where there is none."""
        why = unquoted(cells.get("explanation", ""))
        if len(why) > LONGEST_EXPLANATION:
            problem = _("at most %(most)d characters.") % {"most": LONGEST_EXPLANATION}
            self.wrong(number, "explanation", problem)
        try:
            figure = figures.read(unquoted(cells.get("figure", "")), self.words)
        except ValidationError as error:
            self.wrong(number, "figure", " ".join(error.messages))
            return None
        if figure is None:
            if why:
                self.wrong(number, "explanation", _("there is no figure that this explains."))
            return None
        return figure._replace(explanation=" ".join(why.split()))


def unquoted(text):
    """Take off the sign that kept a spreadsheet from taking a cell for a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def against_totals(shape, found):
    """Return the totals below their parts, each with the row it stands in."""
    return [
        FileError(found.rows[one.key], str(FIGURE), one.words)
        for one in checking.problems(shape, found.figures)
        if one.is_wrong
    ]
