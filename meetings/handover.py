"""When one person follows another in a seat, open invitations go with the seat."""

from django.db import transaction

from coordination import audit
from meetings import announcing, ics, series_dates
from meetings.choices import MeetingStatus
from meetings.convening import invitee_for, withdraw
from meetings.models import FurtherSeat, Invitee
from meetings.planning import lock


@transaction.atomic
def follow(old_mandate, new_mandate, by):
    """Move invitations to convened, future meetings from one mandate to the next.

    The predecessor's calendar entry is withdrawn; the successor gets an invitation of his own and
    answers for himself. Tasks belong to the seat and need no moving.
    """
    waiting = Invitee.objects.current().filter(
        seat=old_mandate.seat,
        user=old_mandate.user,
        substitute_for__isnull=True,
        meeting__status=MeetingStatus.CONVENED,
    )
    for invitee in waiting.select_related("meeting"):
        meeting = lock(invitee.meeting)
        if meeting.starts_at.date() < new_mandate.from_on:
            continue
        for substitute in invitee.substitutes.filter(removed_at__isnull=True):
            withdraw(meeting, substitute, "")
        withdraw(meeting, invitee, "")
        if meeting.invitees.current().filter(email=new_mandate.user.email).exists():
            continue
        successor = invitee_for(meeting, new_mandate.seat, new_mandate, invitee.position)
        successor.sequence_offset = ics.offset_for(meeting, successor.email)
        successor.save()
        announcing.invite(meeting, [successor])
        audit.record(
            "meeting.invitation_handed_over",
            meeting,
            by=by,
            team_id=meeting.team_id,
            invitee=successor.pk,
        )
    leave_further_seats(old_mandate, new_mandate, by)
    series_dates.follow_team(old_mandate.seat.team, new_mandate.from_on)


def leave_further_seats(old_mandate, new_mandate, by):
    """At joint meetings a further seat goes to the successor, who is invited for it."""
    noted = FurtherSeat.objects.filter(
        seat=old_mandate.seat,
        invitee__user=old_mandate.user,
        invitee__removed_at__isnull=True,
        invitee__meeting__status=MeetingStatus.CONVENED,
    )
    for further in noted.select_related("invitee__meeting", "seat__institution"):
        meeting = lock(further.invitee.meeting)
        if meeting.starts_at.date() < new_mandate.from_on:
            continue
        further.delete()
        if meeting.invitees.current().filter(email=new_mandate.user.email).exists():
            continue
        successor = invitee_for(meeting, new_mandate.seat, new_mandate, 900)
        successor.sequence_offset = ics.offset_for(meeting, successor.email)
        successor.save()
        announcing.invite(meeting, [successor])
        audit.record(
            "meeting.invitation_handed_over",
            meeting,
            by=by,
            team_id=meeting.team_id,
            invitee=successor.pk,
        )
