"""Printed numbers sort as people expect, on both databases, whatever is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.models import Task
from reports.plan_columns import column_of, number_in
from reports.printed_numbers import roman, sort_key
from tests.reports.world import Plan

PRINTED = [
    "I.9",
    "I.10",
    "II.1",
    "II.1-4",
    "II.2",
    "III.1",
    "III.1a",
    "III.1b",
    "III.2",
    "IX.1",
    "",
]


def test_numbers_stand_in_the_order_of_print():
    mixed = [*PRINTED[5:], *PRINTED[:5]]

    assert sorted(mixed, key=sort_key) == PRINTED


@pytest.mark.django_db
def test_database_sorts_as_python_does():
    plan = Plan(tasks=0)
    for number in reversed(PRINTED[:-1]):
        Task.objects.create(
            edition=plan.edition, number=number, title="x", sort_key=sort_key(number)
        )

    assert [task.number for task in plan.edition.tasks.all()] == PRINTED[:-1]


@given(st.integers(1, 3999), st.integers(1, 3999))
def test_roman_chapters_sort_by_their_value(one, other):
    keys = sort_key(f"{as_roman(one)}.1"), sort_key(f"{as_roman(other)}.1")

    assert (keys[0] < keys[1]) == (one < other)


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_tasks_of_a_chapter_sort_by_their_number(one, other):
    assert (sort_key(f"IV.{one}") < sort_key(f"IV.{other}")) == (one < other)


@given(st.integers(1, 999), st.sampled_from("abcdefghijklmnoprstuwz"))
def test_a_letter_comes_between_its_number_and_the_next(number, letter):
    key = sort_key(f"I.{number}{letter}")

    assert sort_key(f"I.{number}") < key < sort_key(f"I.{number + 1}")


@given(st.text(max_size=20))
def test_any_text_has_a_key_that_fits_and_needs_no_collation(text):
    key = sort_key(text)

    assert len(key) <= 160
    assert set(key) <= set("0123456789.")


def as_roman(value):
    found = ""
    for number, letters in [
        *[(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")],
        *[(40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")],
    ]:
        while value >= number:
            found, value = found + letters, value - number
    return found


@given(st.integers(1, 3999))
def test_roman_numerals_are_read(value):
    assert roman(as_roman(value)) == value


@pytest.mark.parametrize("text", ["", "IIII", "VX", "ABC", "i"])
def test_what_is_no_roman_numeral_is_none(text):
    assert roman(text) is None


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("I.9", ("I.9", "")),
        ("III.1a", ("III.1a", "")),
        ("I.9. Upowszechnienie wiedzy", ("I.9", "Upowszechnienie wiedzy")),
        ("12) Kampania", ("12", "Kampania")),
        ("Kampania 2026", ("", "Kampania 2026")),
        ("", ("", "")),
    ],
)
def test_number_is_found_at_the_beginning_of_a_cell(cell, found):
    assert number_in(cell) == found


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Lp.", "number"),
        ("Nazwa zadania", "title"),
        ("Termin realizacji", "deadline"),
        ("Podmiot\nodpowiedzialny", "lead"),
        ("Podmioty współpracujące", "cooperating"),
        ("Wskaźniki realizacji", "indicator"),
        ("Źródło finansowania", "financing"),
        ("Sposób realizacji", "manner"),
        ("Kolor", ""),
    ],
)
def test_columns_are_recognised_by_their_heads(heading, name):
    assert column_of(heading) == name
