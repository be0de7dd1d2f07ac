"""The case-data guard: the desk is no case system, and no text or file may describe a person.

It runs locally and looks for identifiers with their checksums (PESEL, identity card, passport,
bank account), for mobile and foreign numbers, and for a name beside words such as "ofiara".
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.pl import pesel

DIGITS = re.compile(r"(?<![\d/.-])\d(?:[ -]?\d){10}(?![\d/]|[.-]\d)")
CARD = re.compile(r"\b([A-Z]{3}(?=[ -]?\d)|[a-z]{3}(?=\d))[ -]?(\d{6})\b")
PASSPORT = re.compile(r"\b([A-Z]{2}(?=[ -]?\d)|[a-z]{2}(?=\d))[ -]?(\d{7})\b")
ACCOUNT = re.compile(r"(?<![\dA-Z])(?:PL[ ]?)?\d{2}(?:[ ]?\d{4}){6}(?!\d)")
MOBILE = re.compile(
    r"(?<![\d/.-])(?:(?:\+|00)48[ -]?)?(?:45|50|51|53|57|60|66|69|72|73|78|79|88)"
    r"\d(?:[ -]?\d{3}){2}(?![\d/]|[ -]\d)"
)
# With the country's code, ten digits at least: a round sum after a plus sign is no telephone.
FOREIGN = re.compile(
    r"(?<![\w+/.-])(?:\+|00)(?!48|0)(?=(?:[ -]?\d){10})\d{1,3}(?:[ -]?\(?\d{2,4}\)?){2,5}(?![\d/])"
)
# Blanks and dashes as word processors write them, each one sign long.
PLAIN_SIGNS = str.maketrans("\u00a0\u2007\u202f\u2009\u2010\u2011\u2012\u2013", "    ----")
ROLE = (
    r"(?:ofiar\w*|pokrzywdzon\w*|poszkodowan\w*|podejrzan\w*|oskarżon\w*|skazan\w*|sprawc\w*|"
    r"świadk\w*|świadek|małoletni\w*|cudzoziemk\w*|cudzoziem(?:iec|c)\w*|victim|suspect)"
)
NAME = r"[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]{2,}\s+[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]{2,}(?:-[A-ZĄĆĘŁŃÓŚŹŻ]\w+)?"
PAST_WORDS = (
    r"(?:\s+(?:to|jest|była|był|pani|pan|p\.|o|imieniu|nazwisku|nazwiskiem|i|małoletnia|małoletni"
    r"))*"
)
NAMED = re.compile(rf"(?i:{ROLE}){PAST_WORDS}[\s:,–-]+({NAME})")
NAMED_BEFORE = re.compile(rf"({NAME})\s*(?:,|–|-|\()?\s*(?:jako\s+|jest\s+|to\s+)?(?i:{ROLE})\b")
BODY_WORDS = re.compile(
    r"(?i)^(?:handlu|handel|fundacj|stowarzyszen|krajow|polsk|europejsk|rzecznik|centrum|komend|"
    r"urząd|urzęd|minister|policj|straż|straż|prokuratur|sąd|dzie|dzień|międzynarod|rad|pomoc|la)\w*"
)


@dataclass(frozen=True)
class Finding:
    """Something that looks like case data: what, where, and what to write instead."""

    kind: str
    start: int
    end: int
    label: str
    advice: str


def find(text):
    """Return what looks like data of a person, in the order of the text.

    Args:
        text: Any text; files are read by `documents`.
    """
    plain = text.translate(PLAIN_SIGNS)
    looks = (pesels, cards, accounts, telephones, names)
    found = [finding for look in looks for finding in look(plain)]
    return sorted(without_overlaps(found), key=lambda finding: finding.start)


def without_overlaps(found):
    """Keep the first finding of any piece of text: the surer kinds come first."""
    kept = []
    for finding in found:
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return kept


def pesels(text):
    for match in DIGITS.finditer(text):
        if pesel.is_valid(re.sub(r"\D", "", match[0])):
            yield Finding("pesel", *match.span(), _("a PESEL number"), _("Leave the number out."))


def letters_value(letters):
    return [ord(letter) - 55 for letter in letters.upper()]


def card_is_valid(letters, digits):
    """Checksum of a Polish identity card: weights 7 3 1, the check digit is the first digit."""
    values = [*letters_value(letters), *map(int, digits)]
    weights = [7, 3, 1, 0, 7, 3, 1, 7, 3]
    return (
        sum(value * weight for value, weight in zip(values, weights, strict=True)) % 10 == values[3]
    )


def passport_is_valid(letters, digits):
    """Checksum of a Polish passport: weights 7 3 1 over all but the first digit, which checks."""
    values = [*letters_value(letters), *map(int, digits)]
    weights = [7, 3, 0, 1, 7, 3, 1, 7, 3]
    return (
        sum(value * weight for value, weight in zip(values, weights, strict=True)) % 10 == values[2]
    )


def cards(text):
    for pattern, valid, label in (
        (CARD, card_is_valid, _("an identity card number")),
        (PASSPORT, passport_is_valid, _("a passport number")),
    ):
        for match in pattern.finditer(text):
            if valid(match[1], match[2]):
                yield Finding("card", *match.span(), label, _("Leave the number out."))


def accounts(text):
    for match in ACCOUNT.finditer(text):
        number = re.sub(r"\W", "", match[0]).removeprefix("PL")
        try:
            iban.validate(f"PL{number}")
        except BadNumber:
            continue
        yield Finding(
            "account", *match.span(), _("a bank account number"), _("Leave the number out.")
        )


def telephones(text):
    for pattern, label in (
        (MOBILE, _("a mobile telephone number")),
        (FOREIGN, _("a foreign telephone number")),
    ):
        for match in pattern.finditer(text):
            yield Finding(
                "phone",
                *match.span(),
                label,
                _("Give the number of an office, or leave it out."),
            )


def names(text):
    for pattern in (NAMED, NAMED_BEFORE):
        for match in pattern.finditer(text):
            if not any(BODY_WORDS.match(word) for word in match[1].split()):
                yield Finding(
                    "name",
                    *match.span(1),
                    _("a name beside a word such as “victim”"),
                    _("Write for example “a person, whom the Police look after”."),
                )


def sentence(findings):
    """Say in one sentence what was found, quoting only the beginning of each."""
    kinds = ", ".join(dict.fromkeys(finding.label for finding in findings))
    advice = " ".join(dict.fromkeys(finding.advice for finding in findings))
    return _(
        "This looks like data of a person: %(kinds)s. The desk keeps no case data. %(advice)s"
    ) % {"kinds": kinds, "advice": advice}
