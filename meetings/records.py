"""The folder of a meeting for an office's records system (EZD), as one ZIP.

It holds the minutes as PDF/A and DOCX, attendance, decisions, votes and tasks as CSV, the
documents as discussed, the calendar entry, the certificate of the rules, signed files, metadata
as XML under the case sign, and the SHA-256 of everything. Names of the metadata follow the
elements that the regulation of 30 October 2006 on the structure of electronic documents asks for
(Dz.U. 2006 nr 206 poz. 1517). What is for named persons only is never taken away (design §4.2):
it is left out and named.
"""

import hashlib
import tempfile
import zipfile
from contextlib import contextmanager
from datetime import timedelta
from xml.etree import ElementTree

import structlog
from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.text import get_valid_filename, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination import audit
from coordination.choices import HandlingLabel
from coordination.csv_tables import csv_table
from coordination.numbering import take_next
from coordination.refusals import Refused
from meetings import (
    approving,
    ics,
    minutes_facts,
    readings,
    rules_certificate,
    vote_closing,
    vote_counting,
)
from meetings.choices import BallotState, PackState
from meetings.models import RecordsFolder
from meetings.planning import lock

logger = structlog.get_logger("desk.records")
LEASE = timedelta(minutes=15)
KEPT = timedelta(days=30)
CHUNK = 256 * 1024
SUMS = "SHA256.txt"


class NothingRecorded(Refused):
    message = gettext_lazy("A folder is made once the minutes have been circulated.")


class NotTakenAway(Refused):
    message = gettext_lazy(
        "This meeting is for named persons only. Its record stays on the desk and is not taken "
        "away as a file."
    )


@transaction.atomic
def ask(meeting, *, case_sign, by):
    """Ask for the folder of a meeting and return it with its number; a worker makes it.

    Raises:
        NothingRecorded: The minutes have not been circulated.
        NotTakenAway: The meeting is for named persons only.
        ValidationError: The case sign is none.
    """
    meeting = lock(meeting)
    if not meeting.has_record or not meeting.minutes.releases.exists():
        raise NothingRecorded
    if meeting.is_named_persons_only:
        raise NotTakenAway
    waiting = meeting.records_folders.filter(state=PackState.WAITING, case_sign=case_sign).first()
    if waiting is not None:
        return waiting
    year = timezone.localdate().year
    folder = RecordsFolder(
        team=meeting.team,
        meeting=meeting,
        number=take_next(f"records:{meeting.team_id}:{year}"),
        year=year,
        case_sign=case_sign,
        asked_by=by,
    )
    folder.full_clean(exclude=["team", "meeting", "asked_by", "left_out"])
    folder.save()
    audit.record(
        "meeting.records_asked", meeting, by=by, team_id=meeting.team_id, folder=folder.signature
    )
    return folder


def make_waiting(at=None):
    """Make every waiting folder that no other worker has in hand; return how many were made."""
    made = 0
    while (folder := claim(at or timezone.now())) is not None:
        try:
            make(folder)
        except Exception:
            logger.exception("records_folder_failed", folder=folder.pk)
            RecordsFolder.objects.filter(pk=folder.pk).update(state=PackState.FAILED)
        else:
            made += 1
    return made


@transaction.atomic
def claim(at):
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
    waiting = RecordsFolder.objects.filter(free, state=PackState.WAITING).order_by("asked_at")
    folder = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if folder is not None:
        folder.leased_until = at + LEASE
        folder.save(update_fields=["leased_until"])
    return folder


def make(folder):
    """Write a folder into its file, file by file, and mark it ready; in Polish, as records are."""
    with tempfile.TemporaryFile() as file, translation.override("pl"):
        folder.left_out = write(folder, file)
        folder.size = file.tell()
        file.seek(0)
        digest = hashlib.sha256()
        while chunk := file.read(CHUNK):
            digest.update(chunk)
        folder.sha256 = digest.hexdigest()
        file.seek(0)
        folder.file.save("folder", File(file), save=False)
    folder.state, folder.made_at = PackState.READY, timezone.now()
    folder.save()


class Archive:
    """A ZIP under one top folder that knows the SHA-256 of each of its files."""

    def __init__(self, file, top):
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self.top, self.sums = top, []

    def add(self, name, octets):
        with self.entry(name) as write:
            write(octets)

    def add_version(self, name, version):
        """Copy a stored file chunk by chunk."""
        with self.entry(name) as write, version.file.open("rb") as source:
            while chunk := source.read(CHUNK):
                write(chunk)

    @contextmanager
    def entry(self, name):
        digest = hashlib.sha256()
        with self.zip.open(f"{self.top}/{name}", "w", force_zip64=True) as target:

            def write(octets):
                digest.update(octets)
                target.write(octets)

            yield write
        self.sums.append((digest.hexdigest(), name))

    def close(self):
        """Write the list of sums last, in the form that `sha256sum --check` reads."""
        lines = "".join(f"{digest}  {name}\n" for digest, name in self.sums)
        self.zip.writestr(f"{self.top}/{SUMS}", lines)
        self.zip.close()


def name_of(folder):
    return slugify(f"teczka {folder.number:04} {folder.year} {folder.team.short_name}")


