"""How many posts wait to be read: in all, and by team; a fixed number of questions."""

from collections import Counter
from dataclasses import dataclass

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
    """Return the numbers that stand beside the list of posts.

    Each post that waits is read once with the teams it is addressed to and counted here: grouped
    by the database, the same takes a hundred times as long with 20,000 posts.
    """
    waiting = Post.objects.visible_to(user).current().unread_by(user).order_by()
    own = reader_standing(user).teams
    posts, numbers = set(), Counter()
    for post, team in waiting.values_list("pk", "audience__targets__team"):
        posts.add(post)
        if team in own:
            numbers[team] += 1
    if not posts:
        return Unread(0, [])
    found = Team.objects.filter(pk__in=numbers).select_related("voivodeship").in_polish_order()
    return Unread(len(posts), [(team, numbers[team.pk]) for team in found])
