"""Whatever is moved where, an agenda keeps each of its tokens once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.agenda_order import (
    ITEM,
    SECTION,
    MovedBehindItself,
    PlaceIsGone,
    block_of,
    is_section,
    moved_behind,
    moved_down,
    moved_up,
    places,
)

lines = st.lists(st.sampled_from([ITEM, SECTION]), min_size=1, max_size=12).map(
    lambda kinds: [(kind, number) for number, kind in enumerate(kinds)]
)
A, B, C = (ITEM, 1), (ITEM, 2), (ITEM, 3)
ONE, TWO = (SECTION, 1), (SECTION, 2)


@given(lines, st.data())
def test_a_move_loses_and_doubles_nothing(line, data):
    token = data.draw(st.sampled_from(line))
    behind = data.draw(st.sampled_from([None, *line]))
    try:
        new = moved_behind(line, token, behind)
    except MovedBehindItself:
        assert behind in block_of(line, token)
        return
    assert sorted(new) == sorted(line)
    assert block_of(new, token)[0] == token
    if is_section(token):
        assert block_of(new, token) == block_of(line, token)


@given(lines, st.data())
def test_up_and_down_again_is_where_it_was(line, data):
    token = data.draw(st.sampled_from(line))
    up = moved_up(line, token)
    assert sorted(up) == sorted(line)
    if up != line:
        assert moved_down(up, token) == line
    down = moved_down(line, token)
    if down != line:
        assert moved_up(down, token) == line


@given(lines)
def test_numbers_have_no_gaps_and_sections_hold_what_follows_them(line):
    items, sections = places(line)
    assert sorted(number for number, _section in items.values()) == list(range(1, len(items) + 1))
    assert sorted(sections.values()) == list(range(1, len(sections) + 1))
    for section in sections:
        held = [key for kind, key in block_of(line, (SECTION, section)) if kind == ITEM]
        assert held == [key for key, (_number, own) in items.items() if own == section]


def test_an_item_crosses_a_heading_step_by_step():
    assert moved_down([A, ONE, B], A) == [ONE, A, B]
    assert moved_up([A, ONE, B], B) == [A, B, ONE]


def test_a_section_moves_with_its_items():
    assert moved_up([A, ONE, B, TWO, C], TWO) == [A, TWO, C, ONE, B]
    assert moved_behind([A, ONE, B, TWO, C], ONE, C) == [A, TWO, C, ONE, B]
    assert moved_behind([A, ONE, B, TWO, C], TWO, None) == [A, TWO, C, ONE, B]


def test_nothing_stands_behind_itself():
    with pytest.raises(MovedBehindItself):
        moved_behind([A, B], A, A)
    with pytest.raises(MovedBehindItself):
        moved_behind([ONE, A, TWO], ONE, A)


def test_a_place_that_is_gone_is_said_so():
    for call in (
        lambda: moved_behind([A], A, B),
        lambda: moved_behind([A], B, A),
        lambda: moved_up([A], B),
        lambda: moved_down([A], B),
    ):
        with pytest.raises(PlaceIsGone):
            call()
