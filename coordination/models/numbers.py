"""Gap-free numbers (design §4.9)."""

from django.db import models


class NumberSeries(models.Model):
    """The last number given in a series such as `meeting:4:2026`; locked while one is taken."""

    key = models.CharField(max_length=80, unique=True)
    last = models.PositiveIntegerField(default=0)
