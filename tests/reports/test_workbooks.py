"""The workbook of an institution: out and back; broken, huge, macros, formulas, wrong units."""

import io

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from reports import collecting, workbook_reading, workbooks
from reports.choices import ContributionState
from reports.models import BoxText
from tests import factories
from tests.coordination import files
from tests.reports.world import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return Plan(tasks=3, institutions=1)


@pytest.fixture
def cycle(plan):
    return plan.open_cycle()


def rows_of(cycle, plan):
    return list(
        cycle.contributions.of_reporter(plan.reporter())
        .with_facts()
        .prefetch_related("texts", "values", "task__indicators")
    )


def book_of(cycle, plan):
    return openpyxl.load_workbook(io.BytesIO(workbooks.write(cycle, rows_of(cycle, plan))))


def put(sheet, row, heading, value):
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(row=row, column=heads.index(heading) + 1).value = value


def checked(cycle, plan, book):
    lines = workbook_reading.read(files.saved(book), "xlsx")
    return workbooks.check(cycle, plan.reporter(), lines)


def filled_in(cycle, plan, **cells):
    """A workbook whose second row (the first task) says what `cells` say."""
    book = book_of(cycle, plan)
    for heading, value in cells.items():
        put(book.active, 2, heading.replace("_", " "), value)
    return book


def test_workbook_that_comes_back_untouched_changes_nothing(plan, cycle):
    plan.filled(plan.contribution(cycle))

    rows = checked(cycle, plan, book_of(cycle, plan))

    assert [(row.errors, row.changes) for row in rows] == [([], 0)] * 3


def test_filled_in_workbook_is_taken_over_by_the_same_rules(plan, cycle, signed_in):
    book = filled_in(cycle, plan, co_jest_do_przekazania="działaliśmy: opis poniżej")
    put(book.active, 2, "Co zrobiono", "Kursy")
    put(book.active, 2, "Wartość 1", 12)
    put(book.active, 3, "co jest do przekazania", "kontynuacja bez zmian – nic nowego")
    browser = signed_in(plan.writers[0])
    root = f"{cycle.get_absolute_url()}reporters/{plan.reporter().key}/workbook/"

    sent = browser.post(f"{root}upload/", {"file": files.upload("kpd.xlsx", files.saved(book))})
    assert not BoxText.objects.exists()
    done = browser.post(sent.url)

    first, second, third = cycle.contributions.order_by("pk")
    assert done.status_code == 302
    assert (first.answer, second.answer, third.answer) == ("done", "as_before", "")
    assert first.texts.get().text == "Kursy"
    assert [(one.state, int(one.value)) for one in first.values.all()] == [("given", 12)]


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("id", "999999"),
        ("id", "x"),
        ("co jest do przekazania", "zrobione"),
        ("samoocena", "świetnie"),
        ("wydane środki, zł", "dużo"),
        ("Co zrobiono", "x" * 201),
        ("Wartość 1", "-5"),
        ("Wartość 1", "1,5"),
        ("Stan 1", "może"),
        ("Jednostka 1", "godziny"),
        ("powód", "x" * 501),
    ],
)
def test_mistake_is_named_by_row_and_column(plan, cycle, heading, value):
    book = book_of(cycle, plan)
    put(book.active, 3, heading, value)

    rows = checked(cycle, plan, book)

    assert [row.number for row in rows] == [2, 3, 4]
    assert [len(row.errors) for row in rows] == [0, 1, 0]
    assert "Kolumna" in rows[1].errors[0]


def test_task_twice_is_named(plan, cycle):
    book = book_of(cycle, plan)
    put(book.active, 3, "id", book.active.cell(row=2, column=1).value)

    assert [len(row.errors) for row in checked(cycle, plan, book)] == [0, 1, 0]


def test_task_of_another_institution_is_not_taken(plan, cycle):
    other = Plan(tasks=1)
    foreign = other.contribution(other.open_cycle())
    book = book_of(cycle, plan)
    put(book.active, 2, "id", foreign.pk)
    put(book.active, 2, "Co zrobiono", "Cudze")

    assert checked(cycle, plan, book)[0].errors


