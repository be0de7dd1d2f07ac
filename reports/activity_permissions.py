"""Who may do what with the reports, activities and work plans of teams. Roles count today."""

from django.utils import timezone

from reports.activity_choices import BEING_WRITTEN, TeamReportState
from teams.choices import TeamLevel
from teams.permissions import is_current_member_of, is_secretary_of


def can_keep(user, team):
    """Write the report, the plan and the activities of a voivodeship team: its coordinator."""
    return team.level == TeamLevel.VOIVODESHIP and is_secretary_of(user, team)


def can_write(user, report):
    return report.state in BEING_WRITTEN and can_keep(user, report.team)


def can_comment(user, report):
    """Comment as a member, while comments are asked for."""
    in_time = report.is_commented and timezone.localdate() <= report.comments_until_on
    return in_time and is_current_member_of(user, report.team)


def can_ask_comments(user, report):
    asked = report.state in (TeamReportState.DRAFT, TeamReportState.COMMENTED)
    return asked and can_keep(user, report.team)


def can_adopt(user, report):
    return (report.is_commented or report.is_correcting) and can_keep(user, report.team)


def can_send_up(user, report):
    return report.is_frozen and can_keep(user, report.team)


def can_correct(user, report):
    frozen = report.state in (TeamReportState.FROZEN, TeamReportState.SENT_UP)
    return frozen and can_keep(user, report.team)
