"""Shifts of counts: whole numbers that move together while every sum of a table still holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

TOTAL = ""
Key = tuple[str, ...]
ENDLESS = 10**15
# A hidden total costs the reader more than a hidden part.
TOTAL_WEIGHS = 4
# Slack of at least this many values beside the true one: below it a count is as good as told.
SMALLEST_THRESHOLD = 3


@dataclass(frozen=True)
class Shift:
    """A proof: the counts in it may move together by any whole step from `-down` to `up`."""

    signs: Mapping[Key, int]
    down: int
    up: int
    versions: frozenset[int]


def weight(key):
    return TOTAL_WEIGHS ** key.count(TOTAL)


def is_sum(key, sums):
    """Whether a count is the total of counts that are in the table too."""
    return any(code == TOTAL and line(key, axis) in sums for axis, code in enumerate(key))


def wide_enough(value, up, down, threshold, *, summed):
    """Whether a count that may lie from `value - down` to `value + up` gives nothing away.

    A total is known to be no less than the number of its parts; of it the width is asked alone.
    """
    if value < threshold and not summed:
        return down >= value - 1 and up >= threshold - 1 - value
    return up + down >= threshold - 2


def line(key, axis):
    return (axis, key[:axis], key[axis + 1 :])


def completed(values, places, summed):
    """Add what anybody can work out: the one count that is missing from a sum."""
    known_now = dict(values)
    while True:
        missing: dict = {}
        for key in product(*places):
            if key not in known_now:
                for axis, adds in enumerate(summed):
                    if adds and TOTAL in places[axis]:
                        missing.setdefault(line(key, axis), []).append(key)
        alone = {through: keys[0] for through, keys in missing.items() if len(keys) == 1}
        before = len(known_now)
        for (axis, head, tail), key in sorted(alone.items()):
            codes = [code for code in places[axis] if code not in (TOTAL, key[axis])]
            parts = sum(known_now[(*head, code, *tail)] for code in codes)
            value = parts if key[axis] == TOTAL else known_now[(*head, TOTAL, *tail)] - parts
            if value >= 0:
                known_now.setdefault(key, value)
        if len(known_now) == before:
            return known_now


def keeps_sums(signs, sums):
    """Whether every sum still holds when the counts shift by their signs."""
    balance: dict = {}
    for key, sign in signs.items():
        for axis in range(len(key)):
            through = line(key, axis)
            if through in sums:
                step = sign if key[axis] == TOTAL else -sign
                balance[through] = balance.get(through, 0) + step
    return not any(balance.values())


def sums_of(values, summed):
    """Return the lines that hold a total and at least one of its parts."""
    totals, parts = set(), set()
    for key in values:
        for axis, adds in enumerate(summed):
            if adds:
                (totals if key[axis] == TOTAL else parts).add(line(key, axis))
    return totals & parts


def refuse_odd(table, threshold):
    if threshold < SMALLEST_THRESHOLD:
        raise ValueError("threshold")
    for value in table.values.values():
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ValueError("count")


def order(hidden, values):
    """Large counts first: their shifts serve small ones beside them, seldom the other way."""
    return sorted(hidden, key=lambda key: (-values[key], key))
