"""The scale of the phenomenon in one voivodeship over ten years, reporter by reporter.

Every section is one reporter's figures of one table: figures of two reporters are never added or
drawn on one axis. The number of queries does not grow with the figures.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from coordination.models import Voivodeship
from reports.models import PublishedSeries, ReleasedTotal, StatRelease
from reports.release_choices import ShownState
from reports.statistics import periods, trend_charts
from reports.statistics.series import lines_of
from reports.statistics_choices import CountingUnit
from teams import voivodeship_map

YEARS = 10
# From how many parts of the highest figure a voivodeship gets a denser pattern.
STEPS = 3


@dataclass
class Section:
    """One reporter's totals of one table: over the years here, and last across the country."""

    key: str
    reporter: str
    table: str
    unit: str
    here: list = field(default_factory=list)
    across: list = field(default_factory=list)
    chart: object = None
    shapes: list = field(default_factory=list)
    period: str = ""


def sections_for(region, user, last_year):
    """Return what has been released about a voivodeship to this person, by reporter.

    Args:
        region: The voivodeship.
        user: Whoever reads; inside the teams he sees what was released to teams as well.
        last_year: The last of the ten years.
    """
    releases = StatRelease.objects.visible_to(user).newest()
    rows = ReleasedTotal.objects.filter(
        release__in=releases.values("pk"), year_to__gt=last_year - YEARS, year_from__lte=last_year
    ).select_related("release__round")
    rows = list(rows.defer("release__data", "release__round__shape"))
    names = {one.teryt: one.name for one in Voivodeship.objects.all()}
    groups: dict = {}
    alike: dict = {}
    for row in best_of_each_round(rows):
        groups.setdefault((row.table_title, row.reporter, row.unit), []).append(row)
        alike.setdefault((row.table_title, row.kind, row.unit), []).append(row)
    found = []
    for number, ((table, reporter, unit), own) in enumerate(sorted(groups.items())):
        here = [row for row in own if row.teryt == region.teryt]
        if here:
            section = Section(f"s{number}", reporter, table, str(CountingUnit(unit).label), here)
            kin = alike[table, here[0].kind, unit]
            found.append(drawn(section, kin, names, last_year))
    return found


def best_of_each_round(rows):
    """Of a round released to the public and to teams keep what tells the reader more."""
    best: dict = {}
    for row in rows:
        place = row.release.round_id, row.reporter, row.teryt
        if place not in best or tells(row) > tells(best[place]):
            best[place] = row
    return sorted(
        best.values(), key=lambda row: (row.release.round.period_from_on, row.teryt, row.pk)
    )


def tells(row):
    return (row.value is not None, row.release.released_at)


def drawn(section, kin, names, last_year):
    """Add the chart of one reporter and the map of bodies of its kind, each in its own place.

    A command of the Police answers for its voivodeship alone, so the map holds its sisters' figures
    beside its own, by the same table and counting unit; none of them is added to another.
    """
    title = _("%(what)s, %(reporter)s, by year") % {
        "what": section.table,
        "reporter": section.reporter,
    }
    marks = [mark_of(row) for row in section.here]
    section.chart = trend_charts.chart(
        section.key, title, marks, years=(last_year - YEARS + 1, last_year)
    )
    last = max((ends_of(row) for row in kin), key=lambda ends: (ends[1], ends[0]))
    then = [row for row in kin if ends_of(row) == last and row.teryt]
    across = list(one_for_each_region(then, section.reporter))
    section.across = [(names[row.teryt], row) for row in across]
    section.period = periods.words_of(*last)
    section.shapes = shapes_of(across)
    return section


def ends_of(row):
    """Return the first and the last day of what a figure counts."""
    return row.release.round.period_from_on, row.release.round.period_to_on


def one_for_each_region(rows, reporter):
    """Keep the reporter's own row, else the only one of its kind; where there are more, none."""
    by_region: dict = {}
    for row in rows:
        by_region.setdefault(row.teryt, []).append(row)
    for _teryt, several in sorted(by_region.items()):
        own = [row for row in several if row.reporter == reporter]
        if own or len(several) == 1:
            yield (own or several)[0]


def mark_of(row):
    label = str(row.value) if row.value is not None else str(ShownState(row.state).label)
    kind = "number" if row.state in (ShownState.NUMBER, ShownState.ZERO) else row.state
    months = periods.months_of(*ends_of(row))
    return trend_charts.Mark(row.year_from, row.year_to, label, row.value, kind, months)


@dataclass
class Shape:
    """A voivodeship on the map: its outline, what is written on it and its pattern."""

    teryt: str
    path: str
    x: str
    y: str
    words: str
    kind: str


def shapes_of(rows):
    """Return the whole country, also where nothing was asked or told."""
    by_teryt = {row.teryt: row for row in rows}
    most = max([row.value or 0 for row in rows] + [1])
    return [
        shape_of(teryt, outline, by_teryt.get(teryt), most)
        for teryt, outline in sorted(voivodeship_map.outlines().items())
    ]


def shape_of(teryt, outline, row, most):
    path, x, y = outline
    state = row.state if row else ShownState.NONE
    kind, words = state, SIGNS.get(state, "")
    if row and row.value is not None:
        words = str(row.value)
        if row.value:
            kind = f"step{min(STEPS, 1 + row.value * STEPS // (most + 1))}"
    return Shape(teryt, path, f"{x:.1f}", f"{y:.1f}", words, str(kind))


# Signs of official statistics beside the patterns; the table below says them in words.
SIGNS = {
    ShownState.HIDDEN: "#",
    ShownState.UNKNOWN: "?",
    ShownState.NOT_COLLECTED: "x",
    ShownState.NONE: "–",
}


@dataclass
class Published:
    """A published series beside the released tables, with its chart."""

    series: PublishedSeries
    lines: list
    chart: object


def published_for(region, user):
    """Return the series of this voivodeship and those of the country, apart."""
    here, country = [], []
    for one in PublishedSeries.objects.visible_to(user).prefetch_related("points"):
        if one.voivodeship_id == region.teryt:
            here.append(Published(one, lines_of(one), None))
        elif one.voivodeship_id is None:
            country.append(one)
    return here, country
