"""The published rule: every line of it is reached, and it never decides anything."""

import pytest

from reports.choices import Answer, SelfRating
from reports.suggesting import RULE, Facts, suggest


def facts(*, is_continuous=False, **said):
    return Facts(is_continuous=is_continuous, **said)


CASES = [
    ("completion", facts(), "unknown", 1),
    ("completion", facts(is_continuous=True), "not_known", 1),
    ("completion", facts(answer=Answer.NO_ACTIVITY), "not_fulfilled", 2),
    ("completion", facts(is_continuous=True, answer=Answer.NOT_OURS), "not_carried_on", 2),
    (
        "completion",
        facts(answer=Answer.DONE, self_rating=SelfRating.NOT_BEGUN),
        "not_fulfilled",
        2,
    ),
    ("completion", facts(answer=Answer.DONE, self_rating=SelfRating.ACHIEVED), "fulfilled", 3),
    ("completion", facts(answer=Answer.DONE, measured=((10, 10),)), "fulfilled", 3),
    ("completion", facts(answer=Answer.AS_BEFORE), "under_way", 4),
    ("completion", facts(answer=Answer.DONE, measured=((10, 9),)), "under_way", 4),
    ("completion", facts(is_continuous=True, answer=Answer.AS_BEFORE), "carried_on", 5),
    (
        "completion",
        facts(is_continuous=True, answer=Answer.DONE, self_rating=SelfRating.BEHIND),
        "partly_carried_on",
        6,
    ),
    ("effect", facts(), "unknown", 7),
    ("effect", facts(measured=((10, 12), (5, 5))), "reached", 8),
    ("effect", facts(measured=((10, 12), (5, 0))), "partial", 9),
    ("effect", facts(measured=((10, 0),)), "none", 10),
    ("evidence", facts(documents=1, values=1), "sufficient", 11),
    ("evidence", facts(documents=1), "partial", 12),
    ("evidence", facts(activities=2), "partial", 12),
    ("evidence", facts(), "none", 13),
]


@pytest.mark.parametrize(("question", "about", "word", "line"), CASES)
def test_rule(question, about, word, line):
    assert suggest(about)[question] == (word, line)


def test_every_published_line_is_tried_here():
    assert {line for _question, _facts, _word, line in CASES} == set(RULE)
