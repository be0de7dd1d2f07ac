"""What a drafted part is made of: sentences and tables, each with the sources it rests on.

A source is named by a key such as `meeting:5`; what it is called is noted beside, so that a
reader who may not open it still sees what the sentence rests on.
"""

from dataclasses import dataclass, field

from coordination.choices import LABEL_ORDER, HandlingLabel
from reports.report_texts import day_of


@dataclass(frozen=True)
class Scope:
    """Whose year it is, and how narrow a source may be.

    Args:
        team: The team that reports.
        year: The calendar year.
        label: The label of the report: nothing narrower is taken.
    """

    team: object
    year: int
    label: str

    @property
    def labels(self):
        """Labels of sources that every reader of the report may have read."""
        return LABEL_ORDER[: LABEL_ORDER.index(self.label) + 1]

    @property
    def takes_inside(self):
        """Whether things of the team that carry no label of their own may be taken."""
        return HandlingLabel.UNITS in self.labels


@dataclass
class Draft:
    """A part as put together.

    Args:
        sentences: Dictionaries of `words` and `origins`, the keys of what they rest on.
        tables: `caption`, `columns`, `rows` and, row by row, `origins`.
        origins: What each source is called and its day, by key.
        figures: The numbers that stand side by side with those of other teams.
    """

    sentences: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    origins: dict = field(default_factory=dict)
    figures: dict = field(default_factory=dict)

    def say(self, words, *keys):
        self.sentences.append({"words": str(words), "origins": list(keys)})

    def name(self, kind, thing, words, day):
        """Note what a source is called and return its key."""
        key = f"{kind}:{thing}"
        self.origins[key] = {"words": str(words), "day": day_of(day) if day else ""}
        return key

    def add_table(self, caption, columns, rows):
        """Add a table of `(cells, keys of sources)`; an empty one is left out."""
        rows = list(rows)
        if rows:
            self.tables.append(
                {
                    "caption": str(caption),
                    "columns": [str(one) for one in columns],
                    "rows": [[plain(cell) for cell in cells] for cells, _keys in rows],
                    "origins": [list(keys) for _cells, keys in rows],
                }
            )

    @property
    def text(self):
        return " ".join(one["words"] for one in self.sentences)

    @property
    def facts(self):
        """What is compared to see whether a part is out of date."""
        return [self.sentences, self.tables, self.origins, self.figures]


def plain(cell):
    """Figures stay figures; everything else becomes words of this language."""
    return cell if isinstance(cell, int) and not isinstance(cell, bool) else str(cell)
