"""Documents of a meeting: the version discussed, who has read it, and all of them in one file.

A pack is made by a worker, one document after the other, through files and never whole in
memory; its progress is a row that the page shows.
"""

import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from datetime import timedelta

import pikepdf
import structlog
from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.choices import READING_IS_AUDITED, HandlingLabel
from coordination.refusals import Refused
from meetings import pack_pages
from meetings.choices import PackForm, PackState
from meetings.models import DocumentPack, DocumentReading, MeetingDocument

logger = structlog.get_logger("desk.packs")
LEASE = timedelta(minutes=10)
KEPT = timedelta(days=1)
PDF = "application/pdf"
CHUNK = 256 * 1024


class NothingToPack(Refused):
    message = _("There are no documents that you may take away.")


def pin_documents(meeting):
    """Pin the newest version of each document: the one that is discussed."""
    for attached in meeting.documents.on_the_table().filter(pinned=None).with_versions():
        attached.pinned = attached.version
        attached.save(update_fields=["pinned"])


def note_reading(attached, version, user):
    """Remember that a person has taken a version for the first time."""
    DocumentReading.objects.get_or_create(attached=attached, version=version, user=user)


def readable(meeting, user):
    """Return the documents that a person may take away, in the order of the agenda."""
    if meeting.label == HandlingLabel.PERSONS:
        return MeetingDocument.objects.none()
    attached = meeting.documents.readable_in(meeting, user).on_the_table().with_versions()
    attached = attached.exclude(document__label=HandlingLabel.PERSONS).select_related("item")
    return attached.order_by("item__position", "pk")


def keys_of(attached):
    return [one.version.pk for one in attached]


def ask(meeting, form, *, user):
    """Ask for a pack of what a person may read, and return it; one being made is not doubled.

    Raises:
        NothingToPack: There is no document that he may take away.
    """
    attached = list(readable(meeting, user))
    if not attached:
        raise NothingToPack
    waiting = DocumentPack.objects.filter(
        meeting=meeting, user=user, form=form, state=PackState.WAITING
    ).first()
    if waiting is not None:
        return waiting
    pack = DocumentPack.objects.create(
        meeting=meeting,
        user=user,
        form=PackForm(form),
        versions=keys_of(attached),
        total=len(attached),
    )
    audit.record("meeting.pack_asked", meeting, by=user, team_id=meeting.team_id, form=form)
    return pack


def of_person(meeting, user):
    """Return a person's packs of a meeting that still hold exactly what he may read."""
    found = list(meeting.packs.filter(user=user))
    if not found:
        return []
    now = keys_of(readable(meeting, user))
    return [pack for pack in found if pack.versions == now][:4]


def make_waiting(at=None):
    """Make every waiting pack that nobody else has in hand; a dead worker's lease runs out.

    Returns:
        How many were made.
    """
    made = 0
    while (pack := claim(at or timezone.now())) is not None:
        try:
            make(pack)
        except Exception:
            logger.exception("pack_failed", pack=pack.pk)
            DocumentPack.objects.filter(pk=pack.pk).update(state=PackState.FAILED)
        else:
            made += 1
    return made


@transaction.atomic
def claim(at):
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
    waiting = DocumentPack.objects.filter(free, state=PackState.WAITING).order_by("asked_at")
    pack = waiting.select_for_update(skip_locked=True).first()
    if pack is not None:
        pack.leased_until, pack.done = at + LEASE, 0
        pack.save(update_fields=["leased_until", "done"])
    return pack


def make(pack):
    """Write a pack into its file and mark it ready; reading is noted as with single documents."""
    attached = list(readable(pack.meeting, pack.user))
    pack.versions, pack.total = keys_of(attached), len(attached)
    write = write_zip if pack.form == PackForm.ZIP else write_pdf
    with tempfile.TemporaryFile() as file:
        pack.left_out = write(pack, attached, file)
        pack.size = file.tell()
        file.seek(0)
        pack.file.save("pack", File(file), save=False)
    pack.state, pack.made_at, pack.done = PackState.READY, timezone.now(), pack.total
    pack.save()


def progressed(pack, number):
    DocumentPack.objects.filter(pk=pack.pk).update(done=number, leased_until=timezone.now() + LEASE)


def name_in(number, one):
    """Return the name of a file in a pack: its place first, so that it sorts as discussed."""
    place = f"{one.item.position:02}-" if one.item else ""
    return f"{number:02}-{place}{get_valid_filename(one.version.file_name)}"


def write_zip(pack, attached, file):
    """Write the documents as they are into a ZIP, chunk by chunk."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for number, one in enumerate(attached, start=1):
            entry = zipfile.ZipInfo(name_in(number, one), timezone.localtime().timetuple()[:6])
            entry.file_size = one.version.size
            with one.version.file.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target, CHUNK)
            progressed(pack, number)
    return []


@contextmanager
def kept_open():
    """Hold PDFs open until the file that takes pages from them is written."""
    held = []
    try:
        yield held
    finally:
        for one in held:
            one.close()


def write_pdf(pack, attached, file):
    """Join the PDFs, each under a bookmark of its title; return the titles of what is no PDF.

    In its place stands a page that says what it is, with its SHA-256. Pages are referred to and
    copied from file to file when written, never kept in memory.
    """
    left_out = []
    with kept_open() as held, pikepdf.new() as book:
        with book.open_outline() as outline:
            for number, one in enumerate(attached, start=1):
                if one.version.media_type == PDF:
                    source = held_copy(held, one.version)
                else:
                    left_out.append(one.document.title)
                    source = page_instead(held, pack, number, one)
                outline.root.append(pikepdf.OutlineItem(bookmark(one), len(book.pages)))
                book.pages.extend(source.pages)
                progressed(pack, number)
        book.save(file)
    return left_out


def bookmark(one):
    return f"{one.item.position}. {one.document.title}" if one.item else one.document.title


def page_instead(held, pack, number, one):
    """Make the page that stands for a document which is no PDF."""
    page = pack_pages.page_for(bookmark(one), one.version, name_in(number, one), pack.user.language)
    source = pikepdf.open(page)
    held += [source, page]
    return source


def held_copy(held, version):
    """Open a stored PDF through a file on this machine, wherever the storage keeps it."""
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the others
    with version.file.open("rb") as stored:
        shutil.copyfileobj(stored, copy, CHUNK)
    copy.seek(0)
    source = pikepdf.open(copy)
    held += [source, copy]
    return source


def hand_over(pack):
    """Note all documents of a pack as read, in their receipts and, where due, in the audit."""
    for one in readable(pack.meeting, pack.user):
        note_reading(one, one.version, pack.user)
        if one.document.label in READING_IS_AUDITED:
            audit.record_reading(
                one.document,
                by=pack.user,
                label=one.document.label,
                team_id=pack.meeting.team_id,
            )


def forget_old(at=None):
    """Delete packs a day after they were asked for, with their files."""
    for pack in DocumentPack.objects.filter(asked_at__lt=(at or timezone.now()) - KEPT):
        if pack.file:
            pack.file.delete(save=False)
        pack.delete()
