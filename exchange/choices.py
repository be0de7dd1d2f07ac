"""Words that fields of the exchange room may hold."""

from django.db import models
from django.utils.translation import pgettext_lazy

from coordination.choices import HandlingLabel

# Whoever belongs to a team or an institution reads these; the others go to addressees only.
OPEN_LABELS = [HandlingLabel.PUBLIC, HandlingLabel.TEAMS]
# Whom one may choose under each label (design §4.2).
ADDRESSABLE = {
    HandlingLabel.PUBLIC: {"teams"},
    HandlingLabel.TEAMS: {"teams"},
    HandlingLabel.UNITS: {"teams", "institutions", "groups", "persons"},
    HandlingLabel.INSTITUTIONS: {"institutions", "groups", "persons"},
    HandlingLabel.PERSONS: {"persons"},
}
# The words of these may stand in a letter; of all others only the label and a link go out.
TEXT_MAY_TRAVEL = OPEN_LABELS


class PostKind(models.TextChoices):
    INFORMATION = "information", pgettext_lazy("post", "information")
    WARNING = "warning", pgettext_lazy("post", "warning")
    GOOD_PRACTICE = "good_practice", pgettext_lazy("post", "good practice")
    DOCUMENT = "document", pgettext_lazy("post", "document")
    QUESTION = "question", pgettext_lazy("post", "question")


class PostState(models.TextChoices):
    """A sent post that was corrected stays sent; its revisions say so."""

    DRAFT = "draft", pgettext_lazy("post", "draft")
    SENT = "sent", pgettext_lazy("post", "sent")
    RECALLED = "recalled", pgettext_lazy("post", "recalled")
    ARCHIVED = "archived", pgettext_lazy("post", "archived")


READABLE_STATES = [PostState.SENT, PostState.RECALLED, PostState.ARCHIVED]


class ShareState(models.TextChoices):
    """What became of the wish that a post go further than its label says."""

    ASKED = "asked", pgettext_lazy("wish to share", "waits for the source")
    GRANTED = "granted", pgettext_lazy("wish to share", "granted")
    REFUSED = "refused", pgettext_lazy("wish to share", "refused")


class Pace(models.TextChoices):
    """How soon a person is told of new posts of a kind."""

    AT_ONCE = "at_once", pgettext_lazy("pace", "at once")
    DAILY = "daily", pgettext_lazy("pace", "once a day")
    WEEKLY = "weekly", pgettext_lazy("pace", "once a week")
    IN_APP = "in_app", pgettext_lazy("pace", "in the desk only")


class GroupAct(models.TextChoices):
    """What was done to a group of addressees."""

    FOUNDED = "founded", pgettext_lazy("group of addressees", "made")
    RENAMED = "renamed", pgettext_lazy("group of addressees", "renamed")
    ADDED = "added", pgettext_lazy("group of addressees", "added")
    REMOVED = "removed", pgettext_lazy("group of addressees", "taken out")
    CLOSED = "closed", pgettext_lazy("group of addressees", "closed")
