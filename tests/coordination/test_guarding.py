"""The guard looks into every corner of a file and a letter, and says where it found something."""

import io
import zipfile
from email.message import EmailMessage

import docx
import openpyxl
import pypdf
import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from openpyxl.comments import Comment
from pypdf.annotations import FreeText

from coordination import case_data, documents, file_contents, guarding, incoming
from coordination.choices import HandlingLabel
from coordination.models import Document
from teams.models import Contact, Programme
from tests import factories
from tests.coordination import files

pytestmark = pytest.mark.django_db

PESEL = "90010112349"
MOBILE = "601 222 333"


@pytest.fixture(autouse=True)
def no_room_claims_a_letter(settings):
    settings.INCOMING_MAIL_READERS = []


def store(name, octets, reason="", **fields):
    file = files.upload(name, octets)
    if reason:
        file.guard_reason = reason
    fields = {"title": "Pismo", "label": HandlingLabel.UNITS, "by": None, **fields}
    return documents.store(file, **fields)


def refused(name, octets):
    with pytest.raises(ValidationError) as refusal:
        store(name, octets)
    assert Document.objects.count() == 0
    sentence = " ".join(refusal.value.messages)
    assert PESEL not in sentence
    return sentence


def docx_with_header(text):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = text
    return files.saved(document)


def docx_with_comment(text):
    document = docx.Document()
    run = document.add_paragraph("Treść").add_run("słowo")
    document.add_comment(run, text=text, author="a", initials="a")
    return files.saved(document)


def docx_with_workbook_inside(text):
    octets = io.BytesIO()
    octets.write(files.docx_of("Treść"))
    with zipfile.ZipFile(octets, "a") as archive:
        archive.writestr("word/embeddings/tabela.xlsx", files.xlsx_of([text]))
    return octets.getvalue()


def xlsx_with_hidden_sheet(text):
    book = openpyxl.Workbook()
    book.create_sheet("drugi").append([text])
    book["drugi"].sheet_state = "veryHidden"
    return files.saved(book)


def xlsx_with_shared_words(text):
    """As Excel writes it: the words of all sheets in one list."""
    shared = f"<sst><si><t>{text}</t></si></sst>"
    return files.zip_of(xl__workbook_xml="<workbook/>", xl__sharedStrings_xml=shared)


def xlsx_with_number_in_hidden_sheet(number):
    return xlsx_with_hidden_sheet(int(number))


def xlsx_with_sheet_called(text):
    book = openpyxl.Workbook()
    book.active.title = text
    return files.saved(book)


def xlsx_with_title(text):
    book = openpyxl.Workbook()
    book.properties.title = text
    return files.saved(book)


def docx_of_rows(*rows):
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return files.saved(document)


def odt_of_rows(*rows):
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    inside = [
        f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows
    ]
    return files.zip_of(content_xml=f"<table:table>{''.join(inside)}</table:table>")


def xlsx_with_comment(text):
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.active["A1"].comment = Comment(text, "a")
    return files.saved(book)


def pdf_with_comment(text):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(files.pdf_of("x")))
    writer.add_annotation(0, FreeText(text=text, rect=(50, 50, 200, 100)))
    octets = io.BytesIO()
    writer.write(octets)
    return octets.getvalue()


def pdf_with_properties(text):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(files.pdf_of("x")))
    writer.add_metadata({"/Subject": text})
    octets = io.BytesIO()
    writer.write(octets)
    return octets.getvalue()


@pytest.mark.parametrize(
    ("name", "octets", "place"),
    [
        ("a.docx", docx_with_header(PESEL), "nagłówek strony"),
        ("a.docx", docx_with_comment(PESEL), "komentarze"),
        ("a.docx", docx_with_workbook_inside(PESEL), "plik osadzony w środku"),
        ("a.xlsx", xlsx_with_hidden_sheet(PESEL), "arkusz 2"),
        ("a.xlsx", xlsx_with_shared_words(PESEL), "komórki arkuszy, także ukrytych"),
        ("a.xlsx", xlsx_with_number_in_hidden_sheet(PESEL), "arkusz 2"),
        ("a.xlsx", xlsx_with_comment(PESEL), "komentarze"),
        ("a.xlsx", xlsx_with_sheet_called(PESEL), "nazwy arkuszy"),
        ("a.xlsx", xlsx_with_title(PESEL), "właściwości pliku"),
        ("a.pdf", files.pdf_of(PESEL), "strona 1"),
        ("a.pdf", pdf_with_comment(PESEL), "strona 1"),
        ("a.pdf", pdf_with_properties(PESEL), "właściwości pliku"),
    ],
)
def test_every_corner_of_a_file_is_looked_into_and_named(name, octets, place):
    sentence = refused(name, octets)

    assert sentence.endswith(f"Gdzie: {place}: numer PESEL.")


