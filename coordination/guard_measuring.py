"""How often the case-data guard is right, on labelled sentences of the project's own.

The corpus has two parts: `tuning`, by which the guard was improved, and `held_out`, written after
the last change of the guard and never used to change it. Persons are invented, numbers synthetic.
"""

import csv
from collections import Counter
from dataclasses import dataclass, field

from coordination import case_data

RECALL_WANTED = 0.98
PRECISION_WANTED = 0.9


@dataclass
class Tally:
    """What was found rightly, found wrongly and missed, by kind."""

    right: Counter = field(default_factory=Counter)
    wrong: Counter = field(default_factory=Counter)
    missed: Counter = field(default_factory=Counter)
    sentences: int = 0
    harmless: int = 0

    @property
    def kinds(self):
        return sorted(self.right | self.wrong | self.missed)

    @property
    def recall(self):
        return share(self.right.total(), self.missed.total())

    @property
    def precision(self):
        return share(self.right.total(), self.wrong.total())

    def of_kind(self, kind):
        """Return `(recall, precision)` of one kind."""
        right = self.right[kind]
        return share(right, self.missed[kind]), share(right, self.wrong[kind])

    def add(self, sentence, kinds):
        """Look through one sentence whose kinds of case data are known."""
        expected = Counter(kinds)
        found = Counter(finding.kind for finding in case_data.find(sentence))
        self.right += expected & found
        self.wrong += found - expected
        self.missed += expected - found
        self.sentences += 1
        self.harmless += not kinds


def share(right, other):
    return right / (right + other) if right + other else 1.0


def read(path):
    """Return `(sentence, kinds)` of a corpus file, a CSV of two columns."""
    with path.open(newline="", encoding="utf-8") as file:
        return [(row["sentence"], row["kinds"].split()) for row in csv.DictReader(file)]


def measure(sentences):
    """Return the tally of labelled sentences."""
    tally = Tally()
    for sentence, kinds in sentences:
        tally.add(sentence, kinds)
    return tally
