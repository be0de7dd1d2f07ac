"""What the meetings room stores."""

from meetings.models.actions import (
    Action,
    ActionDocument,
    ActionReminder,
    ActionUpdate,
    TaskQuery,
    TaskRound,
)
from meetings.models.agenda import (
    AgendaItem,
    AgendaSection,
    AgendaVersion,
    ItemReader,
    MeetingDocument,
    StandingItem,
)
from meetings.models.ballots import (
    Ballot,
    BallotSeat,
    BallotVoter,
    SecretTally,
    SecretTurnout,
    Vote,
    VoteRemark,
)
from meetings.models.calendars import FeedAddress
from meetings.models.documents import DocumentPack, DocumentReading
from meetings.models.invitations import Invitee, Reminder, RsvpEvent
from meetings.models.meetings import Meeting
from meetings.models.minutes import (
    Acknowledgement,
    BlockRevision,
    Minutes,
    MinutesBlock,
    MinutesRelease,
)
from meetings.models.outcomes import (
    Decision,
    DecisionPublication,
    DecisionReview,
    SeparatePosition,
)
from meetings.models.polls import DatePoll, PollAnswer, PollInvitee, PollSlot
from meetings.models.presence import Presence, Recusal, RuleBreach
from meetings.models.proposals import (
    CallForItems,
    ItemProposal,
    Opinion,
    ProposalDocument,
    ProposalEvent,
    TeamQuestion,
)
from meetings.models.series import Series, SkippedOccurrence

__all__ = [
    "Acknowledgement",
    "Action",
    "ActionDocument",
    "ActionReminder",
    "ActionUpdate",
    "AgendaItem",
    "AgendaSection",
    "AgendaVersion",
    "Ballot",
    "BallotSeat",
    "BallotVoter",
    "BlockRevision",
    "CallForItems",
    "DatePoll",
    "Decision",
    "DecisionPublication",
    "DecisionReview",
    "DocumentPack",
    "DocumentReading",
    "FeedAddress",
    "Invitee",
    "ItemProposal",
    "ItemReader",
    "Meeting",
    "MeetingDocument",
    "Minutes",
    "MinutesBlock",
    "MinutesRelease",
    "Opinion",
    "PollAnswer",
    "PollInvitee",
    "PollSlot",
    "Presence",
    "ProposalDocument",
    "ProposalEvent",
    "Recusal",
    "Reminder",
    "RsvpEvent",
    "RuleBreach",
    "SecretTally",
    "SecretTurnout",
    "SeparatePosition",
    "Series",
    "SkippedOccurrence",
    "StandingItem",
    "TaskQuery",
    "TaskRound",
    "TeamQuestion",
    "Vote",
    "VoteRemark",
]
