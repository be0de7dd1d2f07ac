"""Who may do what with a team. Roles count on the day of the question (design §4.1)."""

from coordination.permissions import is_administrator
from teams.choices import RoleName
from teams.models import Team
from teams.standing import standing_of

STEERING = [RoleName.SECRETARY, RoleName.COORDINATOR]
PRESIDIUM = [RoleName.CHAIR, RoleName.DEPUTY_CHAIR]


def teams_steered_by(user, day=None):
    """Teams of which this person is secretary or coordinator."""
    return Team.objects.with_role(user, STEERING, day)


def is_secretary_of(user, team, day=None):
    """Secretary or coordinator: the two do the same work under different names."""
    return team.pk in standing_of(user, day).holding(STEERING)


def is_chair_of(user, team, day=None):
    return team.pk in standing_of(user, day).holding(PRESIDIUM)


def is_current_member_of(user, team, day=None):
    return team.pk in standing_of(user, day).sits_in


def can_view(user, team):
    return team.pk in standing_of(user).teams


def can_manage(user, team):
    """Change seats, mandates, roles and rules: the secretary, the coordinator or the chair."""
    return team.pk in standing_of(user).holding(STEERING + PRESIDIUM)


def can_appoint_first_officer(user, team):
    """An administrator opens a team's door once: while nobody is its secretary or coordinator."""
    led = team.roles.on_day().filter(role__in=STEERING, user__is_active=True).exists()
    at_work = Team.objects.active().filter(pk=team.pk).exists()
    return is_administrator(user) and at_work and not led


def mail_teams_of(user):
    """Ids of the teams whose outgoing and incoming mail this person may see."""
    return standing_of(user).holding(STEERING)


def has_any_role(user):
    """Whether this person holds any mandate or role today; such accounts need a second factor."""
    return bool(standing_of(user).teams)
