"""Paragraphs of minutes with a handling label of their own, as they stand in the text.

A paragraph that fewer may read than its item begins with a mark, "[TLP:AMBER+STRICT]", or with
one that names institutions, "[TLP:AMBER+STRICT: KWP; PIP]". The mark travels with the paragraph
through every revision, clash and comparison, and no second record of it can disagree. TLP 2.0 is
the same in every language; people choose the label by its words.
"""

import re
from dataclasses import dataclass, replace

from coordination.choices import HandlingLabel, is_wider

TLP = {
    HandlingLabel.PUBLIC: "CLEAR",
    HandlingLabel.TEAMS: "GREEN",
    HandlingLabel.UNITS: "AMBER",
    HandlingLabel.INSTITUTIONS: "AMBER+STRICT",
    HandlingLabel.PERSONS: "RED",
}
LABELS = {code: label for label, code in TLP.items()}
MARK = re.compile(
    r"\[TLP:\s*(CLEAR|GREEN|AMBER\+STRICT|AMBER|RED)\s*(?::([^\]\n]*))?\][ \t]*\n?", re.IGNORECASE
)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its label, "" for the item's, who is named, and the words."""

    text: str
    label: str = ""
    readers: tuple[str, ...] = ()

    @property
    def is_reserved(self):
        return self.label != "" or bool(self.readers)


def split(text):
    """Return the paragraphs of a text: what empty lines part."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    return [paragraph_of(part.strip()) for part in parts if part.strip()]


def paragraph_of(part):
    """Read one paragraph; what only looks like a mark is text."""
    found = MARK.match(part)
    if found is None:
        return Paragraph(part)
    names = tuple(name.strip() for name in (found[2] or "").split(";") if name.strip())
    return Paragraph(part[found.end() :].strip(), LABELS[found[1].upper()], names)


def join(paragraphs):
    """Write paragraphs back as one text; `split` of it gives the same paragraphs."""
    return "\n\n".join(mark_of(one) + one.text for one in paragraphs)


def mark_of(paragraph):
    if not paragraph.label:
        return ""
    names = f": {'; '.join(paragraph.readers)}" if paragraph.readers else ""
    return f"[TLP:{TLP[HandlingLabel(paragraph.label)]}{names}]\n"


def labelled(text, position, *, label, readers):
    """Return a text in which one paragraph carries another label and other readers."""
    paragraphs = split(text)
    paragraphs[position] = replace(
        paragraphs[position], label=label, readers=tuple(readers) if label else ()
    )
    return join(paragraphs)


def reworded(text, quoted, wording, position=None):
    """Return a text in which one paragraph has other words, or None where it is gone.

    Args:
        text: The text as it stands.
        quoted: The words of the paragraph as somebody read them.
        wording: What shall stand instead; its own empty lines make several paragraphs of it.
        position: Where it stood, counted from 0; looked at first, should words repeat.
    """
    paragraphs = split(text)
    places = [at for at, one in enumerate(paragraphs) if one.text == quoted]
    if not places:
        return None
    place = position if position in places else places[0]
    old = paragraphs[place]
    paragraphs[place : place + 1] = [replace(old, text=one.text) for one in split(wording)]
    return join(paragraphs)


@dataclass(frozen=True)
class Mistake:
    """What is wrong with the mark of one paragraph, counted from 1."""

    number: int
    kind: str
    name: str = ""


def mistakes(text, *, item_label, institutions):
    """Return what is wrong with the marks in a text.

    Args:
        text: The minutes of one item.
        item_label: The label of the item, or of its meeting where it has none.
        institutions: Short names of the institutions that may be named.
    """
    known = {name.casefold() for name in institutions}
    found = []
    for number, one in enumerate(split(text), start=1):
        if not one.label:
            continue
        if is_wider(one.label, than=item_label):
            found.append(Mistake(number, "wider"))
        if one.label == HandlingLabel.PERSONS and not one.readers:
            found.append(Mistake(number, "nobody"))
        found += [
            Mistake(number, "unknown", name) for name in one.readers if name.casefold() not in known
        ]
    return found
