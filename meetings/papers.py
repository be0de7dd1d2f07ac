"""Papers of a meeting as bytes: minutes as tagged PDF and as DOCX, the sign-in sheet as PDF.

Both forms of the minutes are made of the same facts (`minutes_facts`), so they cannot disagree.
PDFs are PDF/UA-1 and PDF/A-2a (quality A4); text reaches typst as data, never as markup.
"""

import io
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import docx
import typst
from django.conf import settings
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from coordination.templatetags.polish_dates import day_long, span
from meetings import agenda_reading, joint, quorum
from meetings.choices import ATTENDING
from meetings.models import Presence

INK = RGBColor(0x1D, 0x1F, 0x24)
COLUMNS = [Cm(7.4), Cm(4.4), Cm(4.2)]
PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATES = Path(settings.BASE_DIR) / "templates" / "meetings" / "papers"
FONTS = settings.NODE_MODULES / "@expo-google-fonts" / "lato"


@dataclass
class ItemFacts:
    """One agenda item as the minutes tell it."""

    heading: str
    state: str
    paragraphs: list
    decisions: list
    actions: list


@dataclass
class MinutesFacts:
    """Everything a paper of minutes shows, in the active language."""

    title: str
    team: str
    subject: str
    lang: str
    details: list
    attendance_heading: str
    attendance_columns: list
    attendance: list
    quorum: str
    items_heading: str
    items: list = field(default_factory=list)
    decision_word: str = ""
    action_word: str = ""
    label: str = ""
    closing: list = field(default_factory=list)


def attendance_rows(meeting):
    """Return `(institution, person, presence)` for each seat and guest, deputies in their place."""
    presences = Presence.objects.filter(invitee__meeting=meeting).select_related(
        "invitee", "invitee__substitute_for"
    )
    rows = []
    for presence in presences.order_by("invitee__position", "invitee_id"):
        invitee = presence.invitee
        mode = presence.get_mode_display()
        if presence.deputy_name:
            mode = _("by a deputy: %(name)s") % {"name": presence.deputy_name}
        elif invitee.substitute_for and presence.mode in ATTENDING:
            mode = _("%(mode)s, in place of %(name)s") % {
                "mode": mode,
                "name": invitee.substitute_for.name,
            }
        rows.append([invitee.institution_name or _("guest"), invitee.name, mode])
    return rows


def quorum_sentence(meeting):
    """Say whether there was a quorum, by the rules that the meeting was called under."""
    # Who took part at all; what counted at a decision, after some had left, stands with it.
    found = quorum.of_whole_meeting(meeting)
    if not found.known:
        return _(
            "Seats represented: %(present)d. The team has no rules of procedure on record."
        ) % {"present": found.present}
    sentence = (
        _("There was a quorum: %(present)d of %(counting)d seats, %(needed)d needed.")
        if found.is_met
        else _("There was no quorum: %(present)d of %(counting)d seats, %(needed)d needed.")
    )
    return " ".join([sentence % asdict(found), *quorum.joined_sentences(found)])


def item_facts(item, meeting):
    """Gather text, decisions and tasks of one agenda item; of a reserved one its number alone."""
    if not agenda_reading.travels_to(item, meeting):
        heading = f"{item.position}. {agenda_reading.reserved_words()}"
        reading = _("The text is on the page of the meeting, for those who may read it.")
        return ItemFacts(heading, item.get_state_display(), [reading], [], [])
    block = getattr(item, "block", None)
    text = block.text if block else ""
    return ItemFacts(
        heading=f"{item.position}. {item.title}",
        state=item.get_state_display(),
        paragraphs=[part.strip() for part in text.split("\n\n") if part.strip()],
        decisions=[
            _("%(kind)s No. %(number)s: %(text)s")
            % {
                "kind": decision.get_kind_display().capitalize(),
                "number": decision.signature,
                "text": decision.text,
            }
            + (f" ({decision.taken_how})" if decision.taken_how else "")
            + (
                " " + _("[void: %(reason)s]") % {"reason": decision.void_reason}
                if decision.is_void
                else ""
            )
            for decision in item.decisions.all()
        ],
        actions=[
            _("%(title)s – %(who)s, by %(due)s")
            % {
                "title": action.title,
                "who": action.owner_seat.institution.short_name,
                "due": format_date(action.due_on, "j E Y") if action.due_on else _("no date set"),
            }
            for action in item.actions.all()
        ],
    )


