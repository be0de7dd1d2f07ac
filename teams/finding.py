"""Finding teams: what the desk's search shows of this room."""

from coordination import search
from teams.models import Team

MOST_HITS = 20


def index(team):
    """Put a team into the search index by its names."""
    former = " ".join(team.former_names.values_list("name", flat=True))
    search.index(team, title=str(team), body=f"{former} {team.coordinator_unit}")


def find(user, query):
    """Find public teams and the groups of one's own; the page shows each what is his."""
    found = Team.objects.known_to(user).filter(pk__in=search.matching(Team, query))
    return [
        search.Hit(title=str(team), url=team.get_absolute_url(), context=team.get_level_display())
        for team in found.select_related("voivodeship").in_polish_order()[:MOST_HITS]
    ]
