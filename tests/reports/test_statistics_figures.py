"""What may be typed into a cell, and what the check says of totals and of large changes."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics import checking, figures
from reports.statistics.figures import Figure
from reports.statistics.shapes import Shape, ShapeAxis, ShapeCode

NOTHING = Figure("unknown")


def axis(name, *codes, summed=True):
    return ShapeAxis(name, name, summed, tuple(ShapeCode(one, one, one) for one in codes))


TWO = Shape("Tabela", 1, "proceeding", {}, (axis("a", "A", "B"), axis("b", "X", "Y")))


def number(value):
    return Figure("number", value) if value else Figure("zero")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("", None),
        ("  ", None),
        ("0", Figure("zero")),
        ("000", Figure("zero")),
        ("zero", Figure("zero")),
        ("7", Figure("number", 7)),
        ("007", Figure("number", 7)),
        ("1 200", Figure("number", 1200)),
        ("1\u00a0200", Figure("number", 1200)),
        ("9999999", Figure("number", 9999999)),
        ("?", Figure("unknown")),
        ("x", Figure("not_collected")),
        ("X", Figure("not_collected")),
        ("nieznane", Figure("unknown")),
        ("Niezbierane", Figure("not_collected")),
        ("unknown", Figure("unknown")),
        ("not collected", Figure("not_collected")),
    ],
)
def test_what_is_typed_is_read(text, figure):
    with translation.override("pl"):
        assert figures.read(text) == figure


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("-1", "A count cannot be below zero."),
        ("\u22125", "A count cannot be below zero."),
        ("- 3", "A count cannot be below zero."),
        ("1,5", "A count is a whole number, without a point or a comma."),
        ("0.5", "A count is a whole number, without a point or a comma."),
        ("12.", "A count is a whole number, without a point or a comma."),
        ("10000000", "This number is too large; at most 9999999."),
        ("9" * 30, "This number is too large; at most 9999999."),
        ("dwa", "Write a whole number, 0, “unknown” or “not collected”."),
        ("=1+1", "Write a whole number, 0, “unknown” or “not collected”."),
        ("1e3", "Write a whole number, 0, “unknown” or “not collected”."),
        ("٣", "Write a whole number, 0, “unknown” or “not collected”."),
        ("NaN", "Write a whole number, 0, “unknown” or “not collected”."),
    ],
)
def test_what_is_no_count_is_refused_with_a_sentence(text, sentence):
    with translation.override("en"):
        with pytest.raises(ValidationError) as refusal:
            figures.read(text)

        assert refusal.value.messages == [sentence]


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_and_never_anything_else(text):
    with translation.override("en"):
        try:
            figure = figures.read(text)
        except ValidationError:
            return

    assert figure is None or (figure.value is None) == (figure.state != "number")
    if figure is not None and figure.state == "number":
        assert 1 <= figure.value <= 9999999


@given(st.integers(min_value=0, max_value=9999999))
def test_every_count_is_read_as_it_is_shown(value):
    figure = number(value)

    assert figures.read(figure.shown) == figure
    assert figure.known == value


def test_keys_run_through_the_table_with_totals_last():
    assert TWO.keys == ["A|X", "A|Y", "A|", "B|X", "B|Y", "B|", "|X", "|Y", "|"]
    assert TWO.size == 9


def test_parts_of_a_total_are_those_of_each_axis_it_sums():
    assert TWO.parts_of("A|X") == []
    assert TWO.parts_of("A|") == [["A|X", "A|Y"]]
    assert TWO.parts_of("|") == [["A|", "B|"], ["|X", "|Y"]]


def words(cells, previous=None):
    found = {key: number(value) if value is not None else NOTHING for key, value in cells.items()}
    before = {key: number(value) for key, value in (previous or {}).items()}
    with translation.override("en"):
        return [(one.key, one.words, one.is_wrong) for one in checking.problems(TWO, found, before)]


def test_total_below_its_parts_is_wrong():
    assert words({"A|X": 3, "A|Y": 4, "A|": 6}) == [
        ("A|", "The total 6 is below the sum of its parts, 7.", True)
    ]


def test_total_below_the_known_parts_is_wrong_though_others_are_unknown():
    assert words({"A|X": 3, "A|Y": None, "A|": 2}) == [
        ("A|", "The total 2 is below the sum of its parts, 3.", True)
    ]


def test_total_of_zero_beside_a_part_is_wrong():
    assert words({"A|X": 1, "A|": 0}) == [
        ("A|", "The total 0 is below the sum of its parts, 1.", True)
    ]


def test_total_above_its_parts_asks_why():
    assert words({"A|X": 3, "A|Y": 4, "A|": 9}) == [
        ("A|", "The total 9 is above the sum of its parts, 7. Say why.", False)
    ]


@pytest.mark.parametrize(
    "cells",
    [
        {"A|X": 3, "A|Y": 4, "A|": 7},
        {"A|X": 3, "A|Y": None, "A|": 9},
        {"A|X": 3, "A|": 9},
        {"A|X": 3, "A|Y": 4, "A|": None},
        {},
    ],
)
def test_total_that_can_be_is_left_alone(cells):
    assert words(cells) == []


@pytest.mark.parametrize(("before", "now"), [(10, 20), (20, 10), (0, 10), (11, 0), (30, 100)])
def test_large_change_asks_why(before, now):
    sentence = f"Much has changed: {before} in the round before, {now} now. Say why."

    assert words({"A|X": now}, {"A|X": before}) == [("A|X", sentence, False)]


@pytest.mark.parametrize(("before", "now"), [(10, 19), (1, 9), (9, 0), (100, 60), (5, 5)])
def test_small_change_is_left_alone(before, now):
    assert words({"A|X": now}, {"A|X": before}) == []


def test_explained_problems_no_longer_stand_in_the_way_and_wrong_ones_do():
    cells = {"A|X": number(3), "A|Y": number(4), "A|": number(9), "B|X": number(2)}
    cells["B|"] = Figure("number", 1, "wyjaśnione")
    cells["A|"] = cells["A|"]._replace(explanation="jedna osoba bez formy")

    found = checking.problems(TWO, cells)

    assert [one.key for one in checking.open_problems(found, cells)] == ["B|"]


def test_empty_cells_are_missing_and_unknown_ones_are_not():
    cells = {"A|X": Figure("zero"), "A|Y": NOTHING, "A|": Figure("not_collected")}

    assert checking.missing(TWO, cells) == ["B|X", "B|Y", "B|", "|X", "|Y", "|"]
