"""Paragraphs of minutes carry their label with them, whatever is done to the text."""

from hypothesis import given
from hypothesis import strategies as st

from coordination.choices import HandlingLabel
from meetings import paragraphs
from meetings.paragraphs import Paragraph

WORDS = (
    st.text(
        alphabet=st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]),
        min_size=1,
        max_size=60,
    )
    .map(str.strip)
    .filter(lambda text: text and not text.startswith("["))
)
NAMES = st.lists(st.sampled_from(["KWP", "PIP", "MUW Warszawa", "La Strada"]), max_size=3)
LABELS = st.sampled_from(HandlingLabel.values)
PLAIN = st.builds(Paragraph, text=WORDS)
MARKED = st.builds(
    Paragraph,
    text=WORDS,
    label=LABELS,
    readers=NAMES.map(lambda names: tuple(dict.fromkeys(names))),
)
TEXTS = st.lists(PLAIN | MARKED, max_size=8)


@given(TEXTS)
def test_a_text_is_its_paragraphs(parts):
    assert paragraphs.split(paragraphs.join(parts)) == parts


@given(TEXTS.filter(bool), LABELS, NAMES, st.integers(0, 7))
def test_labelling_one_paragraph_leaves_the_others_alone(parts, label, names, place):
    place %= len(parts)
    text = paragraphs.labelled(paragraphs.join(parts), place, label=label, readers=names)
    after = paragraphs.split(text)
    assert after[place] == Paragraph(parts[place].text, label, tuple(names))
    assert after[:place] + after[place + 1 :] == parts[:place] + parts[place + 1 :]


@given(TEXTS.filter(bool), WORDS, st.integers(0, 7))
def test_other_words_keep_the_label(parts, wording, place):
    place %= len(parts)
    text = paragraphs.reworded(paragraphs.join(parts), parts[place].text, wording, place)
    after = paragraphs.split(text)
    assert after[place] == Paragraph(wording, parts[place].label, parts[place].readers)
    assert len(after) == len(parts)


def test_words_that_are_gone_are_not_reworded():
    assert paragraphs.reworded("Jeden\n\nDwa", "Trzy", "Cztery") is None


def test_what_only_looks_like_a_mark_is_text():
    assert paragraphs.split("[uwaga] Tekst") == [Paragraph("[uwaga] Tekst")]


def test_marks_are_checked_against_the_item_and_the_roster():
    text = "\n\n".join(
        [
            "Zwykły",
            "[TLP:GREEN] Szerszy od punktu",
            "[TLP:RED] Dla nikogo",
            "[tlp:amber+strict: kwp; Nieznana] Dla dwóch",
        ]
    )
    found = paragraphs.mistakes(text, item_label=HandlingLabel.UNITS, institutions=["KWP", "PIP"])
    assert [(one.number, one.kind, one.name) for one in found] == [
        (2, "wider", ""),
        (3, "nobody", ""),
        (4, "unknown", "Nieznana"),
    ]
