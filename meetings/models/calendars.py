"""Secret addresses under which calendars fetch meetings."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.models.people import new_secret
from teams.models import Team


class FeedAddress(models.Model):
    """A revocable calendar address of one person, for all his teams or for one.

    The bytes last served are kept with the exact list of entries they were made of, so that an
    unchanged calendar costs one small query, and a right that ended changes them at once.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="feed_addresses"
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_of = models.CharField(max_length=64, blank=True, editable=False)
    body = models.BinaryField(default=bytes, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "team"],
                condition=models.Q(revoked_at__isnull=True),
                name="person_has_one_calendar_address_per_team",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(revoked_at__isnull=True, team__isnull=True),
                name="person_has_one_calendar_address_for_all",
            ),
        ]

    def get_absolute_url(self):
        return reverse("meetings:feed", args=[self.secret])
