"""A report as somebody reads it, live or frozen: numbered parts with the way to their sources."""

from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _

from reports.activity import tracing
from reports.report_layout import cell_text
from reports.report_reading import Part


@dataclass
class TeamPart(Part):
    """One part as read, its tables with a column of sources.

    Args:
        comments: What members said to it.
        part: The row it was read from; None in a frozen report.
    """

    comments: list = field(default_factory=list)
    part: object = None

    @property
    def shown_tables(self):
        """Tables with the name of its column beside each cell, for narrow screens."""
        return [{**table, "lines": lines_of(table)} for table in self.tables]


def lines_of(table):
    return [
        [
            (name, cell_text(cell), not isinstance(cell, str))
            for name, cell in zip(table["columns"], row, strict=True)
        ]
        for row in table["rows"]
    ]


def as_it_stands(report):
    """Return the parts of a report as it is now and the sources by key, without those left out."""
    rows = list(report.parts.filter(is_left_out=False))
    with translation.override("pl"):
        sources = tracing.numbered(rows)
        found = [part_of(row, number, sources) for number, row in enumerate(rows, start=1)]
        last = Part(
            0,
            tracing.SOURCES_KEY,
            f"{len(rows) + 1}.",
            str(_("Sources")),
            1,
            source_words(sources),
            tracing.source_table(sources),
            {},
            0,
        )
    return [*found, TeamPart(**vars(last))], sources


def part_of(row, number, sources):
    return TeamPart(
        row.pk,
        row.key,
        f"{number}.",
        str(row.get_key_display()),
        1,
        tracing.marked(row.text, row, sources),
        [tracing.with_sources(table, sources) for table in row.tables],
        {},
        row.revision,
        part=row,
    )


def source_words(sources):
    words = _(
        "Numbers in square brackets name the sources below. Sentences without a number are the "
        "words of the team. The report speaks only of what all members of the team may read."
    )
    return words if sources else _("No source stands in the record of the desk.")


def as_frozen(data):
    """Return the parts of an adopted report from its data."""
    return [TeamPart(**part, revision=0) for part in data["parts"]]


def source_lines(sources, opened):
    """Return `(number, kind, words, day, address or nothing)` of each source for a page.

    Args:
        sources: Rows of `tracing.Source`, or dictionaries of frozen data.
        opened: Addresses by key, of what the reader may open.
    """
    return [
        (one.number, tracing.kind_words(one.key), one.words, one.day, opened.get(one.key, ""))
        for one in sources
    ]
