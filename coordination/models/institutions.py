"""Institutions and the territory they belong to."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.choices import InstitutionKind, InstitutionLevel
from coordination.querysets import InstitutionQuerySet


class Voivodeship(models.Model):
    """One of the sixteen voivodeships, keyed by its TERYT code."""

    teryt = models.CharField("TERYT", max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=40, unique=True)
    seat = models.CharField(_("seat of the voivode"), max_length=60)
    office = models.CharField(_("voivodeship office"), max_length=120)

    class Meta:
        ordering = ["teryt"]
        verbose_name = _("voivodeship")

    def __str__(self):
        return self.name


class Institution(models.Model):
    """A body that sits in teams; closed rather than deleted, renamed without losing its past."""

    name = models.CharField(_("name"), max_length=250)
    short = models.CharField(_("abbreviation"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=InstitutionKind)
    level = models.CharField(_("level"), max_length=12, choices=InstitutionLevel)
    voivodeship = models.ForeignKey(
        Voivodeship, models.PROTECT, null=True, blank=True, verbose_name=_("voivodeship")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("superior institution"),
    )
    mail_domains = models.CharField(
        _("mail domains"), max_length=250, blank=True, help_text=_("Separated by spaces.")
    )
    active_from_on = models.DateField(_("active from"), null=True, blank=True)
    active_until_on = models.DateField(_("active until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("institution")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "level", "voivodeship"],
                name="institution_name_is_used_once_per_voivodeship",
                violation_error_message=_("An institution of this name already exists there."),
            ),
            models.UniqueConstraint(
                fields=["name", "level"],
                condition=Q(voivodeship__isnull=True),
                name="institution_name_is_used_once_nationally",
                violation_error_message=_("An institution of this name already exists there."),
            ),
            models.CheckConstraint(
                condition=Q(active_until_on__isnull=True)
                | Q(active_from_on__isnull=True)
                | Q(active_until_on__gte=F("active_from_on")),
                name="institution_ends_after_it_begins",
                violation_error_message=_("An institution cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("coordination:institution-detail", args=[self.pk])

    @property
    def short_name(self):
        return self.short or self.name


class InstitutionName(models.Model):
    """A name that an institution carried until a day; the present name is on the institution."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="former_names")
    name = models.CharField(_("name"), max_length=250)
    short = models.CharField(_("abbreviation"), max_length=60, blank=True)
    until_on = models.DateField(_("until"))

    class Meta:
        ordering = ["until_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "until_on"], name="institution_changes_name_once_a_day"
            )
        ]

    def __str__(self):
        return self.name
