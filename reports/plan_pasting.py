"""Reading a table that was copied from Word or a PDF.

From Word a browser gives HTML with rows, columns and merged cells; as text the same table comes
with tabs. A PDF gives text alone. A merged cell counts for every row it spans; an empty cell of a
chapter continues the one above; a row without a number and a task continues the row above.
"""

import csv
import io
import re

import lxml.html
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lxml import etree

from reports.plan_columns import column_of, number_in

MOST_LINES = 3_000
MOST_COLUMNS = 60
MOST_SPAN = 600
WIDE_GAP = re.compile(r" {3,}|\t")
CARRIED = ("chapter", "subchapter")


def read(text, html=""):
    """Return the lines of a pasted table, head first, and the lines that were not understood.

    Args:
        text: The table as plain text.
        html: The same as HTML, where the browser offered it.

    Raises:
        ValidationError: There is no table in it.
    """
    lines = from_html(html) or from_text(text)
    head = next((place for place, line in enumerate(lines) if is_head(line)), None)
    if head is None:
        raise ValidationError(_("No row names the columns. Copy the table together with its head."))
    left_out = [" ".join(filter(None, line)) for line in lines[:head] if any(line)]
    table, more = joined(lines[head], lines[head + 1 :])
    return table, left_out + more


def is_head(line):
    """A head names the task and at least one column more."""
    names = {column_of(cell) for cell in line if cell and len(cell) < 80} - {""}
    return "title" in names and len(names) > 1


def from_text(text):
    """Split text into cells: by tabs, else by semicolons, else by wide gaps.

    Quoted cells, as spreadsheets copy them, may hold line ends.
    """
    if len(text) > 1_000_000:
        raise ValidationError(_("That is too much at once. Paste the table in parts."))
    plain = text.replace("\u00a0", " ").replace("\r\n", "\n").replace("\x0b", "\n")
    if "\t" in plain or ";" in plain.split("\n", 1)[0]:
        delimiter = "\t" if "\t" in plain else ";"
        try:
            lines = list(csv.reader(io.StringIO(plain), delimiter=delimiter))
        except csv.Error:
            lines = [line.split(delimiter) for line in plain.split("\n")]
    else:
        lines = [WIDE_GAP.split(line) for line in plain.split("\n")]
    if len(lines) > MOST_LINES:
        raise ValidationError(_("That is too much at once. Paste the table in parts."))
    return [[cell.strip() for cell in line[:MOST_COLUMNS]] for line in lines]


def from_html(html):
    """Return the lines of the largest table in HTML, or nothing where there is none."""
    if "<table" not in html.lower():
        return []
    try:
        parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        root = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    tables = root.xpath("//table")
    if not tables:
        return []
    table = max(tables, key=lambda one: len(one.xpath("./tr|./tbody/tr|./thead/tr")))
    return spread(table.xpath("./tr|./tbody/tr|./thead/tr|./tfoot/tr")[:MOST_LINES])


def span_of(cell, name):
    text = cell.get(name, "1").strip()
    return min(int(text), MOST_SPAN) if text.isascii() and text.isdecimal() and text != "0" else 1


def spread(rows):
    """Lay cells out on a grid: one that spans rows or columns stands in each of them."""
    grid: dict = {}
    for place, row in enumerate(rows):
        column = 0
        for cell in row.xpath("./td|./th"):
            while (place, column) in grid:
                column += 1
            words = words_of(cell)
            height, width = span_of(cell, "rowspan"), span_of(cell, "colspan")
            for down in range(min(height, len(rows) - place)):
                for right in range(min(width, MOST_COLUMNS - column)):
                    grid[place + down, column + right] = words if right == 0 else ""
            column += width
    wide = max((column for _place, column in grid), default=-1) + 1
    return [[grid.get((place, column), "") for column in range(wide)] for place in range(len(rows))]


def words_of(cell):
    """Return the words of a cell; paragraphs and breaks part its lines."""
    for one in cell.xpath(".//script|.//style"):
        one.drop_tree()
    for one in cell.xpath(".//br"):
        one.tail = "\n" + (one.tail or "")
    paragraphs = cell.xpath(".//p|.//li") or [cell]
    lines = []
    for one in paragraphs:
        for line in one.text_content().replace("\u00a0", " ").split("\n"):
            lines.append(" ".join(line.split()))
    return "\n".join(line for line in lines if line)


def joined(head, lines):
    """Bring the rows of a table together, and return it with what was not understood.

    A row that is one heading alone names the chapter of the rows below it. A row without number
    and task continues the cells of the row above. The head printed again on a new page is left.
    """
    names = [column_of(cell) for cell in head]
    has_chapter = "chapter" in names
    table, left_out, chapter = [], [], ""
    for line in lines:
        cells = [*line[: len(names)], *[""] * (len(names) - len(line))]
        filled = [place for place, cell in enumerate(cells) if cell]
        if not filled or [column_of(cell) for cell in cells] == names:
            continue
        if is_heading(cells, filled, names):
            chapter = cells[filled[0]]
        elif begins_a_task(cells, names):
            table.append(carried(cells, names, table))
            if chapter and not has_chapter:
                table[-1] = [*table[-1], chapter]
        elif table:
            continue_row(table[-1], cells)
        else:
            left_out.append(" ".join(cells[place] for place in filled))
    full_head = head if has_chapter else [*head, "rozdział"]
    wide = len(full_head)
    return [full_head, *([*row, *[""] * (wide - len(row))] for row in table)], left_out


HEADING = re.compile(r"(?i)^(?:rozdział\s+)?(?:[IVXLCDM]+)[.:)\s–-]\s*\D{3}")


def is_heading(cells, filled, names):
    """One cell alone, or one that spans all columns, such as "III. Wsparcie i ochrona ofiar"."""
    words = {cells[place] for place in filled}
    if len(words) != 1:
        return False
    text = words.pop()
    number, _rest = number_in(text)
    return bool(HEADING.match(text)) and not re.search(r"\d", number)


def begins_a_task(cells, names):
    """A row begins a task when it has a number, or a title where the table has no numbers."""
    by_name = dict(zip(names, cells, strict=False))
    if "number" in names:
        return bool(number_in(by_name.get("number", ""))[0])
    title = by_name.get("title", "")
    return bool(title)


def carried(cells, names, table):
    """Fill an empty chapter or sub-chapter from the row above: merged cells come so as text."""
    if not table:
        return cells
    above = table[-1]
    return [
        above[place] if not cell and names[place] in CARRIED else cell
        for place, cell in enumerate(cells)
    ]


def continue_row(row, cells):
    """Add the cells of a row that continues the one above; what a merged cell repeats is not."""
    for place, cell in enumerate(cells):
        if cell and cell not in row[place].split("\n") and cell != row[place]:
            row[place] = f"{row[place]}\n{cell}".strip()
