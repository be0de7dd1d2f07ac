"""Words that fields of the ground floor may hold; imported by every room, imports none."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HandlingLabel(models.TextChoices):
    """Who may see a thing, widest first; TLP 2.0 stands beside the Polish words (design §4.2)."""

    PUBLIC = "public", _("public (TLP:CLEAR)")
    TEAMS = "teams", _("all teams (TLP:GREEN)")
    UNITS = "units", _("addressees and their units (TLP:AMBER)")
    INSTITUTIONS = "institutions", _("addressed institutions only (TLP:AMBER+STRICT)")
    PERSONS = "persons", _("named persons only (TLP:RED)")


LABEL_ORDER = [label.value for label in HandlingLabel]
READING_IS_AUDITED = {HandlingLabel.UNITS, HandlingLabel.INSTITUTIONS, HandlingLabel.PERSONS}


def is_wider(label, than):
    """Say whether one handling label lets more people read than another."""
    return LABEL_ORDER.index(label) < LABEL_ORDER.index(than)


class Language(models.TextChoices):
    POLISH = "pl", _("Polish")
    ENGLISH = "en", _("English")


class InstitutionKind(models.TextChoices):
    MINISTRY = "ministry", _("ministry")
    CENTRAL_OFFICE = "central_office", _("central office")
    VOIVODE_OFFICE = "voivode_office", _("voivodeship office")
    POLICE = "police", _("Police")
    BORDER_GUARD = "border_guard", _("Border Guard")
    PROSECUTION = "prosecution", _("prosecution service")
    COURT = "court", _("court")
    LABOUR_INSPECTION = "labour_inspection", _("labour inspection")
    CUSTOMS = "customs", _("customs")
    MUNICIPAL_GUARD = "municipal_guard", _("municipal guard")
    LOCAL_GOVERNMENT = "local_government", _("local government")
    SOCIAL_SERVICES = "social_services", _("social assistance")
    CRISIS_INTERVENTION = "crisis_intervention", _("crisis intervention")
    EMPLOYMENT_OFFICE = "employment_office", _("employment office")
    EDUCATION = "education", _("education")
    OMBUDSMAN = "ombudsman", _("ombudsman")
    INTERNATIONAL = "international_org", _("international organisation")
    NGO = "ngo", _("non-governmental organisation")


class InstitutionLevel(models.TextChoices):
    NATIONAL = "national", _("national")
    VOIVODESHIP = "voivodeship", _("voivodeship")


class PostRole(models.TextChoices):
    """What a person may do for an institution."""

    CONTRIBUTOR = "contributor", _("contributor")
    SIGNATORY = "signatory", _("signatory")
    ADMINISTRATOR = "administrator", _("institution administrator")


class DeliveryState(models.TextChoices):
    """Where an outgoing mail stands; `unsure` means the server may have taken it (quality R1)."""

    PENDING = "pending", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    UNSURE = "unsure", _("sent, unconfirmed")
    BOUNCED = "bounced", _("returned")
    GATHERED = "gathered", _("sent together with others")


class IncomingOutcome(models.TextChoices):
    """What became of a letter that came in; nothing is ever dropped (design §4.6)."""

    NEW = "new", _("not read yet")
    ACCEPTED = "accepted", _("answer recorded")
    COUNTER = "counter", _("another time proposed")
    REPEATED = "repeated", _("repeated, changed nothing")
    STALE = "stale", _("about an earlier version, changed nothing")
    QUARANTINED = "quarantined", _("sender not confirmed, waits for the secretary")
    UNDECIDED = "undecided", _("the words need the secretary's decision")
    BOUNCE = "bounce", _("returned mail")
    AUTOMATIC = "automatic", _("automatic reply, changed nothing")
    UNREADABLE = "unreadable", _("not understood, waits for the secretary")


class ScanResult(models.TextChoices):
    NOT_SCANNED = "not_scanned", _("not scanned for viruses")
    CLEAN = "clean", _("scanned, clean")