@pytest.mark.parametrize("made", [docx_of_rows, odt_of_rows])
@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([["Pokrzywdzona", "Anna Kowalska"]], ["name"]),
        ([["Pokrzywdzona"], ["Anna Kowalska"]], ["name"]),
        ([["Pokrzywdzona", "", "Anna Kowalska"]], ["name"]),
        ([["Lp.", "Pokrzywdzona", "Wiek"], ["1", "Anna Kowalska", "19"]], ["name"]),
        ([["Prowadząca", "Anna Kowalska"]], []),
        ([["Punkt", "Referuje"], ["Wsparcie ofiar handlu ludźmi", "dr Anna Kowalska"]], []),
    ],
)
def test_cells_of_a_table_belong_together(made, rows, kinds):
    ending = "docx" if made is docx_of_rows else "odt"
    parts = file_contents.office_parts(f"a.{ending}", made(*rows), file_contents.MOST_TEXT)

    found = [one.kind for place in guarding.find_in_parts(parts) for one in place.findings]

    assert found == kinds


def test_footnotes_are_part_of_a_word_file():
    octets = files.zip_of(word__document_xml="<w/>", word__footnotes_xml=f"<w><p>{PESEL}</p></w>")

    assert "przypisy: numer PESEL" in refused("a.docx", octets)


def test_each_place_is_named_once_with_its_kinds():
    parts = [("strona 1", f"{PESEL} i {MOBILE}"), ("strona 2", "nic"), ("strona 3", PESEL)]

    places = guarding.find_in_parts(parts)

    assert [(place.name, [one.kind for one in place.findings]) for place in places] == [
        ("strona 1", ["pesel", "phone"]),
        ("strona 3", ["pesel"]),
    ]


def test_reason_lets_a_file_in_and_the_trail_names_kind_and_place_only():
    by = factories.person()

    version = store("a.docx", docx_with_header(PESEL), "numer pisma, nie osoby", by=by)

    entry = LogEntry.objects.get(additional_data__verb="guard.overridden")
    assert entry.object_pk == str(version.document.pk)
    assert entry.additional_data["fields"] == ["nagłówek strony: pesel"]
    assert entry.additional_data["reason"] == "numer pisma, nie osoby"
    assert PESEL not in str(entry.additional_data)


def test_harmless_file_with_a_reason_is_no_override():
    store("a.txt", b"x", "na wszelki wypadek")

    assert not LogEntry.objects.filter(additional_data__verb="guard.overridden").exists()


def test_telephones_of_the_directory_and_of_colleagues_are_let_through(settings):
    settings.OFFICE_TELEPHONES = ["tests.coordination.test_guarding.published"]
    factories.person(phone="+48 733 444 555")

    assert guarding.find("Proszę dzwonić: 733-444-555 albo 601222333.") == []
    assert [one.kind for one in guarding.find("Proszę dzwonić: 601 222 334.")] == ["phone"]


def published():
    return [f"tel. {MOBILE}"]


def test_telephones_of_programmes_are_published():
    programme = Programme.objects.create(key="kcik", name="KCIK")
    Contact.objects.create(programme=programme, name="KCIK", phone=MOBILE)

    assert guarding.find(f"Można dzwonić: {MOBILE}.") == []


def test_neutral_text_keeps_everything_but_the_data():
    text = f"Ofiara Anna Nowak, tel. {MOBILE}, czeka."

    assert guarding.without_case_data(text) == (
        "Ofiara [dane osoby usunięte], tel. [numer usunięty], czeka."
    )
    assert case_data.find(guarding.without_case_data(text)) == []


def letter(text="Dzień dobry", **attached):
    message = EmailMessage()
    message["From"], message["Subject"] = "anna@example.org", "Pismo"
    message.set_content(text)
    for name, octets in attached.items():
        message.add_attachment(
            octets, maintype="application", subtype="pdf", filename=name.replace("_", ".")
        )
    return message.as_bytes()


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (letter(), ""),
        (letter(f"Numer {PESEL}, ofiara Anna Nowak"), "pesel name"),
        (letter("W załączniku", a_pdf=files.pdf_of(PESEL)), "pesel"),
        (letter("W załączniku", a_pdf=b"to nie jest PDF"), ""),
        (letter("<p>tel. matki 601 222 333</p>"), "phone"),
    ],
)
def test_letter_that_comes_in_is_marked_and_kept_as_it_came(raw, found):
    mail = incoming.receive(raw)

    assert mail.guard_found == found
    assert bytes(mail.raw) == raw


def test_page_of_a_marked_letter_warns(client):
    mail = incoming.receive(letter(f"Numer {PESEL}"))
    client.force_login(factories.administrator())

    page = client.get(f"/mail/incoming/{mail.pk}/").content.decode()

    assert "wygląda na dane osoby: numer PESEL" in page
    assert PESEL not in page


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf", "a.png"])
def test_parts_are_pairs_of_place_and_text(name):
    octets = {
        "docx": files.docx_of("Treść"),
        "xlsx": files.xlsx_of(["Treść"]),
        "pdf": files.pdf_of("Tresc"),
        "png": files.PNG,
    }[name.rpartition(".")[2]]

    parts = file_contents.parts_of(name, name.rpartition(".")[2], octets)

    assert any("Tre" in text for _place, text in parts) != (name == "a.png")
