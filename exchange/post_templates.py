"""What the text of a new post begins with, by kind: the questions its readers will ask."""

from django.utils.translation import gettext as _

from exchange.choices import PostKind


def questions_of(kind):
    """Return the headings under which a post of a kind is written, in the active language."""
    match kind:
        case PostKind.WARNING:
            return [_("What happens:"), _("Where:"), _("Since when:"), _("Whom to call:")]
        case PostKind.GOOD_PRACTICE:
            return [_("What we did:"), _("What came of it:"), _("Who can tell more:")]
        case PostKind.QUESTION:
            return [_("What we want to know:"), _("What for:"), _("Until when:")]
        case PostKind.DOCUMENT:
            return [_("What it is and whom it is for:"), _("What is new in it:")]
    return []


# Kinds whose text cannot be the bare template.
HEADINGS = {PostKind.WARNING, PostKind.GOOD_PRACTICE, PostKind.QUESTION, PostKind.DOCUMENT}


def text_of(kind):
    """Return the text with which a post of a kind begins."""
    return "\n\n".join(questions_of(kind))


def is_left_empty(text, kind):
    """Whether nothing was written beside the headings of the template."""
    left = text
    for heading in questions_of(kind):
        left = left.replace(heading, "")
    return not left.strip()
