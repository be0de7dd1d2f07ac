"""Words that fields of the meetings room may hold."""

from django.db import models
from django.utils.translation import pgettext_lazy

from teams.choices import SeatStanding


class MeetingStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("meeting", "draft")
    CONVENED = "convened", pgettext_lazy("meeting", "convened")
    IN_SESSION = "in_session", pgettext_lazy("meeting", "in session")
    HELD = "held", pgettext_lazy("meeting", "held, minutes in preparation")
    CLOSED = "closed", pgettext_lazy("meeting", "closed, minutes circulated")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")


EDITABLE = [MeetingStatus.DRAFT, MeetingStatus.CONVENED]
ARRANGEABLE = [*EDITABLE, MeetingStatus.IN_SESSION, MeetingStatus.HELD]


class MeetingKind(models.TextChoices):
    ORDINARY = "ordinary", pgettext_lazy("meeting", "ordinary")
    EXTRAORDINARY = "extraordinary", pgettext_lazy("meeting", "extraordinary")
    WORKING = "working", pgettext_lazy("meeting", "working")


class InviteeKind(models.TextChoices):
    """How much a person is needed; becomes ROLE in the calendar entry."""

    REQUIRED = "required", pgettext_lazy("invitee", "member")
    OPTIONAL = "optional", pgettext_lazy("invitee", "optional")
    GUEST = "guest", pgettext_lazy("invitee", "guest")
    OBSERVER = "observer", pgettext_lazy("invitee", "observer")


STANDING_KINDS = {
    SeatStanding.VOTING: InviteeKind.REQUIRED,
    SeatStanding.ADVISORY: InviteeKind.OPTIONAL,
    SeatStanding.OBSERVER: InviteeKind.OBSERVER,
}


class Answer(models.TextChoices):
    """What an invitee last said; the names follow PARTSTAT of RFC 5545."""

    NONE = "needs-action", pgettext_lazy("answer", "no answer")
    ACCEPTED = "accepted", pgettext_lazy("answer", "will come")
    TENTATIVE = "tentative", pgettext_lazy("answer", "not sure")
    DECLINED = "declined", pgettext_lazy("answer", "cannot come")
    DELEGATED = "delegated", pgettext_lazy("answer", "a deputy will come")


class AnswerChannel(models.TextChoices):
    LINK = "link", pgettext_lazy("channel", "personal link")
    APP = "app", pgettext_lazy("channel", "in the desk")
    MAIL = "mail", pgettext_lazy("channel", "calendar mail")
    SECRETARY = "secretary", pgettext_lazy("channel", "entered by the secretary")
    DESK = "desk", pgettext_lazy("channel", "asked again after a change")


class ItemPurpose(models.TextChoices):
    INFORMATION = "information", pgettext_lazy("agenda", "information")
    DISCUSSION = "discussion", pgettext_lazy("agenda", "discussion")
    DECISION = "decision", pgettext_lazy("agenda", "decision")
    VOTE = "vote", pgettext_lazy("agenda", "vote")
    ELECTION = "election", pgettext_lazy("agenda", "election")
    APPROVAL = "approval", pgettext_lazy("agenda", "approval of minutes")


class StandingPlace(models.TextChoices):
    """Where an item that comes back at every meeting stands."""

    BEGINNING = "beginning", pgettext_lazy("standing item", "at the beginning")
    END = "end", pgettext_lazy("standing item", "at the end")


class ItemState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("agenda item", "planned")
    DISCUSSED = "discussed", pgettext_lazy("agenda item", "discussed")
    DECIDED = "decided", pgettext_lazy("agenda item", "decided")
    DEFERRED = "deferred", pgettext_lazy("agenda item", "deferred to the next meeting")
    WITHDRAWN = "withdrawn", pgettext_lazy("agenda item", "withdrawn")


class PresenceMode(models.TextChoices):
    ON_SITE = "on_site", pgettext_lazy("presence", "on site")
    REMOTE = "remote", pgettext_lazy("presence", "remotely")
    BY_DEPUTY = "by_deputy", pgettext_lazy("presence", "by a deputy")
    EXCUSED = "excused", pgettext_lazy("presence", "excused")
    ABSENT = "absent", pgettext_lazy("presence", "absent")


ATTENDING = [PresenceMode.ON_SITE, PresenceMode.REMOTE, PresenceMode.BY_DEPUTY]


class Rule(models.TextChoices):
    """Terms that the rules of procedure set for one meeting."""

    NOTICE = "notice", pgettext_lazy("rule", "notice of the meeting")
    DOCUMENTS = "documents", pgettext_lazy("rule", "documents for the meeting")
    MINUTES = "minutes", pgettext_lazy("rule", "minutes of the meeting")


