"""What files may come in, how they are kept and how they are given out."""

import hashlib
import io
from contextlib import suppress

import pypdf
import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError

from coordination import documents, file_contents
from coordination.choices import HandlingLabel, ScanResult
from coordination.models import Document, DocumentVersion
from tests import factories
from tests.coordination import files

pytestmark = pytest.mark.django_db

PESEL = "90010112349"


def store(name, octets, **fields):
    fields = {"title": "Pismo", "label": HandlingLabel.UNITS, "by": None, **fields}
    return documents.store(files.upload(name, octets), **fields)


def refused(name, octets):
    """Return the sentence with which a file is refused; nothing of it is kept."""
    with pytest.raises(ValidationError) as refusal:
        store(name, octets)
    assert (Document.objects.count(), DocumentVersion.objects.count()) == (0, 0)
    return " ".join(refusal.value.messages)


@pytest.mark.parametrize(
    ("name", "octets", "media_type"),
    [
        ("a.docx", files.docx_of("Treść"), file_contents.TYPES["docx"]),
        ("a.XLSX", files.xlsx_of(["Treść"]), file_contents.TYPES["xlsx"]),
        ("a.pdf", files.pdf_of("Tresc"), "application/pdf"),
        ("a.png", files.PNG, "image/png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0" + b"\x00" * 40, "image/jpeg"),
        ("a.txt", "zażółć".encode("cp1250"), "text/plain"),
        ("a.csv", "\ufeffa;b\n1;2\n".encode(), "text/csv"),
    ],
)
def test_ordinary_files_are_kept_as_they_are(name, octets, media_type):
    version = store(name, octets)

    with version.file.open("rb") as file:
        assert file.read() == octets
    assert (version.media_type, version.size) == (media_type, len(octets))
    assert version.sha256 == hashlib.sha256(octets).hexdigest()
    assert version.scan == ScanResult.NOT_SCANNED


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.png", "a.jpg", "a.xlsx", "a.txt", "a.csv"])
def test_renamed_executable_is_refused(name):
    refused(name, files.EXECUTABLE)


@pytest.mark.parametrize(
    "name",
    ["a.exe", "a.html", "a.svg", "a.docm", "a.zip", "a.doc", "a", "a.pdf.exe", "pdf", ".pdf"],
)
def test_other_types_are_refused_by_name(name):
    assert "pdf, docx" in refused(name, files.pdf_of("x"))


@pytest.mark.parametrize(
    ("name", "octets"),
    [
        ("a.xlsx", files.docx_of("x")),
        ("a.docx", files.xlsx_of(["x"])),
        ("a.pdf", files.PNG),
        ("a.png", files.pdf_of("x")),
        ("a.docx", b"PK\x03\x04 not an archive"),
        (
            "a.ods",
            files.zip_of(mimetype="application/vnd.oasis.opendocument.text", content_xml="x"),
        ),
        ("a.pdf", b"<html><script>alert(1)</script> %PDF-1.4"),
    ],
)
def test_file_that_is_not_what_its_ending_says_is_refused(name, octets):
    refused(name, octets)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.txt", "a.png"])
def test_empty_file_is_refused(name):
    refused(name, b"")


@pytest.mark.parametrize(
    "macros",
    [
        {"word__vbaProject_bin": "x"},
        {"word__VBAPROJECT_BIN": "x"},
        {"word__activeX__activeX1_bin": "x"},
    ],
)
def test_office_file_with_macros_is_refused(macros):
    refused("a.docx", files.zip_of(word__document_xml="<w/>", **macros))


def test_open_document_with_macros_is_refused():
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content_xml": "<x/>"}
    refused("a.odt", files.zip_of(**parts, Basic__Standard__Module1_xml="Sub Main"))


def test_archive_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(file_contents, "MOST_UNPACKED", 1_000_000)

    refused("a.docx", files.zip_of(word__document_xml="<w/>", word__media__a_bin="0" * 2_000_000))


def test_archive_with_too_much_text_is_refused(monkeypatch):
    monkeypatch.setattr(file_contents, "MOST_TEXT", 1_000_000)

    refused("a.docx", files.zip_of(word__document_xml="<w>" + "a" * 2_000_000 + "</w>"))


def test_archive_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(file_contents, "MOST_PARTS", 20)

    refused("a.docx", files.zip_of(word__document_xml="<w/>", **{f"p{n}": "x" for n in range(30)}))


def broken_archives():
    """Yield archives whose directory is fine while what they hold is not."""
    octets = files.zip_of(word__document_xml="<w>" + "tekst " * 500 + "</w>")
    start = octets.index(b"word/document.xml") + len("word/document.xml")
    yield octets[:start] + b"\xff" * 20 + octets[start + 20 :]
    central = octets.rindex(b"PK\x01\x02")
    yield octets[: central + 10] + b"\x63\x00" + octets[central + 12 :]
    yield octets[: central + 16] + b"\x00\x00\x00\x00" + octets[central + 20 :]
    yield octets[: central + 42] + b"\xff\xff\xff\x00" + octets[central + 46 :]


