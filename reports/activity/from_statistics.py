"""The part about statistics that were released on the territory of the team.

`RELEASES` names functions of whoever keeps releases: each takes the scope of a report and returns
rows of `Release`. Only what was released is taken, so nothing suppressed comes near a report.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.activity.drafting import Draft
from reports.report_texts import day_of

RELEASES: list[str] = []


@dataclass(frozen=True)
class Release:
    """One released table.

    Args:
        key: Its key.
        title: What it is called.
        period: The period it covers, in words.
        released_on: The day of its release.
    """

    key: int
    title: str
    period: str
    released_on: date


def statistics(scope):
    """Released tables; the figures themselves are read in the release, with its notes."""
    draft = Draft()
    found = [one for path in RELEASES for one in import_string(path)(scope)]
    if not found:
        words = _("No information about statistics released in %(year)d.")
        draft.say(words % {"year": scope.year})
        return draft
    keys = [draft.name("release", one.key, one.title, one.released_on) for one in found]
    draft.figures["releases"] = len(found)
    words = ngettext(
        "In %(year)d %(number)d statistical table was released.",
        "In %(year)d %(number)d statistical tables were released.",
        len(found),
    )
    draft.say(words % {"year": scope.year, "number": len(found)}, *keys)
    rows = [
        ([day_of(one.released_on), one.title, one.period], [key])
        for one, key in zip(found, keys, strict=True)
    ]
    draft.add_table(_("Statistics released"), [_("Day"), _("Table"), _("Period")], rows)
    return draft
