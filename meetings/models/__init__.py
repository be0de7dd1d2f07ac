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
from meetings.models.approval import (
    MinutesApproval,
    MinutesRemark,
    MinutesSignature,
    MinutesTemplate,
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
from meetings.models.digests import Digest
from meetings.models.documents import DocumentPack, DocumentReading
from meetings.models.invitations import FurtherSeat, Invitee, Reminder, RsvpEvent
from meetings.models.meetings import JoinedTeam, Meeting
from meetings.models.minutes import (
    Acknowledgement,
    BlockRevision,
    Minutes,
    MinutesBlock,
    MinutesReading,
    MinutesRelease,
    ReservedBlock,
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
    AnswerReminder,
    CallForItems,
    ItemProposal,
    Opinion,
    ProposalDocument,
    ProposalEvent,
    TeamQuestion,
)
from meetings.models.records import RecordsFolder
from meetings.models.series import Series, SeriesRecipient, SkippedOccurrence

__all__ = [
    "Acknowledgement",
    "Action",
    "ActionDocument",
    "ActionReminder",
    "ActionUpdate",
    "AgendaItem",
    "AgendaSection",
    "AgendaVersion",
    "AnswerReminder",
    "Ballot",
    "BallotSeat",
    "BallotVoter",
    "BlockRevision",
    "CallForItems",
    "DatePoll",
    "Decision",
    "DecisionPublication",
    "DecisionReview",
    "Digest",
    "DocumentPack",
    "DocumentReading",
    "FeedAddress",
    "FurtherSeat",
    "Invitee",
    "ItemProposal",
    "ItemReader",
    "JoinedTeam",
    "Meeting",
    "MeetingDocument",
    "Minutes",
    "MinutesApproval",
    "MinutesBlock",
    "MinutesReading",
    "MinutesRelease",
    "MinutesRemark",
    "MinutesSignature",
    "MinutesTemplate",
    "Opinion",
    "PollAnswer",
    "PollInvitee",
    "PollSlot",
    "Presence",
    "ProposalDocument",
    "ProposalEvent",
    "RecordsFolder",
    "Recusal",
    "Reminder",
    "ReservedBlock",
    "RsvpEvent",
    "RuleBreach",
    "SecretTally",
    "SecretTurnout",
    "SeparatePosition",
    "Series",
    "SeriesRecipient",
    "SkippedOccurrence",
    "StandingItem",
    "TaskQuery",
    "TaskRound",
    "TeamQuestion",
    "Vote",
    "VoteRemark",
]
