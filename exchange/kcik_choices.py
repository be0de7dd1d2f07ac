"""Words that fields of the KCIK desk may hold; each series names what it counts (design §4.10)."""

from django.db import models
from django.utils.translation import pgettext_lazy

# A count of one to four might point to a person; only who keeps the desk sees it (design §4.10).
SMALL = 5


class ConsultationKind(models.TextChoices):
    """What an institution wanted of KCIK; counted, never described."""

    CONSULTATION = "consultation", pgettext_lazy("KCIK", "consultation")
    ADMISSION = "admission", pgettext_lazy("KCIK", "request for support in the programme")
    SHELTER = "shelter", pgettext_lazy("KCIK", "request for a safe place")
    INTERPRETER = "interpreter", pgettext_lazy("KCIK", "request for an interpreter")
    TRAINING = "training", pgettext_lazy("KCIK", "request for training")
    OTHER = "other", pgettext_lazy("KCIK", "other request")


class Indicator(models.TextChoices):
    """A half-yearly series with its counting unit; series are never added up."""

    CONSULTATIONS = "consultations", pgettext_lazy("KCIK", "consultations of institutions")
    CLIENTS = "clients", pgettext_lazy("KCIK", "clients of KCIK")
    SHELTERED = "sheltered", pgettext_lazy("KCIK", "persons in the shelter")
    INTERVENTIONS = "interventions", pgettext_lazy("KCIK", "interventions")
    TRAININGS = "trainings", pgettext_lazy("KCIK", "trainings given")


class FigureState(models.TextChoices):
    """Zero, unknown and not collected are three different things."""

    NUMBER = "number", pgettext_lazy("figure", "number")
    ZERO = "zero", pgettext_lazy("figure", "zero")
    UNKNOWN = "unknown", pgettext_lazy("figure", "unknown")
    NOT_COLLECTED = "not_collected", pgettext_lazy("figure", "not collected")
