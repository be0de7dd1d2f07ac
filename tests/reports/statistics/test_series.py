"""Every published figure of the data is found again, to the digit, wherever it is shown."""

import csv
import html
import io
import json
import re

import openpyxl
import pytest
from django.urls import reverse

from reports.models import PublishedSeries, SeriesPoint
from reports.statistics import series, series_data
from teams.reference_data import FOLDER, rows
from tests import factories

pytestmark = pytest.mark.django_db
FIGURES = [row for path in sorted(FOLDER.glob("statistics_*.csv")) for row in rows(path.name)]


@pytest.fixture
def loaded():
    factories.voivodeship("20", "podlaskie")
    series_data.load()


def test_every_row_is_stored_as_printed_once(loaded):
    series_data.load()

    stored = SeriesPoint.objects.values_list(
        "series__reporter", "series__indicator", "year_from", "dimension", "category", "value"
    )
    said = [
        (
            row["reporter"],
            row["indicator"],
            int(row["year_from"]),
            row["dimension"],
            row["category"],
            row["value"],
        )
        for row in FIGURES
    ]
    assert sorted(stored) == sorted(said)


def text_of(response):
    plain = re.sub(r"<[^>]+>", "\t", response.content.decode())
    return re.sub(r"[ \n]+", " ", html.unescape(plain))


def test_every_row_stands_on_the_page_of_its_series(client, loaded):
    pages = {
        (one.reporter, one.indicator): text_of(client.get(one.get_absolute_url()))
        for one in PublishedSeries.objects.all()
    }

    missing = []
    for row in FIGURES:
        span = row["year_from"] != row["year_to"]
        years = f"{row['year_from']}–{row['year_to']}" if span else row["year_from"]
        line = rf"\t{years}\t[^\d]*?\t*{row['value']}\t"
        page = pages[row["reporter"], row["indicator"]]
        if not re.search(line, page) or row["source"] not in page:
            missing.append(row)
    assert missing == []


def test_every_row_is_in_the_csv(client, loaded):
    response = client.get(reverse("reports:series-file", args=["all", "csv"]))

    found = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert key_set(found) == key_set(FIGURES)


def test_every_row_is_in_the_json(client, loaded):
    response = client.get(reverse("reports:series-file", args=["all", "json"]))

    assert key_set(json.loads(response.content)["figures"]) == key_set(FIGURES)


def key_set(found):
    names = ("reporter", "indicator", "year_from", "year_to", "dimension", "category", "value")
    return sorted(tuple(str(row[name]) for name in (*names, "source")) for row in found)


def test_every_row_is_in_the_workbook_as_a_number(client, loaded):
    response = client.get(reverse("reports:series-file", args=["all", "xlsx"]))

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert [cell.value for cell in sheet[1]][-1] == "Uwaga"
    found = sorted((row[5], row[8]) for row in sheet.iter_rows(min_row=2, values_only=True))
    assert found == sorted((int(row["value"]), row["source"]) for row in FIGURES)


def test_two_sources_that_disagree_both_stay_and_the_page_says_so(client, loaded):
    row = dict(FIGURES[0])
    series_data.load_rows([row | {"value": "150", "source": "inne źródło"}])

    one = PublishedSeries.objects.get(reporter=row["reporter"], indicator=row["indicator"])
    page = text_of(client.get(one.get_absolute_url()))
    assert [line.point.value for line in series.lines_of(one) if line.disagrees] == ["144", "150"]
    assert "inne źródło podaje inaczej" in page


def test_a_total_of_several_years_is_a_band_and_no_bar(client, loaded):
    one = PublishedSeries.objects.get(indicator="injured_persons")

    drawn = client.get(one.get_absolute_url()).context["chart"]

    assert [band["years"] for band in drawn.bands] == ["1995–2005", "2009–2011"]
    assert [bar["label"] for bar in drawn.bars] == ["611"]


def test_the_break_of_2009_is_drawn_where_figures_stand_on_both_sides(client, loaded):
    one = PublishedSeries.objects.get(indicator="preparatory_proceedings_concluded")

    drawn = client.get(one.get_absolute_url()).context["chart"]

    assert drawn.break_year == 2009


def test_each_series_is_of_one_reporter(loaded):
    """Nothing on a page or an axis joins the figures of two reporters."""
    for one in PublishedSeries.objects.all():
        own = {(row["reporter"], row["indicator"]) for row in FIGURES} & {
            (one.reporter, one.indicator)
        }
        printed = [row["value"] for row in FIGURES if (row["reporter"], row["indicator"]) in own]
        assert sorted(printed) == sorted(one.points.values_list("value", flat=True))


def test_every_code_has_words_in_both_languages(loaded):
    known = {(row["kind"], row["code"]) for row in rows("series_words.csv")}

    needed = {
        (kind, row[name])
        for row in FIGURES
        for kind, name in (
            ("reporter", "reporter"),
            ("indicator", "indicator"),
            ("counted", "indicator"),
            ("unit", "unit"),
            ("dimension", "dimension"),
            ("category", "category"),
        )
        if row[name]
    }
    assert needed - known == set()
