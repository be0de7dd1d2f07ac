"""What the exchange room stores."""

from exchange.models.audiences import (
    Addressed,
    Audience,
    AudienceGroup,
    AudienceGroupChange,
    AudienceTarget,
    GroupMember,
    Receipt,
)
from exchange.models.choosing import PaceChoice, PostFeedAddress, ReadingHours, SavedSearch
from exchange.models.guidance import GuidancePage, GuidanceRevision
from exchange.models.kcik import ConsultationCount, KcikFigure, ProgrammeCall
from exchange.models.library import (
    LibraryFolder,
    LibraryItem,
    LibraryLook,
    LibraryReminder,
    LibraryTag,
)
from exchange.models.posts import (
    Post,
    PostComment,
    PostFile,
    PostLink,
    PostReminder,
    PostRevision,
    ShareRequest,
)
from exchange.models.requests import (
    InformationRequest,
    ReplyRound,
    RequestReminder,
    RequestReply,
)

__all__ = [
    "Addressed",
    "Audience",
    "AudienceGroup",
    "AudienceGroupChange",
    "AudienceTarget",
    "ConsultationCount",
    "GroupMember",
    "GuidancePage",
    "GuidanceRevision",
    "InformationRequest",
    "KcikFigure",
    "LibraryFolder",
    "LibraryItem",
    "LibraryLook",
    "LibraryReminder",
    "LibraryTag",
    "PaceChoice",
    "Post",
    "PostComment",
    "PostFeedAddress",
    "PostFile",
    "PostLink",
    "PostReminder",
    "PostRevision",
    "ProgrammeCall",
    "ReadingHours",
    "Receipt",
    "ReplyRound",
    "RequestReminder",
    "RequestReply",
    "SavedSearch",
    "ShareRequest",
]
