"""How a round stands: each return in its line, never a sum of what reporters say."""

from dataclasses import dataclass

from django.utils import timezone

from coordination.models import InstitutionPost
from reports.models import ReturnNudge, StatReturn
from reports.reporters import WRITING
from reports.statistics_choices import ReturnState


@dataclass(frozen=True)
class Line:
    """One return, whether its silence is no information yet, and when it was asked last."""

    stat_return: StatReturn
    is_silent: bool
    is_reachable: bool
    last_nudge: ReturnNudge | None


def lines(round):
    """Return the lines of a round in Polish order; three queries however many returns."""
    returns = list(round.returns.with_facts().in_polish_order())
    asked = {one.institution_id for one in returns}
    posts = InstitutionPost.objects.on_day().filter(institution__in=asked, role__in=WRITING)
    reachable = set(posts.values_list("institution", flat=True))
    nudges = round.nudges.filter(settled_at__isnull=False, letters__gt=0).order_by("settled_at")
    last = {one.institution_id: one for one in nudges}
    over = round.is_closed or (round.is_open and round.due_on < timezone.localdate())
    return [
        Line(
            one,
            is_silent=over and not one.is_filed,
            is_reachable=one.institution_id in reachable,
            last_nudge=last.get(one.institution_id),
        )
        for one in returns
    ]


def totals(lines):
    """Count the returns, not what they say."""
    states = [line.stat_return.state for line in lines]
    return {
        "asked": len(states),
        "filed": sum(1 for line in lines if line.stat_return.is_filed),
        "accepted": states.count(ReturnState.ACCEPTED),
        "returned": states.count(ReturnState.RETURNED),
    }
