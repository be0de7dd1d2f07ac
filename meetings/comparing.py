"""What changed between two versions of minutes, paragraph by paragraph, as one reader has them."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from coordination.text_changes import Piece, pieces


@dataclass(frozen=True)
class Change:
    """One paragraph, decision or task that differs; the numbers are those of each version."""

    heading: str
    before_number: str
    after_number: str
    pieces: tuple[Piece, ...]


def changes(before, after):
    """Return what differs between two readings' facts, in the order of the later one.

    Items are matched by their block, which stays when they are moved. What is reserved for the
    reader has no words in either and so never differs.
    """
    old = {item["block"]: item for item in before["items"] if item["block"] is not None}
    new_keys = {item["block"] for item in after["items"]}
    found = []
    for item in after["items"]:
        was = old.get(item["block"]) or {"paragraphs": [], "decisions": [], "actions": []}
        if not item["is_reserved"]:
            found += of_item(item["heading"], was, item)
    for key, item in old.items():
        if key not in new_keys:
            gone = {"paragraphs": [], "decisions": [], "actions": []}
            found += of_item(item["heading"], item, gone)
    return found


def of_item(heading, was, now):
    """Compare the lines of one item: its paragraphs, decisions and tasks."""
    old, new = lines_of(was), lines_of(now)
    found = []
    matcher = SequenceMatcher(a=[text for _n, text in old], b=[text for _n, text in new])
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind != "equal":
            found += paired(heading, old[a1:a2], new[b1:b2])
    return found


def lines_of(item):
    numbered = [(one["number"], one["text"]) for one in item["paragraphs"]]
    return numbered + [("", text) for text in [*item["decisions"], *item["actions"]]]


def paired(heading, old, new):
    """Set replaced lines against each other in order; the rest was added or dropped."""
    found = []
    for place in range(max(len(old), len(new))):
        before_number, before = old[place] if place < len(old) else ("", "")
        after_number, after = new[place] if place < len(new) else ("", "")
        found.append(Change(heading, before_number, after_number, pieces(before, after)))
    return found
