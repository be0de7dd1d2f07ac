"""What people said in a date poll becomes their reply to the meeting that came of it."""

from django.utils import timezone

from coordination import audit
from meetings.choices import Answer, AnswerChannel, PollAnswerWord
from meetings.models import DatePoll, PollAnswer, RsvpEvent

AS_REPLIES = {
    PollAnswerWord.YES: Answer.ACCEPTED,
    PollAnswerWord.IF_NEED_BE: Answer.TENTATIVE,
    PollAnswerWord.NO: Answer.DECLINED,
}


def take_answers(meeting):
    """Give the invitees of a meeting being convened the replies they gave in its poll.

    Only a meeting at the very time that was chosen takes them: of another nobody has said
    anything. Call it before the invitations are written, so that they carry the reply.

    Returns:
        How many replies were taken.
    """
    poll = DatePoll.objects.filter(meeting=meeting).select_related("chosen").first()
    if poll is None:
        return 0
    if (poll.chosen.starts_at, poll.chosen.ends_at) != (meeting.starts_at, meeting.ends_at):
        return 0
    said = PollAnswer.objects.filter(slot=poll.chosen).select_related("invitee")
    by_email = {one.invitee.email: one for one in said}
    invitees = [one for one in meeting.invitees.current() if one.email in by_email]
    for invitee in invitees:
        take(invitee, by_email[invitee.email])
    audit.record(
        "meeting.poll_answers_taken", meeting, by=None, team_id=meeting.team_id, taken=len(invitees)
    )
    return len(invitees)


def take(invitee, said):
    """Write one reply with its history; the channel is that of the poll.

    What the secretary entered is not signed by the invited person; who entered it stands in the
    audit trail.
    """
    by_phone = said.invitee.answered_via == AnswerChannel.SECRETARY
    invitee.answer = AS_REPLIES[said.word]
    invitee.answer_comment = said.invitee.comment
    invitee.answered_at = said.invitee.answered_at or timezone.now()
    invitee.answered_via = said.invitee.answered_via or AnswerChannel.LINK
    invitee.save(update_fields=["answer", "answer_comment", "answered_at", "answered_via"])
    RsvpEvent.objects.create(
        invitee=invitee,
        answer=invitee.answer,
        comment=invitee.answer_comment,
        via=invitee.answered_via,
        sequence=invitee.meeting.sequence,
        by=None if by_phone else said.invitee.user,
    )
