"""How often the guard is right, and that it says so."""

import io

import pytest
from django.core.management import CommandError, call_command

from coordination import guard_measuring
from coordination.management.commands.measure_guard import CORPUS


def corpus(part):
    return guard_measuring.read(CORPUS / f"{part}.csv")


@pytest.mark.parametrize("part", ["tuning", "held_out"])
def test_guard_reaches_its_figures_on_each_part(part):
    tally = guard_measuring.measure(corpus(part))

    assert tally.recall >= guard_measuring.RECALL_WANTED
    assert tally.precision >= guard_measuring.PRECISION_WANTED


def test_each_kind_is_found_in_the_corpus_as_well_as_all_together():
    tally = guard_measuring.measure(corpus("tuning") + corpus("held_out"))

    assert tally.kinds == ["account", "card", "name", "passport", "pesel", "phone"]
    for kind in tally.kinds:
        recall, precision = tally.of_kind(kind)
        assert recall >= guard_measuring.RECALL_WANTED
        assert precision >= guard_measuring.PRECISION_WANTED


def test_corpus_is_large_and_half_of_it_is_harmless():
    sentences = corpus("tuning") + corpus("held_out")

    assert len(sentences) >= 400
    assert len({sentence for sentence, _kinds in sentences}) == len(sentences)
    harmless = sum(not kinds for _sentence, kinds in sentences)
    assert 0.45 <= harmless / len(sentences) <= 0.55


def test_tally_tells_what_was_missed_and_what_was_wrong():
    sentences = [
        ("Ofiara Anna Nowak zeznała.", ["name"]),
        ("Ofiara Anna Nowak zeznała.", []),
        ("Dzień dobry.", ["phone"]),
    ]

    tally = guard_measuring.measure(sentences)

    assert (dict(tally.right), dict(tally.wrong), dict(tally.missed)) == (
        {"name": 1},
        {"name": 1},
        {"phone": 1},
    )
    assert (tally.recall, tally.precision) == (0.5, 0.5)
    assert tally.of_kind("name") == (1.0, 0.5)


def test_command_prints_each_kind_and_the_whole():
    written = io.StringIO()

    call_command("measure_guard", stdout=written)

    lines = written.getvalue().splitlines()
    assert [line for line in lines if line.startswith("all:")] == [
        "all: 1010 sentences, 507 harmless"
    ]
    assert sum(line.strip().startswith("overall") for line in lines) == 3


def test_command_says_when_there_is_no_corpus(tmp_path):
    with pytest.raises(CommandError, match="no corpus"):
        call_command("measure_guard", corpus=tmp_path)
