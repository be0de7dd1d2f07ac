"""Numbers of chapters and tasks as they are printed: "I.9", "III.1a", "II.1-4".

The text stays as it is; beside it stands a key of digits and dots alone, in groups of one width,
so that every database and every collation sorts it as people expect.
"""

import re

from coordination.polish_collation import LETTERS

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
WELL_FORMED = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
PIECE = re.compile(r"\d+|[^\W\d_]+")
UNNUMBERED = "999999"
HIGHEST = 899_999
LONGEST = 20


def roman(text):
    """Return the value of a Roman numeral, or None when it is none."""
    if not text or not WELL_FORMED.fullmatch(text):
        return None
    values = [ROMAN[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


def letter_rank(letter):
    """Return the place of a letter after all numbers: Polish letters in their own order."""
    known = LETTERS.find(letter)
    return 900_000 + (known if known >= 0 else 100 + min(ord(letter), 90_000))


def sort_key(number):
    """Return the key by which a printed number sorts; things without a number come last.

    Args:
        number: The number as printed; a first piece in capitals is read as a Roman numeral.
    """
    pieces = PIECE.findall(number)[:LONGEST]
    key = []
    for place, piece in enumerate(pieces):
        value = roman(piece) if place == 0 else None
        if piece.isdecimal():
            value = min(int(piece), HIGHEST)
        if value is not None:
            key.append(value)
        else:
            key += [letter_rank(letter) for letter in piece.lower()]
    return ".".join(f"{one:06d}" for one in key[:LONGEST]) or UNNUMBERED
