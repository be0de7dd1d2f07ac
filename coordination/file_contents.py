"""What is inside a file: whether it is what its name says, and its words for the guard."""

import html
import io
import lzma
import re
import struct
import zipfile
import zlib

import filetype
import pypdf
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
}
SPELLED = {"jpeg": "jpg"}
TEXTS = {"txt", "csv"}
OPEN_DOCUMENTS = {"odt", "ods"}
PART_THAT_PROVES = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "ods": "content.xml",
}
MOST_UNPACKED = 200 * 1024 * 1024
MOST_TEXT = 40 * 1024 * 1024
MOST_PARTS = 5000
ACTIVE_PARTS = re.compile(
    r"(?i)(?:^|/)(?:vbaproject\.bin|activex/|macrosheets/)|^(?:basic|scripts)/"
)
# Word splits a number into runs as it likes; only these ends part one piece of text from the next.
ENDS = re.compile(rb"</(?:\w+:)?(?:p|h|c|si|comment)>|<(?:\w+:)?(?:br|tab|cr|s)\b[^>]*>")
# Cells beside and above each other belong together, empty ones between them or not.
CELL_ENDS = re.compile(rb"</(?:\w+:)?(?:tc|table-cell)>")
CELL_END = b"\x1f"  # no sign of XML
SHEET_NAMES = re.compile(rb"<(?:\w+:)?(?:sheet|table)(?=\s)[^<>]*?[\s:]name=\"([^\"<>]*)\"")
SHEET = re.compile(r"(?:worksheets/sheet|slides/slide)(\d+)\.xml$")
PLACES = {
    "/header": pgettext_lazy("place in a file", "page header"),
    "/footer": pgettext_lazy("place in a file", "page footer"),
    "/footnotes": pgettext_lazy("place in a file", "footnotes"),
    "/endnotes": pgettext_lazy("place in a file", "footnotes"),
    "omment": pgettext_lazy("place in a file", "comments"),
    "sharedStrings": pgettext_lazy("place in a file", "cells of the sheets, hidden ones too"),
    "notesSlide": pgettext_lazy("place in a file", "notes to the slides"),
    "xl/workbook": pgettext_lazy("place in a file", "names of the sheets"),
    "docProps/": pgettext_lazy("place in a file", "properties of the file"),
    "meta.xml": pgettext_lazy("place in a file", "properties of the file"),
}
TAGS = re.compile(rb"<[^>]+>")
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,  # encrypted, or (NotImplementedError) packed in a way we do not know
    struct.error,
)


def not_what_it_says(name):
    return ValidationError(_("%(name)s is not what its ending says."), params={"name": name})


def broken(name):
    return ValidationError(
        _("%(name)s is damaged or protected by a password and cannot be checked."),
        params={"name": name},
    )


def too_large(name):
    return ValidationError(_("%(name)s is too large when unpacked."), params={"name": name})


def ending_of(name):
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    ending = SPELLED.get(ending, ending)
    if ending not in TYPES:
        raise ValidationError(
            _("%(name)s: files of this type are not accepted. Allowed: %(types)s."),
            params={"name": name, "types": ", ".join(TYPES)},
        )
    return ending


def check(name, ending, data):
    """Refuse a file whose content is not what its name says.

    Raises:
        ValidationError: Empty, of another type, encrypted, with macros, or blown up when unpacked.
    """
    if not data:
        raise ValidationError(_("%(name)s is empty."), params={"name": name})
    if ending in TEXTS:
        decode(name, data)
    elif ending in PART_THAT_PROVES:
        check_archive(name, ending, data)
    else:
        kind = filetype.guess(data)
        if kind is None or SPELLED.get(kind.extension, kind.extension) != ending:
            raise not_what_it_says(name)


def decode(name, data):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1250", errors="replace")
    if "\x00" in text:
        raise ValidationError(_("%(name)s is not a text file."), params={"name": name})
    return text


