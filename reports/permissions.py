"""Who may do what with the plan, its cycles and contributions. Roles count today."""

from django.utils import timezone

from reports import reporters
from reports.choices import BEING_WRITTEN, ContributionState
from reports.reporters import reporter_of
from reports.standing import bodies_of, reporting_standing


def has_any_role(user):
    """Whether this person reports or compiles; such accounts need a second factor."""
    standing = reporting_standing(user)
    return standing.reports or standing.reviews


def can_edit_plan(user):
    """The secretary or coordinator of the national team."""
    return reporting_standing(user).compiles


def can_run_cycles(user):
    return reporting_standing(user).compiles


def can_review(user):
    """Read what has been filed: the secretary and the chair of the national team."""
    return reporting_standing(user).reviews


def can_write(user, contribution):
    """Work on a contribution of one's own institution while it is not filed."""
    own = reporters.writes_for(user, reporter_of(contribution))
    return own and contribution.is_editable and contribution.cycle.is_open


def can_sign(user, contribution):
    """File it: the second pair of eyes of the institution."""
    own = reporters.signs_for(user, reporter_of(contribution))
    return own and contribution.is_editable and contribution.cycle.is_open


def can_read_draft(user, contribution):
    """What is being written is the institution's own."""
    return reporters.writes_for(user, reporter_of(contribution))


def can_decide(user, contribution):
    """Accept or return what was filed."""
    filed = contribution.state == ContributionState.SUBMITTED
    return filed and reporting_standing(user).compiles


def can_reopen(user, contribution):
    settled = contribution.state in (ContributionState.ACCEPTED, ContributionState.WAIVED)
    return settled and contribution.cycle.is_open and reporting_standing(user).compiles


def can_waive(user, contribution):
    return contribution.is_editable and reporting_standing(user).compiles


def can_answer_partner(user, partner):
    """Confirm a joint event for one's own institution, once."""
    open_still = partner.confirmed_at is None and partner.denied_at is None
    return open_still and reporters.writes_for(user, reporter_of(partner))


def is_taken_today(contribution, until_on):
    """Whether a contribution is still taken on this day."""
    return timezone.localdate() <= until_on


def can_assess(user, assessment):
    """Rate, circulate, take back and decide: the secretary of the national team."""
    return reporting_standing(user).compiles


def can_confirm(user, assessment):
    """Be the second person: an officer of the national team who has not decided himself."""
    return reporting_standing(user).reviews and assessment.is_confirming


def can_take_position(user, assessment, reporter):
    """Say what one's own body thinks, while the assessment is circulated and its day not past."""
    in_time = assessment.is_circulated and timezone.localdate() <= assessment.remarks_until_on
    return in_time and reporters.signs_for(user, reporter)


def can_compile(user, report):
    """Change the parts of a report that is not adopted: the secretary of the national team."""
    return reporting_standing(user).compiles and report.state in BEING_WRITTEN


def speaks_for(user, reporter):
    """Whether a person speaks for a body about a compiled report."""
    institutions, teams = bodies_of(user)
    if reporter.institution:
        return reporter.institution.pk in institutions
    return reporter.team.pk in teams


def can_remark(user, report, reporter):
    """Say what one's own body remarks, while the report is circulated and its day not past."""
    in_time = report.is_circulated and timezone.localdate() <= report.remarks_until_on
    return in_time and speaks_for(user, reporter)
