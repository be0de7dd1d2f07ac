"""How rooms ask the case-data guard: about a text, a file's parts, a letter that came in."""

from dataclasses import dataclass
from itertools import chain

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from coordination import case_data
from coordination.case_data import Finding
from coordination.models import User


@dataclass(frozen=True)
class Place:
    """Findings in one part of a file: a page, a sheet, the comments."""

    name: str
    findings: list[Finding]


def find(text):
    """Return what looks like data of a person; telephones that the desk knows are an office's."""
    found = case_data.find(text)
    if not any(finding.kind == "phone" for finding in found):
        return found
    offices = office_numbers()
    return [
        finding
        for finding in found
        if finding.kind != "phone" or nine_digits(text[finding.start : finding.end]) not in offices
    ]


def office_numbers():
    """Return the last nine digits of every telephone that the desk knows to be an office's."""
    own = User.objects.exclude(phone="").values_list("phone", flat=True)
    rooms = (import_string(path)() for path in settings.OFFICE_TELEPHONES)
    return {nine_digits(number) for number in chain(own, *rooms)}


def nine_digits(text):
    return "".join(sign for sign in text if sign.isdecimal())[-9:]


def find_in_parts(parts):
    """Return the places of a file where something was found.

    Args:
        parts: Pairs `(place, text)` as `file_contents.parts_of` gives them.
    """
    looked = (Place(name, find(text)) for name, text in parts)
    return [place for place in looked if place.findings]


def sentence(places):
    """Say what was found and where; the data themselves are never repeated."""
    told = case_data.sentence([finding for place in places for finding in place.findings])
    named = [f"{place.name}: {kinds(place.findings)}" for place in places if place.name]
    if not named:
        return told
    return _("%(told)s Where: %(places)s.") % {"told": told, "places": "; ".join(named)}


def kinds(findings):
    return ", ".join(dict.fromkeys(finding.label for finding in findings))


def without_case_data(text):
    """Return a text with what was found taken out, for words that arrive without a person."""
    return case_data.neutral(text, find(text))
