"""Who was there."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.choices import PresenceMode
from meetings.models.invitations import Invitee


class Presence(models.Model):
    """How an invitee took part. A deputy who came without notice is named here."""

    invitee = models.OneToOneField(Invitee, models.PROTECT, related_name="presence")
    mode = models.CharField(_("presence"), max_length=10, choices=PresenceMode)
    deputy_name = models.CharField(_("deputy"), max_length=120, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("presence")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deputy_name="") | models.Q(mode=PresenceMode.BY_DEPUTY),
                name="only_presence_by_deputy_names_a_deputy",
            )
        ]
