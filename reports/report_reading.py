"""A report as somebody reads it: its parts in order, with the numbers of their headings.

Whoever compiles or chairs reads the report as it stands. Bodies read what was circulated to them,
which later changes do not touch until the report is circulated again.
"""

from dataclasses import dataclass

from django.db.models import F

from reports.charts import alt_of
from reports.choices import BlockKind
from reports.models import ReportBlock, ReportBlockRevision
from reports.report_layout import cell_text


@dataclass
class Part:
    """One part as read.

    Args:
        key: The key of its `ReportBlock`.
        kind: What it is made of.
        number: The number of its heading; chapters and tasks carry their own in the title.
        title: Its heading.
        level: 1 for a section, 2 for a chapter, 3 for a task.
        text: Its words, paragraphs apart by an empty line.
        tables: As `report_building` makes them.
        chart: The same.
        revision: Which saved state of the part this is.
    """

    key: int
    kind: str
    number: str
    title: str
    level: int
    text: str
    tables: list
    chart: dict
    revision: int

    @property
    def heading(self):
        return f"{self.number} {self.title}".strip()

    @property
    def is_english(self):
        return self.kind == BlockKind.ENGLISH

    @property
    def tag(self):
        """The level of its heading on a page whose title is the first."""
        return f"h{self.level + 1}"

    @property
    def shown_tables(self):
        """Tables with the name of its column beside each cell, for narrow screens."""
        return [
            {
                **table,
                "lines": [
                    [(name, cell_text(cell), not isinstance(cell, str)) for name, cell in line]
                    for line in (zip(table["columns"], row, strict=True) for row in table["rows"])
                ],
            }
            for table in self.tables
        ]

    @property
    def chart_alt(self):
        return alt_of(self.chart) if self.chart else ""

    @property
    def paragraphs(self):
        return [one.strip() for one in self.text.split("\n\n") if one.strip()]


def numbers_for(levels):
    """Return the number of each heading; chapters and tasks carry their own in the title."""
    section = 0
    numbers = []
    for level in levels:
        section += level == 1
        numbers.append(f"{section}." if level == 1 else "")
    return numbers


def levels_for(blocks):
    """Return the level of each heading; where one above it is left out, no level is skipped."""
    levels, before = [], 0
    for block in blocks:
        before = min(block.level, before + 1)
        levels.append(before)
    return levels


def parts_of(states):
    """Return the parts of pairs of a block and the state of it that is read, numbered."""
    levels = levels_for([block for block, _state in states])
    numbers = numbers_for([block.level for block, _state in states])
    return [
        Part(
            block.pk,
            block.kind,
            number,
            block.title,
            level,
            state.text,
            state.tables,
            state.chart,
            block.revision if isinstance(state, ReportBlock) else state.number,
        )
        for (block, state), level, number in zip(states, levels, numbers, strict=True)
    ]


def as_it_stands(report):
    """Return the parts of a report as it is now, without those left out."""
    blocks = report.blocks.filter(is_left_out=False)
    return parts_of([(block, block) for block in blocks])


def as_circulated(report):
    """Return the parts of a report as they were circulated last."""
    blocks = report.blocks.filter(shown_revision__isnull=False).defer("text", "tables", "chart")
    revisions = ReportBlockRevision.objects.filter(
        block__report=report, number=F("block__shown_revision")
    )
    shown = {one.block_id: one for one in revisions}
    return parts_of([(block, shown[block.pk]) for block in blocks])


def for_reader(report, *, reviews):
    """Return what a reader gets: officers the report as it stands, bodies what was circulated."""
    return as_it_stands(report) if reviews else as_circulated(report)


def as_frozen(data):
    """Return the parts of an adopted report from its data."""
    return [Part(**part, revision=0) for part in data["parts"]]
