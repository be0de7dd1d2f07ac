"""Tables of figures as XLSX: the lines on the first sheet, the counting-unit card on the second.

Every text is written as text, so that nothing becomes a formula.
"""

import io

import openpyxl
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from reports.models import CodeList
from reports.statistics_choices import CountingUnit

GREY = PatternFill("solid", fgColor="EEEEEE")
WIDTH = 24


def workbook(heads, lines, card):
    """Return the bytes of a workbook.

    Args:
        heads: Words over the columns.
        lines: Rows of texts and numbers.
        card: `(name, words)` of the second sheet.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = _("Figures")
    put(sheet, 1, heads, bold=True)
    for number, line in enumerate(lines, start=2):
        put(sheet, number, line)
    for place in range(1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    sheet.freeze_panes = "A2"
    second = book.create_sheet(_("Card"))
    second.column_dimensions["A"].width = WIDTH
    second.column_dimensions["B"].width = 90
    for number, line in enumerate(card, start=1):
        put(second, number, line)
    octets = io.BytesIO()
    book.save(octets)
    return octets.getvalue()


def put(sheet, row, cells, *, bold=False):
    """Write one line; texts stay texts, whatever they begin with."""
    for place, content in enumerate(cells, start=1):
        cell = sheet.cell(row=row, column=place)
        cell.value = content
        if isinstance(content, str):
            cell.data_type = "s"
        if bold:
            cell.font, cell.fill = Font(bold=True), GREY


def card_of(round, shape):
    """Return the counting-unit card of a round as lines: what the figures are, and of what."""
    lists = CodeList.objects.filter(key__in=[axis.code_list for axis in shape.axes])
    words = shape.card
    day = formats.date_format
    return [
        (_("Table"), shape.title),
        (_("Round"), round.title),
        (_("Period"), f"{day(round.period_from_on)} – {day(round.period_to_on)}"),
        (_("Counting unit"), str(CountingUnit(shape.counting_unit).label)),
        (_("What is counted"), words["counted"]),
        (_("When a unit is counted"), words["counted_when"]),
        (_("Who counts"), words["counted_by"]),
        (_("What is not counted"), words["not_counted"]),
        (_("Edition"), str(shape.edition)),
        *((_("Code list"), credit(one)) for one in lists),
        (
            pgettext("remark", "Note"),
            _("Figures of different bodies count different things; they must never be added up."),
        ),
    ]


def credit(code_list):
    """Say where a code list is from; the licence of HTCDS asks that IOM is named."""
    if code_list.credit:
        return f"{code_list.name}: {code_list.credit} ({code_list.source})"
    words = {"name": code_list.name, "source": code_list.source}
    return _("%(name)s: after the dimensions of %(source)s") % words
