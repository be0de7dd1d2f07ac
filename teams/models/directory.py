"""What the public may read: programmes, their offer, operators, contacts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.models import Institution, Voivodeship
from teams.choices import ServiceKind
from teams.models.teams import Team


class Programme(models.Model):
    """A public programme such as KCIK's support of victims and witnesses."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=250)
    summary = models.TextField(_("summary"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("programme")

    def __str__(self):
        return self.name


class ProgrammePoint(models.Model):
    """One aim, condition of entry, service or task area of a programme."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="points")
    kind = models.CharField(max_length=10, choices=ServiceKind)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)

    class Meta:
        ordering = ["kind", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "position"], name="programme_points_are_in_order"
            )
        ]

    def __str__(self):
        return self.text


class ProgrammeEdition(models.Model):
    """Years in which a programme ran in one form, with its legal or financial basis."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="editions")
    year_from = models.PositiveSmallIntegerField(_("from year"))
    year_to = models.PositiveSmallIntegerField(_("to year"))
    note = models.CharField(_("note"), max_length=400, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["year_from"]


class Operator(models.Model):
    """An organisation that ran a programme in given years, chosen by competition."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="operators")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    year_from = models.PositiveSmallIntegerField(_("from year"))
    year_to = models.PositiveSmallIntegerField(_("to year"))
    chosen_by = models.CharField(_("chosen by"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["year_from", "institution__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "institution", "year_from"],
                name="operator_of_a_programme_once_a_year",
            )
        ]


class Contact(models.Model):
    """A published way to reach a team or a programme: an office, never a private person."""

    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="contacts")
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    voivodeship = models.ForeignKey(Voivodeship, models.PROTECT, null=True, blank=True)
    name = models.CharField(_("office"), max_length=200)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("contact")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(team__isnull=False) | models.Q(programme__isnull=False),
                name="contact_belongs_to_a_team_or_a_programme",
            )
        ]

    def __str__(self):
        return self.name


class TeamTask(models.Model):
    """One task of a team as its legal basis or public page states it."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="statutory_tasks")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
