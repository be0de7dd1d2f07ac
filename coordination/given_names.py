"""First names as Polish bends them, so that the case-data guard knows a person from a place."""

import csv
from pathlib import Path

from django.conf import settings

LIST = Path(settings.BASE_DIR) / "data" / "given_names.csv"
SOFTENED = {
    "k": "ce", "g": "dze", "r": "rze", "t": "cie", "d": "dzie", "ł": "le", "n": "nie",
    "s": "sie", "z": "zie", "w": "wie", "m": "mie", "b": "bie", "p": "pie", "f": "fie",
}  # fmt: skip


def bent_woman(name):
    """Return the forms of a name ending in -a other than its first one."""
    stem = name[:-1]
    softened = stem[:-1] + SOFTENED[stem[-1]] if stem[-1] in SOFTENED else f"{stem}y"
    forms = {f"{stem}y", f"{stem}i", f"{stem}ę", f"{stem}ą", softened}
    if stem.endswith("j"):
        forms.add(f"{stem[:-1]}i")
    if stem.endswith("i"):
        forms.add(f"{stem}i")
        forms.add(stem)
    return forms


def bent_man(name):
    """Return the forms of a man's name other than its first one."""
    if name.endswith(("y", "i")) and not name.endswith("ai"):
        return {f"{name.rstrip('y')}{ending}" for ending in ("ego", "emu", "ym", "m")}
    if name.endswith("o"):
        return {f"{name[:-1]}{ending}" for ending in ("a", "i", "ę", "ą", "owi", "em")}
    stem = name
    if name.endswith(("ek", "eł")):
        stem = f"{name[:-2]}{name[-1]}"
    forms = {f"{stem}{ending}" for ending in ("a", "owi", "em", "iem", "u", "ie")}
    if stem[-1] in SOFTENED:
        forms.add(stem[:-1] + SOFTENED[stem[-1]])
    return forms


def all_forms():
    """Return `(first forms, bent forms)` in small letters, from the list of names."""
    first, bent = set(), set()
    with LIST.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = row["name"].lower()
            first.add(name)
            bent |= bent_forms(name, row["bends_as"])
    return frozenset(first), frozenset(bent)


def bent_forms(name, bends_as):
    """Return the forms of a name in small letters other than its first one."""
    if bends_as == "man":
        return bent_man(name)
    if bends_as == "woman" and name.endswith("a"):
        return bent_woman(name)
    return {name}  # bent by nobody: its one form is every case


FIRST_FORMS, BENT_FORMS = all_forms()


def is_given_name(word):
    return word.lower() in FIRST_FORMS or word.lower() in BENT_FORMS


def is_first_form_only(word):
    """Whether a name stands in the nominative and cannot be read as any other case."""
    return word.lower() in FIRST_FORMS and word.lower() not in BENT_FORMS
