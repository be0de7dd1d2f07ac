"""Tables as CSV that office spreadsheets open with Polish letters and without running anything."""

import csv
import io

FORMULA_STARTS = ("=", "+", "-", "@")


def safe_cell(text):
    """Keep a spreadsheet from taking a cell for a formula."""
    text = str(text)
    return f"'{text}" if text.lstrip().startswith(FORMULA_STARTS) else text


def csv_table(headings, rows):
    """Return a table as CSV in UTF-8 with a byte order mark and semicolons.

    Args:
        headings: Words over the columns.
        rows: Iterable of rows, each as long as the headings.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";")
    table.writerow(headings)
    table.writerows([safe_cell(cell) for cell in row] for row in rows)
    return f"\ufeff{text.getvalue()}".encode()
