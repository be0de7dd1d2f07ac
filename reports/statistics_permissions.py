"""Who may do what with statistical tables, rounds and returns. Roles count today."""

from reports.standing import reporting_standing
from reports.statistics_choices import ReturnState


def has_room(user):
    """Whether the statistics part of the room is anything to this person."""
    standing = reporting_standing(user)
    return standing.reports or standing.reviews


def can_review(user):
    """See every round and what was filed in it: the secretary and the chair, national team."""
    return reporting_standing(user).reviews


def can_design(user):
    """Design tables and run rounds: the secretary or coordinator of the national team."""
    return reporting_standing(user).compiles


def is_own(user, stat_return):
    """Whether a person writes or signs for the institution; what it writes is its own."""
    return stat_return.institution_id in reporting_standing(user).institutions


def signs_for(user, stat_return):
    return stat_return.institution_id in reporting_standing(user).signs


def can_fill_in(user, stat_return):
    """Work on a return of one's own institution while it is not filed and its round is open."""
    own = is_own(user, stat_return)
    return own and stat_return.is_being_filled_in and stat_return.round.is_open


def can_say_ready(user, stat_return):
    return can_fill_in(user, stat_return) and not stat_return.is_prepared


def can_file(user, stat_return):
    """File what was said to be ready: the signatory of the institution."""
    return signs_for(user, stat_return) and stat_return.is_prepared and stat_return.round.is_open


def can_accept(user, stat_return):
    return stat_return.state == ReturnState.FILED and reporting_standing(user).compiles


def can_give_back(user, stat_return):
    """Return it with a reason, also after it was accepted, while the round is open."""
    runs = reporting_standing(user).compiles
    return runs and stat_return.is_filed and stat_return.round.is_open
