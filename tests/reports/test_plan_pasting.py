"""A table as copied from Word or a PDF: columns, merged cells, numbers, and what is left out."""

import contextlib

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import plan_import, plan_pasting

WORD = """
<html><body><!--StartFragment--><table>
<tr><td>Rozdział</td><td>Lp.</td><td>Zadanie</td><td>Termin</td><td>Wskaźnik</td></tr>
<tr><td rowspan="3"><p>I. Działania prewencyjne</p></td><td>I.9</td>
<td><p>Lekcje</p><p>w szkołach</p></td><td rowspan=2>2027</td><td>lekcje<br>uczniowie</td></tr>
<tr><td>I.10</td><td>Ulotki</td><td>ulotki</td></tr>
<tr><td>I.10a</td><td>Spoty &amp; radio</td><td>na bieżąco</td><td></td></tr>
<tr><td>II. Wsparcie</td><td>II.1</td><td colspan="2">Pomoc</td><td>osoby</td></tr>
</table><!--EndFragment--></body></html>
"""


def entries(text, html=""):
    table, left_out = plan_pasting.read(text, html)
    found, unknown = plan_import.entries_of(table)
    return [cells for _row, cells in found], left_out, unknown


def test_merged_cells_of_word_count_for_every_row_they_span():
    rows, left_out, unknown = entries("x", WORD)

    assert [(row["number"], row["chapter"], row.get("deadline", "")) for row in rows] == [
        ("I.9", "I. Działania prewencyjne", "2027"),
        ("I.10", "I. Działania prewencyjne", "2027"),
        ("I.10a", "I. Działania prewencyjne", "na bieżąco"),
        ("II.1", "II. Wsparcie", ""),
    ]
    assert (left_out, unknown) == ([], [])


def test_paragraphs_and_breaks_of_a_cell_are_its_lines():
    rows, _left, _unknown = entries("x", WORD)

    assert rows[0]["title"] == "Lekcje\nw szkołach"
    assert rows[0]["indicator"] == "lekcje\nuczniowie"
    assert rows[2]["title"] == "Spoty & radio"


def test_text_with_tabs_carries_an_empty_chapter_on_from_above():
    text = (
        "Rozdział\tNr\tZadanie\nI. Prewencja\tI.1\tLekcje\n\tI.2\tUlotki\n"
        "II. Pomoc\tII.1\tTelefon\n"
    )

    rows, _left, _unknown = entries(text)

    assert [row["chapter"] for row in rows] == ["I. Prewencja", "I. Prewencja", "II. Pomoc"]


def test_row_without_a_number_continues_the_row_above():
    rows, _left, _unknown = entries(
        "Nr\tZadanie\tTermin\nI.1\tLekcje\t2027\n\tdla młodzieży\t\nI.2\tUlotki\t"
    )

    assert [row["title"] for row in rows] == ["Lekcje\ndla młodzieży", "Ulotki"]


def test_heading_between_rows_names_the_chapter_of_the_rows_below():
    text = (
        "Nr\tZadanie\tTermin\nI. Działania prewencyjne\t\t\nI.1\tLekcje\t2027\n"
        "II. Wsparcie\t\t\nII.1\tTelefon\t\n"
    )

    rows, _left, _unknown = entries(text)

    assert [row["chapter"] for row in rows] == ["I. Działania prewencyjne", "II. Wsparcie"]


def test_head_printed_again_on_a_new_page_is_left():
    rows, _left, _unknown = entries("Nr\tZadanie\nI.1\tLekcje\nNr\tZadanie\nI.2\tUlotki")

    assert [row["number"] for row in rows] == ["I.1", "I.2"]


def test_text_of_a_pdf_is_parted_by_wide_gaps():
    rows, _left, _unknown = entries(
        "Nr    Zadanie    Termin\nI.1    Lekcje    2027\nI.2    Ulotki    2026"
    )

    assert [(row["number"], row["title"], row["deadline"]) for row in rows] == [
        ("I.1", "Lekcje", "2027"),
        ("I.2", "Ulotki", "2026"),
    ]


def test_lines_and_columns_that_are_not_understood_are_listed():
    _rows, left_out, unknown = entries(
        "Załącznik do uchwały\nNr\tZadanie\tKolor\n\tsierota\t\nI.1\tLekcje\tzielony"
    )

    assert left_out == ["Załącznik do uchwały", "sierota"]
    assert unknown == ["Kolor"]


def test_quoted_cells_may_hold_line_ends():
    rows, _left, _unknown = entries('Nr\tZadanie\tTermin\nI.1\t"Lekcje\ni konkursy"\t2027')

    assert rows[0]["title"] == "Lekcje\ni konkursy"


@pytest.mark.parametrize("text", ["", "zwykły tekst bez tabeli", "a\tb\n1\t2", "\t\t\n\n"])
def test_what_holds_no_table_gets_a_sentence(text):
    with pytest.raises(ValidationError):
        plan_pasting.read(text)


@pytest.mark.parametrize("span", ["999999999", "-1", "x", "0", "9" * 30])
def test_span_that_makes_no_sense_does_no_harm(span):
    html = (
        "<table><tr><td>Nr</td><td>Zadanie</td></tr>"
        f"<tr><td rowspan='{span}' colspan='{span}'>I.1</td><td>Lekcje</td></tr></table>"
    )

    try:
        table, _left = plan_pasting.read("x", html)
    except ValidationError:
        return
    assert len(table) <= plan_pasting.MOST_LINES


def test_scripts_in_pasted_html_are_no_words():
    html = WORD.replace("Lekcje", "<script>alert(1)</script>Lekcje")

    rows, _left, _unknown = entries("x", html)

    assert "alert" not in rows[0]["title"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(alphabet="<>/tablerdhp ='\"1\n", max_size=200))
def test_any_paste_gives_a_table_or_a_sentence(text, html):
    with contextlib.suppress(ValidationError):
        table, _left = plan_pasting.read(f"Nr\tZadanie\nI.1\t{text}", f"<table>{html}")
        assert plan_import.entries_of(table)[0]
