"""Files of posts as they are given out: the label and its rules are on the paper and in the name.

A PDF carries them at the foot of each page, a Word file in its page header. A file that cannot take
them – signed, or of another kind – is given out unchanged and carries the label in its name.
"""

import io
import json
from pathlib import Path

import docx
import pikepdf
import typst
from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import get_language

from coordination.choices import HandlingLabel
from coordination.documents import kept_from_running
from coordination.file_contents import TYPES
from exchange import handling

STAMP = Path(settings.BASE_DIR) / "templates" / "exchange" / "papers" / "stamp.typ"
FONTS = settings.NODE_MODULES / "@expo-google-fonts" / "lato"
IN_NAMES = {
    HandlingLabel.PUBLIC: "TLP-CLEAR",
    HandlingLabel.TEAMS: "TLP-GREEN",
    HandlingLabel.UNITS: "TLP-AMBER",
    HandlingLabel.INSTITUTIONS: "TLP-AMBER+STRICT",
}


def download(attached, post):
    """Give a file of a post out; the caller has checked the right."""
    version = attached.document.versions.order_by("-number").first()
    return give_out(version, HandlingLabel(post.audience.label))


def give_out(version, label):
    """Give one version of a file out with its label on it; the caller has checked the right."""
    data = labelled(version, label)
    response = FileResponse(
        io.BytesIO(data),
        as_attachment=True,
        filename=f"{IN_NAMES[label]} {version.file_name}",
        content_type=version.media_type,
    )
    return kept_from_running(response)


def labelled(version, label):
    """Return the bytes of a version with its label on them, where its kind can take it."""
    with version.file.open("rb") as file:
        data = file.read()
    try:
        if version.media_type == TYPES["pdf"]:
            return stamped(data, label)
        if version.media_type == TYPES["docx"]:
            return headed(data, label)
    except Exception:
        # Both formats break their readers in more ways than anybody can list; a file that was
        # accepted must still be given out.
        return data
    return data


def line_of(label):
    return f"{label.label} · {' '.join(str(rule) for rule in handling.rules_of(label))}"


def stamped(data, label):
    """Put the label at the foot of every page of a PDF; a signed one would break and stays."""
    with pikepdf.open(io.BytesIO(data)) as book:
        form = book.Root.get("/AcroForm")
        if form is not None and "/SigFlags" in form:
            return data
        for page in book.pages:
            left, bottom, right, _top = (float(one) for one in page.mediabox)
            with pikepdf.open(io.BytesIO(stamp(right - left, label))) as mark:
                height = float(mark.pages[0].mediabox[3])
                page.add_overlay(
                    mark.pages[0], pikepdf.Rectangle(left, bottom, right, bottom + height)
                )
        out = io.BytesIO()
        book.save(out)
    return out.getvalue()


def stamp(width, label):
    """Return a strip with the label, as wide as the page, in points."""
    facts = {"width": width, "line": line_of(label), "lang": get_language() or "pl"}
    return typst.compile(
        STAMP.read_bytes(),
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        timestamp=int(timezone.now().timestamp()),
    )


def headed(data, label):
    """Put the label into the page header of every section of a Word file."""
    book = docx.Document(io.BytesIO(data))
    for section in book.sections:
        section.header.add_paragraph(line_of(label))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
