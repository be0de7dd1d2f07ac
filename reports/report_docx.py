"""The report as DOCX that officials go on editing: styles, real headings, captions, alt texts."""

import io
from html import escape

import docx
from django.conf import settings
from django.utils.translation import gettext as _
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from meetings.papers import clean, set_language, set_type
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

MOST_ROWS = 2000
TWIPS_OF_A_LINE = 9638  # 17 cm in twentieths of a point


def write(data, progressed, *, is_draft):
    """Return the bytes of the DOCX.

    Args:
        data: As `report_data.data_of` returns it.
        progressed: Called with how many parts are done.
        is_draft: Whether it says that it is not adopted.
    """
    paper = docx.Document()
    begin(paper, data)
    paper.add_heading(data["title"], level=0)
    paper.add_paragraph(subtitle_of(data)).style = "Subtitle"
    for name, value in details_of(data):
        line = paper.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(value)
    notice = notice_of(data, is_draft=is_draft)
    if notice:
        paper.add_paragraph().add_run(notice).bold = True
    paper.sections[0].footer.paragraphs[0].text = footer_of(data, is_draft=is_draft)
    add_errata(paper, data)
    for number, part in enumerate(data["parts"], start=1):
        add_part(paper, part)
        progressed(number)
    octets = io.BytesIO()
    paper.save(octets)
    return octets.getvalue()


def begin(paper, data):
    """Set title, language, typeface and margins."""
    paper.core_properties.title = data["title"]
    paper.core_properties.subject = subtitle_of(data)
    paper.core_properties.author = settings.DESK_NAME
    paper.core_properties.language = "pl"
    set_language(paper, "pl")
    set_type(paper)
    font = paper.styles["Heading 3"].font
    font.name, font.size, font.bold = "Lato", Pt(10.5), True
    font.color.rgb = paper.styles["Normal"].font.color.rgb
    paper.styles["Caption"].font.color.rgb = paper.styles["Normal"].font.color.rgb
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)


def add_errata(paper, data):
    if not data["errata"]:
        return
    paper.add_heading(_("What this version corrects"), level=1)
    paper.add_paragraph(data["reason"])
    for heading, words in errata_lines(data):
        line = paper.add_paragraph(style="List Bullet")
        line.add_run(f"{heading}: ").bold = True
        line.add_run(words)


def add_part(paper, part):
    paper.add_heading(heading_of(part), level=part["level"])
    for paragraph in paragraphs_of(part):
        line = paper.add_paragraph(paragraph)
        if language_of(part) != "pl":
            say_language(line.runs, "en-GB")
    if part["chart"]:
        add_chart(paper, part["chart"])
    for table in part["tables"]:
        add_table(paper, table)


def say_language(runs, name):
    """Mark words as being in another language, so that they are read and checked rightly."""
    for run in runs:
        tag = OxmlElement("w:lang")
        tag.set(qn("w:val"), name)
        run._r.get_or_add_rPr().append(tag)


def add_chart(paper, chart):
    """Put in the picture of a chart with its description for whoever does not see it."""
    picture = paper.add_picture(charts.png(chart), width=Cm(16.5))
    described = picture._inline.docPr
    described.set("descr", charts.alt_of(chart))
    described.set("title", chart["title"])


def add_table(paper, table):
    """Add a captioned table whose header row repeats on each page.

    Rows are written as one piece of XML: a report holds thousands of cells.
    """
    paper.add_paragraph(table["caption"], style="Caption").paragraph_format.keep_with_next = True
    widths = widths_of(table)
    twips = [int(TWIPS_OF_A_LINE * width / sum(widths)) for width in widths]
    printed, note = printed_rows(table, MOST_ROWS)
    rows = [row_xml(table["columns"], twips, is_head=True)]
    rows += [row_xml(row, twips) for row in printed]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    look = '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
    caption = escape(clean(table["caption"]), quote=True)
    look += f'<w:tblLayout w:type="fixed"/><w:tblCaption w:val="{caption}"/>'
    made = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )
    paper.add_paragraph(note)._p.addprevious(made)


def row_xml(cells, twips, *, is_head=False):
    repeated = "<w:tblHeader/>" if is_head else ""
    head = f"<w:trPr><w:cantSplit/>{repeated}</w:trPr>"
    bold = "<w:b/>" if is_head else ""
    found = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'<w:spacing w:after="20"/></w:pPr><w:r><w:rPr>{bold}<w:sz w:val="17"/></w:rPr>'
        f"{lines_xml(cell_text(cell))}</w:r></w:p></w:tc>"
        for cell, width in zip(cells, twips, strict=True)
    ]
    return f"<w:tr>{head}{''.join(found)}</w:tr>"


def lines_xml(text):
    lines = clean(text).splitlines() or [""]
    return "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in lines
    )