def test_filed_contribution_is_not_changed_by_a_workbook(plan, cycle):
    plan.filed(plan.contribution(cycle))
    book = filled_in(cycle, plan, Co_zrobiono="Inaczej")

    assert [len(row.errors) for row in checked(cycle, plan, book)] == [1, 0, 0]


def test_one_row_that_does_not_fit_any_more_undoes_the_whole_workbook(plan, cycle):
    book = filled_in(cycle, plan, Co_zrobiono="Pierwsze")
    put(book.active, 3, "Co zrobiono", "Drugie")
    rows = checked(cycle, plan, book)
    plan.filled(rows[1].contribution, text="Ktoś szybszy")

    with pytest.raises(ValidationError, match="3"):
        workbooks.apply(rows, by=plan.writers[0])

    assert list(BoxText.objects.values_list("text", flat=True)) == ["Ktoś szybszy"]


def test_workbook_after_closing_is_refused(plan, cycle):
    rows = checked(cycle, plan, filled_in(cycle, plan, Co_zrobiono="Po czasie"))
    collecting.close_cycle(cycle, by=plan.secretary)

    with pytest.raises(ValidationError):
        workbooks.apply(rows, by=plan.writers[0])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_nothing_typed_becomes_a_formula(plan, cycle, start):
    one = plan.contribution(cycle)
    plan.filled(one, text=f"x{start}")
    BoxText.objects.filter(contribution=one).update(text=f"{start}HYPERLINK(1)")

    book = book_of(cycle, plan)

    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert f"{start}HYPERLINK(1)" in [cell.value for cell in cells]


@pytest.mark.parametrize(
    ("name", "octets"),
    [
        ("kpd.xlsx", b""),
        ("kpd.xlsx", b"PK\x03\x04 broken"),
        ("kpd.xlsx", files.docx_of("x")),
        ("kpd.xlsx", files.xlsx_of(["a", "b"], ["1", "2"])),
        ("kpd.xlsx", files.xlsx_of(["id", "co jest do przekazania"], [1, "=1+1"])),
        ("kpd.xlsx", files.zip_of(xl__workbook_xml="x", xl__vbaProject_bin="x")),
        ("kpd.xlsm", files.xlsx_of(["id"])),
        ("kpd.csv", b"id;x"),
    ],
)
def test_file_that_is_no_such_workbook_gets_one_sentence(plan, cycle, signed_in, name, octets):
    root = f"{cycle.get_absolute_url()}reporters/{plan.reporter().key}/workbook/upload/"

    page = signed_in(plan.writers[0]).post(root, {"file": files.upload(name, octets)})

    assert page.status_code == 200
    assert len(page.context["form"].errors["file"]) == 1


def test_workbook_is_for_the_own_people_only(plan, cycle, signed_in):
    address = reverse("reports:workbook", args=[cycle.pk, plan.reporter().key])
    other = Plan()
    other.open_cycle()

    for user in (plan.secretary, plan.chair, other.writers[0], factories.administrator()):
        assert signed_in(user).get(address).status_code == 404
    answer = signed_in(plan.writers[0]).get(address)
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_workbook_speaks_the_language_of_its_reader_both_ways(plan, cycle):
    with translation.override("en"):
        book = book_of(cycle, plan)
        put(book.active, 2, "what there is to say", "continued as before, nothing new")
        rows = checked(cycle, plan, book)

    assert (rows[0].errors, rows[0].facts["answer"]) == ([], "as_before")


def test_prepared_state_does_not_come_by_a_workbook(plan, cycle):
    rows = checked(cycle, plan, filled_in(cycle, plan, Co_zrobiono="Tekst"))
    workbooks.apply(rows, by=plan.writers[0])

    assert plan.contribution(cycle).state == ContributionState.DRAFT
