"""Who may do what with a team. Roles count on the day of the question (design §4.1)."""

from coordination.permissions import is_administrator
from teams.choices import RoleName
from teams.models import Team

STEERING = [RoleName.SECRETARY, RoleName.COORDINATOR]
PRESIDIUM = [RoleName.CHAIR, RoleName.DEPUTY_CHAIR]


def teams_steered_by(user, day=None):
    """Teams of which this person is secretary or coordinator."""
    return Team.objects.with_role(user, STEERING, day)


def is_secretary_of(user, team, day=None):
    """Secretary or coordinator: the two do the same work under different names."""
    return teams_steered_by(user, day).filter(pk=team.pk).exists()


def is_chair_of(user, team, day=None):
    return Team.objects.with_role(user, PRESIDIUM, day).filter(pk=team.pk).exists()


def is_current_member_of(user, team, day=None):
    return Team.objects.with_member(user, day).filter(pk=team.pk).exists()


def can_view(user, team):
    return Team.objects.visible_to(user).filter(pk=team.pk).exists()


def can_manage(user, team):
    """Change seats, mandates, roles and rules: the secretary, the coordinator or the chair."""
    return Team.objects.with_role(user, STEERING + PRESIDIUM).filter(pk=team.pk).exists()


def can_appoint_first_officer(user, team):
    """An administrator opens a team's door once: while nobody is its secretary or coordinator."""
    led = team.roles.on_day().filter(role__in=STEERING, user__is_active=True).exists()
    at_work = Team.objects.active().filter(pk=team.pk).exists()
    return is_administrator(user) and at_work and not led


def mail_teams_of(user):
    """Ids of the teams whose outgoing and incoming mail this person may see."""
    return set(teams_steered_by(user).values_list("pk", flat=True))


def has_any_role(user):
    """Whether this person holds any mandate or role today; such accounts need a second factor."""
    return Team.objects.visible_to(user).exists()
