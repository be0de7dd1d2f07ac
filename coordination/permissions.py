"""Who may do what on the ground floor."""

from django.conf import settings
from django.utils.module_loading import import_string

from coordination.choices import PostRole


def is_administrator(user):
    return user.is_authenticated and user.is_active and user.is_administrator


def can_invite(user):
    """Administrators bring people in; they have no right to content."""
    return is_administrator(user)


def can_edit_institution(user, institution):
    """Administrators of the desk, and the institution's own administrator."""
    own = institution.posts.on_day().filter(user=user, role=PostRole.ADMINISTRATOR)
    return is_administrator(user) or (user.is_authenticated and own.exists())


def can_add_institution(user):
    return is_administrator(user)


def mail_teams_of(user):
    """Ids of the teams whose letters this person may read."""
    return import_string(settings.MAIL_TEAMS_OF)(user)


def can_list_mail(user):
    return is_administrator(user) or bool(mail_teams_of(user))


def can_read_letter(user, letter):
    """The secretary reads what his team sent and got; an administrator sees the envelope only."""
    return letter.team_id in mail_teams_of(user)
