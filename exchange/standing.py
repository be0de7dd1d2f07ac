"""Where a person stands as a reader: his institutions, those above them, his teams and offices."""

from dataclasses import dataclass

from coordination.choices import InstitutionKind
from coordination.models import Institution, InstitutionPost
from coordination.request_memory import remembered
from teams.choices import RoleName, TeamLevel
from teams.models import Mandate, Seat, Team
from teams.standing import standing_of

# A unit, its superior, and so on up: nobody in the field has more floors than these.
FLOORS = ["", "__parent", "__parent__parent", "__parent__parent__parent"]


@dataclass(frozen=True)
class ReaderStanding:
    """What decides whether something reaches a person today, by key.

    Args:
        institutions: Those he sits for in a team or holds a post in.
        superiors: The same and every institution above them.
        teams: Teams whose inside he may see.
        trusted: Teams through which restricted things reach him: not by an NGO's seat alone.
        offices: Teams in which he holds an office.
    """

    institutions: frozenset
    superiors: frozenset
    teams: frozenset
    trusted: frozenset
    offices: frozenset

    @property
    def belongs(self):
        """Whether he sits in a team, holds an office in one or a post in an institution."""
        return bool(self.teams or self.institutions)


NOWHERE = ReaderStanding(*[frozenset()] * 5)


def reader_standing(user):
    """Return where a person stands as a reader; asked once while a page is read."""
    if not user.is_authenticated or not user.is_active:
        return NOWHERE
    return remembered(("reader_standing", user.pk), lambda: _ask(user))


def _ask(user):
    offices = frozenset(team for team, _role in standing_of(user).offices)
    filled = Mandate.objects.on_day().filter(user=user, seat__in=Seat.objects.on_day())
    seats = list(
        filled.order_by().values_list(
            "seat__team", "seat__institution__kind", *chain("seat__institution")
        )
    )
    posts = InstitutionPost.objects.on_day().filter(user=user).order_by()
    chains = [seat[2:] for seat in seats] + list(posts.values_list(*chain("institution")))
    trusted = {team for team, kind, *_chain in seats if kind != InstitutionKind.NGO}
    return ReaderStanding(
        institutions=frozenset(one[0] for one in chains),
        superiors=frozenset(key for one in chains for key in one if key is not None),
        teams=offices | {seat[0] for seat in seats},
        trusted=offices | trusted,
        offices=offices,
    )


def chain(path):
    """Return the paths to an institution and to those above it."""
    return [f"{path}{floor}" for floor in FLOORS]


def kinds_of_institutions(user):
    """Return for which kinds of institutions a person works.

    Besides those he sits for or holds a post in: the coordinator of a voivodeship's team works in
    the voivode's office (its department of social policy), which need not have a seat.
    """
    own = Institution.objects.filter(pk__in=reader_standing(user).institutions)
    kinds = set(own.values_list("kind", flat=True))
    coordinated = standing_of(user).holding([RoleName.COORDINATOR])
    if Team.objects.filter(pk__in=coordinated, level=TeamLevel.VOIVODESHIP).exists():
        kinds.add(InstitutionKind.VOIVODE_OFFICE)
    return kinds
