"""Finding teams: what the desk's search shows of this room."""

from coordination import search
from teams.models import Contact, Team

MOST_HITS = 20


def index(team):
    """Put a team into the search index by its names."""
    former = " ".join(team.former_names.values_list("name", flat=True))
    search.index(team, title=str(team), body=f"{former} {team.coordinator_unit}")


def choices(_user):
    """Return the teams to which a search can be narrowed, as pairs of key and name."""
    teams = Team.objects.public().active().select_related("voivodeship").in_polish_order()
    return [(team.pk, team.short_name) for team in teams]


def find(user, asked):
    """Find public teams and the groups of one's own; the page shows each what is his."""
    if asked.kind not in ("", "team") or asked.year or asked.institution:
        return []
    found = Team.objects.known_to(user).filter(pk__in=search.matching(Team, asked.words))
    if asked.team:
        found = found.filter(pk=asked.team)
    return [
        search.Hit(
            title=str(team),
            url=team.get_absolute_url(),
            context=team.get_level_display(),
            kind="team",
        )
        for team in found.select_related("voivodeship").in_polish_order()[:MOST_HITS]
    ]


def office_telephones():
    """Return the telephones that the public directory gives."""
    return Contact.objects.exclude(phone="").values_list("phone", flat=True)
