"""Nothing is ended or sent out over the head of an open vote."""

from django.utils.translation import gettext_lazy as _

from coordination.refusals import Refused


class VoteStillOpen(Refused):
    message = _("A vote of this meeting is still open. Close it or call it off first.")


def refuse(meeting):
    """Refuse to go on while a vote of the meeting is neither closed nor called off.

    Raises:
        VoteStillOpen: There is one.
    """
    if meeting.ballots.open().exists():
        raise VoteStillOpen
