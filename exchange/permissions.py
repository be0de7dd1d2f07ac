"""Who may do what in the exchange room. Roles count on the day of the question."""

from django.utils import timezone

from coordination.posts_held import posts_of
from exchange.choices import OPEN_LABELS
from exchange.standing import reader_standing
from teams.choices import RoleName, TeamLevel
from teams.models import Operator, Team
from teams.standing import standing_of

KEEPERS = [RoleName.SECRETARY, RoleName.COORDINATOR, RoleName.CHAIR, RoleName.DEPUTY_CHAIR]


def has_any_role(user):
    """Whether a person belongs to a team or an institution; such accounts need a second factor.

    Every page asks it, so it is answered from what every page has asked already.
    """
    return bool(standing_of(user).teams or posts_of(user))


def can_write(user):
    """Write something in the name of an institution or a team: whoever belongs to one."""
    return has_any_role(user)


def speaks_for(user, audience):
    """Belongs to the institution in whose name it went out, or holds an office in that team."""
    standing = reader_standing(user)
    institution = audience.source_institution_id in standing.institutions
    return institution or audience.source_team_id in standing.offices


def can_keep_group(user, group):
    """Change a group of addressees: secretary, coordinator and presidium of its team."""
    return group.team_id in standing_of(user).holding(KEEPERS)


def teams_whose_groups_are_kept(user):
    return Team.objects.with_role(user, KEEPERS).active()


def can_manage(user, post):
    """Correct, readdress, recall and put away a post, and see who has read it.

    The people of its source; of one for named persons its author alone.
    """
    audience = post.audience
    personal = audience.is_named_persons_only and audience.by_id != user.pk
    return speaks_for(user, audience) and not personal


def can_edit_draft(user, post):
    return post.is_draft and post.audience.by_id == user.pk and can_write(user)


def can_comment(user, post):
    return post.is_sent and post.allows_comments


def can_download(user, post):
    """What is for named persons only is read on the screen and never taken away."""
    return not post.audience.is_named_persons_only and not post.is_recalled


def can_ask_to_share(user, post):
    """A reader of something restricted who does not decide about it himself."""
    return post.is_sent and post.audience.label not in OPEN_LABELS and not can_manage(user, post)


def can_keep_library(user, team):
    """Put things into the library of a team: its secretary, coordinator and presidium."""
    return team.pk in standing_of(user).holding(KEEPERS)


def teams_whose_library_is_kept(user):
    return Team.objects.with_role(user, KEEPERS).active()


def can_change_item(user, item):
    """Whoever keeps the library, and who looks after the item while he belongs to the team."""
    is_owner = item.owner_id == user.pk and item.team_id in reader_standing(user).teams
    return not item.is_withdrawn and (can_keep_library(user, item.team) or is_owner)


def can_keep_guidance(user):
    """Write and approve guidance: secretary, coordinator, presidium of the national team."""
    kept = Team.objects.with_role(user, KEEPERS).active()
    return kept.filter(level=TeamLevel.NATIONAL).exists()


def can_manage_request(user, request):
    """See all answers, ask one more, close: the people of the institution or team that asks."""
    return speaks_for(user, request.audience)


def can_reply(user, reply):
    """Answer for an addressed institution: its people, while the request is open."""
    standing = reader_standing(user)
    return reply.request.is_open and reply.institution_id in standing.institutions


def can_keep_kcik(user):
    """Note figures and calls of KCIK: its operator of this year, and who keeps the guidance."""
    year = timezone.localdate().year
    running = Operator.objects.filter(programme__key="kcik", year_from__lte=year, year_to__gte=year)
    own = running.filter(institution__in=reader_standing(user).institutions)
    return own.exists() or can_keep_guidance(user)
