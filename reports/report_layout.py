"""What a file of the report says on its first page and how wide its columns are."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.papers import clean
from reports.choices import BlockKind

WIDE, NARROW, USUAL = 3.0, 0.8, 1.4
LONG_WORD = 28


def subtitle_of(data):
    """Return the line under the title: the plan and its years, or the team and the year."""
    return data["team"] if "team" in data else f"{data['edition']}, {data['years']}"


def details_of(data):
    """Return `(name, value)` pairs of the first page."""
    if "team" in data:
        details = [
            (pgettext("report", "Year"), str(data["year"])),
            (_("Handling"), data["handling"]),
        ]
    else:
        details = details_of_plan(data)
    if data["adopted_by"]:
        details.append((pgettext("report", "Adopted by"), data["adopted_by"]))
    return details


def details_of_plan(data):
    return [
        (_("Plan"), data["edition"]),
        (_("Period"), data["period"]),
    ]


def notice_of(data, *, is_draft):
    """Return the warning of the first page: a draft, or an invented plan."""
    words = []
    if is_draft:
        words.append(_("Draft. Not adopted."))
    if data["is_sample"] and "team" in data:
        words.append(_("Example of the demonstration; what it says is invented."))
    elif data["is_sample"]:
        words.append(_("Sample plan for practice; its tasks and contributions are invented."))
    return " ".join(words)


def footer_of(data, *, is_draft):
    if is_draft:
        return _("%(title)s – draft") % {"title": data["title"]}
    return _("%(title)s – version %(number)d") % {
        "title": data["title"],
        "number": data["number"],
    }


def heading_of(part):
    return clean(f"{part['number']} {part['title']}".strip())


def paragraphs_of(part):
    return [one.strip() for one in clean(part["text"]).split("\n\n") if one.strip()]


def language_of(part):
    return "en" if part["kind"] == BlockKind.ENGLISH else "pl"


def errata_lines(data):
    """Return `(heading, what changed)` of each entry of a correction."""
    lines = []
    for one in data["errata"]:
        if one["before"] is None:
            words = _("added")
        elif one["after"] is None:
            words = _("removed")
        elif one["before"] == one["after"]:
            words = _("figures in the tables")
        else:
            words = _("was: “%(before)s”; is: “%(after)s”") % {
                "before": shortened(one["before"]),
                "after": shortened(one["after"]),
            }
        lines.append((one["heading"], words))
    return lines


def shortened(text, most=400):
    return text if len(text) <= most else f"{text[: most - 1]}…"


def widths_of(table):
    """Return how wide each column is against the others, by the longest of its words."""
    columns = list(zip(*[table["columns"], *table["rows"][:200]], strict=True))
    return [width_for(cells) for cells in columns]


def width_for(cells):
    longest = max(len(str(cell)) for cell in cells)
    if longest > LONG_WORD:
        return WIDE
    return NARROW if longest <= 8 else USUAL


def cell_text(cell):
    """Return a cell as printed: figures with a Polish comma, texts as they are."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return clean(str(cell))
    if isinstance(cell, int):
        return f"{cell:,}".replace(",", "\u00a0") if abs(cell) >= 10_000 else str(cell)
    return f"{cell:,.2f}".replace(",", "\u00a0").replace(".", ",")


def printed_rows(table, most):
    """Return the rows of a table that are printed, and the words for those that are not."""
    rows = table["rows"]
    if len(rows) <= most:
        return rows, ""
    words = _("Rows printed: %(most)d of %(total)d. All stand in the XLSX and in the data.")
    return rows[:most], words % {"most": most, "total": len(rows)}
