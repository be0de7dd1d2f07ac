"""What the meetings room stores."""

from meetings.models.agenda import AgendaItem, MeetingDocument
from meetings.models.calendars import FeedAddress
from meetings.models.invitations import Invitee, Reminder, RsvpEvent
from meetings.models.meetings import Meeting
from meetings.models.minutes import (
    Acknowledgement,
    BlockRevision,
    Minutes,
    MinutesBlock,
    MinutesRelease,
)
from meetings.models.outcomes import Action, Decision
from meetings.models.presence import Presence

__all__ = [
    "Acknowledgement",
    "Action",
    "AgendaItem",
    "BlockRevision",
    "Decision",
    "FeedAddress",
    "Invitee",
    "Meeting",
    "MeetingDocument",
    "Minutes",
    "MinutesBlock",
    "MinutesRelease",
    "Presence",
    "Reminder",
    "RsvpEvent",
]
