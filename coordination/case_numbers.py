"""Numbers that lead to one person: PESEL, documents, bank accounts, telephones.

Checksums tell them from case signs and registry numbers. Where the text says what a number is
("PESEL", "paszport"), a wrong checksum is a slip of the pen and the number is found all the same.
"""

import re

from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.pl import pesel

from coordination.case_findings import Finding
from coordination.case_names import MANY, ROLE

DIGITS = re.compile(r"(?<![\d/.-])\d(?:[ -]?\d){10}(?![\d/]|[.-]\d)")
CALLED_PESEL = re.compile(r"(?i)pesel\w*[\s:=-]*(?:nr|numer)?[\s:=.-]*$")
CARD = re.compile(r"\b([A-Z]{3}(?=[ -]?\d)|[a-z]{3}(?=\d))[ -]?(\d{6})\b")
CALLED_CARD = re.compile(r"(?i)\b(?:dow[oó]d\w*|dow\.)(?:\s+\w+\.?){0,4}[\s:,-]*$")
PASSPORT = re.compile(r"\b([A-Z]{2}(?=[ -]?\d)|[a-z]{2}(?=\d))[ -]?(\d{7})\b")
# Passports of other countries have no checksum of ours; the word itself has to stand near.
CALLED_PASSPORT = re.compile(
    r"(?i:\bpaszport\w*|\bpassport)(?:[ ]+[^\W\d]{1,14}\.?){0,4}[ :,]*"
    r"(?<![A-Za-z])((?=[A-Z0-9]{0,6}\d{3})[A-Z0-9]{1,4}[ -]?\d{5,8}[A-Z]?)\b"
)
ACCOUNT = re.compile(r"(?<![\dA-Z])(?:PL[ ]?)?\d{2}(?:[ ]?\d{4}){6}(?!\d)")
MOBILE = re.compile(
    r"(?<![\d/.-])(?:(?:\+|00)48[ -]?)?(?:45|50|51|53|57|60|66|69|72|73|78|79|88)"
    r"\d(?:(?:[ -]?\d{3}){2}|(?:\.\d{3}){2}|(?:[ -]\d{2}){3})(?![\d/]|[ .-]\d)"
)
# With the country's code, ten digits at least: a round sum after a plus sign is no telephone.
FOREIGN = re.compile(
    r"(?<![\w+/.-])(?:\+|00)(?!48|0)(?=(?:[ -]?\d){10})\d{1,3}(?:[ -]?\(?\d{2,4}\)?){2,5}(?![\d/])"
)
LANDLINE = re.compile(
    r"(?<![\w+/.-])(?:(?:\+|00)48[ -]?)?\(?[1-9]\d\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}(?![\d/]|[ -]\d)"
)
OFFICE_WORDS = re.compile(
    r"(?i)\b(?:sekretaria\w*|dyżur\w*|infolini\w*|central\w*|kancelari\w*|recepcj\w*|biur\w*|urz[ąę]d\w*|"
    r"komend\w*|komisaria\w*|punkt\w*|telefon\w* zaufania|służbow\w*|wydzia\w*|fundacj\w*|"
    r"stowarzyszeni\w*|ośrod\w*|placówk\w*|kcik|straż\w*|prokuratur\w*|sąd\w*|inspektor\w*|konsulat\w*|"
    r"ambasad\w*|całodobow\w*|rzeczni\w*|poradni\w*|faks\w*|zespoł\w*|office|hotline|helpline)\b"
)
PERSON_WORDS = re.compile(
    r"(?i)\b(?:prywatn\w*|jej|jego|niej|nim|nią|matk\w*|ojc\w*|ojciec|siostr\w*|brat\w*|córk\w*|syn\w*|"
    r"koleżan\w*|koleg\w*|mąż|męż\w*|żon\w*|kobiet\w*|mężczyzn\w*|zgłaszając\w*|pośredni\w*|"
    r"werbując\w*)\b"
)
REGISTRY = re.compile(
    r"(?i)\b(?:regon|nip|krs|isbn|issn|nr sprawy|znak|sygn(?:atur\w*)?|ds|l\.dz|poz|licencj\w*|"
    r"parti\w*|cpv|tabel\w*|faktur\w*|wniosk\w*)\b[.: ]*(?:nr|numer|akt)?[.: ]*$"
)
COUNTED = re.compile(
    r"(?i)^[ ]?(?:zł\w*|pln|eur\w*|euro|usd|osób|osoby|sztuk|egz\w*|mln|tys|km|m2|rekord\w*|"
    r"wpis\w*|wiersz\w*|ludzi|mieszkań\w*|dolar\w*|koron|funt\w*|hektar\w*|ulotek|przypadk\w*)\b"
)
LOOK_BACK = 70


def pesels(text):
    for match in DIGITS.finditer(text):
        called = CALLED_PESEL.search(text[max(0, match.start() - 25) : match.start()])
        if called or pesel.is_valid(re.sub(r"\D", "", match[0])):
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
    for match in CARD.finditer(text):
        called = CALLED_CARD.search(text[max(0, match.start() - 50) : match.start()])
        if called or card_is_valid(match[1], match[2]):
            yield Finding(
                "card", *match.span(), _("an identity card number"), _("Leave the number out.")
            )


def passports(text):
    for match in PASSPORT.finditer(text):
        if passport_is_valid(match[1], match[2]):
            yield passport(*match.span())
    for match in CALLED_PASSPORT.finditer(text):
        yield passport(*match.span(1))


def passport(start, end):
    return Finding("passport", start, end, _("a passport number"), _("Leave the number out."))


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
            if not (is_other_number(text, match) or is_of_office(text, match)):
                yield telephone(match, label)
    for match in LANDLINE.finditer(text):
        if is_of_person(text, match):
            yield telephone(match, _("a telephone number of a person"))


def telephone(match, label):
    advice = _("Give the number of an office, or leave it out.")
    return Finding("phone", *match.span(), label, advice)


def before(text, match):
    """Return what stands before a number in its own sentence."""
    start = max(0, match.start() - LOOK_BACK)
    return re.split(r"(?<=\w{4}[.!?])\s+(?=[A-ZŁŚŻ])|\n\s*\n", text[start : match.start()])[-1]


def is_other_number(text, match):
    """Whether the text says that this is a registry number, a sum or a count."""
    if REGISTRY.search(text[max(0, match.start() - 30) : match.start()]):
        return True
    return bool(COUNTED.match(text[match.end() : match.end() + 10]))


def last_place(pattern, words):
    return max((found.end() for found in pattern.finditer(words)), default=-1)


def last_role(words):
    """Return where the last word for one person of a case ends; many have no number."""
    ends = [found.end() for found in ROLE.finditer(words) if not MANY.match(found[0])]
    return max(ends, default=-1)


def is_of_office(text, match):
    """Whether words of an office lead to the number, and no word of a person after them."""
    words = before(text, match)
    office = last_place(OFFICE_WORDS, words)
    person = max(last_place(PERSON_WORDS, words), last_role(words))
    return office > person


def is_of_person(text, match):
    """Whether a word for a person of a case leads to the number, and no office after it."""
    words = before(text, match)
    return last_role(words) > last_place(OFFICE_WORDS, words)
