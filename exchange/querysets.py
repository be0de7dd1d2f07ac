"""Which rows of the exchange room, for whom."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from coordination.choices import HandlingLabel
from coordination.polish_collation import POLISH
from exchange.choices import OPEN_LABELS
from exchange.standing import reader_standing


def readable_by(user, path=""):
    """Say by a condition which sent things reach a person today: the one rule of the room.

    Rights are live: whoever leaves an addressed team or institution reads it no more, whoever
    joins one reads it from that day. The label decides which addressees count (ADR 0022).

    Args:
        user: The person who would read.
        path: How the audience is reached from the rows, such as `audience__`.
    """
    standing = reader_standing(user)
    if not standing.belongs:
        return Q(pk__in=[])
    targets = apps.get_model("exchange", "AudienceTarget").objects.filter(
        audience=OuterRef(f"{path}pk")
    )
    named = Q(person=user.pk) & (
        Q(anchor_institution__in=standing.institutions) | Q(anchor_team__in=standing.offices)
    )
    units = Q(institution__in=standing.superiors) | Q(team__in=standing.trusted) | named
    bodies = Q(institution__in=standing.institutions) | named
    source = Q(**{f"{path}source_institution__in": standing.institutions})
    source |= Q(**{f"{path}source_team__in": standing.offices})
    author = source & Q(**{f"{path}by": user.pk})

    def under(label):
        return Q(**{f"{path}label": label})

    reached = (
        Q(**{f"{path}label__in": OPEN_LABELS})
        | under(HandlingLabel.UNITS) & (source | Exists(targets.filter(units)))
        | under(HandlingLabel.INSTITUTIONS) & (source | Exists(targets.filter(bodies)))
        | under(HandlingLabel.PERSONS) & (author | Exists(targets.filter(named)))
    )
    return reached & Q(**{f"{path}sent_at__isnull": False})


class AudienceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Audiences of sent things that this person may read."""
        return self.filter(readable_by(user))


class AudienceGroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Groups of the teams whose inside this person may see."""
        return self.filter(team__in=reader_standing(user).teams)

    def open(self):
        return self.filter(closed_at__isnull=True)

    def with_size(self):
        return self.annotate(size=models.Count("members"))

    def in_polish_order(self):
        return self.order_by(models.functions.Collate("name", POLISH))


class AddressedQuerySet(models.QuerySet):
    """Things with an audience; `visible_to` is what every way of reading begins from."""

    def visible_to(self, user):
        return self.filter(readable_by(user, "audience__"))


class ReceiptQuerySet(models.QuerySet):
    def of_person(self, user):
        return self.filter(user=user)

    def unread(self):
        return self.filter(first_read_at__isnull=True)
