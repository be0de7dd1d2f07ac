"""Charts over years, worked out here and drawn by a template: bars of years, bands of spans.

A total of several years is a band below the years and never a bar beside them: it has another
measure. A break in the series is a line between two years. What is no number is a word.
"""

from dataclasses import dataclass, field

WIDTH, LEFT, TOP, HIGH, BAND = 640, 16, 34, 150, 26
LINE, MONTH_LINES = 14, 3
WIDEST_BAR = 44


@dataclass(frozen=True)
class Mark:
    """A year with its figure, or several years with theirs.

    Args:
        year_from: First year.
        year_to: Last year, the same for a single one.
        label: What is written: the figure as printed, or a word.
        number: The figure, if it is one that can be drawn.
        kind: `number`, or the state that stands in its place; chooses the pattern.
        months: Which part of the year or years is counted, if not the whole of them.
    """

    year_from: int
    year_to: int
    label: str
    number: int | None
    kind: str = "number"
    months: str = ""


@dataclass
class Chart:
    """What the template draws, in units of the drawing."""

    key: str
    title: str
    width: int = WIDTH
    height: int = 0
    base: str = ""
    right: int = WIDTH - LEFT
    bars: list = field(default_factory=list)
    bands: list = field(default_factory=list)
    years: list = field(default_factory=list)
    break_x: str = ""
    break_year: int | None = None
    break_bottom: str = ""
    break_late: bool = False
    # How many lines of months stand between the bars and the years.
    month_lines: int = 0

    @property
    def years_y(self):
        return TOP + HIGH + 18 + LINE * self.month_lines


def chart(key, title, marks, *, break_year=None, years=None):
    """Return a chart of one reporter's figures, or None if there is nothing to draw.

    Args:
        key: Used for names inside the drawing; unique on the page.
        title: Says what is drawn, for whoever does not see it.
        marks: The figures; of two sources for one year both, side by side.
        break_year: The first year counted in another way, if any.
        years: First and last year of the axis, if it must not follow the figures.
    """
    if not marks:
        return None
    first, last = years or span_of(marks)
    step = (WIDTH - 2 * LEFT) / (last - first + 1)
    found = Chart(key, title, base=f"{TOP + HIGH}")
    single = [mark for mark in marks if mark.year_from == mark.year_to]
    place_bars(found, single, first, step)
    place_bands(found, [mark for mark in marks if mark not in single], first, step)
    place_years(found, first, last, step)
    found.height = found.years_y + 12 + BAND * len(found.bands)
    if break_year and first < break_year <= last:
        found.break_year = break_year
        found.break_x = f"{LEFT + step * (break_year - first):.1f}"
        found.break_late = 2 * (break_year - first) > last - first
        found.break_bottom = f"{found.height - 4}"
    return found


def span_of(marks):
    return min(mark.year_from for mark in marks), max(mark.year_to for mark in marks)


def place_bars(found, marks, first, step):
    most = max([mark.number or 0 for mark in marks] + [1])
    beside: dict = {}
    for mark in marks:
        beside.setdefault(mark.year_from, []).append(mark)
    for year, several in sorted(beside.items()):
        room = min(WIDEST_BAR, step * 0.8) / len(several)
        if any(mark.months for mark in several):
            # The months of bars that stand beside each other would touch in one line.
            found.month_lines = max(found.month_lines, min(len(several), MONTH_LINES))
        left = LEFT + step * (year - first) + (step - room * len(several)) / 2
        for place, mark in enumerate(several):
            line = place % MONTH_LINES
            found.bars.append(bar(mark, left + room * place, room, most, line))


def bar(mark, x, room, most, line):
    high = HIGH * (mark.number or 0) / most
    return {
        "x": f"{x:.1f}",
        "width": f"{max(2, room - 1):.1f}",
        "y": f"{TOP + HIGH - high:.1f}",
        "height": f"{high:.1f}",
        "middle": f"{x + room / 2:.1f}",
        "label_y": f"{TOP + HIGH - high - 5:.1f}",
        "label": mark.label,
        "kind": mark.kind,
        "months": mark.months,
        "months_y": f"{TOP + HIGH + 13 + LINE * line}",
    }


def place_bands(found, marks, first, step):
    for row, mark in enumerate(marks):
        x = LEFT + step * (mark.year_from - first)
        wide = step * (mark.year_to - mark.year_from + 1)
        y = found.years_y + 8 + BAND * row
        found.bands.append(
            {
                "x": f"{x + 1:.1f}",
                "width": f"{wide - 2:.1f}",
                "y": f"{y}",
                "middle": f"{x + wide / 2:.1f}",
                "label_y": f"{y + 15}",
                "label": mark.label,
                "years": mark.months or f"{mark.year_from}–{mark.year_to}",
            }
        )


def place_years(found, first, last, step):
    """Name the years, every second or fifth where they are many."""
    every = 1 if step >= 34 else 2 if step >= 18 else 5
    for year in range(first, last + 1):
        if (year - first) % every == 0:
            found.years.append({"x": f"{LEFT + step * (year - first + 0.5):.1f}", "year": year})
