"""How many posts wait to be read: in all, and by team; a fixed number of questions."""

from dataclasses import dataclass

from django.db.models import Count

from exchange.models import Post
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
    waiting = Post.objects.visible_to(user).current().unread_by(user).order_by()
    total = waiting.count()
    if not total:
        return Unread(0, [])
    # Joined, not nested: a subquery of posts inside takes a hundred times as long with 20,000.
    grouped = waiting.values_list("audience__targets__team").annotate(number=Count("pk"))
    own = reader_standing(user).teams
    numbers = {team: number for team, number in grouped if team in own}
    found = Team.objects.filter(pk__in=numbers).select_related("voivodeship").in_polish_order()
    return Unread(total, [(team, numbers[team.pk]) for team in found])
