"""The seal on the audit trail."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditSeal(models.Model):
    """One batch of audit entries bound to the batch before it by SHA-256."""

    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField(unique=True)
    entries = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["last_entry"]
        verbose_name = _("seal of the audit trail")
