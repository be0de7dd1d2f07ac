"""Folders of a meeting handed over to an office's records system."""

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.choices import PackState
from meetings.models.meetings import Meeting
from meetings.querysets import OfVisibleMeetings
from teams.models import Team

CASE_SIGN = RegexValidator(
    r"^[0-9A-Za-zĄĆĘŁŃÓŚŹŻąćęłńóśźż]+([.\-/][0-9A-Za-zĄĆĘŁŃÓŚŹŻąćęłńóśźż]+){1,7}$",
    _("A case sign looks like this: WPS-II.9511.4.2026."),
)


def folder_file(folder, filename):
    """Return a name on disk that tells nothing about the folder."""
    return f"records/{uuid.uuid4().hex}"


class RecordsFolder(models.Model):
    """One numbered folder with all that a meeting left, made by a worker; its row stays.

    The number is gap-free per team and year (design §4.9). `left_out` names what may not be taken
    away; `sha256` is of the whole file.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="records_folders")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="records_folders")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    case_sign = models.CharField(_("case sign"), max_length=60, validators=[CASE_SIGN])
    state = models.CharField(max_length=8, choices=PackState, default=PackState.WAITING)
    left_out = models.JSONField(default=list)
    file = models.FileField(upload_to=folder_file, max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    objects = OfVisibleMeetings.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("folder for the records system")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "year", "number"], name="records_folder_number_is_given_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=PackState.READY) | ~Q(sha256=""),
                name="ready_records_folder_has_its_hash",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(state=PackState.WAITING),
                name="records_folders_that_wait",
            )
        ]

    def __str__(self):
        return self.signature

    @property
    def signature(self):
        return f"{self.number}/{self.year}"