def write(folder, file):
    """Write everything of a meeting; return the titles of what may not be taken away."""
    meeting = folder.meeting
    archive = Archive(file, name_of(folder))
    add_minutes(archive, meeting)
    for name, (headings, rows) in tables(meeting).items():
        archive.add(name, csv_table(headings, rows))
    left_out = add_documents(archive, meeting)
    book = ics.calendar("PUBLISH")
    zone = ics.zone_component(meeting.zone).to_ical().decode()
    body = (
        book.to_ical()
        .decode()
        .replace(
            "END:VCALENDAR", f"{zone}{ics.feed_entry(meeting, stamp=timezone.now())}END:VCALENDAR"
        )
    )
    archive.add("07-posiedzenie.ics", body.encode())
    if meeting.rules_id:
        archive.add("08-zegar-regulaminu.pdf", rules_certificate.pdf(meeting))
    archive.add("metadane.xml", metadata(folder, [name for _sum, name in archive.sums], left_out))
    archive.close()
    return left_out


def add_minutes(archive, meeting):
    """Every version in the office's own reading, then the signed files."""
    releases = meeting.minutes.releases.prefetch_related("readings", "signatures__file")
    for release in releases.order_by("number"):
        hidden = readings.read(release.frozen, readings.OFFICER).hidden if release.frozen else None
        whole = next((one for one in release.readings.all() if one.hidden == hidden), release)
        for form in ("pdf", "docx"):
            archive.add_version(f"01-protokol-{release.number}.{form}", getattr(whole, form))
        for number, signature in enumerate(release.signatures.all(), start=1):
            file_name = get_valid_filename(signature.file.file_name)
            archive.add_version(
                f"01-protokol-{release.number}-podpis-{number}-{file_name}", signature.file
            )


def tables(meeting):
    """Return the lists of a meeting by file name: headings and rows."""
    decisions = meeting.decisions.select_related("item").order_by("year", "number")
    actions = meeting.actions.select_related("owner_seat__institution", "item").order_by("pk")
    return {
        "02-obecnosc.csv": (
            [_("Institution"), _("Person"), _("Presence")],
            minutes_facts.attendance_rows(meeting),
        ),
        "03-decyzje.csv": (
            [_("Number"), _("Kind"), _("Item"), _("Text"), _("How it was taken"), _("State")],
            [
                (
                    one.signature,
                    one.get_kind_display(),
                    one.item.position,
                    one.text,
                    one.taken_how,
                    _("void: %(reason)s") % {"reason": one.void_reason} if one.is_void else "",
                )
                for one in decisions
            ],
        ),
        "04-glosowania.csv": (
            [
                _("Item"),
                _("Subject"),
                _("Kind"),
                _("Institution"),
                _("Vote"),
                _("Reason"),
                _("Result"),
            ],
            [row for ballot in closed_votes(meeting) for row in vote_rows(ballot)],
        ),
        "05-zadania.csv": (
            [_("Item"), _("Task"), _("Who"), _("By when"), _("State")],
            [
                (
                    one.item.position,
                    one.title,
                    one.owner_seat.institution if one.owner_seat else one.team,
                    one.due_on or "",
                    one.get_state_display(),
                )
                for one in actions
            ],
        ),
    }


def closed_votes(meeting):
    votes = meeting.ballots.filter(state=BallotState.CLOSED).select_related("item")
    return votes.order_by("item__position", "pk")


def vote_rows(ballot):
    """Return a row for each seat that voted by name; of other votes one row with the result."""
    result = vote_counting.sentence(ballot)
    facts = (ballot.item.position, ballot.title, ballot.get_kind_display())
    if not ballot.is_named:
        return [(*facts, "", "", "", result)]
    return [
        (
            *facts,
            seat.institution_label,
            seat.vote.get_word_display() if seat.vote else _("did not vote"),
            seat.vote.reason if seat.vote else "",
            result,
        )
        for seat in vote_closing.positions_of(ballot)
    ]


def add_documents(archive, meeting):
    """Add the versions discussed in the order of the agenda; return what stays on the desk."""
    left_out = []
    attached = meeting.documents.on_the_table().with_versions().select_related("item")
    for number, one in enumerate(attached.order_by("item__position", "pk"), start=1):
        if one.document.label == HandlingLabel.PERSONS:
            left_out.append(one.document.title)
            continue
        place = f"pkt-{one.item.position:02}-" if one.item else ""
        name = get_valid_filename(one.version.file_name)
        archive.add_version(f"06-dokumenty/{number:02}-{place}{name}", one.version)
    return left_out


def metadata(folder, names, left_out):
    """Return the metadata of a folder as XML."""
    meeting = folder.meeting
    approval = approving.approval_of(meeting)
    root = ElementTree.Element("teczka", {"jezyk": "pl"})

    def put(name, text, **attributes):
        ElementTree.SubElement(root, name, attributes).text = str(text)

    put("identyfikator", meeting.uid, typ="UID posiedzenia")
    put("znakSprawy", folder.case_sign)
    put("numerTeczki", folder.signature)
    put("tworca", meeting.team)
    put("tytul", _("Minutes of meeting No. %(number)s") % {"number": meeting.signature})
    put("opis", meeting.title)
    put("data", meeting.local_start.date().isoformat(), typ="posiedzenie")
    put("data", timezone.localdate().isoformat(), typ="utworzenie teczki")
    if approval:
        put("data", approval.approved_on.isoformat(), typ="zatwierdzenie protokołu")
    put("dostep", meeting.get_label_display())
    put("kworum", minutes_facts.quorum_sentence(meeting))
    for name in names:
        ending = name.rpartition(".")[2]
        put("plik", name, format=ending)
    for title in left_out:
        put("pominieto", title, powod="tylko wskazane osoby")
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def forget_old(at=None):
    """Delete the bytes of folders a month after they were made; their rows and hashes stay."""
    old = RecordsFolder.objects.filter(made_at__lt=(at or timezone.now()) - KEPT).exclude(file="")
    for folder in old:
        folder.file.delete(save=False)
        folder.save(update_fields=["file"])
