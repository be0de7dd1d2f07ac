"""Reading tables that people upload: CSV, or the first sheet of a workbook, as plain text.

A workbook with macros, formulas or more than it should hold is refused with a sentence; what a
formula shows depends on the machine that last counted it, so its value is nobody's statement.
"""

import csv
import io
import zipfile
from datetime import date, datetime
from itertools import islice

import openpyxl
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coordination import file_contents

MOST_LINES = 5_000
MOST_COLUMNS = 60
MOST_UNPACKED = 60 * 1024 * 1024


def unreadable():
    return ValidationError(_("The table cannot be read. Save it as CSV or XLSX."))


def read(data, ending):
    """Return the lines of a table as lists of stripped text; empty ones keep their place.

    Args:
        data: The bytes of the file.
        ending: `csv` or `xlsx`.

    Raises:
        ValidationError: Not a table, too large, with macros, or with a formula in a named cell.
    """
    if ending == "xlsx":
        return workbook_lines(data)
    text = file_contents.decode("", data)
    delimiter = max(";,\t", key=text.split("\n", 1)[0].count)
    try:
        lines = list(
            islice(csv.reader(io.StringIO(text, newline=None), delimiter=delimiter), MOST_LINES + 1)
        )
    except csv.Error:
        raise unreadable() from None
    refuse_long(lines)
    return [[cell.strip() for cell in line[:MOST_COLUMNS]] for line in lines]


def refuse_long(lines):
    if len(lines) > MOST_LINES:
        raise ValidationError(
            _("The table has more than %(most)d rows."), params={"most": MOST_LINES}
        )


def workbook_lines(data):
    file_contents.check(_("The workbook"), "xlsx", data)
    refuse_huge(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_col=MOST_COLUMNS)
        lines = [[*line] for line in islice(rows, MOST_LINES + 1)]
    except Exception:
        # A broken workbook breaks its reader in more ways than anybody can list.
        raise unreadable() from None
    refuse_long(lines)
    return [
        [text_of(cell, number, place) for place, cell in enumerate(line, start=1)]
        for number, line in enumerate(lines, start=1)
    ]


def refuse_huge(data):
    """Refuse what would fill the memory once it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > MOST_UNPACKED:
        raise ValidationError(_("The workbook is too large when unpacked."))


def text_of(cell, row, column):
    """Return the text of a cell; whole numbers without a fraction, days as 2026-03-01."""
    value = cell.value
    if value is None:
        return ""
    if getattr(cell, "data_type", "") == "f":
        raise ValidationError(
            _("Row %(row)d, column %(column)d holds a formula. Paste values only."),
            params={"row": row, "column": column},
        )
    if isinstance(value, datetime):
        value = value.date() if value.time() == value.time().min else value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
