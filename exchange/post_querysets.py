"""Which posts, for whom."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from coordination.choices import HandlingLabel
from exchange.choices import OPEN_LABELS, READABLE_STATES, PostState, ShareState
from exchange.querysets import AddressedQuerySet
from exchange.standing import reader_standing


class PostQuerySet(AddressedQuerySet):
    def visible_to(self, user):
        """Posts that reach this person today, whatever became of them; drafts are elsewhere."""
        return super().visible_to(user).filter(state__in=READABLE_STATES)

    def drafts_of(self, user):
        """What this person has begun and not sent, while he belongs to somebody."""
        own = self.filter(audience__by=user.pk, state=PostState.DRAFT)
        return own if reader_standing(user).belongs else self.none()

    def current(self, day=None):
        """Sent and still valid: neither recalled, archived nor expired."""
        day = day or timezone.localdate()
        valid = Q(valid_until_on__isnull=True) | Q(valid_until_on__gte=day)
        return self.filter(valid, state=PostState.SENT)

    def past(self, day=None):
        """Put away, or sent and no longer valid."""
        day = day or timezone.localdate()
        expired = Q(state=PostState.SENT, valid_until_on__lt=day)
        return self.filter(expired | Q(state=PostState.ARCHIVED))

    def open_to_all(self):
        """Those that everybody of the desk may read (TLP:GREEN and wider)."""
        return self.filter(audience__label__in=OPEN_LABELS)

    def with_source(self):
        """Load what a list says of each post besides its words."""
        return self.select_related(
            "audience__by", "audience__source_institution", "audience__source_team__voivodeship"
        )

    def with_receipt_of(self, user):
        """Add when this person first read it and whether it waits for him."""
        receipts = apps.get_model("exchange", "Receipt").objects.filter(
            audience=OuterRef("audience"), user=user.pk
        )
        return self.annotate(
            is_unread=Exists(receipts.filter(first_read_at__isnull=True)),
            is_acknowledged=Exists(receipts.filter(acknowledged_at__isnull=False)),
        )

    def unread_by(self, user):
        """Addressed to this person and not read by him yet."""
        receipts = apps.get_model("exchange", "Receipt").objects.of_person(user).unread()
        return self.filter(audience__in=receipts.values("audience"))

    def of_team(self, team):
        """Addressed to a team, or to all of them."""
        targets = apps.get_model("exchange", "AudienceTarget").objects.filter(
            audience=OuterRef("audience"), team__isnull=False
        )
        everybody = Q(audience__label__in=OPEN_LABELS) & ~Exists(targets)
        return self.filter(Exists(targets.filter(team=team)) | everybody)

    def awaiting_acknowledgement_of(self, user):
        """Asked to confirm and not confirmed by this person."""
        receipts = (
            apps.get_model("exchange", "Receipt")
            .objects.of_person(user)
            .filter(acknowledged_at__isnull=True, was_addressed=True)
        )
        asking = self.filter(asks_acknowledgement=True)
        return asking.filter(audience__in=receipts.values("audience"))


class ShareRequestQuerySet(models.QuerySet):
    def to_answer_by(self, user):
        """Wishes that wait for the source for which this person speaks."""
        standing = reader_standing(user)
        own = Q(post__audience__source_institution__in=standing.institutions)
        own |= Q(post__audience__source_team__in=standing.offices)
        personal = ~Q(post__audience__label=HandlingLabel.PERSONS) | Q(post__audience__by=user.pk)
        return self.filter(own, personal, state=ShareState.ASKED)
