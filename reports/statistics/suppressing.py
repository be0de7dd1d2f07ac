"""Hiding small counts so that nobody can work them out: pure arithmetic, without Django.

A count from 1 to below the threshold is hidden (primary). Because totals would give it away,
further counts are hidden (complementary) until every hidden count has a proof of its own. The proof
is a *shift*: whole numbers added to and taken from hidden counts alone, after which every sum of
the table still holds and no hidden count falls below 1. Whoever reads the release cannot tell the
true table from a shifted one, whatever he computes with, so the count may be any number in the
range of the shift. A small part has all of 1 … threshold - 1 in its range; a total, which is known
to be no less than the number of its parts, and any other hidden count has as many values (ADR 27).

A shift lives on the corners of a box: on each axis the place of the count and one other place,
which may be the total. Zeros are shown and never shift. What earlier releases showed never shifts
either; where a count differs from an earlier release, both versions are looked at together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import permutations, product
from operator import attrgetter

from reports.statistics.shifts import (
    ENDLESS,
    TOTAL,
    Key,
    Shift,
    completed,
    is_sum,
    keeps_sums,
    line,
    order,
    refuse_odd,
    sums_of,
    weight,
    wide_enough,
)


class Reason(Enum):
    PRIMARY = "primary"
    COMPLEMENTARY = "complementary"
    EARLIER = "earlier"


@dataclass(frozen=True)
class Table:
    """Counts of one reporter.

    Args:
        values: Whole counts by key, one code for each axis, `TOTAL` for the total. What is unknown
            or was not collected is left out.
        summed: For each axis, whether its parts add up to its total.
    """

    values: Mapping[Key, int]
    summed: tuple[bool, ...]


@dataclass(frozen=True)
class Release:
    """What somebody may have in his hands already.

    Args:
        values: The counts then.
        hidden: Which of them were hidden.
        keeps: Whether what it hid stays hidden where it has not changed.
    """

    values: Mapping[Key, int]
    hidden: frozenset[Key]
    keeps: bool = False


@dataclass(frozen=True)
class Reader:
    """A class of readers, with everything released to it before.

    Args:
        threshold: Counts from 1 to below it are kept from this reader.
        earlier: Releases of the same table that this reader has, corrected ones too.
    """

    threshold: int
    earlier: tuple[Release, ...] = ()


@dataclass
class Suppression:
    """What to hide, why, and the proof for each hidden count and reader.

    `unprotected` are the small counts for which no shift exists because of what was released
    before; a release with any of them must not go out.
    """

    hidden: dict[Key, Reason] = field(default_factory=dict)
    proofs: dict[tuple[int, int, Key], Shift] = field(default_factory=dict)
    unprotected: tuple[Key, ...] = ()

    @property
    def is_safe(self):
        return not self.unprotected


def suppress(table, readers, *, threshold):
    """Return what must be hidden in a table before it is released.

    Args:
        table: The counts to release.
        readers: Those who will be able to read the release, with what they have already.
        threshold: The threshold of this release.

    Raises:
        ValueError: A count is negative or no whole number, or the threshold is too low.
    """
    refuse_odd(table, threshold)
    found = Suppression()
    for key, value in table.values.items():
        if 0 < value < threshold and not known(key, value, readers):
            found.hidden[key] = Reason.PRIMARY
    kept = {key for reader in readers for key in hidden_before(table, reader)}
    for key in sorted(kept - set(found.hidden)):
        found.hidden[key] = Reason.EARLIER
    searches = [Search(table, reader, found) for reader in readers]
    failed = protect_all(searches, found)
    clear_unneeded(searches, found, kept)
    found.unprotected = tuple(sorted(failed | unproved(searches, found)))
    return found


def unproved(searches, found):
    """Return the counts that have no proof in the end, whatever went on before."""
    return {
        key
        for place, search in enumerate(searches)
        for version, key in search.to_protect()
        if (place, version, key) not in found.proofs
    }


def known(key, value, readers):
    """Whether every reader has seen this very count already; hiding it would change nothing."""
    return all(
        any(shows(release, key, value) for release in reader.earlier) for reader in readers
    ) and bool(readers)


def shows(release, key, value):
    return release.values.get(key) == value and key not in release.hidden


def hidden_before(table, reader):
    """Counts that an earlier release hid and none showed, if they are what they were."""
    for release in filter(attrgetter("keeps"), reader.earlier):
        for key in release.hidden:
            value = table.values.get(key)
            same = value and value == release.values.get(key)
            if same and not any(shows(other, key, value) for other in reader.earlier):
                yield key


def protect_all(searches, found):
    """Hide more until each hidden count has a proof for each reader; return those without one."""
    failed: set[Key] = set()
    while True:
        before = len(found.hidden)
        for place, search in enumerate(searches):
            for version, key in search.to_protect():
                if (place, version, key) in found.proofs or key in failed:
                    continue
                shift = search.best(version, key, may_hide=True)
                if shift is None:
                    failed.add(key)
                    continue
                search.keep(place, shift)
        if len(found.hidden) == before:
            return failed


def clear_unneeded(searches, found, kept):
    """Show again what turned out not to be needed, the dearest first."""
    spare = [key for key, why in found.hidden.items() if why is Reason.COMPLEMENTARY]
    for key in sorted(spare, key=lambda one: (-weight(one), one)):
        if key not in kept:
            show_if_unneeded(key, searches, found)


def show_if_unneeded(key, searches, found):
    """Show one count if all others can be proved without it."""
    reason = found.hidden.pop(key)
    fresh = {}
    for proof, shift in found.proofs.items():
        place, version, other = proof
        if key not in shift.signs or 0 not in shift.versions or (version, other) == (0, key):
            continue
        again = searches[place].best(version, other, may_hide=False)
        if again is None:
            found.hidden[key] = reason
            return
        fresh[proof] = again
    found.proofs.update(fresh)
    for place in range(len(searches)):
        found.proofs.pop((place, 0, key), None)


class Search:
    """Looks for shifts in one table as one reader sees it. Version 0 is the release at hand."""

    def __init__(self, table, reader, found):
        self.threshold = reader.threshold
        self.summed = table.summed
        self.found = found
        told = [table.values, *(release.values for release in reader.earlier)]
        self.places = [
            sorted({key[axis] for values in told for key in values})
            for axis in range(len(table.summed))
        ]
        self.versions = [completed(values, self.places, table.summed) for values in told]
        # What follows from the rest but is no count of the table: nobody has to hide it.
        self.implied = set(self.versions[0]) - set(table.values)
        self.hidden_then = [
            release.hidden | (set(values) - set(release.values))
            for release, values in zip(reader.earlier, self.versions[1:], strict=True)
        ]
        self.told_then = [frozenset(release.values) for release in reader.earlier]
        self.most = [max(values.values(), default=1) or 1 for values in self.versions]
        self.sums = [sums_of(values, table.summed) for values in self.versions]

    def is_small(self, version, key):
        return 0 < self.versions[version][key] < self.threshold

    def to_protect(self):
        """Hidden counts of this release, and small ones of earlier releases that changed since."""
        for key in order(self.found.hidden, self.versions[0]):
            if not self.is_told(0, key):
                yield 0, key
        for version in range(1, len(self.versions)):
            for key in sorted(self.hidden_then[version - 1]):
                if self.is_open_still(version, key) and not self.is_told(version, key):
                    yield version, key

    def is_open_still(self, version, key):
        """Whether a count of an earlier release is small and says something of its own."""
        counted = key in self.told_then[version - 1]
        return counted and self.is_small(version, key) and self.differs(0, version, key)

    def is_told(self, version, key):
        """Whether another release shows this very count to the reader."""
        value = self.versions[version][key]
        return any(
            self.versions[other].get(key) == value and key not in self.hidden_then[other - 1]
            for other in range(1, len(self.versions))
            if other != version
        )

    def differs(self, one, other, key):
        first, second = self.versions[one].get(key), self.versions[other].get(key)
        return first is None or second is None or first != second

    def best(self, version, key, *, may_hide):
        """Return the cheapest shift that proves a count, or None.

        In a table with gaps a corner may stand in sums that the count itself does not; there the
        axes are taken in other orders too. Where no shift reaches from 1 to the threshold, which
        gaps and earlier releases can cause, one of the same width is taken.
        """
        self.version, self.target, self.may_hide = version, key, may_hide
        self.value = self.versions[version][key]
        self.of_parts = is_sum(key, self.sums[version])
        self.cheapest, self.shift = float("inf"), None
        orders = list(permutations(range(len(self.summed))))
        rules = (self.of_parts, True) if may_hide else (self.of_parts,)
        for self.asks_width_alone, axes in product(rules, orders):
            self.grow(axes, {key: 1}, ENDLESS, self.value - 1, self.price(key))
            if self.shift:
                break
        return self.shift

    def price(self, key):
        return 0.0 if self.version else self.price_now(key)

    def price_now(self, key):
        if self.is_hidden(key):
            return 0.0
        return weight(key) + self.versions[0][key] / self.most[0]

    def is_hidden(self, key):
        return key in self.found.hidden or key in self.implied

    def grow(self, axes, signs, up, down, price):
        """Add one more axis to the box, in every way that can still become the cheapest."""
        if price >= self.cheapest:
            return
        if not axes:
            self.finish(signs, up, down, price)
            return
        axis = axes[0]
        bound = [key for key in signs if line(key, axis) in self.sums[self.version]]
        if not bound:
            self.grow(axes[1:], signs, up, down, price)
            return
        own = self.target[axis]
        for place in self.places[axis]:
            if place != own:
                self.widen(axes, place, bound, signs, (up, down, price))

    def widen(self, axes, place, bound, signs, so_far):
        """Take in the corners at another place of the axis, if all of them can shift.

        Only counts that stand in a sum along the axis are `bound` to have such a corner.
        """
        up, down, price = so_far
        axis = axes[0]
        flips = 1 if TOTAL in (place, self.target[axis]) else -1
        wider = dict(signs)
        for key in bound:
            sign = signs[key]
            corner = (*key[:axis], place, *key[axis + 1 :])
            value = self.versions[self.version].get(corner, 0)
            if not value or not self.can_hide(corner):
                return
            if sign * flips > 0:
                down = min(down, value - 1)
            else:
                up = min(up, value - 1)
            wider[corner] = sign * flips
            price += self.price(corner)
            if price >= self.cheapest:
                return
        if self.is_wide(up, down):
            self.grow(axes[1:], wider, up, down, price)

    def can_hide(self, key):
        if self.version:
            return key in self.hidden_then[self.version - 1]
        return self.may_hide or self.is_hidden(key)

    def is_wide(self, up, down):
        return wide_enough(self.value, up, down, self.threshold, summed=self.asks_width_alone)

    def finish(self, signs, up, down, price):
        """Let other versions move along where they share an unchanged count with this one."""
        moving = self.moving_along(signs)
        if moving is None or not all(keeps_sums(signs, self.sums[one]) for one in moving):
            return
        for version in moving - {self.version}:
            values = self.versions[version]
            for key, sign in signs.items():
                if sign > 0:
                    down = min(down, values[key] - 1)
                else:
                    up = min(up, values[key] - 1)
                if version == 0:
                    price += self.price_now(key)
        if self.is_wide(up, down) and price < self.cheapest:
            self.cheapest = price
            self.shift = Shift(signs, down, up, frozenset(moving))

    def moving_along(self, signs):
        """Return the versions that must shift together, or None if one of them cannot."""
        moving, looked = {self.version}, set()
        while moving - looked:
            version = min(moving - looked)
            looked.add(version)
            for other in range(len(self.versions)):
                if other in moving or all(self.differs(version, other, key) for key in signs):
                    continue
                if not all(self.can_shift(other, key) for key in signs):
                    return None
                moving.add(other)
        return moving

    def can_shift(self, version, key):
        if not self.versions[version].get(key):
            return False
        if version:
            return key in self.hidden_then[version - 1]
        return self.may_hide or self.is_hidden(key)

    def keep(self, place, shift):
        """Hide what a shift needs and note it as the proof of every count in it."""
        if 0 in shift.versions:
            for key in set(shift.signs) - self.implied:
                self.found.hidden.setdefault(key, Reason.COMPLEMENTARY)
        # The count it was looked for may have got it by the rule of width alone.
        self.found.proofs[place, self.version, self.target] = shift
        for version in shift.versions:
            for key in shift.signs:
                if (place, version, key) not in self.found.proofs and self.proves(
                    shift, version, key
                ):
                    self.found.proofs[place, version, key] = shift

    def proves(self, shift, version, key):
        """Whether a shift made for another count is wide enough for this one too."""
        value = self.versions[version][key]
        down, up = (shift.down, shift.up) if shift.signs[key] > 0 else (shift.up, shift.down)
        summed = is_sum(key, self.sums[version])
        return wide_enough(value, up, down, self.threshold, summed=summed)
