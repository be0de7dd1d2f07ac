"""Which items of the library and which promises about them."""

from django.db import models
from django.db.models import F, Q

from coordination.polish_collation import POLISH
from exchange.querysets import AddressedQuerySet


class LibraryItemQuerySet(AddressedQuerySet):
    """Items begin from `visible_to` like everything that is addressed."""

    def current(self):
        return self.filter(withdrawn_at__isnull=True)

    def changed_since(self, moment):
        """New or with a newer version since a moment; everything for whoever never looked."""
        return self if moment is None else self.filter(changed_at__gt=moment)

    def to_review(self, day):
        """Current items whose day of review has come."""
        return self.current().filter(review_on__lte=day)

    def in_shelf_order(self):
        """By folder, then by title, in Polish order."""
        folder = models.functions.Collate("folder__name", POLISH)
        return self.order_by(
            F("team__level"),
            "team",
            folder.asc(nulls_last=True),
            models.functions.Collate("title", POLISH),
        )

    def with_shelf(self):
        """Load what a list says of each item."""
        return self.select_related(
            "audience", "team__voivodeship", "folder", "owner", "document"
        ).prefetch_related("tags")


class FolderQuerySet(models.QuerySet):
    def in_polish_order(self):
        return self.order_by(models.functions.Collate("name", POLISH))


class LibraryReminderQuerySet(models.QuerySet):
    def due(self, at):
        return self.filter(sent_at__isnull=True, due_at__lte=at)


class GuidancePageQuerySet(models.QuerySet):
    """Guidance is for everybody who belongs to a team or an institution; its views see to it."""

    def in_order(self):
        return self.order_by("kind", "position", "pk")

    def for_institution(self, kind):
        """The signal page of a kind of institution, else the general one comes last."""
        return self.filter(
            Q(institution_kind=kind) | Q(institution_kind=""), kind="signal"
        ).order_by("-institution_kind")
