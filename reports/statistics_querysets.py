"""Which tables, rounds, returns and figures, for whom."""

from django.apps import apps
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Collate
from django.utils import timezone

from coordination.polish_collation import POLISH
from reports.standing import reporting_standing
from reports.statistics_choices import (
    BEING_FILLED_IN,
    RETURN_FILED,
    ReturnState,
    RoundState,
    TableState,
)


class DataTableQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Tables that are ready, for whoever reports; drafts for the national team's officers."""
        standing = reporting_standing(user)
        if standing.reviews:
            return self
        return self.exclude(state=TableState.DRAFT) if standing.reports else self.none()

    def ready(self):
        return self.filter(state=TableState.READY)


class ReturnRoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All rounds for the national team's officers; others see those they are asked in."""
        if reporting_standing(user).reviews:
            return self
        own = apps.get_model("reports", "StatReturn").objects.of_person(user)
        return self.exclude(state=RoundState.DRAFT).filter(pk__in=own.values("round"))

    def open(self):
        return self.filter(state=RoundState.OPEN)

    def with_progress(self):
        """Count the returns of each round: asked, filed and accepted."""
        return self.annotate(
            asked=Count("returns"),
            filed=Count("returns", filter=Q(returns__state__in=RETURN_FILED)),
            accepted=Count("returns", filter=Q(returns__state=ReturnState.ACCEPTED)),
        )


class StatReturnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Returns this person may open; the one place that decides.

        Whoever writes or signs for the institution sees its own once the round is open. Officers
        of the national team see every row, but of its figures only what was filed.
        """
        return self if reporting_standing(user).reviews else self.of_person(user)

    def of_person(self, user):
        """Returns that this person fills in or signs today."""
        own = reporting_standing(user).institutions
        if not own:
            return self.none()
        return self.filter(institution__in=own).exclude(round__state=RoundState.DRAFT)

    def missing(self):
        """Not filed: a draft does not count, and what came back waits again."""
        return self.filter(state__in=BEING_FILLED_IN)

    def filed(self):
        return self.filter(state__in=RETURN_FILED)

    def accepted(self):
        return self.filter(state=ReturnState.ACCEPTED)

    def with_facts(self):
        """Load what a line of a list shows."""
        return self.select_related("round", "round__table", "institution", "voivodeship")

    def in_polish_order(self):
        """By the institution's name, then by territory; one about the country comes first."""
        return self.order_by(
            Collate("institution__name", POLISH), F("voivodeship").asc(nulls_first=True), "pk"
        )


class CellQuerySet(models.QuerySet):
    def accepted(self):
        """Figures that the secretary accepted; only these may be released."""
        return self.filter(stat_return__state=ReturnState.ACCEPTED)

    def of_round(self, round):
        return self.filter(stat_return__round=round)


class ReturnNudgeQuerySet(models.QuerySet):
    def due(self, at=None):
        """Promises whose time has come and that nobody has kept."""
        return self.filter(settled_at__isnull=True, due_at__lte=at or timezone.now())
