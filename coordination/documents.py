"""Files: what may come in, how it is kept, how it is given out."""

import hashlib
import io
import re
import zipfile
from pathlib import PurePath

import clamd
import filetype
import pypdf
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse
from django.utils.translation import gettext as _

from coordination import audit, case_data
from coordination.choices import ScanResult
from coordination.models import Document, DocumentVersion

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
PART_THAT_PROVES = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "ods": "content.xml",
}
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5000
TAGS = re.compile(rb"<[^>]+>")


def store(uploaded, *, title, label, by, document=None):
    """Check an uploaded file and keep it, as a new document or a further version.

    Args:
        uploaded: What a form's file field gives.
        title: What people call it.
        label: A value of `HandlingLabel`.
        by: The person who adds it.
        document: The document of which this is the next version.

    Returns:
        The stored `DocumentVersion`.

    Raises:
        ValidationError: With the sentence to show beside the field.
    """
    name = clean_name(uploaded.name)
    ending = ending_of(name)
    if uploaded.size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(
            _("%(name)s is larger than %(most)d MB."),
            params={"name": name, "most": settings.UPLOAD_MAX_BYTES // 1024 // 1024},
        )
    data = uploaded.read()
    check_content(name, ending, data)
    found = case_data.find(text_of(ending, data))
    if found:
        raise ValidationError(f"{name}: {case_data.sentence(found)}", code="case_data")
    scan = scan_for_viruses(name, data)
    return keep(data, name, TYPES[ending], title, label, by, document, scan)


def store_bytes(data, *, file_name, media_type, title, label, by, document=None):
    """Keep a file that the desk itself has made; it is not checked again."""
    return keep(data, file_name, media_type, title, label, by, document, ScanResult.NOT_SCANNED)


@transaction.atomic
def keep(data, name, media_type, title, label, by, document, scan):
    """Write the bytes under a name that tells nothing, and the row that knows them."""
    if document is None:
        document = Document.objects.create(title=title[:200] or name, label=label, added_by=by)
        number = 1
    else:
        document = Document.objects.select_for_update().get(pk=document.pk)
        number = document.versions.count() + 1
    version = DocumentVersion(
        document=document,
        number=number,
        file_name=name,
        media_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        scan=scan,
        added_by=by,
    )
    version.file.save(name, ContentFile(data), save=False)
    version.save()
    audit.record("document.stored", document, by=by, version=number, sha256=version.sha256)
    return version


def clean_name(name):
    """Return the bare name of a file, without path, control and direction marks, 150 long."""
    bare = PurePath(str(name).replace("\\", "/")).name
    bare = "".join(char for char in bare if char.isprintable()).strip(". ") or "plik"
    stem, dot, ending = bare.rpartition(".")
    return f"{stem[: 149 - len(ending)]}{dot}{ending}" if dot else bare[:150]


def ending_of(name):
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    ending = SPELLED.get(ending, ending)
    if ending not in TYPES:
        raise ValidationError(
            _("%(name)s: files of this type are not accepted. Allowed: %(types)s."),
            params={"name": name, "types": ", ".join(TYPES)},
        )
    return ending


def check_content(name, ending, data):
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
            raise ValidationError(_("%(name)s is not what its ending says."), params={"name": name})


def decode(name, data):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1250", errors="replace")
    if "\x00" in text:
        raise ValidationError(_("%(name)s is not a text file."), params={"name": name})
    return text


def check_archive(name, ending, data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, OSError):
        raise ValidationError(
            _("%(name)s is not what its ending says, or it is protected by a password."),
            params={"name": name},
        ) from None
    if any(part.flag_bits & 1 for part in parts):
        raise ValidationError(
            _("%(name)s is protected by a password and cannot be checked."), params={"name": name}
        )
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise ValidationError(_("%(name)s is too large when unpacked."), params={"name": name})
    if PART_THAT_PROVES[ending] not in names:
        raise ValidationError(_("%(name)s is not what its ending says."), params={"name": name})
    if any(part.lower().endswith("vbaproject.bin") for part in names):
        raise ValidationError(
            _("%(name)s carries macros, which are not accepted."), params={"name": name}
        )


def text_of(ending, data):
    """Return the words of a file, for the case-data guard; pictures have none."""
    if ending in TEXTS:
        return decode("", data)
    if ending == "pdf":
        return pdf_text(data)
    if ending in PART_THAT_PROVES:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [name for name in archive.namelist() if name.endswith(".xml")]
            words = [TAGS.sub(b" ", archive.read(name)) for name in parts]
        return b"\n".join(words).decode(errors="replace")
    return ""


def pdf_text(data):
    """Return the words of a PDF.

    Raises:
        ValidationError: It is damaged or protected by a password.
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise ValidationError(_("This PDF is protected by a password and cannot be checked."))
        return "\n".join(page.extract_text() or "" for page in reader.pages)
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise ValidationError(_("This PDF is damaged and cannot be checked.")) from None


def scan_for_viruses(name, data):
    """Ask the virus scanner, where one is configured.

    Raises:
        ValidationError: A virus was found, or the scanner does not answer.
    """
    if not settings.CLAMD_URL:
        return ScanResult.NOT_SCANNED
    host, _colon, port = settings.CLAMD_URL.rpartition(":")
    try:
        status, found = clamd.ClamdNetworkSocket(host, int(port), 30).instream(io.BytesIO(data))[
            "stream"
        ]
    except (clamd.ClamdError, OSError):
        raise ValidationError(_("The virus scanner does not answer; try again later.")) from None
    if status != "OK":
        raise ValidationError(
            _("%(name)s carries a virus: %(virus)s."), params={"name": name, "virus": found}
        )
    return ScanResult.CLEAN


def download(version):
    """Give a file out as an attachment that no browser runs; the caller has checked the right."""
    response = FileResponse(
        version.file.open("rb"),
        as_attachment=True,
        filename=version.file_name,
        content_type=version.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
