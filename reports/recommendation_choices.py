"""Words of recommendations that others have given to the country."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.choices import HandlingLabel

RECOMMENDATION_LABELS = [HandlingLabel.PUBLIC, HandlingLabel.TEAMS]


class Body(models.TextChoices):
    GRETA = "greta", pgettext_lazy("body", "GRETA (Council of Europe)")
    EU = "eu", pgettext_lazy("body", "European Union")
    TIP = "tip", pgettext_lazy("body", "TIP Report (United States)")
    NIK = "nik", pgettext_lazy("body", "Supreme Audit Office (NIK)")
    RPO = "rpo", pgettext_lazy("body", "Commissioner for Human Rights (RPO)")
    OTHER = "other", pgettext_lazy("body", "another body")


SHORT = {
    Body.GRETA: "GRETA",
    Body.EU: "UE",
    Body.TIP: "TIP",
    Body.NIK: "NIK",
    Body.RPO: "RPO",
}


class Strength(models.TextChoices):
    """How strongly it is worded; GRETA's own ladder is "urges", "considers", "invites"."""

    URGES = "urges", pgettext_lazy("strength", "urges")
    CALLS = "calls", pgettext_lazy("strength", "calls on")
    RECOMMENDS = "recommends", pgettext_lazy("strength", "recommends")
    CONSIDERS = "considers", pgettext_lazy("strength", "considers that it should")
    INVITES = "invites", pgettext_lazy("strength", "invites")


class AnswerState(models.TextChoices):
    """Where our own answer stands; silence is no information, never "nothing was done"."""

    NONE = "none", _("no information")
    PREPARING = "preparing", pgettext_lazy("answer to a recommendation", "being prepared")
    PARTLY = "partly", pgettext_lazy("answer to a recommendation", "answered in part")
    ANSWERED = "answered", pgettext_lazy("answer to a recommendation", "answered")
    DECLINED = "declined", pgettext_lazy("answer to a recommendation", "not accepted")


SETTLED_ANSWERS = [AnswerState.ANSWERED, AnswerState.DECLINED]
