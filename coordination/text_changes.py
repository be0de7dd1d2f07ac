"""What changed between two versions of a text, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """Some words: `kind` is "same", "added" or "dropped"."""

    kind: str
    text: str


def pieces(before, after):
    """Return the words of both texts in one row, marked as kept, dropped or added."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    found = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(old[a1:a2])))
            continue
        if a2 > a1:
            found.append(Piece("dropped", "".join(old[a1:a2])))
        if b2 > b1:
            found.append(Piece("added", "".join(new[b1:b2])))
    return tuple(found)
