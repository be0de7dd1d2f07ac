"""Designing tables, and the figures that a round has brought."""

from reports.models import Cell


def cells_of(round):
    """Return the accepted figures of a round with their returns; only these may be released.

    What is being filled in, waits for the secretary or came back is its institution's own.
    """
    return (
        Cell.objects.of_round(round)
        .accepted()
        .select_related("stat_return__institution", "stat_return__voivodeship")
    )
