"""The case-data guard: the desk is no case system, and no text or file may describe a person.

It runs locally and looks for identifiers with their checksums (PESEL, identity card, passport,
bank account), for telephones of people, and for a name beside words such as "ofiara".
How often it is right is measured on a corpus of the project's own (`guard_measuring`).
"""

from django.utils.translation import gettext as _

from coordination import case_numbers
from coordination.case_findings import Finding
from coordination.case_names import names

__all__ = ["Finding", "find", "neutral", "sentence", "warning"]

# Blanks and dashes as word processors write them, each one sign long.
PLAIN_SIGNS = str.maketrans("\u00a0\u2007\u202f\u2009\u2010\u2011\u2012\u2013", "    ----")


def find(text):
    """Return what looks like data of a person, in the order of the text.

    Rooms ask `guarding.find`, which also knows the telephones of offices.
    """
    plain = text.translate(PLAIN_SIGNS)
    looks = (
        case_numbers.pesels,
        case_numbers.cards,
        case_numbers.passports,
        case_numbers.accounts,
        case_numbers.telephones,
        names,
    )
    return without_overlaps([finding for look in looks for finding in look(plain)])


def without_overlaps(found):
    """Keep the first finding of any piece of text; of two that begin together, the surer kind."""
    kept = []
    for finding in sorted(found, key=lambda finding: finding.start):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept


def sentence(findings):
    """Say in one sentence what was found, quoting only the beginning of each."""
    kinds = ", ".join(dict.fromkeys(finding.label for finding in findings))
    advice = " ".join(dict.fromkeys(finding.advice for finding in findings))
    return _(
        "This looks like data of a person: %(kinds)s. The desk keeps no case data. %(advice)s"
    ) % {"kinds": kinds, "advice": advice}


def warning(kinds):
    """Say which kinds of case data a letter seems to hold; nothing if there are none."""
    labels = {
        "pesel": _("a PESEL number"),
        "card": _("an identity card number"),
        "passport": _("a passport number"),
        "account": _("a bank account number"),
        "phone": _("a telephone number of a person"),
        "name": _("a name beside a word such as “victim”"),
    }
    return ", ".join(labels[kind] for kind in kinds)


def neutral(text, findings):
    """Return the text with what was found taken out, so that its writer can read it anew."""
    pieces, at = [], 0
    for finding in findings:
        left_out = _("[name left out]") if finding.kind == "name" else _("[number left out]")
        pieces += [text[at : finding.start], left_out]
        at = finding.end
    return "".join([*pieces, text[at:]])