class DecisionKind(models.TextChoices):
    RESOLUTION = "resolution", pgettext_lazy("decision", "resolution")
    OPINION = "opinion", pgettext_lazy("decision", "opinion")
    POSITION = "position", pgettext_lazy("decision", "position")
    RECOMMENDATION = "recommendation", pgettext_lazy("decision", "recommendation")
    ARRANGEMENT = "arrangement", pgettext_lazy("decision", "arrangement")


class DecisionWay(models.TextChoices):
    """How a decision came about; consensus is sought first, a vote follows where it fails."""

    CONSENSUS = "consensus", pgettext_lazy("way of deciding", "by consensus")
    VOTE = "vote", pgettext_lazy("way of deciding", "by a vote")
    CIRCULAR = "circular", pgettext_lazy("way of deciding", "by a circular vote")


class BallotKind(models.TextChoices):
    OPEN = "open", pgettext_lazy("kind of vote", "open, by show of hands")
    ROLL_CALL = "roll_call", pgettext_lazy("kind of vote", "by roll-call")
    SECRET = "secret", pgettext_lazy("kind of vote", "secret")


class BallotState(models.TextChoices):
    OPEN = "open", pgettext_lazy("vote", "open")
    CLOSED = "closed", pgettext_lazy("vote", "closed")
    OBJECTED = "objected", pgettext_lazy("vote", "goes to a meeting after an objection")
    WITHDRAWN = "withdrawn", pgettext_lazy("vote", "withdrawn")


class BallotResult(models.TextChoices):
    ADOPTED = "adopted", pgettext_lazy("vote", "adopted")
    REJECTED = "rejected", pgettext_lazy("vote", "not adopted")
    NO_QUORUM = "no_quorum", pgettext_lazy("vote", "no quorum")


class VoteWord(models.TextChoices):
    FOR = "for", pgettext_lazy("vote", "for")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAINED = "abstained", pgettext_lazy("vote", "abstained")


class VoteChannel(models.TextChoices):
    LINK = "link", pgettext_lazy("channel", "personal link")
    APP = "app", pgettext_lazy("channel", "in the desk")
    MAIL = "mail", pgettext_lazy("channel", "by e-mail")
    SECRETARY = "secretary", pgettext_lazy("channel", "entered by the secretary")


class ActionState(models.TextChoices):
    """How far a task has come; a proposed one waits until its owner accepts or refuses it."""

    PROPOSED = "proposed", pgettext_lazy("task", "proposed")
    ACCEPTED = "accepted", pgettext_lazy("task", "accepted")
    IN_PROGRESS = "in_progress", pgettext_lazy("task", "in progress")
    REPORTED = "reported", pgettext_lazy("task", "reported done")
    VERIFIED = "verified", pgettext_lazy("task", "done and verified")
    REFUSED = "refused", pgettext_lazy("task", "refused")
    DROPPED = "dropped", pgettext_lazy("task", "dropped")


OPEN_ACTIONS = [ActionState.PROPOSED, ActionState.ACCEPTED, ActionState.IN_PROGRESS]
CLOSED_ACTIONS = [ActionState.VERIFIED, ActionState.REFUSED, ActionState.DROPPED]


class ActionPriority(models.TextChoices):
    HIGH = "high", pgettext_lazy("priority", "high")
    NORMAL = "normal", pgettext_lazy("priority", "normal")
    LOW = "low", pgettext_lazy("priority", "low")


class ProgressWord(models.TextChoices):
    """What an owner says of his task before a meeting."""

    DONE = "done", pgettext_lazy("state of a task", "done")
    UNDER_WAY = "under_way", pgettext_lazy("state of a task", "under way")
    BLOCKED = "blocked", pgettext_lazy("state of a task", "blocked")


