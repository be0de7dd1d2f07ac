"""Files: what may come in, how it is kept, how it is given out."""

import hashlib
import io
from pathlib import PurePath

import clamd
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse
from django.utils.translation import gettext as _

from coordination import audit, file_contents, guarding
from coordination.choices import ScanResult
from coordination.models import Document, DocumentVersion

LONGEST_NAME = 150


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
    name, ending, data = check(uploaded)
    places = places_of_case_data(name, file_contents.parts_of(name, ending, data))
    reason = getattr(uploaded, "guard_reason", "")
    if places and not reason:
        refuse_case_data(name, places)
    scan = scan_for_viruses(name, data)
    media_type = file_contents.TYPES[ending]
    version = keep(data, name, media_type, title, label, by, document, scan)
    if places:
        note_override(version, places, reason, by)
    return version


def check(uploaded):
    """Return `(name, ending, bytes)` of an uploaded file that is what its name says.

    Raises:
        ValidationError: It is too large, of a kind that does not come in, or something else.
    """
    name = clean_name(uploaded.name)
    ending = file_contents.ending_of(name)
    if uploaded.size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(
            _("%(name)s is larger than %(most)d MB."),
            params={"name": name, "most": settings.UPLOAD_MAX_BYTES // 1024 // 1024},
        )
    data = uploaded.read()
    file_contents.check(name, ending, data)
    return name, ending, data


def look_for_case_data(name, text):
    """Refuse a text that comes as a file, if it or the very name holds data of a person.

    Raises:
        ValidationError: The name is quoted only where nothing was found in it.
    """
    places = places_of_case_data(name, [("", text)])
    if places:
        refuse_case_data(name, places)


def places_of_case_data(name, parts):
    """Return where in a file, its name included, the guard finds something."""
    return guarding.find_in_parts([(_("The name of the file"), name), *parts])


def refuse_case_data(name, places):
    in_name = bool(guarding.find(name))
    shown = _("The name of the file") if in_name else name
    raise ValidationError(f"{shown}: {guarding.sentence(places)}", code="case_data")


def note_override(version, places, reason, by):
    """Write down which kinds of case data were let in with a file and where, never themselves."""
    found = [f"{place.name}: {finding.kind}" for place in places for finding in place.findings]
    audit.record(
        "guard.overridden",
        version.document,
        by=by,
        fields=list(dict.fromkeys(found))[:50],
        reason=reason,
    )


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
    """Return the bare name of a file, at most 150 long, without path or invisible marks."""
    bare = PurePath(str(name).replace("\\", "/")).name
    bare = "".join(char for char in bare if char.isprintable()).strip(". ") or "plik"
    stem, dot, ending = bare.rpartition(".")
    room = LONGEST_NAME - len(dot) - len(ending)
    return f"{stem[:room]}{dot}{ending}" if dot and room > 0 else bare[:LONGEST_NAME]


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
    return kept_from_running(response)


def kept_from_running(response):
    """Mark a file that is given out, so that no browser guesses, runs or keeps it (quality S6)."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
