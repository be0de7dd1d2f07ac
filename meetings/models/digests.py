"""The letter with all that waits for a person, and when he last looked himself."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.choices import DigestRhythm


class Digest(models.Model):
    """One person's choice and the promise of the next letter (`due_at`, design §4.5)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="digest", primary_key=True
    )
    rhythm = models.CharField(max_length=6, choices=DigestRhythm, default=DigestRhythm.WEEKLY)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=~Q(rhythm=DigestRhythm.NEVER),
                name="digests_to_come",
            )
        ]
