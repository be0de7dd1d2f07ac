"""Statistical tables: code lists, the shape of a table and its counting-unit card."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.statistics_choices import CountingUnit, TableState
from reports.statistics_querysets import DataTableQuerySet

MOST_AXES = 3
# Joins the codes of a cell into one key, so no code may hold it.
BETWEEN_CODES = "|"


class CodeList(models.Model):
    """Words that an axis may hold, with the source that must be credited.

    Lists come from `data/`; a code that was used is never removed, so that old returns stay
    readable.
    """

    key = models.SlugField(max_length=60, unique=True)
    name_pl = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    source = models.CharField(_("source"), max_length=250)
    credit = models.CharField(_("credit"), max_length=250, blank=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("code list")

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.name_en if get_language() == "en" else self.name_pl


class Code(models.Model):
    """One word of a code list under its code, in both languages."""

    code_list = models.ForeignKey(CodeList, models.PROTECT, related_name="codes")
    code = models.CharField(
        max_length=80, validators=[RegexValidator(r"^[A-Za-z0-9_.+-]+$", _("Not a code."))]
    )
    label_pl = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["code_list", "position"]
        verbose_name = _("code")
        constraints = [
            models.UniqueConstraint(
                fields=["code_list", "code"], name="code_stands_once_in_its_list"
            )
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        return self.label_en if get_language() == "en" else self.label_pl


class DataTable(models.Model):
    """A table of aggregates that institutions are asked to fill in, and its counting-unit card.

    The card says what one unit is, so that nobody compares or adds figures of different
    populations. `standard` names a table that comes with the desk, for rooms that lead to it.
    """

    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("what it is for"), max_length=1000)
    counting_unit = models.CharField(_("counting unit"), max_length=20, choices=CountingUnit)
    counted = models.TextField(_("what is counted"), max_length=500)
    counted_when = models.CharField(_("when a unit is counted"), max_length=300)
    counted_by = models.CharField(_("who counts"), max_length=300)
    not_counted = models.TextField(_("what is not counted"), max_length=500)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    standard = models.SlugField(max_length=40, blank=True, editable=False)
    state = models.CharField(max_length=8, choices=TableState, default=TableState.DRAFT)
    revision = models.PositiveIntegerField(default=0, editable=False)
    designed_by = models.ForeignKey(
        "coordination.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    designed_at = models.DateTimeField(auto_now_add=True)

    objects = DataTableQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("statistical table")
        constraints = [
            models.UniqueConstraint(
                fields=["title"],
                condition=~Q(state=TableState.RETIRED),
                name="table_title_is_used_once",
                violation_error_message=_("There is a table of this title already."),
            ),
            models.UniqueConstraint(
                fields=["standard"],
                condition=~Q(standard=""),
                name="standard_table_exists_once",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:data-table", args=[self.pk])

    @property
    def is_draft(self):
        return self.state == TableState.DRAFT

    @property
    def is_ready(self):
        return self.state == TableState.READY


class Axis(models.Model):
    """One dimension of a table; `summed` asks for the total over its codes as well."""

    table = models.ForeignKey(DataTable, models.CASCADE, related_name="axes")
    position = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_AXES)]
    )
    name = models.CharField(_("name of the axis"), max_length=100)
    code_list = models.ForeignKey(
        CodeList, models.PROTECT, related_name="+", verbose_name=_("code list")
    )
    summed = models.BooleanField(_("ask for the total as well"), default=True)

    class Meta:
        ordering = ["table", "position"]
        verbose_name = _("axis of a table")
        constraints = [
            models.UniqueConstraint(
                fields=["table", "position"], name="axis_has_its_place_in_the_table"
            ),
            models.UniqueConstraint(
                fields=["table", "code_list"], name="code_list_is_one_axis_of_a_table"
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_AXES),
                name="table_has_three_axes_at_most",
            ),
        ]

    def __str__(self):
        return self.name
