"""One click gives a numbered folder for the records system, whole and provable."""

import csv
import hashlib
import io
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from icalendar import Calendar
from pypdf import PdfReader

from coordination import documents
from coordination.choices import HandlingLabel
from meetings import (
    approving,
    planning,
    recording,
    records,
    vote_closing,
    vote_opening,
    voting,
)
from meetings.choices import DecisionKind, PackState
from meetings.models import RecordsFolder
from tests.meetings.recorded import Recorded

pytestmark = pytest.mark.django_db
SIGN = "WPS-II.9511.4.2026"


@pytest.fixture
def recorded():
    found = Recorded()
    item = found.meeting.items.first()
    recording.note_decision(
        item, kind=DecisionKind.POSITION, text="=1+1", taken_how="jednomyślnie", by=found.by
    )
    for title, label in (("Raport", HandlingLabel.UNITS), ("Tajny", HandlingLabel.PERSONS)):
        file = SimpleUploadedFile(f"{title}.txt", title.encode())
        version = documents.store(file, title=title, label=label, by=found.by)
        planning.attach(found.meeting, version, item=item, by=found.by)
    found.circulate()
    return found


def made(recorded):
    folder = records.ask(recorded.meeting, case_sign=SIGN, by=recorded.by)
    assert records.make_waiting() == 1
    folder.refresh_from_db()
    return folder


def opened(folder):
    with folder.file.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def files_of(folder):
    """Return `{name: bytes}` without the top folder."""
    archive = opened(folder)
    return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_it_holds_everything_under_one_numbered_folder(recorded):
    folder = made(recorded)

    tops = {name.partition("/")[0] for name in opened(folder).namelist()}

    assert tops == {records.name_of(folder)}
    assert sorted(files_of(folder)) == [
        "01-protokol-1.docx",
        "01-protokol-1.pdf",
        "02-obecnosc.csv",
        "03-decyzje.csv",
        "04-glosowania.csv",
        "05-zadania.csv",
        "06-dokumenty/01-pkt-01-Raport.txt",
        "07-posiedzenie.ics",
        "08-zegar-regulaminu.pdf",
        "SHA256.txt",
        "metadane.xml",
    ]


def test_the_sums_are_right_and_complete(recorded):
    folder = made(recorded)
    files = files_of(folder)
    sums = dict(
        reversed(line.split("  ", 1)) for line in files.pop("SHA256.txt").decode().splitlines()
    )
    assert sums == {name: hashlib.sha256(octets).hexdigest() for name, octets in files.items()}
    with folder.file.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == folder.sha256


def test_its_parts_are_read_by_other_programs(recorded):
    files = files_of(made(recorded))

    xml = ElementTree.fromstring(files["metadane.xml"])  # noqa: S314 – our own
    rows = list(csv.reader(io.StringIO(files["03-decyzje.csv"].decode("utf-8-sig")), delimiter=";"))
    entry = Calendar.from_ical(files["07-posiedzenie.ics"]).events[0]
    pdf = PdfReader(io.BytesIO(files["01-protokol-1.pdf"]))

    assert xml.findtext("znakSprawy") == SIGN
    assert xml.find("pominieto").text == "Tajny"
    assert rows[1][3] == "'=1+1"
    assert entry["UID"] == recorded.meeting.uid
    assert b"pdfaid" in pdf.trailer["/Root"]["/Metadata"].get_data()


def test_what_is_for_named_persons_stays_on_the_desk(recorded):
    folder = made(recorded)
    everything = b"".join(files_of(folder).values())
    assert folder.left_out == ["Tajny"]
    assert b"Tylko na ekranie" not in everything


def test_numbers_are_given_without_gaps_and_one_waiting_is_not_doubled(recorded):
    first = records.ask(recorded.meeting, case_sign=SIGN, by=recorded.by)
    assert records.ask(recorded.meeting, case_sign=SIGN, by=recorded.by) == first
    records.make_waiting()
    second = made(recorded)
    assert [first.number, second.number] == [1, 2]


