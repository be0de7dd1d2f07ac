"""What is odd about the figures of a return: what cannot be, and what asks to be explained.

Totals follow from the table itself: a total below the sum of its parts cannot be, one above it
needs a word of why. A large change against the round before is true more often than not, so it is
never refused, only explained.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.models import StatReturn
from reports.statistics.figures import figures_in
from reports.statistics.shapes import shape_in

# A change is large when the figure at least doubles or halves, and by ten or more.
LARGE_STEP = 10
LARGE_TIMES = 2
# Half-years differ by a few days; a year against a half-year is no comparison.
SAME_LENGTH_DAYS = 31


@dataclass(frozen=True)
class Problem:
    """One odd figure; `is_wrong` where no explanation helps."""

    key: str
    words: str
    is_wrong: bool = False


def problems(shape, figures, previous=None):
    """Return what is odd about the figures, in the order of the table.

    Args:
        shape: The shape of the round.
        figures: `{key: Figure}` as far as it is filled in.
        previous: The same of the round before, where there is one.
    """
    found = []
    for key in shape.keys:
        figure = figures.get(key)
        if figure is None or figure.known is None:
            continue
        found += [*against_parts(shape, figures, key, figure.known)]
        found += [*against_before(key, figure.known, (previous or {}).get(key))]
    return found


def against_parts(shape, figures, key, total):
    """Yield what is odd about a total beside its parts, once for each axis it is a total of."""
    for parts in shape.parts_of(key):
        known = [figures[part].known for part in parts if part in figures]
        numbers = [one for one in known if one is not None]
        words = {"total": total, "sum": sum(numbers)}
        if total < sum(numbers):
            sentence = _("The total %(total)d is below the sum of its parts, %(sum)d.")
            yield Problem(key, sentence % words, is_wrong=True)
        elif len(numbers) == len(parts) and total > sum(numbers):
            sentence = _("The total %(total)d is above the sum of its parts, %(sum)d. Say why.")
            yield Problem(key, sentence % words)


def against_before(key, now, before):
    """Yield that a figure has changed much since the round before."""
    if before is None or before.known is None:
        return
    low, high = sorted([now, before.known])
    if high - low >= LARGE_STEP and high >= LARGE_TIMES * low:
        sentence = _("Much has changed: %(before)d in the round before, %(now)d now. Say why.")
        yield Problem(key, sentence % {"before": before.known, "now": now})


def open_problems(found, figures):
    """Return the problems that keep a return from being filed: wrong, or not explained yet."""
    return [one for one in found if one.is_wrong or not figures[one.key].explanation]


def missing(shape, figures):
    """Return the keys of cells that say nothing; empty is not zero."""
    return [key for key in shape.keys if key not in figures]


def before(stat_return, shape):
    """Return the figures of the last accepted return that may be compared, or nothing.

    It is of the same institution and territory, of the same table in the same edition, for an
    earlier period of the same length.
    """
    round = stat_return.round
    length = round.period_to_on - round.period_from_on
    earlier = (
        StatReturn.objects.accepted()
        .filter(
            institution=stat_return.institution_id,
            voivodeship=stat_return.voivodeship_id,
            round__table=round.table_id,
            round__period_to_on__lt=round.period_to_on,
        )
        .select_related("round__table")
        .order_by("-round__period_to_on", "-pk")
    )
    for one in earlier[:4]:
        other = one.round.period_to_on - one.round.period_from_on
        if abs((other - length).days) <= SAME_LENGTH_DAYS and shape_in(one.round).is_like(shape):
            return figures_in(one.cells.all())
    return {}
