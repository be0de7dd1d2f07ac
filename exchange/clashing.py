"""Two people at one text: whoever saves later is told, and loses nothing (design §4, rule 8)."""

from django.utils.translation import gettext_lazy as _

from coordination.refusals import Refused


class Overtaken(Refused):
    message = _("Somebody has changed this meanwhile. What you wrote is kept below; compare both.")


def refuse_overtaken(revision, based_on):
    """Refuse what was written from an older text than the one that stands now.

    Args:
        revision: The number of the text that stands, read under a lock.
        based_on: The number of the text from which the writer began.

    Raises:
        Overtaken: They are not the same.
    """
    if revision != based_on:
        raise Overtaken
