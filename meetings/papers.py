"""How papers of a meeting are set: as tagged PDF with typst, as DOCX; and the sign-in sheet.

PDFs are PDF/UA-1 and PDF/A-2a (quality A4); text reaches typst as data, never as markup.
"""

import json
import re
from pathlib import Path

import typst
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from coordination.templatetags.polish_dates import span

INK = RGBColor(0x1D, 0x1F, 0x24)
COLUMNS = [Cm(7.4), Cm(4.4), Cm(4.2)]
PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATES = Path(settings.BASE_DIR) / "templates" / "meetings" / "papers"
FONTS = settings.NODE_MODULES / "@expo-google-fonts" / "lato"
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff]")
STRANGE = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
MOST_STRANGE_SIGNS = 60


def clean(text):
    """Leave out the signs that neither XML nor PDF/A takes: controls and the private area."""
    return UNPRINTABLE.sub("", text)


def cleaned(facts):
    """Return facts with every text of theirs cleaned."""
    if isinstance(facts, str):
        return clean(facts)
    if isinstance(facts, dict):
        return {key: cleaned(value) for key, value in facts.items()}
    if isinstance(facts, list | tuple):
        return [cleaned(value) for value in facts]
    return facts


def typeset(template, facts, folder=TEMPLATES):
    """Set a paper with typst and return the PDF; the template is a file, the facts are data.

    PDF/UA lets no sign stand that no typeface has; such a one is printed as U+FFFD.
    """
    source = (folder / template).read_bytes()
    data = json.dumps(cleaned(facts), ensure_ascii=False)
    for _attempt in range(MOST_STRANGE_SIGNS):
        try:
            return set_once(source, data)
        except typst.TypstError as error:
            strange = STRANGE.search(str(error))
            if strange is None:
                raise
            data = data.replace(unescaped(strange[1]), "\ufffd")
    return set_once(source, data)


def unescaped(quoted):
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), quoted)


def set_once(source, data):
    return typst.compile(
        source,
        sys_inputs={"facts": data},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(timezone.now().timestamp()),
    )


def sign_in_sheet_pdf(meeting):
    """Make the sign-in sheet: one row for each invited seat, deputy and guest, room to sign."""
    invitees = meeting.invitees.expected()
    rows = [
        [str(number), one.name, one.institution_name or _("guest"), ""]
        for number, one in enumerate(invitees, start=1)
    ]
    return typeset(
        "sign_in_sheet.typ",
        {
            "title": _("Attendance list – meeting No. %(number)s") % {"number": meeting.signature},
            "team": str(meeting.team),
            "subject": meeting.title,
            "when": span(meeting.local_start, meeting.local_end),
            "place": meeting.place or _("remotely"),
            "lang": get_language(),
            "columns": [_("No."), _("Person"), _("Institution"), _("Signature")],
            "rows": rows,
            "extra": 4,
            "label": _("Handling: %(label)s") % {"label": meeting.get_label_display()},
        },
    )


def add_table(paper, columns, rows):
    """Add a table whose first row is a header that repeats on each page."""
    table = paper.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.autofit = False
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, COLUMNS, strict=True):
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)


def set_type(paper):
    """One typeface in ink, as in the PDF; a machine without Lato shows its own sans serif."""
    sizes = {"Normal": 10.5, "Title": 18, "Subtitle": 12, "Heading 1": 13.5, "Heading 2": 11.5}
    for name, size in sizes.items():
        font = paper.styles[name].font
        font.name, font.size, font.color.rgb = "Lato", Pt(size), INK
        font.italic, font.bold = False, name not in ("Normal", "Subtitle")
        fonts = paper.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    border = paper.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        paper.styles["Title"].element.pPr.remove(border)


def set_language(paper, language):
    """Give the whole text its language, so that it is read and hyphenated rightly."""
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), {"pl": "pl-PL", "en": "en-GB"}[language])
    properties = paper.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    run = properties.find(qn("w:rPr"))
    for old in run.findall(qn("w:lang")):
        run.remove(old)
    run.append(tag)
