"""Quorum, majority and tie on any numbers, without a database."""

from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from meetings import vote_counting
from meetings.choices import BallotResult, VoteWord
from meetings.vote_counting import Count, outcome
from teams.choices import DecisionRule

few = st.integers(0, 40)
counts = st.builds(Count, few, few, few)
rules = st.sampled_from(list(DecisionRule))
words = st.sampled_from([*VoteWord, ""])


@given(counts, few, few, rules, st.booleans(), words)
def test_without_a_quorum_nothing_is_decided(count, present, needed, majority, breaks, word):
    found = outcome(
        count,
        present=present,
        needed=needed,
        majority=majority,
        chair_breaks_tie=breaks,
        chair_word=word,
    )
    assert (found.result == BallotResult.NO_QUORUM) == (present < needed or count.cast == 0)


@given(counts, rules, st.booleans(), words)
def test_more_against_than_for_never_adopts(count, majority, breaks, word):
    assume(count.against > count.votes_for)
    found = outcome(
        count,
        present=9,
        needed=1,
        majority=majority,
        chair_breaks_tie=breaks,
        chair_word=word,
    )
    assert found.result == BallotResult.REJECTED


@given(counts, rules)
def test_one_more_vote_for_never_turns_an_adopted_text_down(count, majority):
    facts = {"present": 9, "needed": 5, "majority": majority}
    more = Count(count.votes_for + 1, count.against, count.abstained)
    if outcome(count, **facts).result == BallotResult.ADOPTED:
        assert outcome(more, **facts).result == BallotResult.ADOPTED


@given(counts)
def test_an_absolute_majority_is_a_simple_one_too(count):
    facts = {"present": 9, "needed": 5}
    if outcome(count, majority=DecisionRule.ABSOLUTE, **facts).result == BallotResult.ADOPTED:
        simple = outcome(count, majority=DecisionRule.SIMPLE, **facts)
        assert simple.result == BallotResult.ADOPTED


@given(counts)
def test_an_absolute_majority_is_more_than_half_of_the_votes_cast(count):
    assume(count.cast)
    found = outcome(count, present=1, needed=1, majority=DecisionRule.ABSOLUTE)
    assert (found.result == BallotResult.ADOPTED) == (2 * count.votes_for > count.cast)


@given(st.integers(1, 40), few, rules, st.booleans(), words)
def test_a_tie_is_decided_by_the_chair_alone_and_only_where_the_rules_say_so(
    even, abstained, majority, breaks, word
):
    count = Count(even, even, abstained)
    found = outcome(
        count, present=9, needed=1, majority=majority, chair_breaks_tie=breaks, chair_word=word
    )
    tie = majority != DecisionRule.ABSOLUTE or abstained == 0
    decided = tie and breaks and word in (VoteWord.FOR, VoteWord.AGAINST)
    assert found.by_chair == decided
    adopted = decided and word == VoteWord.FOR
    assert (found.result == BallotResult.ADOPTED) == adopted


@given(st.lists(st.sampled_from(list(VoteWord)), max_size=60))
def test_every_seat_counts_once(said):
    assert vote_counting.count_words(said).cast == len(said)


def closed(votes_for, against, abstained, *, needed=6, result=BallotResult.ADOPTED, **more):
    facts = {
        "votes_for": votes_for,
        "votes_against": against,
        "votes_abstained": abstained,
        "seats_present": votes_for + against + abstained,
        "seats_entitled": 12,
        "seats_needed": needed,
        "majority": DecisionRule.SIMPLE,
        "chair_word": "",
        "is_circular": True,
        "result": result,
    }
    return SimpleNamespace(**(facts | more))


@pytest.mark.parametrize(
    ("ballot", "said"),
    [
        (
            closed(7, 2, 1),
            "Przyjęto: za 7, przeciw 2, wstrzymało się 1; udział wzięło 10 z 12 uprawnionych "
            "miejsc, do kworum potrzeba 6; wymagana jest zwykła większość.",
        ),
        (
            closed(3, 0, 0, result=BallotResult.NO_QUORUM),
            "Nie rozstrzygnięto z braku kworum: za 3, przeciw 0, wstrzymało się 0; udział wzięło 3 "
            "z 12 uprawnionych miejsc, do kworum potrzeba 6; wymagana jest zwykła większość.",
        ),
        (
            closed(4, 4, 0, chair_word="for"),
            "Przyjęto: za 4, przeciw 4, wstrzymało się 0; udział wzięło 8 z 12 uprawnionych "
            "miejsc, do kworum potrzeba 6; równa liczba głosów, rozstrzygnął głos "
            "przewodniczącego.",
        ),
        (
            closed(5, 0, 1, majority=DecisionRule.CONSENSUS, needed=0),
            "Przyjęto: za 5, przeciw 0, wstrzymało się 1; udział wzięło 6 z 12 uprawnionych "
            "miejsc, kworum nie jest wymagane; nikt nie był przeciw.",
        ),
        (
            closed(1, 0, 0, is_circular=False, seats_present=8, seats_entitled=8, needed=5),
            "Przyjęto: za 1, przeciw 0, wstrzymało się 0; uprawnionych miejsc na posiedzeniu 8, "
            "oddanych głosów 1; do kworum obecnych 8, potrzeba 5; wymagana jest zwykła większość.",
        ),
        (
            closed(2, 1, 0, is_circular=False, seats_present=4, seats_entitled=4, needed=0),
            "Przyjęto: za 2, przeciw 1, wstrzymało się 0; uprawnionych miejsc na posiedzeniu 4, "
            "oddanych głosów 3; kworum nie jest wymagane; wymagana jest zwykła większość.",
        ),
        (
            closed(
                0,
                0,
                0,
                is_circular=False,
                seats_present=8,
                seats_entitled=8,
                needed=5,
                result=BallotResult.NO_QUORUM,
            ),
            "Nie rozstrzygnięto, bo nikt nie głosował: za 0, przeciw 0, wstrzymało się 0; "
            "uprawnionych miejsc na posiedzeniu 8, oddanych głosów 0; do kworum obecnych 8, "
            "potrzeba 5; wymagana jest zwykła większość.",
        ),
    ],
)
def test_one_polish_sentence_explains_the_result(ballot, said):
    with translation.override("pl"):
        assert vote_counting.sentence(ballot) == said
