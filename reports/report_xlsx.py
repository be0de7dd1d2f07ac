"""The report as XLSX: figures as figures, a sheet for each table, charts that Excel draws."""

import io
import re

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports import charts
from reports.choices import BlockKind
from reports.report_layout import details_of, footer_of, heading_of, notice_of, subtitle_of

WIDEST, NARROWEST = 60, 10
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LONGEST_CELL = 32_000


class Sheets:
    """A workbook whose sheets have different names and whose texts are never formulae."""

    def __init__(self, octets, data):
        self.book = xlsxwriter.Workbook(octets, {"constant_memory": True})
        self.book.set_properties({"title": data["title"], "subject": subtitle_of(data)})
        self.head = self.book.add_format({"bold": True, "bg_color": "#EEEEEE", "border": 1})
        self.head.set_text_wrap()
        self.cell = self.book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self.names: set = set()

    def add(self, title):
        """Return a new sheet under a name that Excel takes and no other sheet has."""
        name = plain = FORBIDDEN.sub(" ", title)[:28].strip() or "KPD"
        number = 2
        while name.casefold() in self.names:
            name, number = f"{plain[:25]} {number}", number + 1
        self.names.add(name.casefold())
        return self.book.add_worksheet(name)

    def put_table(self, sheet, table, row=0):
        """Write a table and return its last row."""
        for column, name in enumerate(table["columns"]):
            sheet.write_string(row, column, name, self.head)
        for line in table["rows"]:
            row += 1
            for column, value in enumerate(line):
                self.put(sheet, row, column, value)
        for column, width in enumerate(widths(table)):
            sheet.set_column(column, column, width)
        return row

    def put(self, sheet, row, column, value):
        if isinstance(value, int | float):
            sheet.write_number(row, column, value, self.cell)
        else:
            sheet.write_string(row, column, str(value)[:LONGEST_CELL], self.cell)


def widths(table):
    columns = zip(*[table["columns"], *table["rows"]], strict=True)
    return [
        min(WIDEST, max(NARROWEST, *(len(str(cell)) + 2 for cell in cells))) for cells in columns
    ]


def write(data, progressed, *, is_draft):
    """Return the bytes of the XLSX.

    Args:
        data: As `report_data.data_of` returns it.
        progressed: Called with how many parts are done.
        is_draft: Whether it says that it is not adopted.
    """
    octets = io.BytesIO()
    sheets = Sheets(octets, data)
    add_front(sheets, data, is_draft=is_draft)
    of_tasks: dict = {}
    for number, part in enumerate(data["parts"], start=1):
        if part["kind"] == BlockKind.TASK:
            gather(of_tasks, part)
        elif part["kind"] == BlockKind.CHAPTER:
            gather(of_tasks, part, with_heading=False)
        else:
            for table in part["tables"]:
                add_table(sheets, table, part["chart"])
        progressed(number)
    for table in of_tasks.values():
        add_table(sheets, table, {})
    sheets.book.close()
    return octets.getvalue()


def add_front(sheets, data, *, is_draft):
    """The first sheet: what the file is, and the words of every part."""
    sheet = sheets.add(_("Report"))
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 110)
    rows = [(_("Title"), data["title"]), *details_of(data)]
    rows += [(_("Version"), footer_of(data, is_draft=is_draft))]
    notice = notice_of(data, is_draft=is_draft)
    rows += [(pgettext("remark", "Note"), notice)] if notice else []
    rows += [(heading_of(part), part["text"]) for part in data["parts"] if part["text"]]
    for row, (name, words) in enumerate(rows):
        sheet.write_string(row, 0, name, sheets.head)
        sheets.put(sheet, row, 1, words)


def gather(found, part, *, with_heading=True):
    """Put the tables of many parts of one kind under each other, by their caption."""
    for table in part["tables"]:
        columns = ([_("Part")] if with_heading else []) + table["columns"]
        rows = [[part["title"], *row] if with_heading else row for row in table["rows"]]
        known = found.setdefault(
            table["caption"], {"caption": table["caption"], "columns": columns, "rows": []}
        )
        known["rows"] += rows


def add_table(sheets, table, chart):
    sheet = sheets.add(table["caption"])
    last = sheets.put_table(sheet, table)
    sheet.freeze_panes(1, 0)
    if table["rows"]:
        sheet.autofilter(0, 0, last, len(table["columns"]) - 1)
    if chart and table["rows"]:
        add_chart(sheets, sheet, table, chart, last)


def add_chart(sheets, sheet, table, chart, last):
    """Let Excel draw the chart over the figures of the sheet, described for all readers."""
    drawn = sheets.book.add_chart({"type": "bar", "subtype": "stacked"})
    for place, word in enumerate(chart["series"], start=1):
        fill, _ink = charts.tone_of(place - 1, len(chart["series"]))
        drawn.add_series(
            {
                "name": word,
                "categories": [sheet.name, 1, 0, last, 0],
                "values": [sheet.name, 1, place, last, place],
                "fill": {"color": fill},
                "gap": 40,
            }
        )
    drawn.set_title({"name": chart["title"]})
    drawn.set_y_axis({"reverse": True})
    drawn.set_size({"width": 760, "height": 120 + 26 * len(table["rows"])})
    sheet.insert_chart(
        1, len(table["columns"]) + 1, drawn, {"description": charts.alt_of(chart)[:2000]}
    )
