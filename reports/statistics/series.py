"""Reading published series: their figures, where sources disagree, and their open data."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coordination.csv_tables import csv_table
from reports.models import SeriesPoint

COLUMNS = [
    "reporter",
    "reporter_name",
    "indicator",
    "indicator_name",
    "year_from",
    "year_to",
    "dimension",
    "category",
    "category_name",
    "value",
    "unit",
    "counted",
    "source",
    "note",
]


@dataclass
class Line:
    """A figure on the page, and whether another source says something else."""

    point: SeriesPoint
    disagrees: bool


def lines_of(series):
    """Return the figures of a series in their order, totals before parts."""
    points = sorted(series.points.all(), key=place_on_page)
    values = defaultdict(set)
    for point in points:
        values[point.place].add(point.value)
    return [Line(point, len(values[point.place]) > 1) for point in points]


def place_on_page(point):
    return (point.year_from, point.year_to, not point.is_total, point.dimension, point.pk)


def facts_of(point, series):
    """Return one printed figure as a row of open data."""
    return {
        "reporter": series.reporter,
        "reporter_name": series.reporter_name,
        "indicator": series.indicator,
        "indicator_name": series.title,
        "year_from": point.year_from,
        "year_to": point.year_to,
        "dimension": point.dimension,
        "category": point.category,
        "category_name": point.category_name,
        "value": point.value,
        "unit": series.unit,
        "counted": series.counted,
        "source": point.source,
        "note": series.note,
    }


def open_rows(many):
    """Return the figures of several series as rows, each series by itself."""
    return [facts_of(line.point, series) for series in many for line in lines_of(series)]


def as_csv(many):
    return csv_table(COLUMNS, ([row[name] for name in COLUMNS] for row in open_rows(many)))


def as_json(many):
    """Return open data with what a reader has to know before he uses it."""
    return {
        "notice": _("Figures of different reporters count different populations. Do not add them."),
        "figures": open_rows(many),
    }


def headings():
    """Return the columns of a workbook in the language of the reader, by key."""
    return {
        "reporter_name": _("Reporter"),
        "indicator_name": _("What is counted"),
        "years": _("Years"),
        "dimension_name": _("Broken down by"),
        "category_name": _("Category"),
        "value": _("Figure"),
        "unit_name": _("Unit"),
        "counted": _("Counting unit"),
        "source": _("Source"),
        "note": pgettext("remark", "Note"),
    }


def sheet_rows(many):
    """Return the rows of a workbook; a printed number is a number in it."""
    for series in many:
        for line in lines_of(series):
            point = line.point
            yield [
                series.reporter_name,
                series.title,
                point.years,
                point.dimension_name,
                point.category_name,
                point.value if point.number is None else point.number,
                series.unit_name,
                series.counted,
                point.source,
                series.note,
            ]
