"""What a reader chooses for himself: when he is told, his web feed, the searches he keeps."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.models.people import new_secret
from exchange.choices import Pace, PostKind


class ReadingHours(models.Model):
    """The hours of working days in which letters about posts may reach a person."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reading_hours", primary_key=True
    )
    from_hour = models.TimeField(_("from"), default=time(7))
    until_hour = models.TimeField(_("until"), default=time(18))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_hour__gt=F("from_hour")),
                name="reading_hours_end_after_they_begin",
                violation_error_message=_("The hours must end after they begin."),
            )
        ]


class PaceChoice(models.Model):
    """How soon one person is told of posts of one kind; without a row: at once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pace_choices")
    kind = models.CharField(max_length=14, choices=PostKind)
    pace = models.CharField(max_length=8, choices=Pace, default=Pace.AT_ONCE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="person_has_one_pace_a_kind"),
            models.CheckConstraint(
                condition=~Q(kind=PostKind.WARNING), name="warnings_are_always_told_at_once"
            ),
        ]


class PostFeedAddress(models.Model):
    """A revocable secret address under which a person's program fetches open posts."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="post_feed_addresses"
    )
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                name="person_has_one_web_feed",
            )
        ]

    def get_absolute_url(self):
        return reverse("exchange:post-feed", args=[self.secret])


class SavedSearch(models.Model):
    """Words and what narrows them, kept under a name; the hits are found anew each time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=600)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="saved_search_has_its_own_name",
                violation_error_message=_("You have a search of this name already."),
            )
        ]

    def __str__(self):
        return self.name