def minutes_facts(meeting, *, number, change_note="", remarks_until_on=None):
    """Gather the facts of the minutes in the active language.

    Args:
        meeting: The meeting, in session or later.
        number: Which release of the minutes this is.
        change_note: What was corrected since the last release.
        remarks_until_on: The last day for remarks, a date.
    """
    items = meeting.items.select_related("block").prefetch_related(
        "readers", "decisions", "actions__owner_seat__institution"
    )
    details = [
        [_("Date"), span(meeting.local_start, meeting.local_end)],
        [_("Place"), meeting.place or _("remotely")],
        [_("Kind of meeting"), meeting.get_kind_display()],
    ]
    if number > 1:
        details.append(
            [
                _("Version"),
                _("%(number)d – corrected: %(note)s") % {"number": number, "note": change_note},
            ]
        )
    closing = [_("Minutes prepared on %(day)s.") % {"day": day_long(timezone.localdate())}]
    if remarks_until_on:
        closing.append(
            _("Remarks are accepted until %(day)s.") % {"day": day_long(remarks_until_on)}
        )
    return MinutesFacts(
        title=_("Minutes of meeting No. %(number)s") % {"number": meeting.signature},
        team=joint.heading(meeting),
        subject=meeting.title,
        lang=get_language(),
        details=details,
        attendance_heading=_("Attendance"),
        attendance_columns=[_("Institution"), _("Person"), _("Presence")],
        attendance=attendance_rows(meeting),
        quorum=quorum_sentence(meeting),
        items_heading=_("Course of the meeting"),
        items=[item_facts(item, meeting) for item in items],
        decision_word=_("Decision"),
        action_word=_("Task"),
        label=_("Handling: %(label)s") % {"label": meeting.get_label_display()},
        closing=closing,
    )


def typeset(template, facts):
    """Set a paper with typst and return the PDF; the template is a file, the facts are data."""
    return typst.compile(
        (TEMPLATES / template).read_bytes(),
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(timezone.now().timestamp()),
    )


def minutes_pdf(facts):
    return typeset("minutes.typ", asdict(facts))


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


def minutes_docx(facts):
    """Make the minutes as DOCX with real headings, a table header row, title and language."""
    paper = docx.Document()
    paper.core_properties.title = f"{facts.title} – {facts.team}"
    paper.core_properties.subject = facts.subject
    paper.core_properties.author = settings.DESK_NAME
    paper.core_properties.language = facts.lang
    set_language(paper, facts.lang)
    set_type(paper)
    paper.add_heading(facts.title, level=0)
    paper.add_paragraph(facts.team).style = "Subtitle"
    paper.add_paragraph(facts.subject).runs[0].bold = True
    for name, value in facts.details:
        line = paper.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(value)
    paper.add_heading(facts.attendance_heading, level=1)
    add_table(paper, facts.attendance_columns, facts.attendance)
    paper.add_paragraph()
    paper.add_paragraph(facts.quorum)
    paper.add_heading(facts.items_heading, level=1)
    for item in facts.items:
        add_item(paper, facts, item)
    for sentence in [*facts.closing, facts.label]:
        paper.add_paragraph(sentence)
    paper.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def add_item(paper, facts, item):
    paper.add_heading(item.heading, level=2)
    paper.add_paragraph(item.state).runs[0].italic = True
    for paragraph in item.paragraphs:
        paper.add_paragraph(paragraph)
    for word, sentences in (
        (facts.decision_word, item.decisions),
        (facts.action_word, item.actions),
    ):
        for sentence in sentences:
            line = paper.add_paragraph(style="List Bullet")
            line.add_run(f"{word}: ").bold = True
            line.add_run(sentence)


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
