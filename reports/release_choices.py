"""Words that fields of releases may hold."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Audience(models.TextChoices):
    """To whom a table is released; the threshold of small counts depends on it (design §4.10)."""

    PUBLIC = "public", pgettext_lazy("release", "the public")
    TEAMS = "teams", pgettext_lazy("release", "members of the teams")


THRESHOLDS = {Audience.PUBLIC: 10, Audience.TEAMS: 5}
HIGHEST_THRESHOLD = 100


class ReleaseState(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("release", "being prepared")
    IN_REVIEW = "in_review", pgettext_lazy("release", "with two reviewers")
    OBJECTED = "objected", pgettext_lazy("release", "objected to")
    RELEASED = "released", pgettext_lazy("release", "released")


CAN_BE_PREPARED = [ReleaseState.PREPARED, ReleaseState.OBJECTED]


class Verdict(models.TextChoices):
    APPROVED = "approved", pgettext_lazy("release", "approves")
    OBJECTED = "objected", pgettext_lazy("release", "objects")


class ShownState(models.TextChoices):
    """What a reader sees of a cell; each in words and never mixed up with another."""

    NUMBER = "number", pgettext_lazy("released figure", "number")
    ZERO = "zero", pgettext_lazy("released figure", "zero")
    UNKNOWN = "unknown", pgettext_lazy("released figure", "unknown")
    NOT_COLLECTED = "not_collected", pgettext_lazy("released figure", "not collected")
    HIDDEN = "hidden", pgettext_lazy("released figure", "hidden")
    NONE = "none", pgettext_lazy("released figure", "no information")
