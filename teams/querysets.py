"""Which rows of the teams room, for whom."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Collate
from django.utils import timezone

from coordination.polish_collation import POLISH
from coordination.querysets import DatedQuerySet
from teams.choices import TeamLevel
from teams.standing import standing_of


class TeamQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Teams whose inside this person may see: those he sits in or works for today.

        Names and contacts of all teams are public and come from `public()`. Administrators
        keep the desk running and see no team from inside (design §4.1).
        """
        return self.filter(pk__in=standing_of(user).teams)

    def with_role(self, user, roles, day=None):
        """Teams in which this person holds one of these roles on a day."""
        return self.filter(pk__in=standing_of(user, day).holding(roles))

    def with_member(self, user, day=None):
        """Teams in which this person fills a seat on a day."""
        return self.filter(pk__in=standing_of(user, day).sits_in)

    def public(self):
        """All teams as the public directory shows them: names and contacts, no rosters.

        Working groups are their teams' own matter and are left out.
        """
        return self.exclude(level=TeamLevel.WORKING_GROUP)

    def known_to(self, user):
        """Teams whose name this person may know: public ones, his own, and groups of his teams."""
        teams = standing_of(user).teams
        public = ~Q(level=TeamLevel.WORKING_GROUP)
        return self.filter(public | Q(pk__in=teams) | Q(parent__in=teams))

    def active(self, day=None):
        """Teams at work on a day: begun, not ended, and not yet followed by another body."""
        day = day or timezone.localdate()
        followed = self.model.objects.filter(predecessor=OuterRef("pk"), active_from_on__lte=day)
        return self.filter(
            ~Exists(followed),
            Q(active_from_on__isnull=True) | Q(active_from_on__lte=day),
            Q(active_until_on__isnull=True) | Q(active_until_on__gte=day),
        )

    def in_polish_order(self):
        return self.order_by("level", Collate("voivodeship__name", POLISH), "active_from_on")


class SeatQuerySet(DatedQuerySet):
    def visible_to(self, user):
        from_teams = self.model.team.field.related_model.objects.visible_to(user)
        return self.filter(team__in=from_teams)

    def counting(self):
        return self.filter(counts_to_quorum=True)

    def in_order(self):
        return self.order_by("position", Collate("institution__name", POLISH))


class MandateQuerySet(DatedQuerySet):
    def visible_to(self, user):
        seats = self.model.seat.field.related_model.objects.visible_to(user)
        return self.filter(seat__in=seats)

    def in_order(self):
        """Representatives before deputies, deputies by their number."""
        return self.order_by("capacity_order", "from_on", "pk")


class TeamRoleQuerySet(DatedQuerySet):
    def visible_to(self, user):
        return self.filter(team__in=self.model.team.field.related_model.objects.visible_to(user))
