"""Circulated minutes that come back as Word: tracked changes and comments, each at its paragraph.

Every paragraph of our DOCX carries a bookmark with its address (`minutes_papers.Address`); Word
and LibreOffice keep them. The text before the tracked changes is held against what was sent, so
that words changed with tracking switched off are found too.
"""

import io
from dataclasses import dataclass, field

import docx
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx.oxml.ns import qn

from coordination import audit, case_data, documents, guarding
from coordination.refusals import Refused
from meetings import readings, remarking
from meetings.choices import RemarkVia
from meetings.minutes_papers import Address, text_of
from meetings.papers import DOCX_TYPE

ADDED = frozenset([qn("w:ins"), qn("w:moveTo")])
DROPPED = frozenset([qn("w:del"), qn("w:moveFrom")])


class NotOurs(Refused):
    message = gettext_lazy(
        "This is not the Word file of these minutes: none of its paragraphs carries our mark. "
        "Download the file from this page, write in it and send that one."
    )


class OfAnotherVersion(Refused):
    message = gettext_lazy(
        "This file is of another version or of other minutes. "
        "Download the current one from this page and put your remarks there."
    )


class NothingInIt(Refused):
    message = gettext_lazy("There is neither a change nor a comment in this file.")


@dataclass
class Returned:
    """What came back at one paragraph: its text before and after the changes, and comments."""

    address: Address | None
    before: str = ""
    after: str = ""
    comments: list = field(default_factory=list)


def read(octets):
    """Return what a DOCX says at each paragraph with an address, and at the text as a whole.

    Raises:
        NotOurs: It is no DOCX or has no address of ours.
    """
    try:
        paper = docx.Document(io.BytesIO(octets))
        comments = {str(one.comment_id): comment_words(one) for one in paper.comments}
    except Exception as trouble:
        # Whatever a hostile or broken package makes the reader stumble over, it is not ours.
        raise NotOurs from trouble
    found, whole = [], Returned(None)
    for element in paper.element.body.iter(qn("w:p")):
        address = address_of(element)
        here = found[-1] if found else whole
        if address is not None:
            here = Returned(address, text_of(element, ADDED), text_of(element, DROPPED))
            found.append(here)
        elif found and is_wholly_new(element):
            here.after = f"{here.after}\n\n{text_of(element, DROPPED)}".strip()
        elif not belongs_to_a_paragraph(element):
            here = whole
        here.comments += [comments[one] for one in comments_at(element) if one in comments]
    if not found:
        raise NotOurs
    return [*found, whole] if whole.comments else found


def comment_words(comment):
    words = " ".join(paragraph.text for paragraph in comment.paragraphs).strip()
    return f"{comment.author}: {words}" if comment.author else words


def address_of(element):
    names = (start.get(qn("w:name"), "") for start in element.iter(qn("w:bookmarkStart")))
    return next((found for found in map(Address.read, names) if found), None)


def is_wholly_new(element):
    """Whether a paragraph without an address was added: all its words are tracked as such."""
    runs = [run for run in element.iter(qn("w:r")) if any(t.text for t in run.iter(qn("w:t")))]
    return bool(runs) and all(
        any(parent.tag in ADDED for parent in run.iterancestors()) for run in runs
    )


def belongs_to_a_paragraph(element):
    """Whether comments at an unmarked paragraph belong to the one above: it is empty or a table's.

    Headings, decisions and the rest speak of the minutes as a whole.
    """
    return not "".join(node.text or "" for node in element.iter(qn("w:t"))).strip()


def comments_at(element):
    return [one.get(qn("w:id")) for one in element.iter(qn("w:commentReference"))]


@transaction.atomic
def take(acknowledgement, uploaded, *, via=RemarkVia.WORD, by=None):
    """Keep a returned file and note each change and comment at its paragraph.

    Args:
        acknowledgement: Whose file it is.
        uploaded: What the file field of a form gives.
        via: `WORD`, or `SECRETARY` where she enters it for somebody.
        by: The person acting, where known.

    Returns:
        The remarks that were made of it.

    Raises:
        AnswerTooLate: The time for remarks is over.
        NotOurs: The file is no copy of minutes.
        OfAnotherVersion: It is a copy of other minutes or of an earlier version.
        NothingInIt: Nothing was changed or said.
        ValidationError: The file may not come in, or a change holds case data.
    """
    acknowledgement = remarking.lock_open(acknowledgement)
    name, ending, octets = documents.check(uploaded)
    documents.look_for_case_data(name, "")
    if ending != "docx":
        raise NotOurs
    returned = read(octets)
    release = acknowledgement.release
    if {(one.address.minutes, one.address.release) for one in returned if one.address} != {
        (release.minutes_id, release.number)
    }:
        raise OfAnotherVersion
    made = note_all(acknowledgement, returned, via, by)
    if not made:
        raise NothingInIt
    meeting = release.minutes.meeting
    scan = documents.scan_for_viruses(name, octets)
    version = documents.keep(
        octets, name, DOCX_TYPE, _("Remarks to the minutes"), meeting.label, by, None, scan
    )
    audit.record(
        "minutes.word_returned",
        meeting,
        by=by,
        team_id=meeting.team_id,
        remarks=len(made),
        sha256=version.sha256,
    )
    return made


def note_all(acknowledgement, returned, via, by):
    reader = readings.of_invitee(acknowledgement.invitee)
    sent = sent_paragraphs(readings.read(acknowledgement.release.frozen, reader))
    made = []
    for one in returned:
        look_for_case_data(one)
        if one.address is None:
            made += remarking.note_whole(acknowledgement, one.comments, via=via, by=by)
            continue
        number, text = sent.get((one.address.block, one.address.place), (None, ""))
        if number is None:
            raise OfAnotherVersion
        words = "\n".join(one.comments)
        wording = one.after if squeezed(one.after) != squeezed(text) else ""
        if not one.after:
            words = "\n".join(filter(None, [words, _("Proposes to delete this paragraph.")]))
        if not words and not wording:
            continue
        made.append(
            remarking.remark(
                acknowledgement, number=number, text=words, wording=wording, via=via, by=by
            )
        )
    return made


def sent_paragraphs(reading):
    """Return `{(block, place): (number, text)}` of what a recipient's file held."""
    return {
        (item["block"], place): (one["number"], one["text"])
        for item in reading.facts["items"]
        for place, one in enumerate(item["paragraphs"], start=1)
        if not one["is_reserved"]
    }


def squeezed(text):
    """Text without differences of white space, which programs change by themselves."""
    return " ".join(text.split())


def look_for_case_data(returned):
    """Refuse case data in a change or comment before anything of the file is kept."""
    found = guarding.find("\n".join([returned.after, *returned.comments]))
    if found:
        raise ValidationError(case_data.sentence(found), code="case_data")
