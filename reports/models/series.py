"""Figures that others have published, as they stand in print, each with its source."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.release_querysets import PublishedSeriesQuerySet


def in_language(row, name):
    """Return the Polish or the English wording of a field."""
    return getattr(row, f"{name}_en" if get_language() == "en" else f"{name}_pl")


class PublishedSeries(models.Model):
    """What one reporter published about one thing; never added to what another reporter counts."""

    key = models.SlugField(max_length=120, unique=True)
    reporter = models.CharField(max_length=80)
    reporter_pl = models.CharField(max_length=150)
    reporter_en = models.CharField(max_length=150)
    indicator = models.CharField(max_length=80)
    title_pl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    unit_pl = models.CharField(max_length=80)
    unit_en = models.CharField(max_length=80)
    counted_pl = models.CharField(max_length=250)
    counted_en = models.CharField(max_length=250)
    voivodeship = models.ForeignKey(
        "coordination.Voivodeship", models.PROTECT, null=True, blank=True, related_name="+"
    )
    break_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note_pl = models.CharField(max_length=500, blank=True)
    note_en = models.CharField(max_length=500, blank=True)

    objects = PublishedSeriesQuerySet.as_manager()

    class Meta:
        ordering = ["reporter_pl", "title_pl"]
        verbose_name = _("published series")
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "indicator", "unit"], name="series_is_of_one_reporter_once"
            )
        ]

    def __str__(self):
        return f"{self.title} – {self.reporter_name}"

    def get_absolute_url(self):
        return reverse("reports:series", args=[self.key])

    @property
    def title(self):
        return in_language(self, "title")

    @property
    def reporter_name(self):
        return in_language(self, "reporter")

    @property
    def unit_name(self):
        return in_language(self, "unit")

    @property
    def counted(self):
        return in_language(self, "counted")

    @property
    def note(self):
        return in_language(self, "note")


class SeriesPoint(models.Model):
    """One printed figure: for a year, or for several years together.

    `value` is what the source prints; `number` is the same for drawing, where it is a number.
    Two sources that disagree are two rows.
    """

    series = models.ForeignKey(PublishedSeries, models.CASCADE, related_name="points")
    year_from = models.PositiveSmallIntegerField()
    year_to = models.PositiveSmallIntegerField()
    dimension = models.CharField(max_length=40)
    dimension_pl = models.CharField(max_length=100)
    dimension_en = models.CharField(max_length=100)
    category = models.CharField(max_length=80, blank=True)
    category_pl = models.CharField(max_length=150, blank=True)
    category_en = models.CharField(max_length=150, blank=True)
    value = models.CharField(max_length=40)
    number = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=250)

    class Meta:
        ordering = ["series", "year_from", "year_to", "pk"]
        verbose_name = _("published figure")
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "series",
                    "year_from",
                    "year_to",
                    "dimension",
                    "category",
                    "value",
                    "source",
                ],
                name="figure_of_a_source_stands_once",
            ),
            models.CheckConstraint(
                condition=models.Q(year_to__gte=models.F("year_from")),
                name="figure_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.years}: {self.value}"

    @property
    def is_span(self):
        return self.year_to > self.year_from

    @property
    def is_total(self):
        return not self.category

    @property
    def years(self):
        return f"{self.year_from}–{self.year_to}" if self.is_span else str(self.year_from)

    @property
    def place(self):
        """What the figure is about; two rows of one place are two sources for one thing."""
        return self.year_from, self.year_to, self.dimension, self.category

    @property
    def dimension_name(self):
        return in_language(self, "dimension")

    @property
    def category_name(self):
        return in_language(self, "category")
