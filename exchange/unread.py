"""How many posts wait to be read: in all, and by team; two questions whatever the number."""

from dataclasses import dataclass

from django.db.models import Count

from exchange.models import AudienceTarget, Post
from exchange.standing import reader_standing
from teams.models import Team


@dataclass(frozen=True)
class Unread:
    """What a person has not read yet.

    Args:
        total: Posts in all.
        by_team: Pairs of a team of his and how many of them are addressed to it.
    """

    total: int
    by_team: list


def counts_for(user):
    """Return the numbers that stand beside the list of posts."""
    waiting = Post.objects.visible_to(user).current().unread_by(user)
    total = waiting.count()
    if not total:
        return Unread(0, [])
    teams = reader_standing(user).teams
    targets = AudienceTarget.objects.filter(team__in=teams, audience__post__in=waiting)
    numbers = dict(targets.order_by().values_list("team").annotate(number=Count("pk")))
    found = Team.objects.filter(pk__in=numbers).select_related("voivodeship").in_polish_order()
    return Unread(total, [(team, numbers[team.pk]) for team in found])
