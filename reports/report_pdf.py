"""The report as tagged PDF: PDF/UA-1 and PDF/A-2a, its text handed to typst as data."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from meetings.papers import typeset
from reports import charts
from reports.report_layout import (
    cell_text,
    details_of,
    errata_lines,
    footer_of,
    heading_of,
    language_of,
    notice_of,
    paragraphs_of,
    printed_rows,
    subtitle_of,
    widths_of,
)

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "reports" / "papers"
# A tagged cell takes some 30 kB while the paper is set; what is longer is read in the workbook.
MOST_ROWS = 120


def write(data, progressed, *, is_draft):
    """Return the bytes of the PDF.

    Args:
        data: As `report_data.data_of` returns it.
        progressed: Called with how many parts are done.
        is_draft: Whether it says that it is not adopted.
    """
    parts = []
    for number, part in enumerate(data["parts"], start=1):
        parts.append(part_facts(part))
        progressed(number)
    facts = {
        "title": data["title"],
        "subtitle": subtitle_of(data),
        "details": details_of(data),
        "notice": notice_of(data, is_draft=is_draft),
        "footer": footer_of(data, is_draft=is_draft),
        "contents": _("Contents"),
        "errata_heading": _("What this version corrects"),
        "reason": data["reason"],
        "errata": errata_lines(data),
        "parts": parts,
    }
    return typeset("national_report.typ", facts, TEMPLATES)


def part_facts(part):
    chart = part["chart"]
    return {
        "heading": heading_of(part),
        "level": part["level"],
        "lang": language_of(part),
        "paragraphs": paragraphs_of(part),
        "svg": charts.svg(chart) if chart else "",
        "alt": charts.alt_of(chart) if chart else "",
        "tables": [table_facts(table) for table in part["tables"]],
    }


def table_facts(table):
    rows, note = printed_rows(table, MOST_ROWS)
    return {
        "caption": table["caption"],
        "columns": table["columns"],
        "widths": widths_of(table),
        "rows": [[cell_text(cell) for cell in row] for row in rows],
        "note": note,
    }
