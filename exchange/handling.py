"""What a label asks of whoever reads, in sentences; TLP 2.0 in the words of the teams."""

from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel

RULES = {
    HandlingLabel.PUBLIC: [_("You may pass it on to anybody and publish it.")],
    HandlingLabel.TEAMS: [
        _("You may pass it on within the teams and the institutions that sit in them."),
        _("Do not publish it."),
    ],
    HandlingLabel.UNITS: [
        _("You may pass it on within your institution and its units to those who need it to act."),
        _("Do not pass it on to other institutions; ask the source to share it further."),
    ],
    HandlingLabel.INSTITUTIONS: [
        _("It stays within the addressed institutions, with those who need it to act."),
        _("Do not pass it on to units or to other institutions; ask the source to share it."),
    ],
    HandlingLabel.PERSONS: [
        _("It is for you alone: do not pass it on, copy it or print it."),
        _("It cannot be downloaded. The page carries your name."),
    ],
}


def rules_of(label):
    """Return the sentences that are printed at a thing of this label."""
    return RULES[HandlingLabel(label)]
