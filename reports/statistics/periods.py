"""What a period is called: whole years by number, halves by name, others by their days."""

from calendar import monthrange

from django.utils.translation import gettext as _

from reports.report_texts import day_of

YEAR, FIRST_HALF, SECOND_HALF = ((1, 1), (12, 31)), ((1, 1), (6, 30)), ((7, 1), (12, 31))


def words_of(first, last):
    """Return the name of a period, such as "2025" or "first half of 2025"."""
    ends = (first.month, first.day), (last.month, last.day)
    if ends == YEAR:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.year == last.year and ends == FIRST_HALF:
        return _("first half of %(year)d") % {"year": first.year}
    if first.year == last.year and ends == SECOND_HALF:
        return _("second half of %(year)d") % {"year": first.year}
    return f"{day_of(first)} – {day_of(last)}"


def months_of(first, last):
    """Return the months of a period by number, for which a bar has room; none for whole years.

    A period that begins or ends within a month is given by day and month.
    """
    if ((first.month, first.day), (last.month, last.day)) == YEAR:
        return ""
    with_days = first.day != 1 or last.day != monthrange(last.year, last.month)[1]
    ends = [f"{day.day}.{day.month}" if with_days else str(day.month) for day in (first, last)]
    if first.year != last.year:
        ends = [f"{end}.{day.year}" for end, day in zip(ends, (first, last), strict=True)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)
