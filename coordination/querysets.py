"""Which rows of the ground floor, for whom."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate
from django.utils import timezone

from coordination.choices import DeliveryState, IncomingOutcome
from coordination.polish_collation import POLISH


class DatedQuerySet(models.QuerySet):
    """Rows that hold from a day until a day (`from_on`, `until_on`)."""

    def on_day(self, day=None):
        """Rows in force on a day, today by default."""
        day = day or timezone.localdate()
        return self.filter(
            Q(from_on__isnull=True) | Q(from_on__lte=day),
            Q(until_on__isnull=True) | Q(until_on__gte=day),
        )


class InstitutionQuerySet(models.QuerySet):
    """Institutions are known to everybody: they are public bodies and organisations."""

    def visible_to(self, user):
        return self

    def active(self, day=None):
        day = day or timezone.localdate()
        return self.filter(
            Q(active_from_on__isnull=True) | Q(active_from_on__lte=day),
            Q(active_until_on__isnull=True) | Q(active_until_on__gte=day),
        )

    def in_polish_order(self):
        return self.order_by(Collate("name", POLISH))


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def in_polish_order(self):
        return self.order_by(Collate("full_name", POLISH))


class DeliveryQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state__in=[DeliveryState.PENDING, DeliveryState.SENDING])

    def troubled(self):
        return self.filter(
            state__in=[DeliveryState.FAILED, DeliveryState.UNSURE, DeliveryState.BOUNCED]
        )

    def about(self, thing):
        return self.filter(about=f"{thing._meta.label_lower}:{thing.pk}")


class IncomingMailQuerySet(models.QuerySet):
    def about(self, thing):
        return self.filter(about=f"{thing._meta.label_lower}:{thing.pk}")

    def waiting_for_a_person(self):
        return self.filter(
            settled_at__isnull=True,
            outcome__in=[
                IncomingOutcome.QUARANTINED,
                IncomingOutcome.UNREADABLE,
                IncomingOutcome.UNDECIDED,
                IncomingOutcome.COUNTER,
                IncomingOutcome.BOUNCE,
            ],
        )
