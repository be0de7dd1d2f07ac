"""For whom a person reports today, and whether he steers or chairs the national team."""

from dataclasses import dataclass

from django.apps import apps
from django.utils import timezone

from coordination.choices import PostRole
from coordination.posts_held import posts_of
from coordination.prepared import Prepared
from coordination.request_memory import remembered
from teams.choices import TeamLevel
from teams.permissions import PRESIDIUM, STEERING
from teams.standing import standing_of

NATIONAL = TeamLevel.NATIONAL
REGIONAL = TeamLevel.VOIVODESHIP


@dataclass(frozen=True)
class ReportingStanding:
    """What a person may write, sign and review, by key.

    Args:
        writes: Institutions for which he prepares contributions.
        signs: Institutions for which he files them.
        teams: Voivodeship teams for which he does both.
        compiles: Whether he is secretary or coordinator of the national team.
        presides: Whether he chairs it.
    """

    writes: frozenset
    signs: frozenset
    teams: frozenset
    compiles: bool
    presides: bool

    @property
    def institutions(self):
        return self.writes | self.signs

    @property
    def reviews(self):
        """Whether he reads what all institutions have filed."""
        return self.compiles or self.presides

    @property
    def reports(self):
        return bool(self.institutions or self.teams)


NOBODY = ReportingStanding(frozenset(), frozenset(), frozenset(), False, False)


def reporting_standing(user):
    """Return for whom a person reports today; asked once while a page is read."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    day = timezone.localdate()
    return remembered(("reporting", user.pk, day), lambda: _ask(user, day))


def _ask(user, day):
    standing = standing_of(user)
    posts = posts_of(user, day)
    levels = dict(LEVELS.ask(user.pk, day)) if standing.holding(STEERING + PRESIDIUM) else {}
    national = {key for key, level in levels.items() if level == NATIONAL}
    return ReportingStanding(
        writes=frozenset(key for role, key in posts if role == PostRole.CONTRIBUTOR),
        signs=frozenset(key for role, key in posts if role == PostRole.SIGNATORY),
        teams=frozenset(key for key, level in levels.items() if level == REGIONAL),
        compiles=bool(national & standing.holding(STEERING)),
        presides=bool(national & standing.holding(PRESIDIUM)),
    )


def _levels(person, day):
    """The levels of the active teams in which somebody holds such an office."""
    held = apps.get_model("teams", "TeamRole").objects.on_day(day)
    held = held.filter(user=person, role__in=STEERING + PRESIDIUM)
    teams = apps.get_model("teams", "Team").objects.active(day)
    return teams.filter(pk__in=held.values("team")).order_by().values_list("pk", "level")


LEVELS = Prepared(_levels)


def bodies_of(user):
    """Return the keys of the bodies for which a person may speak about a compiled report.

    Those are the institutions and teams for which he reports, and the institutions whose seats in
    the national team he fills.
    """
    standing = reporting_standing(user)
    seats = standing_of(user).seats
    if not seats:
        return standing.institutions, standing.teams
    active = apps.get_model("teams", "Team").objects.active().filter(level=NATIONAL)
    filled = apps.get_model("teams", "Seat").objects.filter(pk__in=seats, team__in=active)
    national = frozenset(filled.values_list("institution", flat=True))
    return standing.institutions | national, standing.teams
