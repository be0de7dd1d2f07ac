"""The order of the times: required people, then quorum, then willingness, then the earlier one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from meetings.choices import PollAnswerWord
from meetings.poll_ranking import ranked, tally

YES, MAYBE, NO = PollAnswerWord.YES, PollAnswerWord.IF_NEED_BE, PollAnswerWord.NO


@dataclass(frozen=True)
class Asked:
    pk: int
    seat_id: int | None = None
    counts_to_quorum: bool = True
    is_required: bool = False


@dataclass(frozen=True)
class Time:
    pk: int
    starts_at: datetime


TIMES = [Time(n, datetime(2026, 12, 1, 10, tzinfo=UTC) + timedelta(days=n)) for n in range(4)]
said = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 3)), st.sampled_from([YES, MAYBE, NO])
)
people = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=6).map(
    lambda marks: [Asked(n, n, counts, required) for n, (counts, required) in enumerate(marks)]
)


@given(people, said, st.integers(0, 6))
def test_every_time_is_ranked_once_and_what_is_better_comes_first(asked, words, needed):
    found = ranked(TIMES, asked, words, needed)
    assert sorted(one.slot.pk for one in found) == [0, 1, 2, 3]
    for better, worse in pairwise(found):
        assert len(better.missing) <= len(worse.missing)
        if better.missing == worse.missing == [] and len(better.undecided) == len(worse.undecided):
            assert better.has_quorum >= worse.has_quorum


@given(people, said)
def test_each_person_is_counted_once_for_each_time(asked, words):
    for time in TIMES:
        found = tally(time, asked, words, 3)
        assert found.yes + found.if_need_be + found.no + found.silent == len(asked)
        assert found.seats <= len(asked)


def test_a_required_person_outweighs_a_quorum():
    asked = [Asked(0, 0, is_required=True), *(Asked(n, n) for n in range(1, 5))]
    words = {(0, 0): YES, (0, 1): NO} | {(n, 1): YES for n in range(1, 5)}
    assert ranked(TIMES[:2], asked, words, 3)[0].slot.pk == 0


def test_a_quorum_outweighs_willingness():
    asked = [Asked(n, n) for n in range(3)]
    words = {(0, 0): YES, (0, 1): MAYBE, (1, 1): MAYBE}
    assert ranked(TIMES[:2], asked, words, 2)[0].slot.pk == 1


def test_fewest_if_need_be_then_most_yes_then_the_earlier():
    asked = [Asked(n, n) for n in range(2)]
    words = {(0, 0): MAYBE, (1, 0): YES, (0, 1): YES, (1, 1): YES, (0, 2): YES, (1, 2): YES}
    assert [one.slot.pk for one in ranked(TIMES[:3], asked, words, 2)] == [1, 2, 0]


def test_two_people_of_one_seat_are_one_seat():
    asked = [Asked(0, 7), Asked(1, 7)]
    assert tally(TIMES[0], asked, {(0, 0): YES, (1, 0): YES}, 2).seats == 1