def check_archive(name, ending, data):
    """Look through the directory of an office file, and at what an OpenDocument says it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if "mimetype" in archive.namelist() and archive.getinfo("mimetype").file_size < 200:
                said = archive.read("mimetype").decode("ascii", errors="replace").strip()
            else:
                said = ""
    except BROKEN_ARCHIVE:
        raise broken(name) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise too_large(name)
    names = {part.filename for part in parts}
    wrong_kind = ending in OPEN_DOCUMENTS and said != TYPES[ending]
    if PART_THAT_PROVES[ending] not in names or wrong_kind:
        raise not_what_it_says(name)
    if any(ACTIVE_PARTS.search(part) for part in names):
        raise ValidationError(
            _("%(name)s carries macros, which are not accepted."), params={"name": name}
        )


def parts_of(name, ending, data):
    """Return the words of a file part by part, for the case-data guard; pictures have none.

    Returns:
        Pairs `(place, text)`: pages and comments of a PDF; headers, footnotes, comments and every
        sheet, hidden ones too, of an office file, also of the files put into it.

    Raises:
        ValidationError: It is damaged, protected by a password, or too large when unpacked.
    """
    if ending in TEXTS:
        return [("", decode(name, data))]
    if ending == "pdf":
        return pdf_parts(name, data)
    if ending in PART_THAT_PROVES:
        return list(office_parts(name, data, MOST_TEXT))
    return []


def office_parts(name, data, most):
    """Yield the parts of an office file; one inside another is opened as well, once."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if part.filename.endswith(".xml")]
            size = sum(part.file_size for part in parts)
            if size > most:
                raise too_large(name)
            for part in parts:
                words = words_of_xml(part.filename, archive.read(part))
                yield place_of(part.filename), html.unescape(words.decode(errors="replace"))
            if most == MOST_TEXT:
                yield from embedded_parts(name, archive, most - size - 1)
    except ValidationError:
        raise
    except BROKEN_ARCHIVE:
        raise broken(name) from None


def words_of_xml(part, octets):
    """Return the words of one part of an office file, with the names that its sheets bear.

    Cells of a table are parted by one end of line, as cells of a sheet are: a name is found beside
    or below the word that says whose it is. Properties stand one in a line each.
    """
    if "docProps/" in part or part.endswith("meta.xml"):
        return TAGS.sub(b"\n", octets)
    names = b"\n".join(SHEET_NAMES.findall(octets))
    words = TAGS.sub(b"", ENDS.sub(b"\n", CELL_ENDS.sub(CELL_END, octets)))
    if CELL_END in words:
        cells = (cell.strip() for cell in words.split(CELL_END))
        words = b"\n".join(cell for cell in cells if cell)
    return names + b"\n\n" + words if names else words


def embedded_parts(name, archive, most):
    """Yield the words of office files and PDFs that were put into another."""
    for part in archive.infolist():
        ending = part.filename.rpartition(".")[2].lower()
        if "/embeddings/" not in part.filename or part.file_size > most:
            continue
        if ending in PART_THAT_PROVES:
            inner = office_parts(name, archive.read(part), most)
        elif ending == "pdf":
            inner = pdf_parts(name, archive.read(part))
        else:
            continue
        for _place, text in inner:
            yield pgettext("place in a file", "a file inside"), text


def place_of(part):
    """Say where in an office file a part stands, as a person calls it."""
    for sign, place in PLACES.items():
        if sign in part:
            return str(place)
    sheet = SHEET.search(part)
    if sheet:
        return _("sheet %(number)s") % {"number": sheet[1]}
    return pgettext("place in a file", "text")


def pdf_parts(name, data):
    """Return the pages of a PDF with their comments and form fields, then its properties."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise broken(name)
        parts = []
        for number, page in enumerate(reader.pages, start=1):
            words = [page.extract_text() or "", *notes_on(page)]
            parts.append((_("page %(number)d") % {"number": number}, "\n".join(words)))
        about = "\n".join(str(value) for value in (reader.metadata or {}).values())
        return [*parts, (pgettext("place in a file", "properties of the file"), about)]
    except ValidationError:
        raise
    except Exception:
        # A damaged PDF breaks its reader in more ways than anybody can list.
        raise broken(name) from None


def notes_on(page):
    """Return the comments and the filled-in form fields of a page, which its text leaves out."""
    noted = (one.get_object() for one in page.get("/Annots") or ())
    return [str(note[key]) for note in noted for key in ("/Contents", "/V") if key in note]
