"""Workbooks of series and released tables: figures as figures, texts never as formulae."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

WIDEST, NARROWEST = 60, 8
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(sheets, *, title):
    """Return the bytes of a workbook.

    Args:
        sheets: Pairs of a name and rows; the first row of each holds the headings.
        title: The title among the properties of the file.
    """
    octets = io.BytesIO()
    book = xlsxwriter.Workbook(octets, PLAIN)
    book.set_properties({"title": title[:250], "comments": _("No hidden figure is in this file.")})
    head = book.add_format({"bold": True, "bg_color": "#EEEEEE", "border": 1, "text_wrap": True})
    for name, rows in sheets:
        fill(book.add_worksheet(name), list(rows), head)
    book.close()
    return octets.getvalue()


def fill(sheet, rows, head):
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, str(value), None if number else head)
    for column in range(len(rows[0])):
        longest = max(len(str(row[column])) for row in rows if column < len(row))
        sheet.set_column(column, column, min(WIDEST, max(NARROWEST, longest + 2)))
    sheet.freeze_panes(1, 0)
