"""Charts as SVG: bars of figures side by side in one line, each figure written into its bar.

The same picture goes to the page, into the PDF and, drawn by typst, into the DOCX. A table with
the same figures always stands beside it; colour alone says nothing.
"""

import io
import json
from html import escape

import typst

from meetings.papers import FONTS

WIDTH, LABEL, LINE, BAR, PAD = 760, 280, 30, 20, 12
INK, PAPER, GRID = "#1d1f24", "#ffffff", "#c9ccd3"
# Each tone with the ink that is read on it at 4.5:1 at least.
TONES = [
    ("#1f6f54", "#ffffff"),
    ("#e3b23c", "#1d1f24"),
    ("#8a1c3b", "#ffffff"),
    ("#3d5a9e", "#ffffff"),
    ("#5b4b8a", "#ffffff"),
]
# The last word of a series says that something is not known.
QUIET = ("#b9c4d6", "#1d1f24")
LONGEST_LABEL = 40
PICTURE = """
#let facts = json(bytes(sys.inputs.facts))
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(facts.svg), format: "svg", width: 160mm)
"""


def short(label):
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def tone_of(place, series):
    return QUIET if place == series - 1 else TONES[place % len(TONES)]


def svg(chart):
    """Return a chart of `report_building` as the text of an SVG file.

    Args:
        chart: With `title`, `series` and `rows`.
    """
    legend = legend_lines(chart["series"])
    top = PAD + 22 * (max(line for line, _x, _place in legend) + 1) + PAD
    height = top + LINE * len(chart["rows"]) + PAD
    most = max([sum(figures) for _label, figures in chart["rows"]] + [1])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-family="Lato, sans-serif" font-size="13">',
        f"<title>{escape(chart['title'])}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
    ]
    parts += legend_parts(chart["series"], legend)
    for number, (label, figures) in enumerate(chart["rows"]):
        parts += bar_parts(label, figures, top + LINE * number, most)
    return "".join([*parts, "</svg>"])


def legend_lines(series):
    """Return `(line, x, place)` for each word of the legend, wrapped at the width."""
    found, x, line = [], PAD, 0
    for place, word in enumerate(series):
        width = 30 + 8 * len(word)
        if x + width > WIDTH - PAD and x > PAD:
            x, line = PAD, line + 1
        found.append((line, x, place))
        x += width
    return found or [(0, PAD, 0)]


def legend_parts(series, legend):
    for line, x, place in legend[: len(series)]:
        y = PAD + 22 * line
        fill, _ink = tone_of(place, len(series))
        yield f'<rect x="{x}" y="{y}" width="14" height="14" fill="{fill}" stroke="{INK}"/>'
        yield f'<text x="{x + 20}" y="{y + 12}" fill="{INK}">{escape(series[place])}</text>'


def bar_parts(label, figures, y, most):
    room = WIDTH - LABEL - 2 * PAD - 36
    yield f'<text x="{PAD}" y="{y + 15}" fill="{INK}">{escape(short(label))}</text>'
    yield (
        f'<line x1="{LABEL}" x2="{LABEL}" y1="{y - 4}" y2="{y + LINE - 6}" '
        f'stroke="{GRID}" stroke-width="1"/>'
    )
    x = float(LABEL)
    for place, figure in enumerate(figures):
        width = room * figure / most
        if not width:
            continue
        fill, ink = tone_of(place, len(figures))
        yield (
            f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{fill}" '
            f'stroke="{PAPER}"/>'
        )
        if width > 9 * len(str(figure)) + 4:
            yield (
                f'<text x="{x + width / 2:.1f}" y="{y + 15}" fill="{ink}" '
                f'text-anchor="middle">{figure}</text>'
            )
        x += width
    yield f'<text x="{x + 6:.1f}" y="{y + 15}" fill="{INK}">{sum(figures)}</text>'


def alt_of(chart):
    """Say what a chart shows, for whoever does not see it: every figure of it."""
    lines = []
    for label, figures in chart["rows"]:
        said = zip(chart["series"], figures, strict=True)
        lines.append(f"{label}: " + ", ".join(f"{word} {figure}" for word, figure in said))
    return f"{chart['title']}. {'; '.join(lines)}."


def png(chart):
    """Return a chart as a PNG file in memory, drawn by typst."""
    drawn = typst.compile(
        PICTURE.encode(),
        format="png",
        ppi=180,
        sys_inputs={"facts": json.dumps({"svg": svg(chart)}, ensure_ascii=False)},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )
    return io.BytesIO(drawn)
