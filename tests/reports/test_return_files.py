"""A return as XLSX and CSV: out and back whole; bad input is named by row, column and sentence."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from coordination.models import Document
from reports.models import CodeList, StatReturn
from reports.statistics import returning
from reports.statistics.figures import Figure
from tests.reports.statistics_world import Figures, figures_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return Figures(institutions=2)


@pytest.fixture
def one(world):
    return world.of(world.open_round())


def client_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


def download(user, one, form):
    answer = client_of(user).get(reverse("reports:return-table", args=[one.pk, form]))
    assert answer.status_code == 200
    return answer.content


def lines_of(octets):
    return list(csv.reader(io.StringIO(octets.decode("utf-8-sig")), delimiter=";"))


def csv_of(lines):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(lines)
    return text.getvalue().encode()


def upload(user, one, octets, name="tabela.csv"):
    file = SimpleUploadedFile(name, octets)
    return client_of(user).post(reverse("reports:return-upload", args=[one.pk]), {"file": file})


def told(answer):
    """Return the sentences of an upload that was refused."""
    assert answer.status_code == 200
    errors = [str(error) for error in answer.context["errors"]]
    return errors + [
        str(word) for words in answer.context["form"].errors.values() for word in words
    ]


def take_over(user, one, answer):
    signed = answer.context["signed"]
    return client_of(user).post(
        reverse("reports:return-import", args=[one.pk]), {"signed": signed}, follow=True
    )


def test_csv_comes_back_as_it_went(world, one):
    world.filled(one, SEX_F="?", SEX_M="x", LAB_F="0", LAB_T="2", T_F="2", T_T="6")
    wanted = returning.figures_of(one)
    octets = download(world.writers[0], one, "csv")
    one.refresh_from_db()
    returning.save(one, {}, based_on=one.revision, by=world.writers[0])

    answer = upload(world.writers[0], one, octets)
    take_over(world.writers[0], one, answer)

    assert returning.figures_of(one) == wanted
    assert StatReturn.objects.get(pk=one.pk).state == "draft"


def test_workbook_comes_back_as_it_went(world, one):
    world.filled(one, SEX_F="?", LAB_F="0", LAB_T="2", T_F="2", T_T="6")
    wanted = returning.figures_of(one)
    octets = download(world.writers[0], one, "xlsx")
    one.refresh_from_db()
    returning.save(one, {}, based_on=one.revision, by=world.writers[0])

    answer = upload(world.writers[0], one, octets, "tabela.xlsx")
    take_over(world.writers[0], one, answer)

    assert returning.figures_of(one) == wanted


def test_every_code_list_goes_out_and_comes_back_past_the_guard(world):
    call_command("load_reference_data", stdout=io.StringIO())
    for code_list in CodeList.objects.exclude(pk__in=[one.pk for one in world.lists]):
        world.axes = [(code_list, True)]
        one = world.of(world.open_round(table=world.ready_table()))
        world.filled(one)

        octets = download(world.writers[0], one, "xlsx")
        answer = upload(world.writers[0], one, octets, "tabela.xlsx")

        assert answer.context.get("changes") == [], code_list.key


def test_file_shows_what_would_change_and_nothing_changes_before(world, one):
    world.filled(one)
    lines = lines_of(download(world.writers[0], one, "csv"))
    lines[1][5] = "?"

    answer = upload(world.writers[0], one, csv_of(lines))

    assert answer.context["changes"] == [
        ("wykorzystanie seksualne, kobiety", Figure("number", 2), Figure("unknown"))
    ]
    assert returning.figures_of(one) == figures_for(one)


def test_uploaded_file_is_not_kept(world, one):
    world.filled(one)
    octets = download(world.writers[0], one, "xlsx")
    before = Document.objects.count()

    take_over(world.writers[0], one, upload(world.writers[0], one, octets, "tabela.xlsx"))

    assert Document.objects.count() == before


BAD = {
    "negative": ((1, 5, "-1"), "Wiersz 2, kolumna „liczba”: Liczba nie może być mniejsza od zera."),
    "fraction": (
        (2, 5, "1,5"),
        "Wiersz 3, kolumna „liczba”: Liczba musi być całkowita, bez kropki i przecinka.",
    ),
    "giant": (
        (3, 5, "99999999999"),
        "Wiersz 4, kolumna „liczba”: Ta liczba jest za duża; najwyżej 9999999.",
    ),
    "text": (
        (4, 5, "kilka"),
        "Wiersz 5, kolumna „liczba”: Wpisz liczbę całkowitą, 0, „nieznane” albo „niezbierane”.",
    ),
    "unknown code": (
        (5, 1, "ZZZ"),
        "Wiersz 6, kolumna „Lista forma (kod)”: „ZZZ” nie jest kodem z listy „Lista forma”.",
    ),
    "another return": (
        (1, 0, "999999"),
        "Wiersz 2, kolumna „zestawienie”: to nie jest wiersz tego zestawienia; należy do innego.",
    ),
    "total below its parts": (
        (3, 5, "1"),
        "Wiersz 4, kolumna „liczba”: Suma 1 jest mniejsza niż suma składników: 4.",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_by_row_column_and_sentence_and_nothing_is_taken(world, one, name):
    world.filled(one)
    (row, column, text), sentence = BAD[name]
    lines = lines_of(download(world.writers[0], one, "csv"))
    lines[1][5] = "3" if name != "negative" else lines[1][5]
    lines[1][5] = "2" if "total" in name else lines[1][5]
    lines[row][column] = text

    answer = upload(world.writers[0], one, csv_of(lines))

    assert sentence in told(answer)
    assert "signed" not in answer.context
    assert returning.figures_of(one) == figures_for(one)


def test_same_figure_twice_is_refused(world, one):
    world.filled(one)
    lines = lines_of(download(world.writers[0], one, "csv"))

    answer = upload(world.writers[0], one, csv_of([*lines, lines[1]]))

    assert told(answer) == [
        "Wiersz 11, kolumna „Lista forma (kod)”: ta sama liczba jest już w wierszu 2."
    ]


def test_pesel_in_a_cell_is_named_by_row_and_column_and_not_repeated(world, one):
    world.filled(one)
    lines = lines_of(download(world.writers[0], one, "csv"))
    lines[2][6] = "osoba 44051401359"

    sentences = told(upload(world.writers[0], one, csv_of(lines)))

    assert len(sentences) == 1
    assert sentences[0].startswith("Wiersz 3, kolumna „wyjaśnienie”: To wygląda na dane osoby")
    assert "44051401359" not in sentences[0]


@pytest.mark.parametrize("heading", ["PESEL", "Imię i nazwisko", "Data urodzenia", "Surname"])
def test_column_about_persons_is_refused_and_nothing_is_kept(world, one, heading):
    world.filled(one)
    lines = lines_of(download(world.writers[0], one, "csv"))
    lines = [[*line, heading if number == 0 else "x"] for number, line in enumerate(lines)]

    sentences = told(upload(world.writers[0], one, csv_of(lines)))

    assert sentences == [
        "Wiersz 1, kolumna 8: nagłówek wskazuje na dane osób. Przyjmowane są wyłącznie liczby; "
        "z tego pliku niczego nie zachowano."
    ]


def test_any_other_column_is_refused_too(world, one):
    world.filled(one)
    lines = lines_of(download(world.writers[0], one, "csv"))
    lines = [[*line, "uwagi"] for line in lines]

    sentences = told(upload(world.writers[0], one, csv_of(lines)))

    assert sentences == ["Wiersz 1, kolumna 8 („uwagi”): tej kolumny nie ma w tabeli."]


def test_person_on_another_sheet_of_the_workbook_is_refused(world, one):
    world.filled(one)
    book = openpyxl.load_workbook(io.BytesIO(download(world.writers[0], one, "xlsx")))
    book.create_sheet("Notatki")["B7"] = "44051401359"
    octets = io.BytesIO()
    book.save(octets)

    sentences = told(upload(world.writers[0], one, octets.getvalue(), "tabela.xlsx"))

    assert len(sentences) == 1
    assert "To wygląda na dane osoby" in sentences[0]
    assert "44051401359" not in sentences[0]


def test_formula_is_refused_with_its_place(world, one):
    world.filled(one)
    book = openpyxl.load_workbook(io.BytesIO(download(world.writers[0], one, "xlsx")))
    book.worksheets[0]["F2"] = "=1+1"
    octets = io.BytesIO()
    book.save(octets)

    sentences = told(upload(world.writers[0], one, octets.getvalue(), "tabela.xlsx"))

    assert sentences == ["Wiersz 2, kolumna 6 zawiera formułę. Wklej same wartości."]


@pytest.mark.parametrize(
    ("name", "octets"),
    [
        ("tabela.csv", b""),
        ("tabela.csv", b"\x00\x01"),
        ("tabela.csv", b"zestawienie;liczba\n1;2\n"),
        ("tabela.xlsx", b"PK\x03\x04nic"),
        ("tabela.xlsx", b"zwykly tekst"),
        ("tabela.docx", b"PK\x03\x04"),
        ("tabela.exe", b"MZ"),
    ],
)
def test_what_is_no_such_table_is_refused_with_a_sentence(world, one, name, octets):
    world.filled(one)

    assert told(upload(world.writers[0], one, octets, name))
    assert returning.figures_of(one) == figures_for(one)


def test_explanation_that_looks_like_a_formula_stays_text(world, one):
    figures = figures_for(one, T_T="9")
    figures["|"] = figures["|"]._replace(explanation="=HYPERLINK(1)")
    returning.save(one, figures, based_on=0, by=world.writers[0])

    lines = lines_of(download(world.writers[0], one, "csv"))
    book = openpyxl.load_workbook(io.BytesIO(download(world.writers[0], one, "xlsx")))
    octets = csv_of(lines)

    assert lines[9][6] == "'=HYPERLINK(1)"
    assert book.worksheets[0]["G10"].data_type == "s"
    assert upload(world.writers[0], one, octets).context["changes"] == []


def test_card_and_credit_stand_on_the_second_sheet(world, one):
    world.lists[0].credit = "HTCDS 2.0, IOM, CC BY 4.0"
    world.lists[0].save()
    world.filled(one)

    book = openpyxl.load_workbook(io.BytesIO(download(world.writers[0], one, "xlsx")))

    card = {row[0]: row[1] for row in book.worksheets[1].iter_rows(values_only=True)}
    assert card["Jednostka liczenia"] == "potencjalna ofiara"
    text = "\n".join(str(row[1]) for row in book.worksheets[1].iter_rows(values_only=True))
    assert "HTCDS 2.0, IOM, CC BY 4.0" in text


def test_file_for_a_return_that_is_filed_is_refused_with_a_sentence(world, one):
    octets = download(world.writers[0], one, "csv")
    world.filed(one)

    file = SimpleUploadedFile("tabela.csv", octets)
    address = reverse("reports:return-upload", args=[one.pk])
    answer = client_of(world.writers[0]).post(address, {"file": file}, follow=True)

    assert "Drugiego dla tej samej rundy" in answer.content.decode()


def test_preview_of_another_return_or_forged_changes_nothing(world):
    round = world.open_round()
    mine, other = world.of(round, 0), world.of(round, 1)
    world.filled(mine)
    world.filled(other, 1)
    lines = lines_of(download(world.writers[1], other, "csv"))
    lines[1][5] = "?"
    signed = upload(world.writers[1], other, csv_of(lines)).context["signed"]
    address = reverse("reports:return-import", args=[mine.pk])

    assert client_of(world.writers[0]).post(address, {"signed": signed}).status_code == 404
    forged = client_of(world.writers[0]).post(address, {"signed": signed[:-3] + "abc"}, follow=True)

    assert "Ten podgląd jest nieaktualny" in forged.content.decode()
    assert returning.figures_of(mine) == figures_for(mine)


def test_figures_saved_after_the_preview_are_not_overwritten(world, one):
    world.filled(one)
    lines = lines_of(download(world.writers[0], one, "csv"))
    lines[1][5] = "?"
    answer = upload(world.writers[0], one, csv_of(lines))
    world.filled(one, SEX_F="x")

    taken = take_over(world.writers[0], one, answer)

    assert "W międzyczasie ktoś zmienił liczby" in taken.content.decode()
    assert returning.figures_of(one) == figures_for(one, SEX_F="x")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_round_goes_out_return_under_return_with_silence_as_no_information(world, form):
    round = world.open_round()
    world.accepted(world.of(round, 0), 0)
    world.filled(world.of(round, 1), 1, SEX_F="7", SEX_T="9", T_F="9", T_T="13")

    answer = client_of(world.secretary).get(
        reverse("reports:return-round-export", args=[round.pk, form])
    )

    if form == "csv":
        rows = lines_of(answer.content)
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
    names = [one.name for one in world.institutions]
    by_name = {name: [row for row in rows if row[0] == name] for name in names}
    assert len(rows) == 1 + 9 + 1
    assert len(by_name[names[0]]) == 9
    assert by_name[names[0]][0][2:] == [
        "potencjalna ofiara",
        "przyjęte",
        "SEX",
        "wykorzystanie seksualne",
        "F",
        "kobiety",
        "2",
        "",
    ]
    assert [row[3] for row in by_name[names[1]]] == ["brak informacji"]
    assert by_name[names[1]][0][4:] == [""] * 6
