"""Words that fields of the library and of the guidance pages may hold."""

from django.db import models
from django.utils.translation import pgettext_lazy

from coordination.choices import HandlingLabel


class ItemKind(models.TextChoices):
    """What an item of the library is."""

    PROCEDURE = "procedure", pgettext_lazy("library", "procedure")
    ALGORITHM = "algorithm", pgettext_lazy("library", "algorithm of conduct")
    TRAINING = "training", pgettext_lazy("library", "training material")
    CONTACTS = "contacts", pgettext_lazy("library", "contact list")
    TEMPLATE = "template", pgettext_lazy("library", "form or template")
    OTHER = "other", pgettext_lazy("library", "other material")


# A library is for a team or for all teams; what only some institutions may have is a post.
SHELVED_UNDER = [HandlingLabel.PUBLIC, HandlingLabel.TEAMS, HandlingLabel.UNITS]


class PageKind(models.TextChoices):
    """What a guidance page is about."""

    MECHANISM = "mechanism", pgettext_lazy("guidance", "National Referral Mechanism")
    PROGRAMME = "programme", pgettext_lazy("guidance", "KCIK programme")
    SIGNAL = "signal", pgettext_lazy("guidance", "I have a signal: what I do")
