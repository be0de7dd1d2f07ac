"""Deadlines as plans print them: a day, a month, a quarter, a year, or "zadanie ciągłe"."""

import calendar
import re
from datetime import date

from reports.choices import TaskKind

MONTHS = [
    ("sty", 1),
    ("lut", 2),
    ("mar", 3),
    ("kwi", 4),
    ("maj", 5),
    ("czerw", 6),
    ("lip", 7),
    ("sierp", 8),
    ("wrze", 9),
    ("paźdz", 10),
    ("listop", 11),
    ("grud", 12),
]
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
ISO = re.compile(r"\b((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})\b")
DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.((?:19|20)\d{2})\b")
NAMED = re.compile(r"\b(?:(\d{1,2})\s+)?([a-ząćęłńóśźż]{3,12})\s+((?:19|20)\d{2})\b")
QUARTER = re.compile(r"\b(i{1,3}|iv|[1-4])\.?\s+kwarta\w*\s+((?:19|20)\d{2})\b")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
CONTINUOUS = re.compile(r"ciągł|na bieżąco|bieżąco|stale|ustawiczn|continuous")
PERIODIC = re.compile(r"coroczn|co roku|raz w roku|kwartaln|półroczn|cykliczn|okresow|annual")


def last_day(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


def whole_date(year, month, day):
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def month_named(word):
    return next((number for start, number in MONTHS if word.startswith(start)), None)


def day_of(printed):
    """Return the last day that a printed deadline allows, or None where it names none.

    A range of years ends with its last; a month, a quarter and a year end with their last day.
    """
    text = printed.casefold()
    for pattern, order in ((ISO, (1, 2, 3)), (DOTTED, (3, 2, 1))):
        found = pattern.findall(text)
        if found:
            return whole_date(*(found[-1][place - 1] for place in order))
    for day, word, year in reversed(NAMED.findall(text)):
        month = month_named(word)
        if month:
            return whole_date(year, month, day) if day else last_day(int(year), month)
    quarters = QUARTER.findall(text)
    if quarters:
        quarter, year = quarters[-1]
        return last_day(int(year), QUARTERS[quarter] * 3)
    years = YEAR.findall(text)
    return date(max(map(int, years)), 12, 31) if years else None


def kind_of(printed):
    """Return what kind of task a printed deadline speaks of, or nothing where it does not."""
    text = printed.casefold()
    if PERIODIC.search(text):
        return TaskKind.PERIODIC
    if CONTINUOUS.search(text):
        return TaskKind.CONTINUOUS
    return TaskKind.ONE_OFF if day_of(printed) else ""
