"""Published figures from `data/statistics_*.csv`, loaded as printed; loading twice changes nothing.

Words in both languages come from `data/series_words.csv`, what a reader must know of a series from
`data/series_notes.csv`. A code without words stands as it is in the source: nothing is guessed and
no row is dropped, also where two sources disagree.
"""

import re

from django.db import transaction
from django.utils.text import slugify

from coordination.models import Voivodeship
from reports.models import PublishedSeries, SeriesPoint
from teams.reference_data import FOLDER, rows

OF_VOIVODE = re.compile(r"voivode_(\w+)")
WHOLE = re.compile(r"\d+")


@transaction.atomic
def load():
    """Load all published figures; return how many there are."""
    files = sorted(path.name for path in FOLDER.glob("statistics_*.csv"))
    return load_rows([row for name in files for row in rows(name)])


def load_rows(figures):
    """Load figures given as rows of such a file."""
    words = Words()
    notes = {(row["reporter"], row["indicator"]): row for row in rows("series_notes.csv")}
    regions = {one.name: one for one in Voivodeship.objects.all()}
    known: dict = {}
    for row in figures:
        name = row["reporter"], row["indicator"], row["unit"]
        if name not in known:
            known[name] = load_series(name, words, notes.get(name[:2]), regions)
        load_point(known[name], row, words)
    return SeriesPoint.objects.count()


class Words:
    """What codes are called in both languages."""

    def __init__(self):
        self.known = {
            (row["kind"], row["code"]): (row["label_pl"], row["label_en"])
            for row in rows("series_words.csv")
        }

    def of(self, kind, code, field):
        """Return the fields of a model that name a code."""
        polish, english = self.known.get((kind, code), (code, code))
        return {f"{field}_pl": polish, f"{field}_en": english}


def load_series(name, words, note, regions):
    reporter, indicator, unit = name
    note = note or {"break_year": "", "note_pl": "", "note_en": ""}
    of_voivode = OF_VOIVODE.fullmatch(reporter)
    found, _made = PublishedSeries.objects.update_or_create(
        reporter=reporter,
        indicator=indicator,
        unit=unit,
        defaults={
            "key": slugify(f"{reporter}-{indicator}-{unit}".replace("_", "-").replace("+", "-")),
            **words.of("reporter", reporter, "reporter"),
            **words.of("indicator", indicator, "title"),
            **words.of("unit", unit, "unit"),
            **words.of("counted", indicator, "counted"),
            "voivodeship": regions.get(of_voivode[1]) if of_voivode else None,
            "break_year": int(note["break_year"]) if note["break_year"] else None,
            "note_pl": note["note_pl"],
            "note_en": note["note_en"],
        },
    )
    return found


def load_point(series, row, words):
    SeriesPoint.objects.update_or_create(
        series=series,
        year_from=int(row["year_from"]),
        year_to=int(row["year_to"]),
        dimension=row["dimension"],
        category=row["category"],
        value=row["value"],
        source=row["source"],
        defaults={
            "number": int(row["value"]) if WHOLE.fullmatch(row["value"]) else None,
            **words.of("dimension", row["dimension"], "dimension"),
            **words.of("category", row["category"], "category"),
        },
    )
