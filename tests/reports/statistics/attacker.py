"""Somebody who has every release and a linear-programming solver, and more luck than anybody has.

He knows which counts changed between releases and that what is hidden is no zero. What he cannot
work out, nobody can.
"""

from itertools import product

import numpy
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

from reports.statistics.suppressing import TOTAL


class Attacker:
    """Sets up the equations of all releases that a reader has.

    Args:
        releases: `(values, hidden keys, axes that add up)` of each, the newest first.
    """

    def __init__(self, releases):
        self.releases = releases
        keys = {key for values, _hidden, _summed in releases for key in values}
        self.grid = list(product(*[sorted({key[axis] for key in keys}) for axis in axes(keys)]))
        self.names: dict = {}
        self.facts: list = []
        for number, (values, hidden, summed) in enumerate(releases):
            for equation in lines(self.grid, values, summed):
                self.note(number, values, hidden, equation)
        self.same_counts()
        self.rows = coo_matrix(
            (
                [sign for row, _sum in self.facts for sign in row.values()],
                (
                    [place for place, (row, _sum) in enumerate(self.facts) for _one in row],
                    [self.names[name] for row, _sum in self.facts for name in row],
                ),
            ),
            shape=(len(self.facts), len(self.names)),
        )
        self.sums = numpy.array([total for _row, total in self.facts], dtype=float)

    def name(self, number, key):
        self.names.setdefault((number, key), len(self.names))
        return number, key

    def note(self, number, values, hidden, equation):
        """One sum: what is shown of it, and what is not, be it hidden or a gap."""
        shown = [(key, sign) for key, sign in equation if key in values and key not in hidden]
        unknown = {
            self.name(number, key): sign for key, sign in equation if (key, sign) not in shown
        }
        if unknown:
            self.facts.append((unknown, -sum(sign * values[key] for key, sign in shown)))

    def same_counts(self):
        """What did not change is one and the same number, shown or hidden."""
        for number, (values, hidden, _summed) in enumerate(self.releases):
            for key in hidden:
                self.name(number, key)
                for other, (then, covered, _axes) in enumerate(self.releases):
                    if other == number or then.get(key) != values[key]:
                        continue
                    if key not in covered:
                        self.facts.append(({(number, key): 1}, values[key]))
                    elif other > number:
                        both = {(number, key): 1, self.name(other, key): -1}
                        self.facts.append((both, 0))

    def range_of(self, number, key):
        """Return the least and the greatest that a hidden count can be; None for no end."""
        goal = numpy.zeros(len(self.names))
        goal[self.names[number, key]] = 1
        return self.end(goal), self.end(-goal)

    def end(self, goal):
        hidden = {(number, key) for number, one in enumerate(self.releases) for key in one[1]}
        least = [(1 if name in hidden else 0, None) for name in self.names]
        facts = {"A_eq": self.rows, "b_eq": self.sums} if self.facts else {}
        found = linprog(goal, bounds=least, method="highs", **facts)
        if found.status == 3:
            return None
        assert found.status == 0, found.message
        return abs(round(found.fun, 6))


def axes(keys):
    return range(len(next(iter(keys))))


def lines(grid, values, summed):
    """Each sum of a table as `(key, sign)` pairs, the total against its parts."""
    groups: dict = {}
    for key in grid:
        for axis, adds in enumerate(summed):
            if adds:
                groups.setdefault((axis, key[:axis], key[axis + 1 :]), []).append((key, axis))
    for members in groups.values():
        signs = [(key, 1 if key[axis] == TOTAL else -1) for key, axis in members]
        if {1, -1} <= {sign for _key, sign in signs} and any(key in values for key, _sign in signs):
            yield signs
