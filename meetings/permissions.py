"""Who may do what with a meeting. Roles count on the day of the question."""

from coordination.choices import HandlingLabel
from meetings.choices import ARRANGEABLE, EDITABLE, ProposalState
from meetings.models import Invitee, Meeting
from teams import permissions as team_permissions
from teams.choices import RoleName
from teams.models import Team
from teams.standing import standing_of

CONVENERS = [RoleName.SECRETARY, RoleName.COORDINATOR, RoleName.CHAIR, RoleName.DEPUTY_CHAIR]


def teams_to_convene(user):
    """Teams whose meetings this person may prepare and convene."""
    return Team.objects.with_role(user, CONVENERS)


def convenes(user, team):
    """Prepares the meetings of a team: secretary, coordinator, chair or deputy chair."""
    return team.pk in standing_of(user).holding(CONVENERS)


def steers(user, meeting):
    """Prepares the meetings of the team of this meeting."""
    return meeting.team_id in standing_of(user).holding(CONVENERS)


def can_view(user, meeting):
    return Meeting.objects.visible_to(user).filter(pk=meeting.pk).exists()


def can_edit(user, meeting):
    return meeting.status in EDITABLE and steers(user, meeting)


def can_arrange(user, meeting):
    """Put the agenda in order, until the minutes are circulated."""
    return meeting.status in ARRANGEABLE and steers(user, meeting)


def can_convene(user, meeting):
    return meeting.is_draft and steers(user, meeting)


def can_cancel(user, meeting):
    return meeting.is_convened and steers(user, meeting)


def can_see_answers(user, meeting):
    """Answers and their comments are for those who call the meeting; members see the forecast."""
    return steers(user, meeting)


def can_record_answers(user, meeting):
    return meeting.is_convened and steers(user, meeting)


def can_open_session(user, meeting):
    return meeting.is_convened and steers(user, meeting)


def can_keep_record(user, meeting):
    """Take attendance, write minutes, note decisions and tasks."""
    return meeting.is_under_way and steers(user, meeting)


def can_circulate(user, meeting):
    """Circulate minutes, again after a correction too."""
    return meeting.has_record and steers(user, meeting)


def can_approve(user, meeting):
    """Record that circulated minutes were approved."""
    return can_circulate(user, meeting)


def can_read_draft_minutes(user, meeting):
    """Minutes in the making are for those who write them; members get the circulated ones."""
    return meeting.has_record and steers(user, meeting)


def can_certify(user, meeting):
    """Print what became of the terms of the rules, once the meeting is convened."""
    return meeting.number is not None and meeting.rules_id is not None and steers(user, meeting)


def can_see_mail(user, meeting):
    return team_permissions.is_secretary_of(user, meeting.team)


def can_answer(user, invitee):
    """The invited person himself, while the meeting can still be answered."""
    return (
        invitee.meeting.is_convened
        and Invitee.objects.of_person(user).filter(pk=invitee.pk).exists()
    )


def can_work_on(user, action):
    """Take the owner's steps of a task: people of its seat; of one without, its officers."""
    return action.owner_seat_id in standing_of(user).seats or convenes(user, action.team)


def can_settle_action(user, action):
    """Verify, return, drop and arrange a task: those who prepare the meetings of its team."""
    return convenes(user, action.team)


def keeps_register(user, team):
    """Say from when a decision is in force, publish it, void it: secretary and presidium."""
    return convenes(user, team)


def can_publish(user, decision):
    """Publishing is the secretary's act."""
    return team_permissions.is_secretary_of(user, decision.team)


def can_review(user, review):
    """The people of the seat that looks after the decision, and those who keep the register."""
    own = review.seat_id is not None and review.seat_id in standing_of(user).seats
    return own or convenes(user, review.decision.team)


def runs_vote(user, ballot):
    """Enter what was said, note who keeps out, close and withdraw a vote."""
    return convenes(user, ballot.team)


def can_download(user, meeting):
    """Files of a meeting for named persons only are read on screen, never taken away."""
    return meeting.label != HandlingLabel.PERSONS and can_view(user, meeting)


def can_correct_proposal(user, proposal):
    """Whoever put it forward, or whoever fills that seat now, once it was returned."""
    standing = standing_of(user)
    own = proposal.proposed_by_id == user.pk and proposal.team_id in standing.teams
    return proposal.state == ProposalState.RETURNED and (own or proposal.seat_id in standing.seats)
