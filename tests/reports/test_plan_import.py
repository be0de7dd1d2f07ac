"""A plan from a table: every mistake is named by row and column, all is taken over or nothing."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from coordination.models import DocumentVersion
from reports import plan_import, planning, workbook_reading
from reports.choices import EditionState
from reports.models import Assignment, Task
from tests import factories
from tests.coordination import files
from tests.reports.world import Plan

pytestmark = pytest.mark.django_db
HEADER = [
    "numer",
    "rozdział",
    "zadanie",
    "termin",
    "instytucja wiodąca",
    "współpracujące",
    "wskaźnik",
]
NINE = [
    "I.9",
    "I. Prewencja",
    "Lekcje",
    "zadanie ciągłe",
    "MEN",
    "KGP; zespoły wojewódzkie",
    "lekcje",
]
TEN = ["I.10", "I. Prewencja", "Ulotki", "31.12.2027", "MEN", "", "ulotki\nspoty"]


@pytest.fixture
def plan():
    factories.institution("Ministerstwo Edukacji", short="MEN")
    factories.institution("Komenda Główna", short="KGP")
    return Plan(tasks=0, state=EditionState.DRAFT)


def table(*rows, header=HEADER, delimiter=";"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue().encode()


def check(plan, *rows, header=HEADER, lenient=False):
    lines = workbook_reading.read(table(*rows, header=header), "csv")
    entries, _unknown = plan_import.entries_of(lines)
    return plan_import.check(plan.edition, entries, lenient=lenient)


def test_table_is_taken_over_whole(plan):
    plan_import.apply(plan.edition, check(plan, NINE, TEN), by=plan.secretary)

    nine, ten = plan.edition.tasks.all()
    assert (nine.number, nine.kind, nine.due_on) == ("I.9", "continuous", None)
    assert (ten.number, ten.kind, ten.due_on) == ("I.10", "one_off", date(2027, 12, 31))
    assert {str(one.chapter) for one in (nine, ten)} == {"I. Prewencja"}
    people = sorted((one.role, one.each_team) for one in nine.assignments.all())
    assert people == [("cooperating", False), ("cooperating", True), ("lead", False)]
    assert [one.name for one in ten.indicators.all()] == ["ulotki", "spoty"]


def test_dry_run_changes_nothing(plan):
    check(plan, NINE, TEN)

    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("place", "value", "column"),
    [
        (0, "dziewięć", "number"),
        (2, "", "task"),
        (2, "x" * 501, "title"),
        (4, "Nieznany Urząd", "lead"),
        (5, "Nieznany Urząd", "cooperating"),
    ],
)
def test_mistake_is_named_by_row_and_column(plan, place, value, column):
    wrong = list(TEN)
    wrong[place] = value

    with translation.override("en"):
        rows = check(plan, NINE, wrong)

    assert [row.number for row in rows] == [2, 3]
    assert rows[0].errors == []
    assert len(rows[1].errors) == 1
    assert f"“{column}”" in rows[1].errors[0]


def test_number_twice_is_found_in_the_table_and_in_the_plan(plan):
    planning.save_task(plan.edition, {"number": "I.10", "title": "Dawne"}, by=plan.secretary)

    rows = check(plan, NINE, NINE, TEN)

    assert [bool(row.errors) for row in rows] == [False, True, True]
    assert "2" in rows[1].errors[0]


def test_abolished_institution_gets_no_task(plan):
    factories.institution("Izba Celna", active_until_on=factories.yesterday())

    rows = check(plan, [*NINE[:4], "Izba Celna", "", ""])

    assert len(rows[0].errors) == 1
    assert "Izba Celna" in rows[0].errors[0]


def test_data_of_a_person_is_refused(plan):
    assert check(plan, [*NINE[:2], "Pomoc osobie 44051401359", *NINE[3:]])[0].errors


@pytest.mark.parametrize("value", ["dużo", "1e999", "NaN"])
def test_target_that_is_no_figure_is_named(plan, value):
    rows = check(plan, [*NINE, value], header=[*HEADER, "wartość docelowa"])

    assert len(rows[0].errors) == 1


def test_row_that_does_not_fit_any_more_undoes_the_whole_table(plan):
    rows = check(plan, NINE, TEN)
    planning.save_task(plan.edition, {"number": "I.10", "title": "Szybsze"}, by=plan.secretary)

    with pytest.raises(ValidationError, match="3"):
        plan_import.apply(plan.edition, rows, by=plan.secretary)

    assert [task.title for task in Task.objects.all()] == ["Szybsze"]
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("name", "octets"),
    [
        ("plan.csv", b""),
        ("plan.csv", b"a;b\n1;2\n"),
        ("plan.csv", table()),
        ("plan.csv", table(*[NINE] * 501)),
        ("plan.xlsx", b"PK\x03\x04 broken"),
        ("plan.xlsx", files.docx_of("x")),
        ("plan.xlsx", files.xlsx_of(HEADER, ["I.1", "", "=1+1", "", "", "", ""])),
        ("plan.xlsx", files.zip_of(xl__workbook_xml="x", xl__vbaProject_bin="x")),
        ("plan.pdf", files.pdf_of("x")),
    ],
)
def test_file_that_cannot_be_used_gets_one_sentence(plan, signed_in, name, octets):
    address = reverse("reports:plan-import", args=[plan.edition.pk])

    page = signed_in(plan.secretary).post(address, {"file": files.upload(name, octets)})

    assert page.status_code == 200
    assert len(page.context["form"].errors["file"]) == 1
    assert not Task.objects.exists()


def test_formula_is_named_by_row_and_column():
    with (
        translation.override("en"),
        pytest.raises(ValidationError, match="Row 2, column 3 holds a formula"),
    ):
        workbook_reading.read(files.xlsx_of(HEADER, ["I.1", "", "=1+1"]), "xlsx")


def test_workbook_that_is_huge_when_unpacked_is_refused(monkeypatch):
    monkeypatch.setattr(workbook_reading, "MOST_UNPACKED", 100)

    with pytest.raises(ValidationError):
        workbook_reading.read(files.xlsx_of(HEADER, NINE), "xlsx")


def test_workbook_with_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(workbook_reading, "MOST_LINES", 2)

    with pytest.raises(ValidationError):
        workbook_reading.read(files.xlsx_of(HEADER, NINE, TEN), "xlsx")


def test_upload_dry_run_and_confirmation_in_the_page(plan, signed_in):
    browser = signed_in(plan.secretary)
    address = reverse("reports:plan-import", args=[plan.edition.pk])

    sent = browser.post(
        address, {"file": files.upload("plan.xlsx", files.xlsx_of(HEADER, NINE, TEN))}
    )
    shown = browser.get(sent.url)
    assert not Task.objects.exists()
    done = browser.post(sent.url)

    assert (sent.status_code, shown.status_code, done.status_code) == (302, 200, 302)
    assert plan.edition.tasks.count() == 2


def test_table_of_one_person_is_not_confirmed_by_another(plan, signed_in):
    address = reverse("reports:plan-import", args=[plan.edition.pk])
    sent = signed_in(plan.secretary).post(address, {"file": files.upload("p.csv", table(NINE))})

    assert signed_in(factories.secretary_of(plan.team)).get(sent.url).status_code == 404


def test_adopted_plan_takes_no_table(signed_in):
    plan = Plan()

    for name in ("plan-import", "plan-paste"):
        address = reverse(f"reports:{name}", args=[plan.edition.pk])
        assert signed_in(plan.secretary).get(address).status_code == 404


def test_pasted_table_goes_through_the_same_dry_run(plan, signed_in):
    browser = signed_in(plan.secretary)
    address = reverse("reports:plan-paste", args=[plan.edition.pk])
    pasted = table(
        NINE, ["", "", "dopisek", "", "", "", ""], [*TEN[:4], "Kto To", "", ""], delimiter="\t"
    )

    sent = browser.post(address, {"table": pasted.decode(), "html": ""})
    shown = browser.get(sent.url).content.decode()
    browser.post(sent.url)

    assert "Kto To" in shown
    assert [task.title for task in plan.edition.tasks.all()] == ["Lekcje dopisek", "Ulotki"]
    assert plan.edition.tasks.get(number="I.10").lead_as_printed == "Kto To"


def test_pasted_case_data_is_not_kept(plan, signed_in):
    address = reverse("reports:plan-paste", args=[plan.edition.pk])
    pasted = table([*NINE[:2], "Osoba 44051401359", *NINE[3:]], delimiter="\t").decode()

    page = signed_in(plan.secretary).post(address, {"table": pasted, "html": ""})

    assert page.status_code == 200
    assert page.context["form"].errors["table"]


def test_kept_paste_is_plain_data(plan, signed_in):
    address = reverse("reports:plan-paste", args=[plan.edition.pk])
    sent = signed_in(plan.secretary).post(
        address, {"table": table(NINE, delimiter="\t").decode(), "html": ""}
    )
    version = DocumentVersion.objects.get(pk=int(sent.url.rstrip("/").split("/")[-1]))
    assert json.loads(version.file.read())["table"][1][0] == "I.9"