def test_signed_files_and_the_approval_are_in_it(recorded):
    release = recorded.meeting.minutes.releases.get()
    scan = documents.store(
        SimpleUploadedFile("skan.txt", b"podpis"), title="x", label="units", by=recorded.by
    )
    approving.record_signature(
        release,
        kind="paper",
        name="Anna",
        function="przewodnicząca",
        signed_on=timezone.localdate(),
        file=scan,
        by=recorded.by,
    )
    approving.approve(recorded.meeting, way="tacit", by=recorded.by)
    files = files_of(made(recorded))
    assert files["01-protokol-1-podpis-1-skan.txt"] == b"podpis"
    assert "zatwierdzenie protokołu" in files["metadane.xml"].decode()


@pytest.mark.parametrize("sign", ["", "abc", "x" * 80, "A.1\n2", "<b>.1", "../1"])
def test_what_is_no_case_sign_gets_its_sentence(recorded, client, sign):
    client.force_login(recorded.by)
    answer = client.post(f"/meetings/{recorded.meeting.pk}/records/", {"case_sign": sign})
    assert answer.context["form"].errors["case_sign"]
    assert not RecordsFolder.objects.exists()


def test_a_folder_is_asked_for_on_a_page_and_fetched_there(recorded, client):
    client.force_login(recorded.by)
    page = f"/meetings/{recorded.meeting.pk}/records/"
    client.post(page, {"case_sign": SIGN})
    assert "w przygotowaniu" in client.get(page).content.decode()
    records.make_waiting()
    folder = RecordsFolder.objects.get()
    answer = client.get(f"{page}{folder.pk}/")
    assert zipfile.is_zipfile(io.BytesIO(b"".join(answer.streaming_content)))
    assert folder.sha256 in client.get(page).content.decode()


def test_there_is_no_folder_of_what_was_not_circulated_or_is_for_named_persons(client):
    found = Recorded()
    with pytest.raises(records.NothingRecorded):
        records.ask(found.meeting, case_sign=SIGN, by=found.by)
    named = Recorded(label=HandlingLabel.PERSONS)
    named.circulate()
    with pytest.raises(records.NotTakenAway):
        records.ask(named.meeting, case_sign=SIGN, by=named.by)


def test_a_broken_one_is_shown_as_such_and_another_can_be_asked_for(recorded, monkeypatch):
    folder = records.ask(recorded.meeting, case_sign=SIGN, by=recorded.by)

    def breaks(*_arguments):
        raise OSError("disk")

    with monkeypatch.context() as patched:
        patched.setattr(records, "write", breaks)
        assert records.make_waiting() == 0
    folder.refresh_from_db()
    assert folder.state == PackState.FAILED
    assert made(recorded).state == PackState.READY


def test_the_bytes_go_after_a_month_and_the_row_stays(recorded):
    folder = made(recorded)
    records.forget_old(timezone.now() + timedelta(days=29))
    folder.refresh_from_db()
    assert folder.file
    records.forget_old(timezone.now() + timedelta(days=31))
    folder.refresh_from_db()
    assert (bool(folder.file), bool(folder.sha256)) == (False, True)


def test_votes_by_name_are_listed_and_secret_ones_only_counted():
    found = Recorded()
    item = found.meeting.items.first()
    facts = {"text": "Treść", "decision_kind": DecisionKind.RESOLUTION, "by": found.by}
    named = vote_opening.open_at_item(item, kind="roll_call", title="Imienne", **facts)
    for seat, word in zip(named.seats.all(), ["for", "against"], strict=False):
        voter = seat.voters.first()
        voting.cast(seat, word, voter=voter, via="app", by=voter.user, reason="Bo tak")
    vote_closing.close(named, by=found.by)
    secret = vote_opening.open_at_item(item, kind="secret", title="Tajne", **facts)
    for seat in secret.seats.all():
        voter = seat.voters.first()
        voting.cast_secretly(seat, "for", voter=voter)
    vote_closing.close(secret, by=found.by)
    found.circulate()

    table = files_of(made(found))["04-glosowania.csv"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))[1:]

    assert [row[4] for row in rows if row[1] == "Imienne"] == [
        "za",
        "przeciw",
        "nie głosowano",
        "nie głosowano",
    ]
    assert [row[3:6] for row in rows if row[1] == "Tajne"] == [["", "", ""]]
    assert all(row[6] for row in rows)