class ProposalState(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("proposal", "to be decided")
    RETURNED = "returned", pgettext_lazy("proposal", "returned for correction")
    REJECTED = "rejected", pgettext_lazy("proposal", "rejected")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    PASSED = "passed", pgettext_lazy("proposal", "passed to another team")


class ProposalEventKind(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("step of a proposal", "put forward")
    CORRECTED = "corrected", pgettext_lazy("step of a proposal", "corrected and put forward again")
    RETURNED = "returned", pgettext_lazy("step of a proposal", "returned")
    REJECTED = "rejected", pgettext_lazy("step of a proposal", "rejected")
    ACCEPTED = "accepted", pgettext_lazy("step of a proposal", "accepted")
    PLACED = "placed", pgettext_lazy("step of a proposal", "put on an agenda")
    PASSED = "passed", pgettext_lazy("step of a proposal", "passed on")
    DECIDED = "decided", pgettext_lazy("step of a proposal", "decided, extract sent")
    REPLIED = "replied", pgettext_lazy("step of a proposal", "answered")


class QuestionReply(models.TextChoices):
    """What a team says to a question; silence is none of them."""

    ANSWERED = "answered", pgettext_lazy("reply to a question", "answered")
    NOT_COMPETENT = "not_competent", pgettext_lazy("reply to a question", "not competent")


class PackForm(models.TextChoices):
    ZIP = "zip", pgettext_lazy("pack", "ZIP")
    PDF = "pdf", pgettext_lazy("pack", "one PDF")


class PackState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("pack", "being made")
    READY = "ready", pgettext_lazy("pack", "ready")
    FAILED = "failed", pgettext_lazy("pack", "could not be made")


class PollState(models.TextChoices):
    OPEN = "open", pgettext_lazy("date poll", "open")
    DECIDED = "decided", pgettext_lazy("date poll", "decided")
    WITHDRAWN = "withdrawn", pgettext_lazy("date poll", "withdrawn")


class PollAnswerWord(models.TextChoices):
    YES = "yes", pgettext_lazy("date poll", "yes")
    IF_NEED_BE = "maybe", pgettext_lazy("date poll", "if need be")
    NO = "no", pgettext_lazy("date poll", "no")


class Frequency(models.TextChoices):
    """How often a series comes back; the first day sets the weekday or the day of the month."""

    WEEKLY = "weekly", pgettext_lazy("series", "every week")
    FORTNIGHTLY = "fortnightly", pgettext_lazy("series", "every two weeks")
    MONTHLY = "monthly", pgettext_lazy("series", "every month, on the same weekday of the month")
    MONTHLY_DAY = "monthly_day", pgettext_lazy("series", "every month, on the same day")
    QUARTERLY = "quarterly", pgettext_lazy("series", "every quarter")
    HALF_YEARLY = "half_yearly", pgettext_lazy("series", "every half-year")
    YEARLY = "yearly", pgettext_lazy("series", "every year")


class HolidayRule(models.TextChoices):
    SKIP = "skip", pgettext_lazy("series", "leave the day out")
    NEXT = "next", pgettext_lazy("series", "the next working day")
    BEFORE = "before", pgettext_lazy("series", "the last working day before")


class ApprovalWay(models.TextChoices):
    """How circulated minutes come to be approved."""

    TACIT = "tacit", pgettext_lazy("approval", "tacitly: silence until the day is consent")
    CIRCULATION = (
        "circulation",
        pgettext_lazy("approval", "by circulation: more than half of the voting seats approve"),
    )
    MEETING = "meeting", pgettext_lazy("approval", "at the next meeting")


class RemarkKind(models.TextChoices):
    COMMENT = "comment", pgettext_lazy("remark", "comment")
    SUGGESTION = "suggestion", pgettext_lazy("remark", "proposed wording")


class RemarkVia(models.TextChoices):
    PAGE = "page", pgettext_lazy("remark", "on the page")
    WORD = "word", pgettext_lazy("remark", "in the Word file")
    SECRETARY = "secretary", pgettext_lazy("remark", "entered by the secretary")


class RemarkState(models.TextChoices):
    OPEN = "open", pgettext_lazy("remark", "to be settled")
    ACCEPTED = "accepted", pgettext_lazy("remark", "accepted")
    REJECTED = "rejected", pgettext_lazy("remark", "rejected")
    LEFT = "left", pgettext_lazy("remark", "left to the meeting")
    WITHDRAWN = "withdrawn", pgettext_lazy("remark", "withdrawn by its author")


UNSETTLED = [RemarkState.OPEN, RemarkState.LEFT]


class SignatureKind(models.TextChoices):
    PAPER = "paper", pgettext_lazy("signature", "on paper, scanned")
    QUALIFIED = "qualified", pgettext_lazy("signature", "qualified electronic signature")
    TRUSTED = "trusted", pgettext_lazy("signature", "trusted profile signature")


class DigestRhythm(models.TextChoices):
    """How often a person gets what waits for him in one letter."""

    DAILY = "daily", pgettext_lazy("digest", "every working day in the morning")
    WEEKLY = "weekly", pgettext_lazy("digest", "once a week, on its first working day")
    NEVER = "never", pgettext_lazy("digest", "not at all")
