"""The part about statistics that were released with figures for the territory of the team.

Only what was released is named, so nothing suppressed comes near a report; the figures themselves
are read in the release, with its notes.
"""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.activity.drafting import Draft
from reports.models import ReleasedTotal, StatRelease
from reports.report_texts import day_of


def releases_of(scope):
    """Releases of the year with a total for the voivodeship; of each round the newest one.

    Those for the public and for members of the teams: both are read by every reader of a report.
    """
    totals = ReleasedTotal.objects.filter(
        release=OuterRef("pk"), teryt=scope.team.voivodeship.teryt
    )
    return (
        StatRelease.objects.newest()
        .without_data()
        .filter(Exists(totals), released_at__year=scope.year)
        .select_related("round")
        .order_by("released_at", "pk")
    )


def released_on(release):
    return timezone.localdate(release.released_at)


def period_of(release):
    return f"{day_of(release.round.period_from_on)} – {day_of(release.round.period_to_on)}"


def statistics(scope):
    """Released tables, with what period they cover."""
    draft = Draft()
    found = list(releases_of(scope))
    if not found:
        words = _("No information about statistics released in %(year)d.")
        draft.say(words % {"year": scope.year})
        return draft
    keys = [draft.name("release", one.pk, one.title, released_on(one)) for one in found]
    draft.figures["releases"] = len(found)
    words = ngettext(
        "In %(year)d %(number)d statistical table was released.",
        "In %(year)d %(number)d statistical tables were released.",
        len(found),
    )
    draft.say(words % {"year": scope.year, "number": len(found)}, *keys)
    rows = [
        ([day_of(released_on(one)), one.title, period_of(one)], [key])
        for one, key in zip(found, keys, strict=True)
    ]
    draft.add_table(_("Statistics released"), [_("Day"), _("Table"), _("Period")], rows)
    return draft
