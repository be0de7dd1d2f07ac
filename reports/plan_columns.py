"""Columns of a table of tasks, however its head spells them."""

import re

NUMBER = re.compile(
    r"(?:(?:nr|numer|zadanie|lp\.?)\s*)?((?:[IVXLCDM]+|\d+)(?:[.\-/ ]?\d+)*\s?[a-zA-Z]?)[.)]?",
    re.ASCII,
)
# The first whose pattern is found in the heading wins; the order keeps "termin realizacji" from
# being taken for the manner.
PATTERNS = [
    ("number", r"^(lp\.?|l\.p\.?|nr|nr zadania|numer|numer zadania|number|no\.?|poz\.?)$"),
    ("subchapter", r"podrozdział|subchapter|sub-chapter"),
    ("chapter", r"rozdział|chapter|obszar|kierunek"),
    ("kind", r"^(rodzaj|rodzaj zadania|typ|typ zadania|kind|charakter)"),
    ("deadline", r"termin|deadline|czas realizacji|okres realizacji"),
    ("cooperating", r"współprac|wspólprac|współrealiz|cooperat|partner"),
    ("lead", r"odpowiedzial|wiodąc|realizator|wykonawc|koordynator|^lead|podmiot|instytucj"),
    ("unit", r"jednostka( miary)?$|^unit"),
    ("baseline", r"bazow|wyjściow|baseline"),
    ("target", r"docelow|target"),
    ("indicator", r"wskaźnik|miernik|indicator"),
    ("financing", r"finans|środki|koszt|budżet|financ"),
    ("priority", r"priorytet|priority"),
    ("manner", r"sposób|forma realizacji|opis|manner|działania"),
    ("title", r"zadani|nazwa|tytuł|treść|task|title"),
]
KINDS = {
    "jednorazowe": "one_off",
    "one-off": "one_off",
    "one_off": "one_off",
    "ciągłe": "continuous",
    "continuous": "continuous",
    "okresowe": "periodic",
    "cykliczne": "periodic",
    "periodic": "periodic",
}
YES = {"tak", "yes", "x", "1", "true", "priorytet", "p"}
NO = {"", "nie", "no", "0", "false", "-", "–"}


def column_of(heading):
    """Return our name of a column, or nothing where the heading is not known."""
    text = re.sub(r"\s+", " ", heading).strip().casefold()
    return next((name for name, pattern in PATTERNS if re.search(pattern, text)), "")


def number_in(text):
    """Return the printed number at the beginning of a cell and what follows it.

    "I.9. Upowszechnienie wiedzy" gives "I.9" and the rest; a cell without a number gives nothing.
    """
    stripped = text.strip()
    whole = NUMBER.fullmatch(stripped)
    if whole:
        return whole[1].replace(" ", ""), ""
    found = re.match(r"((?:[IVXLCDM]+|\d+)(?:\.\d+)*\.?\d*[a-z]?)[.)]?\s+(?=\S)", stripped)
    if found and re.search(r"\d", found[1]):
        return found[1].rstrip("."), stripped[found.end() :]
    return "", stripped
