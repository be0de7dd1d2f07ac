"""Teams, their names over time, the acts they stand on and their rules of procedure."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.models import Voivodeship
from coordination.querysets import DatedQuerySet
from teams.choices import DecisionRule, DeputyRule, QuorumRule, TeamLevel
from teams.querysets import TeamQuerySet


class Team(models.Model):
    """One legal body. Three national bodies of nearly the same name are three rows."""

    key = models.SlugField(_("key"), max_length=60, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=16, choices=TeamLevel)
    voivodeship = models.ForeignKey(
        Voivodeship,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("voivodeship"),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="working_groups",
        verbose_name=_("parent team"),
    )
    predecessor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("predecessor"),
    )
    purpose = models.TextField(_("purpose"), blank=True)
    coordinator_unit = models.CharField(_("coordinating unit"), max_length=200, blank=True)
    founded_as_printed = models.CharField(_("founded"), max_length=10, blank=True)
    active_from_on = models.DateField(_("active from"), null=True, blank=True)
    active_until_on = models.DateField(_("active until"), null=True, blank=True)
    note = models.TextField(_("note on the source"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["level", "voivodeship__teryt", "active_from_on"]
        verbose_name = _("team")
        constraints = [
            models.CheckConstraint(
                condition=Q(active_until_on__isnull=True)
                | Q(active_from_on__isnull=True)
                | Q(active_until_on__gte=F("active_from_on")),
                name="team_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(level=TeamLevel.VOIVODESHIP) | Q(voivodeship__isnull=False),
                name="voivodeship_team_has_its_voivodeship",
            ),
            models.CheckConstraint(
                condition=~Q(level=TeamLevel.WORKING_GROUP) | Q(parent__isnull=False) & ~Q(name=""),
                name="working_group_has_its_parent_and_name",
            ),
        ]

    def __str__(self):
        return self.display_name

    def get_absolute_url(self):
        return reverse("teams:team-detail", args=[self.pk])

    @property
    def display_name(self):
        """The name; a team whose own name is not known is called by its voivodeship."""
        if self.level != TeamLevel.VOIVODESHIP:
            return self.name
        name = self.name or str(_("Voivodeship team against trafficking in human beings"))
        return (
            name if "Mazowiecki" in name else f"{name} ({self.voivodeship_id and self.voivodeship})"
        )

    @property
    def short_name(self):
        """What people say for it: the voivodeship, or the national team."""
        if self.level == TeamLevel.VOIVODESHIP:
            return str(self.voivodeship)
        return str(_("national team")) if self.level == TeamLevel.NATIONAL else self.name


class TeamName(models.Model):
    """A name that a team carried until a day; old minutes keep it."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="former_names")
    name = models.CharField(_("name"), max_length=200)
    until_on = models.DateField(_("until"))

    class Meta:
        ordering = ["until_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "until_on"], name="team_changes_name_once_a_day"
            )
        ]

    def __str__(self):
        return self.name


class FoundingAct(models.Model):
    """An act that founded, changed or abolished a team, as printed in its source."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="acts")
    title = models.CharField(_("act"), max_length=400)
    issued_on = models.DateField(_("date"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["issued_on", "pk"]
        verbose_name = _("founding act")

    def __str__(self):
        return self.title


class TeamRules(models.Model):
    """Rules of procedure in force from a day, with their legal basis."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="rules")
    from_on = models.DateField(_("in force from"))
    until_on = models.DateField(_("in force until"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("notice of a meeting, days"), default=7)
    document_days = models.PositiveSmallIntegerField(
        _("documents before a meeting, days"), default=5
    )
    minutes_days = models.PositiveSmallIntegerField(_("minutes after a meeting, days"), default=14)
    objection_days = models.PositiveSmallIntegerField(_("remarks to minutes, days"), default=7)
    circular_vote_days = models.PositiveSmallIntegerField(
        _("shortest circular vote, days"), default=5
    )
    quorum = models.CharField(
        _("quorum"), max_length=16, choices=QuorumRule, default=QuorumRule.HALF
    )
    quorum_number = models.PositiveSmallIntegerField(_("number of seats"), null=True, blank=True)
    decision = models.CharField(
        _("how decisions are taken"),
        max_length=16,
        choices=DecisionRule,
        default=DecisionRule.CONSENSUS,
    )
    chair_breaks_tie = models.BooleanField(_("the chair decides a tie"), default=True)
    deputies = models.CharField(
        _("who may deputise"), max_length=16, choices=DeputyRule, default=DeputyRule.AUTHORISED
    )
    reminder_days = models.CharField(
        _("reminders to the silent, days before"),
        max_length=40,
        default="7, 3, 1",
        help_text=_("Numbers separated by commas, for example 7, 3, 1."),
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on"]
        verbose_name = _("rules of procedure")
        constraints = [
            models.UniqueConstraint(fields=["team", "from_on"], name="team_rules_begin_once_a_day"),
            models.CheckConstraint(
                condition=~Q(quorum=QuorumRule.NUMBER)
                | Q(quorum_number__isnull=False, quorum_number__gte=1),
                name="quorum_of_a_number_names_it",
                violation_error_message=_("Give the number of seats that make a quorum."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="rules_end_after_they_begin",
            ),
        ]

    def __str__(self):
        return f"{self.team} ({self.from_on})"

    def seats_needed(self, counting):
        """How many of `counting` seats make a quorum; 0 where none is required."""
        match self.quorum:
            case QuorumRule.HALF:
                return -(-counting // 2)
            case QuorumRule.MORE_THAN_HALF:
                return counting // 2 + 1
            case QuorumRule.NUMBER:
                return self.quorum_number
        return 0

    @property
    def reminder_offsets(self):
        """Days before the meeting on which the silent are reminded, largest first."""
        days = {int(part) for part in self.reminder_days.split(",") if part.strip().isdigit()}
        return sorted(days, reverse=True)
