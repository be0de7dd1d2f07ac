"""What members are told of minutes after they were circulated."""

from coordination import outbox
from meetings.choices import RemarkState
from meetings.notifications import absolute


def approved(meeting, approval, acknowledgement):
    """Say that the minutes are approved, and what became of the reader's remarks; no content."""
    invitee = acknowledgement.invitee
    own = acknowledgement.remarks.all()
    return outbox.compose(
        "meetings/mail/minutes_approved",
        invitee.language,
        {
            "meeting": meeting,
            "invitee": invitee,
            "approval": approval,
            "accepted": own.filter(state=RemarkState.ACCEPTED).count(),
            "rejected": own.filter(state=RemarkState.REJECTED).count(),
            "has_changed": approval.release_id != acknowledgement.release_id,
            "answer_url": absolute(f"/minutes/{acknowledgement.secret}/"),
        },
        key=f"minutes-approved:{approval.pk}",
        recipient=invitee.email,
        recipient_name=invitee.name,
        stream=invitee.stream,
        about=meeting,
        team_id=meeting.team_id,
    )
