"""Words that fields of the statistics part of the reports room may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CountingUnit(models.TextChoices):
    """What one unit of a figure is; figures of different units are never compared or added."""

    POTENTIAL_VICTIM = "potential_victim", _("potential victim")
    IDENTIFIED_VICTIM = "identified_victim", _("identified victim")
    INJURED_PARTY = "injured_party", _("injured party in proceedings")
    KCIK_CLIENT = "kcik_client", _("client of KCIK")
    PROTECTED_PERSON = "protected_person", _("person in the support programme")
    SUSPECT = "suspect", _("suspect")
    CONVICTED = "convicted", _("person convicted")
    PROCEEDING = "proceeding", _("proceeding")
    DECISION = "decision", _("administrative decision")
    QUESTIONNAIRE = "questionnaire", _("identification questionnaire")
    CONSULTATION = "consultation", _("consultation")
    INSPECTION = "inspection", _("inspection")
    TRAINING = "training", _("training")
    OTHER = "other", pgettext_lazy("counting unit", "other, as the card says")


class TableState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("data table", "being designed")
    READY = "ready", pgettext_lazy("data table", "ready for rounds")
    RETIRED = "retired", pgettext_lazy("data table", "retired")


class RoundState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("round", "in preparation")
    OPEN = "open", pgettext_lazy("round", "open")
    CLOSED = "closed", pgettext_lazy("round", "closed")


class ReturnState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("statistical return", "not begun")
    DRAFT = "draft", pgettext_lazy("statistical return", "being filled in")
    PREPARED = "prepared", pgettext_lazy("statistical return", "ready, waits for the signatory")
    FILED = "filed", pgettext_lazy("statistical return", "filed, waits for the secretary")
    RETURNED = "returned", pgettext_lazy("statistical return", "returned for correction")
    ACCEPTED = "accepted", pgettext_lazy("statistical return", "accepted")


# What the reporter still writes; none of these counts as filed.
BEING_FILLED_IN = [
    ReturnState.WAITING,
    ReturnState.DRAFT,
    ReturnState.PREPARED,
    ReturnState.RETURNED,
]
# What readers outside the institution may rely on.
RETURN_FILED = [ReturnState.FILED, ReturnState.ACCEPTED]


class ReturnAct(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("act on a return", "said to be ready")
    FILED = "filed", pgettext_lazy("act on a return", "filed")
    RETURNED = "returned", pgettext_lazy("act on a return", "returned for correction")
    ACCEPTED = "accepted", pgettext_lazy("act on a return", "accepted")


class CellState(models.TextChoices):
    """Empty is not zero: zero is said, and unknown and not collected stay apart (design §4.10)."""

    NUMBER = "number", _("a number")
    ZERO = "zero", _("zero")
    UNKNOWN = "unknown", _("unknown")
    NOT_COLLECTED = "not_collected", _("not collected")
