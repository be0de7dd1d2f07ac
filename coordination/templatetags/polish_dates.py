"""Dates as people say them: "wt., 3 marca 2026, 10:00–12:00"."""

from datetime import UTC, date, datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()

POLISH_DAYS = ["pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."]


def local(value):
    """Bring a moment stored in UTC into the current zone; local times and dates stay."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return value if value.tzinfo != UTC else timezone.localtime(value)
    return value


def weekday(value):
    if (get_language() or "pl").startswith("pl"):
        return POLISH_DAYS[value.weekday()]
    return date_format(value, "D")


@register.filter
def day_long(value):
    """A day with its weekday: "wt., 3 marca 2026"."""
    if not value:
        return ""
    value = local(value)
    day = value.date() if isinstance(value, datetime) else value
    return _day_in_words(day, get_language())


@lru_cache(maxsize=4096)
def _day_in_words(day, _language):
    """The words of a day in the active language; lists say the same few days over and over."""
    return f"{weekday(day)}, {date_format(day, 'DATE_FORMAT')}"


@register.filter
def day_as_printed(value):
    """A day as a source prints it: whole, or a month ("październik 2010"), or a year alone."""
    parts = [int(part) for part in str(value or "").split("-") if part.isdecimal()]
    if len(parts) == 3:
        return day_long(date(*parts))
    if len(parts) == 2:
        return date_format(date(*parts, 1), "F Y").lower()
    return str(value or "")


@register.filter
def moment(value):
    """A day and an hour: "wt., 3 marca 2026, 10:00"."""
    if not value:
        return ""
    value = local(value)
    return f"{day_long(value)}, {value:%H:%M}"


@register.filter
def span(start, end):
    """A beginning and an end: "wt., 3 marca 2026, 10:00–12:00"; two days are both named."""
    if not start or not end:
        return ""
    start, end = local(start), local(end)
    if start.date() == end.date():
        return f"{moment(start)}–{end:%H:%M}"
    return f"{moment(start)} – {moment(end)}"


@register.filter
def clock(value):
    """The hour alone: "10:00"."""
    return f"{local(value):%H:%M}" if value else ""
