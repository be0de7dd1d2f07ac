"""Minutes as files: a reading of frozen facts becomes a tagged PDF or a DOCX.

Both are made of the same reading, so they cannot disagree. Each paragraph of the DOCX carries a
bookmark with its address, by which it is found again when the file comes back with tracked
changes and comments (`word_returns`).
"""

import io
import re
from dataclasses import dataclass

import docx
from django.conf import settings
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from meetings.papers import (
    DOCX_TYPE,
    PDF_TYPE,
    add_table,
    set_language,
    set_type,
    typeset,
)

MEDIA_TYPES = {"pdf": PDF_TYPE, "docx": DOCX_TYPE}
BOOKMARK = "desk"
NUMBER = re.compile(r"^\s*\d+\.\d+\s*")
TEXTS = {qn("w:t"), qn("w:delText")}
BREAKS = {qn("w:br"), qn("w:cr")}
NUMBER_WIDTH = Cm(1.1)


@dataclass(frozen=True)
class Address:
    """Where a paragraph of a DOCX belongs.

    Args:
        minutes: Key of the minutes.
        release: Number of their release.
        block: Key of the block of the item.
        place: Which paragraph of it, counted from 1.
    """

    minutes: int
    release: int
    block: int
    place: int

    def __str__(self):
        return f"{BOOKMARK}_{self.minutes}_{self.release}_{self.block}_{self.place}"

    @classmethod
    def read(cls, name):
        """Return the address that a bookmark's name holds, or None where it is not ours."""
        parts = name.split("_")
        if len(parts) != 5 or parts[0] != BOOKMARK or not all(p.isdecimal() for p in parts[1:]):
            return None
        return cls(*(int(part) for part in parts[1:]))


def minutes_pdf(facts):
    """Set a reading as tagged PDF."""
    return typeset("minutes.typ", {"recipient": ""} | facts)


def minutes_docx(facts, version):
    """Make the minutes as DOCX with real headings, a table header row, title and language."""
    paper = docx.Document()
    paper.core_properties.title = f"{facts['title']} – {facts['team']}"
    paper.core_properties.subject = facts["subject"]
    paper.core_properties.author = settings.DESK_NAME
    paper.core_properties.language = facts["lang"]
    set_language(paper, facts["lang"])
    set_type(paper)
    paper.add_heading(facts["title"], level=0)
    paper.add_paragraph(facts["team"]).style = "Subtitle"
    paper.add_paragraph(facts["subject"]).runs[0].bold = True
    for name, value in facts["details"]:
        line = paper.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(value)
    for sentence in filter(None, [facts.get("recipient"), facts["reserved_note"]]):
        paper.add_paragraph(sentence)
    paper.add_heading(facts["attendance_heading"], level=1)
    add_table(paper, facts["attendance_columns"], facts["attendance"])
    paper.add_paragraph()
    paper.add_paragraph(facts["quorum"])
    paper.add_heading(facts["items_heading"], level=1)
    for item in facts["items"]:
        add_item(paper, facts, item, version)
    for sentence in [*facts["closing"], facts["label"]]:
        paper.add_paragraph(sentence)
    paper.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def add_item(paper, facts, item, version):
    paper.add_heading(item["heading"], level=2)
    if item["state"]:
        paper.add_paragraph(item["state"]).runs[0].italic = True
    for place, one in enumerate(item["paragraphs"], start=1):
        add_paragraph(paper, one, Address(*version, item["block"], place))
    for word, sentences in (
        (facts["decision_word"], item["decisions"]),
        (facts["action_word"], item["actions"]),
    ):
        for sentence in sentences:
            line = paper.add_paragraph(style="List Bullet")
            line.add_run(f"{word}: ").bold = True
            line.add_run(sentence)


def add_paragraph(paper, one, address):
    """Set a numbered paragraph; what may be changed stands within its bookmark."""
    line = paper.add_paragraph()
    line.paragraph_format.left_indent = NUMBER_WIDTH
    line.paragraph_format.first_line_indent = -NUMBER_WIDTH
    line.paragraph_format.tab_stops.add_tab_stop(NUMBER_WIDTH)
    number = line.add_run(f"{one['number']}\t")
    number.font.size = Pt(9)
    words = line.add_run(one["text"])
    if one["is_reserved"]:
        words.italic = True
        return
    enclose(line._p, address)


def enclose(element, address):
    """Put a bookmark with an address around the words of a paragraph."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for tag in (start, end):
        tag.set(qn("w:id"), str(address.block * 1000 + address.place))
    start.set(qn("w:name"), str(address))
    runs = element.findall(qn("w:r"))
    runs[0].addprevious(start)
    runs[-1].addnext(end)


def text_of(element, left_out=frozenset()):
    """Return the words of a DOCX paragraph without its number.

    Args:
        element: A `w:p`.
        left_out: Tags whose contents do not count, such as `w:del`.
    """
    parts = []
    for node in element.iter():
        if left_out and any(parent.tag in left_out for parent in node.iterancestors()):
            continue
        if node.tag in TEXTS:
            parts.append(node.text or "")
        elif node.tag in BREAKS:
            parts.append("\n")
        elif node.tag == qn("w:tab") and node.getparent().tag == qn("w:r"):
            parts.append("\t")
    return NUMBER.sub("", "".join(parts), count=1).strip()
