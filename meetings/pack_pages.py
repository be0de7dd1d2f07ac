"""The page that stands in one PDF for a document that is none: what it is and where to find it."""

import io

from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.translation import gettext as _

from meetings import papers


def facts_of(title, version, name_in_zip):
    """Gather what the page says, in the active language.

    Args:
        title: Its bookmark: the item's number and the title.
        version: The version that is discussed.
        name_in_zip: The name under which the ZIP of the same meeting holds it.
    """
    digest = version.sha256
    return {
        "title": title,
        "lang": translation.get_language(),
        "says": _(
            "This document is not a PDF, so its pages are not here. You find it unchanged in the "
            "ZIP of the same meeting and, one by one, on the page of the meeting."
        ),
        "details": [
            [_("File"), version.file_name],
            [_("Name in the ZIP"), name_in_zip],
            [_("Kind"), version.media_type],
            [_("Size"), filesizeformat(version.size)],
        ],
        "sum_heading": _("SHA-256, to compare it with the file you have"),
        "sum": [digest[:32], digest[32:]],
        "label": _("Handling: %(label)s") % {"label": version.document.get_label_display()},
    }


def page_for(title, version, name_in_zip, language):
    """Return the page as a tagged PDF, a file in memory."""
    with translation.override(language):
        facts = facts_of(title, version, name_in_zip)
    return io.BytesIO(papers.typeset("other_file.typ", facts))
