"""Takes the next number of a gap-free series (design §4.9)."""

from django.db import transaction

from coordination.models import NumberSeries


def take_next(key):
    """Return the next number of a series; call it inside the transaction that uses the number.

    The row stays locked until that transaction ends, so a rolled-back user gives its number back
    and two people numbering at once get two consecutive numbers.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A number is taken inside the transaction that uses it.")
    NumberSeries.objects.get_or_create(key=key)
    series = NumberSeries.objects.select_for_update().get(key=key)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
