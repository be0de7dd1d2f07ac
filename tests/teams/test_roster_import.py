"""A roster from a table: every mistake is named by row and column, all is taken over or nothing."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from coordination import documents
from coordination.choices import HandlingLabel
from coordination.models import DocumentVersion, User
from teams import roster_import
from teams.choices import Capacity
from teams.models import Mandate, Seat
from tests import factories
from tests.coordination import files

pytestmark = pytest.mark.django_db

HEADER = ["instytucja", "osoba", "e-mail", "funkcja", "od", "dokument"]
ANNA = ["Prokuratura Łódź", "Anna Żak", "anna@example.org", "przedstawiciel", "2026-03-01", "p. 1"]
MAREK = ["Prokuratura Łódź", "Marek Ćma", "marek@example.org", "zastępca", "2026-03-01", ""]


@pytest.fixture
def team():
    factories.institution("Prokuratura Łódź")
    return factories.team()


def table(*rows, header=HEADER, delimiter=";", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue().encode(encoding)


def check(team, *rows):
    return roster_import.check(team, roster_import.read_table(table(*rows), "csv"))


def take_over(team, *rows):
    roster_import.apply(team, check(team, *rows), by=factories.person())


def filled(team):
    """Return who fills which seat of a team today, as plain words."""
    open_mandates = Mandate.objects.filter(seat__team=team, until_on__isnull=True)
    return sorted(open_mandates.values_list("user__email", "capacity"))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
def test_table_of_any_usual_kind_is_read(delimiter, encoding):
    octets = table(ANNA, MAREK, delimiter=delimiter, encoding=encoding)

    rows = roster_import.read_table(octets, "csv")

    assert [row["institution"] for row in rows] == ["Prokuratura Łódź"] * 2
    assert [row["person"] for row in rows] == ["Anna Żak", "Marek Ćma"]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_machine_are_read(ends):
    octets = table(ANNA, MAREK).replace(b"\r\n", ends.encode())

    assert len(roster_import.read_table(octets, "csv")) == 2


def test_workbook_is_read_with_its_dates():
    octets = files.xlsx_of(HEADER, [*ANNA[:4], date(2026, 3, 1), None])

    rows = roster_import.read_table(octets, "xlsx")

    assert rows[0]["institution"] == "Prokuratura Łódź"
    assert rows[0]["from"][:10] == "2026-03-01"


def test_empty_rows_are_passed_over_and_counted(team):
    octets = files.xlsx_of(HEADER, ANNA, [None] * 6, [""] * 6)

    assert len(roster_import.check(team, roster_import.read_table(octets, "xlsx"))) == 1
    assert [row.number for row in check(team, ANNA, [""] * 6, [], MAREK)] == [2, 5]


def test_columns_stand_in_any_order_under_polish_or_english_names():
    octets = table(
        ["zastępca", "Marek Ćma", "2026-03-01", "marek@example.org", "Prokuratura Łódź"],
        header=["Capacity", "IMIĘ I NAZWISKO", "from", "E-mail", "institution"],
    )

    assert roster_import.read_table(octets, "csv")[0]["email"] == "marek@example.org"


def test_table_that_our_own_export_wrote_is_read(team, signed_in):
    take_over(team, ANNA, MAREK)
    octets = signed_in(factories.coordinator_of(team)).get(f"/teams/{team.pk}/roster.csv").content

    rows = roster_import.check(team, roster_import.read_table(octets, "csv"))

    assert [row.errors for row in rows] == [[], []]


@pytest.mark.parametrize(
    ("octets", "ending"),
    [
        (b"", "csv"),
        (b"\x00\x01\x02", "csv"),
        (b"PK\x03\x04 broken", "xlsx"),
        (files.docx_of("x"), "xlsx"),
        (table(ANNA[:3], header=HEADER[:3]), "csv"),
        (b"just one word", "csv"),
        (table(*[ANNA] * 501), "csv"),
        (table(ANNA, header=["osoba", *HEADER[1:]]), "csv"),
        (b'"never closed;' + b"x" * 200_000, "csv"),
    ],
)
def test_table_that_cannot_be_used_gets_one_sentence(octets, ending):
    with pytest.raises(ValidationError) as refusal:
        roster_import.read_table(octets, ending)

    assert len(refusal.value.messages) == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("institution", "Nieznana"),
        ("institution", ""),
        ("person", ""),
        ("email", "to nie adres"),
        ("email", ""),
        ("capacity", "dyrektor"),
        ("from", "wczoraj"),
        ("from", "2026-02-30"),
        ("from", ""),
        ("from", "01.03.2026x"),
        ("person", "x" * 200),
        ("document", "x" * 300),
    ],
)
def test_mistake_is_named_by_row_and_column(team, column, value):
    cells = dict(zip(roster_import.COLUMNS, ANNA, strict=True)) | {column: value}

    with translation.override("en"):
        rows = check(team, MAREK, list(cells.values()))

    assert [row.number for row in rows] == [2, 3]
    assert rows[0].errors == []
    assert len(rows[1].errors) == 1
    assert f"“{column}”" in rows[1].errors[0]


def test_all_mistakes_of_a_row_are_named_at_once(team):
    assert len(check(team, ["?", "", "?", "?", "?", ""])[0].errors) == 5


@pytest.mark.parametrize("typed", ["2026-03-01", "01.03.2026", "1.03.2026", "2026-03-01 00:00:00"])
def test_day_is_read_as_people_write_it(team, typed):
    row = check(team, [*ANNA[:4], typed, ""])[0]

    assert (row.from_on, row.errors) == (date(2026, 3, 1), [])


def test_two_representatives_of_one_institution_are_found_before_anything_is_written(team):
    second = ["Prokuratura Łódź", "Ewa Ż", "ewa@example.org", "przedstawiciel", "2026-03-01", ""]

    rows = check(team, ANNA, second)

    assert [bool(row.errors) for row in rows] == [False, True]


def test_same_person_twice_is_found_before_anything_is_written(team):
    rows = check(team, ANNA, [*ANNA[:3], "zastępca", "2026-03-01", ""])

    assert [bool(row.errors) for row in rows] == [False, True]


def test_dry_run_changes_nothing(team):
    check(team, ANNA, MAREK)

    assert (Seat.objects.count(), Mandate.objects.count(), User.objects.count()) == (0, 0, 0)


def test_table_is_taken_over_whole(team):
    take_over(team, ANNA, MAREK)

    assert Seat.objects.count() == 1
    assert filled(team) == [
        ("anna@example.org", Capacity.HOLDER),
        ("marek@example.org", Capacity.DEPUTY),
    ]


def test_people_of_a_table_cannot_sign_in_before_they_are_invited(team):
    take_over(team, ANNA)

    assert not User.objects.get(email="anna@example.org").has_usable_password()


def test_taking_over_twice_changes_nothing(team):
    take_over(team, ANNA, MAREK)
    before = list(Mandate.objects.order_by("pk").values())

    take_over(team, ANNA, MAREK)

    assert list(Mandate.objects.order_by("pk").values()) == before
    assert Seat.objects.count() == 1


def test_new_representative_takes_the_seat_over(team):
    take_over(team, ANNA)

    take_over(
        team, ["Prokuratura Łódź", "Ewa Ż", "EWA@example.org", "członek", "2026-06-01", "p. 2"]
    )

    assert filled(team) == [("ewa@example.org", Capacity.HOLDER)]
    assert Mandate.objects.get(user__email="anna@example.org").until_on == date(2026, 5, 31)


def test_row_that_does_not_fit_undoes_the_whole_table(team):
    factories.institution("Druga")
    take_over(team, ANNA)
    too_early = ["Prokuratura Łódź", "Ewa Ż", "ewa@example.org", "członek", "2026-03-01", "p. 2"]
    rows = [["Druga", "Jan D", "jan@example.org", "członek", "2026-03-01", ""], too_early]

    with pytest.raises(ValidationError, match="3"):
        take_over(team, *rows)

    assert not User.objects.filter(email="jan@example.org").exists()
    assert filled(team) == [("anna@example.org", Capacity.HOLDER)]


def test_seat_that_ended_before_is_made_anew(team):
    institution = factories.institution("Druga")
    factories.seat(team, institution, until_on=date(2026, 3, 1), from_on=date(2026, 1, 1))

    take_over(team, ["Druga", "Jan D", "jan@example.org", "członek", "2026-04-01", ""])

    assert filled(team) == [("jan@example.org", Capacity.HOLDER)]


def test_deputy_named_as_representative_becomes_one(team):
    take_over(team, MAREK)

    take_over(team, [*MAREK[:3], "przedstawiciel", "2026-06-01", "p. 3"])

    assert filled(team) == [("marek@example.org", Capacity.HOLDER)]


def test_representative_is_not_silently_left_as_he_is_when_named_deputy(team):
    take_over(team, ANNA)

    with pytest.raises(ValidationError):
        take_over(team, [*ANNA[:3], "zastępca", "2026-06-01", ""])


def upload(browser, team, octets, name="sklad.csv"):
    return browser.post(f"/teams/{team.pk}/import/", {"file": files.upload(name, octets)})


def test_upload_dry_run_and_confirmation_in_the_page(team, signed_in):
    browser = signed_in(factories.coordinator_of(team))

    sent = upload(browser, team, table(ANNA, MAREK))
    shown = browser.get(sent.url)
    assert Mandate.objects.count() == 0
    done = browser.post(sent.url)

    assert (sent.status_code, shown.status_code, done.status_code) == (302, 200, 302)
    assert [name for name, _capacity in filled(team)] == ["anna@example.org", "marek@example.org"]


def test_table_with_mistakes_is_shown_with_them_and_not_taken_over(team, signed_in):
    browser = signed_in(factories.coordinator_of(team))
    sent = upload(browser, team, table(ANNA, [*MAREK[:2], "to nie adres", *MAREK[3:]]))

    page = browser.post(sent.url)

    assert page.status_code == 200
    assert "to nie adres" in page.content.decode() or "email" in page.content.decode()
    assert Mandate.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "octets"),
    [
        ("sklad.pdf", files.pdf_of("x")),
        ("sklad.xlsx", b"not a workbook"),
        ("sklad.csv", b""),
        ("sklad.csv", b"a;b\n1;2\n"),
        ("sklad.xlsx", files.docx_of("x")),
    ],
)
def test_file_that_is_no_roster_gets_a_sentence_beside_the_field(team, signed_in, name, octets):
    page = upload(signed_in(factories.coordinator_of(team)), team, octets, name)

    assert page.status_code == 200
    assert page.context["form"].errors["file"]


def test_table_of_one_team_is_not_confirmed_by_another_person(team, signed_in):
    sent = upload(signed_in(factories.coordinator_of(team)), team, table(ANNA))

    assert signed_in(factories.coordinator_of(team)).get(sent.url).status_code == 404


def test_other_file_of_the_same_person_is_not_taken_for_a_roster(team, signed_in):
    user = factories.coordinator_of(team)
    documents.store(
        files.upload("a.pdf", files.pdf_of("x")), title="x", label=HandlingLabel.PERSONS, by=user
    )
    version = DocumentVersion.objects.get()

    assert signed_in(user).get(f"/teams/{team.pk}/import/{version.pk}/").status_code == 404


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\n="])
def test_export_writes_no_formula(team, signed_in, start):
    name = f"{start}HYPERLINK(1)"
    factories.member_of(team, factories.person(full_name=name))
    factories.mandate(factories.seat(team), appointing_act=name)

    octets = signed_in(factories.coordinator_of(team)).get(f"/teams/{team.pk}/roster.csv").content

    cells = [
        cell
        for row in csv.reader(io.StringIO(octets.decode("utf-8-sig"), newline=""), delimiter=";")
        for cell in row
    ]
    assert not [cell for cell in cells if cell.lstrip(" \r\n\t")[:1] in {"=", "+", "-", "@"}]


def test_export_is_of_the_day_asked_for(team, signed_in):
    factories.member_of(team, factories.person("dawny@example.org"), until_on=date(2026, 1, 31))
    browser = signed_in(factories.coordinator_of(team))

    then = browser.get(f"/teams/{team.pk}/roster.csv", {"on": "2026-01-15"}).content
    now = browser.get(f"/teams/{team.pk}/roster.csv").content

    assert (b"dawny@example.org" in then, b"dawny@example.org" in now) == (True, False)
    assert then.startswith(b"\xef\xbb\xbf")
