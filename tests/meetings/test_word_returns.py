"""Minutes come back as Word: each change and comment lands at its paragraph."""

import io
import json
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings import circulating, copies, remarking, word_returns
from meetings.choices import RemarkState, RemarkVia
from meetings.models import MinutesRemark
from tests.meetings.recorded import Recorded

pytestmark = pytest.mark.django_db
EDITOR = Path(__file__).parent / "edit_in_libreoffice.py"


@pytest.fixture
def recorded():
    found = Recorded()
    found.circulate()
    return found


def copy_of(recorded, seat=0):
    version = copies.of(recorded.awaited(seat), "docx")
    with version.file.open("rb") as file:
        return file.read()


def upload(octets, name="protokol.docx"):
    return SimpleUploadedFile(name, octets)


def edited(octets, folder, *steps):
    """Return a DOCX after LibreOffice has made some steps in it and saved it."""
    names = [folder / name for name in ("sent.docx", "returned.docx", "steps.json")]
    names[0].write_bytes(octets)
    names[2].write_text(json.dumps(steps), encoding="utf-8")
    subprocess.run(["/usr/bin/python3", EDITOR, *names], check=True, timeout=180)
    return names[1].read_bytes()


def said(made):
    return [(one.number, one.kind, one.text, one.wording) for one in made]


@pytest.mark.needs_soffice
def test_what_libreoffice_saves_lands_at_its_paragraphs(recorded, tmp_path):
    octets = edited(
        copy_of(recorded),
        tmp_path,
        ["replace", "Radomiu", "Płocku"],
        ["comment", "przyjął", "Czy jednogłośnie?"],
        ["append", "Wszyscy zapoznali się z planem.", "Plan przyjęto."],
        ["delete", "Tylko dla urzędów."],
    )

    made = word_returns.take(recorded.awaited(), upload(octets))

    assert said(made) == [
        ("1.1", "comment", "Czytelnik: Czy jednogłośnie?", ""),
        ("1.2", "suggestion", "", "Omówiono szkolenia w Płocku."),
        ("2.1", "suggestion", "", "Wszyscy zapoznali się z planem.\n\nPlan przyjęto."),
        ("2.2", "comment", "Proponuje skreślić ten akapit.", ""),
    ]
    assert {one.via for one in made} == {RemarkVia.WORD}


@pytest.mark.needs_soffice
def test_words_changed_without_tracking_are_found_too(recorded, tmp_path):
    octets = edited(
        copy_of(recorded), tmp_path, ["track", False], ["replace", "Radomiu", "Siedlcach"]
    )

    made = word_returns.take(recorded.awaited(), upload(octets))

    assert said(made) == [("1.2", "suggestion", "", "Omówiono szkolenia w Siedlcach.")]


@pytest.mark.needs_soffice
def test_an_accepted_change_from_word_goes_into_the_text(recorded, tmp_path):
    octets = edited(copy_of(recorded), tmp_path, ["replace", "Radomiu", "Płocku"])
    made = word_returns.take(recorded.awaited(), upload(octets))

    remarking.settle(made[0], RemarkState.ACCEPTED, by=recorded.by)

    assert recorded.blocks()[0].text.endswith("Omówiono szkolenia w Płocku.")


def test_a_file_in_which_nothing_was_said_is_refused(recorded):
    with pytest.raises(word_returns.NothingInIt):
        word_returns.take(recorded.awaited(), upload(copy_of(recorded)))


def test_a_foreign_docx_is_refused_with_its_sentence(recorded, client):
    paper = docx.Document()
    paper.add_paragraph("Zupełnie inne pismo")
    buffer = io.BytesIO()
    paper.save(buffer)
    address = f"/minutes/{recorded.awaited().secret}/word/"

    answer = client.post(address, {"file": upload(buffer.getvalue())})

    assert "To nie jest plik Word tego protokołu" in answer.content.decode()
    assert not MinutesRemark.objects.exists()


def test_a_file_of_an_earlier_version_is_refused(recorded):
    before = copy_of(recorded)
    circulating.reopen(recorded.meeting, by=recorded.by)
    recorded.circulate(change_note="data")

    with pytest.raises(word_returns.OfAnotherVersion):
        word_returns.take(recorded.awaited(), upload(before))


def test_another_persons_copy_brings_no_word_of_what_he_may_not_read(recorded):
    """A copy of one who reads more, sent by one who reads less, is not taken."""
    octets = renamed_words(copy_of(recorded, 0), "Tylko dla urzędów", "Tylko dla posłów")

    with pytest.raises(word_returns.OfAnotherVersion):
        word_returns.take(recorded.awaited(3), upload(octets))

    assert not MinutesRemark.objects.exists()


def renamed_words(octets, old, new):
    """Change words in a DOCX by hand, as a program without tracking would."""
    source, buffer = zipfile.ZipFile(io.BytesIO(octets)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(old.encode(), new.encode())
            target.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("octets", [b"", b"PK\x03\x04", b"%PDF-1.7", b"x" * 5000])
def test_what_is_no_docx_is_refused_beside_the_field(recorded, client, octets):
    answer = client.post(f"/minutes/{recorded.awaited().secret}/word/", {"file": upload(octets)})

    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_case_data_in_a_change_is_refused(recorded, client):
    octets = renamed_words(copy_of(recorded), "w Radomiu", "PESEL 44051401359")

    answer = client.post(f"/minutes/{recorded.awaited().secret}/word/", {"file": upload(octets)})

    assert answer.context["form"].errors["file"]
    assert not MinutesRemark.objects.exists()


def test_the_secretary_takes_in_a_file_for_a_member(recorded, client):
    octets = renamed_words(copy_of(recorded, 1), "w Radomiu", "w Otwocku")
    client.force_login(recorded.by)
    awaited = recorded.awaited(1)

    client.post(
        f"/meetings/{recorded.meeting.pk}/minutes/word/{awaited.pk}/", {"file": upload(octets)}
    )

    made = awaited.remarks.get()
    assert (made.via, made.wording) == ("secretary", "Omówiono szkolenia w Otwocku.")
