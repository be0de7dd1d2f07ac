"""The national action plan (KPD): its editions and their structure, as far as sources tell."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PlanEdition(models.Model):
    """One edition of the plan. Years and adoption are apart: no edition covers 2019."""

    name = models.CharField(_("name"), max_length=250)
    year_from = models.PositiveSmallIntegerField(_("from year"))
    year_to = models.PositiveSmallIntegerField(_("to year"))
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopting_body = models.CharField(_("adopted by"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["-year_from"]
        verbose_name = _("edition of the plan")
        constraints = [
            models.UniqueConstraint(
                fields=["year_from", "year_to"], name="plan_years_are_used_once"
            ),
            models.CheckConstraint(
                condition=models.Q(year_to__gte=models.F("year_from")),
                name="plan_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reports:plan-detail", args=[self.pk])

    @property
    def years(self):
        return f"{self.year_from}–{self.year_to}"