@pytest.mark.parametrize("octets", list(broken_archives()))
def test_archive_that_cannot_be_unpacked_is_refused(octets):
    refused("a.docx", octets)


def test_larger_file_than_allowed_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024

    assert "1 MB" in refused("a.txt", b"a" * (1024 * 1024 + 1))


def test_pdf_under_a_password_is_refused():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(files.pdf_of("x")))
    writer.encrypt("secret", algorithm="RC4-128")
    octets = io.BytesIO()
    writer.write(octets)

    refused("a.pdf", octets.getvalue())


@pytest.mark.parametrize(
    "octets",
    [
        b"%PDF-1.4\n",
        b"%PDF-1.4\n" + b"\x00" * 300,
        files.pdf_of("x")[:-80],
        files.pdf_of("x").replace(b"/Count 1", b"/Count -9999999"),
        files.pdf_of("x").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        files.pdf_of("x").replace(b"/Contents 4 0 R", b"/Contents (x)  "),
        files.pdf_of("x").replace(b"/Pages 2 0 R", b"/Pages 9 0 R"),
    ],
)
def test_damaged_pdf_is_kept_or_refused_but_breaks_nothing(octets):
    with suppress(ValidationError):
        store("a.pdf", octets)

    assert DocumentVersion.objects.count() <= 1


@pytest.mark.parametrize(
    ("name", "octets"),
    [
        ("a.txt", f"PESEL {PESEL}".encode()),
        ("a.csv", f"a;b\nx;{PESEL}\n".encode("cp1250")),
        ("a.docx", files.docx_of(f"PESEL {PESEL}")),
        ("a.docx", files.docx_of(runs=["9001", "0112", "349"])),
        ("a.docx", files.docx_with_table(PESEL)),
        ("a.xlsx", files.xlsx_of(["x", PESEL])),
        ("a.xlsx", files.xlsx_of(["x", int(PESEL)])),
        ("a.pdf", files.pdf_of(f"PESEL {PESEL}")),
        ("a.docx", files.zip_of(word__document_xml=f"<w>&#57;{PESEL[1:]}</w>")),
        ("a.docx", files.zip_of(word__document_xml="<w/>", word__comments_xml=f"<w>{PESEL}</w>")),
        (f"{PESEL}.txt", b"nothing"),
    ],
)
def test_file_with_case_data_is_refused_without_repeating_it(name, octets):
    assert "PESEL" in refused(name, octets).replace(PESEL, "")


@pytest.mark.parametrize(
    "octets",
    [
        files.docx_of("9001", "0112", "349"),
        files.xlsx_of(["9001", "0112349"]),
        files.xlsx_of([9001, 112349]),
    ],
)
def test_digits_of_separate_paragraphs_and_cells_make_no_number(octets):
    store("a.docx" if b"word/document.xml" in octets else "a.xlsx", octets)

    assert DocumentVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\pismo.txt", "pismo.txt"),
        ("..\\..\\x.txt", "x.txt"),
        ("pismo\u202etxt.exe.txt", "pismotxt.exe.txt"),
        ("a\x00b\r\nc.txt", "abc.txt"),
        ("żółw.txt", "żółw.txt"),
        ("a" * 300 + ".txt", "a" * 146 + ".txt"),
        ("  .txt.txt ", "txt.txt"),
    ],
)
def test_name_of_a_file_is_cleaned(typed, kept):
    assert documents.clean_name(typed) == kept


def test_name_is_never_longer_than_its_column():
    for name in [
        "a" * 500,
        "." * 500,
        "a." + "b" * 500,
        "ą" * 400 + ".txt",
        "",
        "/",
        "..",
        "\u202e",
    ]:
        assert 0 < len(documents.clean_name(name)) <= 150


def test_name_on_disk_tells_nothing():
    version = store("tajne-pismo.txt", b"x", title="Tajne")

    assert "tajne" not in version.file.name.lower()


def test_further_version_keeps_the_earlier_bytes():
    first = store("a.txt", b"one")
    second = store("b.txt", b"two", document=first.document)

    with first.file.open("rb") as file:
        assert file.read() == b"one"
    assert (second.document, second.number) == (first.document, 2)


def test_download_is_an_attachment_that_no_browser_runs():
    version = store("zażółć; a=b.txt", b"<script>alert(1)</script>")

    response = documents.download(version)

    assert response["Content-Disposition"].startswith("attachment; ")
    assert "za%C5%BC%C3%B3%C5%82%C4%87" in response["Content-Disposition"]
    assert response["Content-Type"] == "text/plain"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"


def test_file_is_refused_while_the_virus_scanner_is_silent(settings):
    settings.CLAMD_URL = "127.0.0.1:1"

    refused("a.txt", b"x")


def test_storing_is_in_the_audit_trail_without_content():
    by = factories.person()
    store("a.txt", b"secret words", by=by)

    entry = LogEntry.objects.filter(additional_data__verb="document.stored").get()
    assert entry.actor == by
    assert "secret" not in str(entry.additional_data)
