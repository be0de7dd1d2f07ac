"""What a reader sees of a return: its own people what is saved, others what was filed."""

from reports import statistics_permissions as permissions
from reports.statistics.figures import figures_kept
from reports.statistics.returning import figures_of
from reports.statistics_choices import ReturnAct


def figures_for(user, stat_return):
    """Return the figures that a person may read, None where there is no information for him.

    What an institution is filling in is its own; after a return came back, others still read
    what had been filed.
    """
    if permissions.is_own(user, stat_return) or stat_return.is_filed:
        return figures_of(stat_return)
    return last_filed(stat_return)


def last_filed(stat_return):
    """Return the figures of the newest filing, None where there was none."""
    event = stat_return.events.filter(act=ReturnAct.FILED).order_by("-pk").first()
    return figures_kept(event.cells) if event else None
