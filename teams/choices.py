"""Words that fields of the teams room may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TeamLevel(models.TextChoices):
    NATIONAL = "national", _("national team")
    VOIVODESHIP = "voivodeship", _("voivodeship team")
    WORKING_GROUP = "working_group", _("working group")


class SeatStanding(models.TextChoices):
    """What a seat may do at a meeting."""

    VOTING = "voting", pgettext_lazy("seat", "voting")
    ADVISORY = "advisory", pgettext_lazy("seat", "advisory")
    OBSERVER = "observer", pgettext_lazy("seat", "observer")


class Capacity(models.TextChoices):
    """In what capacity a person fills a seat."""

    HOLDER = "holder", _("representative")
    DEPUTY = "deputy", _("deputy")


class RoleName(models.TextChoices):
    CHAIR = "chair", _("chair")
    DEPUTY_CHAIR = "deputy_chair", _("deputy chair")
    SECRETARY = "secretary", _("secretary")
    COORDINATOR = "coordinator", _("coordinator")


class QuorumRule(models.TextChoices):
    """How many of the seats that count must be present."""

    NONE = "none", _("no quorum required")
    HALF = "half", _("at least half of the seats")
    MORE_THAN_HALF = "more_than_half", _("more than half of the seats")
    NUMBER = "number", _("a fixed number of seats")


class DecisionRule(models.TextChoices):
    CONSENSUS = "consensus", _("consensus, vote when it fails")
    SIMPLE = "simple", _("simple majority")
    ABSOLUTE = "absolute", _("absolute majority")


class DeputyRule(models.TextChoices):
    """Who may come in place of a representative."""

    APPOINTED = "appointed", _("appointed deputies only")
    AUTHORISED = "authorised", _("a person with a written authorisation")


class ServiceKind(models.TextChoices):
    OFFER = "offer", _("what is offered")
    CONDITION = "condition", _("condition of entry")
    AREA = "area", _("task area")
    AIM = "aim", _("aim")
