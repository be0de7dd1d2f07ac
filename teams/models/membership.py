"""Seats of institutions in a team, the people who fill them, and the team's officers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordination.models import Institution
from teams.choices import Capacity, RoleName, SeatStanding
from teams.models.teams import Team
from teams.querysets import MandateQuerySet, SeatQuerySet, TeamRoleQuerySet


class Seat(models.Model):
    """A place of an institution in a team, whoever fills it."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="seats")
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="seats", verbose_name=_("institution")
    )
    title = models.CharField(_("title"), max_length=150, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=SeatStanding, default=SeatStanding.VOTING
    )
    counts_to_quorum = models.BooleanField(_("counts to the quorum"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("seat")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "institution", "title"],
                condition=Q(until_on__isnull=True),
                name="institution_has_a_seat_of_one_title_once",
                violation_error_message=_("This institution already has such a seat."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True)
                | Q(from_on__isnull=True)
                | Q(until_on__gte=F("from_on")),
                name="seat_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.institution} – {self.title}" if self.title else str(self.institution)


class Mandate(models.Model):
    """A person's right to fill a seat, by an act of appointment, from a day until a day."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="mandates")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="mandates",
        verbose_name=_("person"),
    )
    capacity = models.CharField(
        _("capacity"), max_length=8, choices=Capacity, default=Capacity.HOLDER
    )
    capacity_order = models.PositiveSmallIntegerField(
        _("deputy number"),
        default=0,
        help_text=_("0 for the representative, 1 for the first deputy."),
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    appointing_act = models.CharField(_("appointing document"), max_length=250, blank=True)
    ending_act = models.CharField(_("dismissing document"), max_length=250, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["capacity_order", "from_on"]
        verbose_name = _("mandate")
        constraints = [
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(until_on__isnull=True, capacity=Capacity.HOLDER),
                name="seat_has_one_open_representative",
                violation_error_message=_("This seat already has a representative."),
            ),
            models.UniqueConstraint(
                fields=["seat", "user"],
                condition=Q(until_on__isnull=True),
                name="person_fills_a_seat_once",
                violation_error_message=_("This person already fills this seat."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="mandate_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(capacity=Capacity.HOLDER, capacity_order=0)
                | Q(capacity=Capacity.DEPUTY, capacity_order__gte=1),
                name="deputies_are_numbered_from_one",
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.seat}"


class TeamRole(models.Model):
    """An office in a team held from a day until a day."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="roles")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="team_roles",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=14, choices=RoleName)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    appointing_act = models.CharField(_("appointing document"), max_length=250, blank=True)

    objects = TeamRoleQuerySet.as_manager()

    class Meta:
        ordering = ["role", "from_on"]
        verbose_name = _("role in a team")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "role", "user"],
                condition=Q(until_on__isnull=True),
                name="person_holds_a_role_once",
                violation_error_message=_("This person already holds this role."),
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(until_on__isnull=True, role=RoleName.CHAIR),
                name="team_has_one_chair",
                violation_error_message=_("The team already has a chair."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="role_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()}"
