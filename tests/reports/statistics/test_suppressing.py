"""Nobody can work out a hidden count, with every release in his hands and a solver beside him."""

import random
from itertools import product
from math import prod

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.statistics.shifts import is_sum, sums_of, wide_enough
from reports.statistics.suppressing import (
    TOTAL,
    Reader,
    Reason,
    Release,
    Table,
    suppress,
)
from tests.reports.statistics.attacker import Attacker

SEEDS = st.integers(min_value=0, max_value=10**9)


def with_totals(parts, summed):
    """Add the totals of every axis that adds up."""
    values: dict = {}
    for key, value in parts.items():
        for cover in product(*[(False, True) if adds else (False,) for adds in summed]):
            total = tuple(TOTAL if hide else code for hide, code in zip(cover, key, strict=True))
            values[total] = values.get(total, 0) + value
    return values


def drawn(chance, *, gaps=True):
    """A random table of one to three axes, sparse or full, with gaps in some."""
    sizes = [chance.randint(1, 5) for _axis in range(chance.randint(1, 3))]
    summed = tuple(chance.random() < 0.85 for _size in sizes)
    empty, mean = chance.choice([0.1, 0.4, 0.7]), chance.choice([1.5, 6, 30])
    codes = [[str(place) for place in range(size)] for size in sizes]
    parts = {
        key: 0 if chance.random() < empty else int(chance.expovariate(1 / mean))
        for key in product(*codes)
    }
    values = with_totals(parts, summed)
    if gaps and chance.random() < 0.3:
        for key in chance.sample(sorted(values), len(values) // 8):
            del values[key]
    return Table(values, summed)


def axes(table):
    return range(len(table.summed))


def corrected(chance, table):
    """The same table with some parts put right, and its totals with them."""
    parts = {key: value for key, value in table.values.items() if TOTAL not in key}
    for key in chance.sample(sorted(parts), max(1, len(parts) // 5)):
        parts[key] = max(0, parts[key] + chance.choice([-3, -1, 1, 2, 12]))
    return Table(with_totals(parts, table.summed), table.summed)


def attacked(table, found, earlier, threshold, *, whole=False):
    """Assert that no hidden count of a release can be narrowed below what is promised.

    Of a whole table that nobody has seen before, small parts may be anything below the threshold.
    """
    hidden = set(found.hidden)
    releases = [(table.values, hidden, table.summed)]
    releases += [(one.values, one.hidden, table.summed) for one in earlier]
    attacker = Attacker(releases)
    sums = sums_of(table.values, table.summed)
    for key in sorted(hidden):
        value = table.values[key]
        if any(one.values.get(key) == value and key not in one.hidden for one in earlier):
            continue
        low, high = attacker.range_of(0, key)
        down, up = value - low, threshold * 10 if high is None else high - value
        summed = not whole or is_sum(key, sums)
        assert wide_enough(value, up, down, threshold, summed=summed), (key, value, low, high)


@settings(max_examples=1500, deadline=None)
@given(SEEDS)
def test_no_hidden_count_can_be_solved_within_one_release(seed):
    chance = random.Random(seed)
    table, threshold = drawn(chance), chance.choice([5, 10])

    found = suppress(table, [Reader(threshold)], threshold=threshold)

    whole = len(table.values) == prod(
        len({key[axis] for key in table.values}) for axis in axes(table)
    )
    assert found.is_safe or not whole
    if found.is_safe:
        attacked(table, found, [], threshold, whole=whole)


@settings(max_examples=1000, deadline=None)
@given(SEEDS)
def test_no_hidden_count_can_be_solved_with_earlier_releases_of_it(seed):
    chance = random.Random(seed)
    first = drawn(chance, gaps=False)
    before = suppress(first, [Reader(10)], threshold=10)
    earlier = Release(first.values, frozenset(before.hidden), keeps=True)
    table = corrected(chance, first)

    found = suppress(table, [Reader(10, (earlier,))], threshold=10)

    if found.is_safe:
        attacked(table, found, [earlier], 10)


@settings(max_examples=700, deadline=None)
@given(SEEDS)
def test_public_and_team_releases_together_give_nothing_away(seed):
    """Teams read both; what each hid for its own reasons must not open the other."""
    chance = random.Random(seed)
    table = drawn(chance)
    team = suppress(table, [Reader(5)], threshold=5)
    for_teams = Release(table.values, frozenset(team.hidden))

    found = suppress(table, [Reader(10), Reader(5, (for_teams,))], threshold=10)

    if found.is_safe:
        attacked(table, found, [], 10)
        both = {key for key in found.hidden if key in team.hidden}
        attacker = Attacker(
            [
                (table.values, set(found.hidden), table.summed),
                (table.values, team.hidden, table.summed),
            ]
        )
        for key in sorted(both):
            low, high = attacker.range_of(0, key)
            assert high is None or high - low >= 3, (key, low, high)


@settings(max_examples=500, deadline=None)
@given(SEEDS)
@example(27275)
def test_tables_that_share_totals_are_protected_together(seed):
    """Two tables by region, one by age and one by sex, are one table with gaps."""
    chance = random.Random(seed)
    people = {
        (region, age, sex): int(chance.expovariate(1 / 5))
        for region, age, sex in product("abcd", "mno", "kl")
    }
    whole = with_totals(people, (True, True, True))
    linked = {key: value for key, value in whole.items() if TOTAL in key[1:]}
    table = Table(linked, (True, True, True))

    found = suppress(table, [Reader(10)], threshold=10)

    assert found.is_safe
    attacked(table, found, [], 10)


def row(**values):
    return Table(
        {(key if key != "total" else TOTAL,): value for key, value in values.items()}, (True,)
    )


def test_a_small_count_takes_another_or_the_total_with_it():
    table = row(a=3, b=40, c=55, total=98)

    found = suppress(table, [Reader(10)], threshold=10)

    assert found.hidden == {("a",): Reason.PRIMARY, ("b",): Reason.COMPLEMENTARY}


def test_zeros_are_shown_and_protect_nothing():
    table = row(a=3, b=0, total=3)

    found = suppress(table, [Reader(10)], threshold=10)

    assert set(found.hidden) == {("a",), (TOTAL,)}


def test_two_small_counts_that_fill_a_shown_total_are_not_enough():
    """9 + 9 = 18: if both are known to be small, both are known."""
    table = row(a=9, b=9, c=0, total=18)

    found = suppress(table, [Reader(10)], threshold=10)

    shift = found.proofs[0, 0, ("a",)]
    assert shift.down >= 8


def test_what_was_shown_before_cannot_be_hidden_and_the_release_is_refused():
    """A first release showed everything but one count; a total that is told later betrays it."""
    values = {("a",): 3, ("b",): 40, (TOTAL,): 43}
    earlier = Release(values, frozenset({("a",)}))

    found = suppress(Table(values, (True,)), [Reader(10, (earlier,))], threshold=10)

    assert found.unprotected == (("a",),)


def test_a_count_hidden_before_stays_hidden():
    values = {("a",): 3, ("b",): 40, ("c",): 50, (TOTAL,): 93}
    earlier = Release(values, frozenset({("a",), ("c",)}), keeps=True)

    found = suppress(Table(values, (True,)), [Reader(10, (earlier,))], threshold=10)

    assert found.hidden == {("a",): Reason.PRIMARY, ("c",): Reason.EARLIER}


def test_a_table_without_small_counts_is_shown_whole():
    assert suppress(row(a=10, b=0, total=10), [Reader(10)], threshold=10).hidden == {}


@pytest.mark.parametrize("odd", [-1, 2.5, True])
def test_odd_counts_are_refused(odd):
    with pytest.raises(ValueError, match="count"):
        suppress(Table({("a",): odd}, (True,)), [Reader(10)], threshold=10)


def test_a_threshold_that_hides_nothing_is_refused():
    with pytest.raises(ValueError, match="threshold"):
        suppress(row(a=1), [Reader(2)], threshold=2)
