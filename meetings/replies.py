"""Calendar replies that come in by mail: believed only when they prove whose they are.

The rules are in RFC 5546 and 6047: a reply counts when its UID is ours, its ATTENDEE is invited,
its sender is that attendee, and it answers the version now in force. Whatever fails is kept with
the reason and changes nothing.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import getaddresses

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar

from coordination import guarding
from coordination.choices import IncomingOutcome
from meetings import answering, ics
from meetings.choices import Answer, AnswerChannel
from meetings.models import Invitee, Meeting

CALENDAR_TYPES = {"text/calendar", "application/ics"}
ANSWERS = {Answer.ACCEPTED, Answer.DECLINED, Answer.TENTATIVE}


@dataclass
class CalendarReply:
    """What one calendar object says: whose, about what, which version, which answer."""

    method: str
    uid: str
    sequence: int
    stamp: datetime | None
    attendees: dict
    comment: str
    starts_at: datetime | None
    ends_at: datetime | None
    occurrence_at: datetime | None


class Doubtful(Exception):
    """The letter is kept for a person; carries the outcome and the reason."""

    def __init__(self, outcome, reason):
        super().__init__(reason)
        self.outcome, self.reason = outcome, reason


def read_letter(mail, message):
    """Take an incoming letter if it is a calendar answer about one of our meetings.

    Args:
        mail: The stored row; outcome, reason, what it is about and the team are set on it.
        message: The parsed letter.

    Returns:
        Whether the letter is this room's.
    """
    reply = find_reply(message)
    if reply is None:
        return False
    meeting = Meeting.objects.select_related("team").filter(uid=reply.uid).first()
    if meeting is None:
        return False
    mail.about, mail.team_id = f"{meeting._meta.label_lower}:{meeting.pk}", meeting.team_id
    try:
        mail.outcome, mail.reason = settle(meeting, reply, senders_of(message))
    except Doubtful as doubt:
        mail.outcome, mail.reason = doubt.outcome, doubt.reason
    except answering.Refused as refusal:
        mail.outcome, mail.reason = IncomingOutcome.STALE, str(refusal.message)
    return True


def senders_of(message):
    """Addresses the letter claims to come from; some servers put the person in Reply-To."""
    headers = message.get_all("From", []) + message.get_all("Reply-To", [])
    return {address.strip().lower() for _name, address in getaddresses([str(h) for h in headers])}


def find_reply(message):
    """Return the first calendar answer in a letter."""
    return next(iter(find_replies(message)), None)


def find_replies(message):
    """Return the answers of the first calendar part; a copy attached beside it counts once.

    One about a series holds an answer for the whole and one for each exception.
    """
    for part in message.walk():
        if part.get_content_type() in CALENDAR_TYPES:
            found = parse(part.get_payload(decode=True) or b"")
            if found:
                return found
    return []


def parse(raw):
    """Read a calendar object; nothing when it is no REPLY or COUNTER that can be understood."""
    try:
        book = Calendar.from_ical(raw)
        method = str(book.get("METHOD", "")).upper()
        if method not in ("REPLY", "COUNTER"):
            return []
        return [_reply_of(method, entry) for entry in book.walk("VEVENT")]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return []


def _reply_of(method, entry):
    attendees = entry.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    comment = entry.get("COMMENT", "")
    comment = comment[0] if isinstance(comment, list) else comment
    return CalendarReply(
        method=method,
        uid=str(entry["UID"]),
        sequence=int(entry.get("SEQUENCE", 0)),
        stamp=_moment(entry, "DTSTAMP"),
        attendees={_bare(one): _parameters(one) for one in attendees},
        comment=guarding.without_case_data(" ".join(str(comment).split()))[:500],
        starts_at=_moment(entry, "DTSTART"),
        ends_at=_moment(entry, "DTEND"),
        occurrence_at=_moment(entry, "RECURRENCE-ID"),
    )


def _bare(address):
    """Drop `mailto:`, in whatever case it is written."""
    text = str(address).strip()
    return (text[7:] if text.lower().startswith("mailto:") else text).lower()


def _parameters(address):
    parameters = getattr(address, "params", {})
    return {name.upper(): parameters[name] for name in parameters}


def _moment(entry, name):
    """Return a date-time property as an aware UTC time; some builders write no Z (itip.md §5)."""
    value = getattr(entry.get(name), "dt", None)
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if timezone.is_naive(value) else value.astimezone(UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return None


def settle(meeting, reply, senders):
    """Act on a reply and return the outcome with its reason.

    Raises:
        Doubtful: The reply is not to be believed, or is about an earlier version.
        Refused: The meeting can no longer be answered.
    """
    invitee, parameters = match_invitee(meeting, reply, senders)
    refuse_other_version(meeting, invitee, reply)
    if reply.method == "COUNTER":
        return propose(invitee, reply)
    status = str(parameters.get("PARTSTAT", "")).upper()
    answer = ics.PARTSTAT_ANSWERS.get(status)
    if answer == Answer.DELEGATED:
        return delegate(invitee, parameters, reply)
    if answer not in ANSWERS:
        raise Doubtful(
            IncomingOutcome.REPEATED, _("The reply carries no answer; nothing was changed.")
        )
    if repeats(invitee, answer, reply):
        raise Doubtful(IncomingOutcome.REPEATED, _("The same answer had been recorded already."))
    answering.record_answer(
        invitee,
        answer,
        via=AnswerChannel.MAIL,
        comment=reply.comment,
        by=invitee.user,
        reply_stamp=reply.stamp,
    )
    return IncomingOutcome.ACCEPTED, _("%(person)s: %(answer)s.") % {
        "person": invitee.name,
        "answer": Answer(answer).label,
    }


def match_invitee(meeting, reply, senders):
    """Find the invitation that a reply is from: its ATTENDEE, who must be the sender."""
    known = meeting.invitees.filter(email__in=list(reply.attendees)).order_by("removed_at")
    invitee = next((one for one in known if one.email in senders), None)
    if invitee is None:
        reason = (
            _("The sender is not the person whose answer it claims to be.")
            if known
            else _("The answer is from an address that was not invited.")
        )
        raise Doubtful(IncomingOutcome.QUARANTINED, reason)
    current = meeting.invitees.current().filter(email=invitee.email).first()
    if current is None:
        raise Doubtful(IncomingOutcome.STALE, _("This person is no longer invited."))
    return current, reply.attendees[current.email]


def refuse_other_version(meeting, invitee: Invitee, reply):
    """Refuse answers to an earlier version, to one never sent, or older than the last one."""
    oldest, newest = versions_asked(meeting, invitee)
    if reply.sequence < oldest:
        raise Doubtful(
            IncomingOutcome.STALE, _("The answer is about an earlier date of the meeting.")
        )
    if reply.sequence > newest:
        raise Doubtful(
            IncomingOutcome.QUARANTINED, _("The answer is about a version that was never sent.")
        )
    if invitee.reply_stamp and reply.stamp and reply.stamp < invitee.reply_stamp:
        raise Doubtful(IncomingOutcome.STALE, _("A newer answer of this person is recorded."))


def versions_asked(meeting, invitee):
    """Return the oldest and the newest SEQUENCE whose answer still counts.

    An occurrence of a series was asked under one number; the copy it stands in has gone on
    counting since, for other days.
    """
    if invitee.series_sequence is None:
        own = ics.sequence_for(meeting, invitee)
        return own, own
    recipient = meeting.series.recipients.get(email=invitee.email)
    return invitee.series_sequence, recipient.sequence


def repeats(invitee, answer, reply):
    """Whether this very reply was recorded before, for example from a second copy."""
    return invitee.answer == answer and (
        reply.stamp is not None and reply.stamp == invitee.reply_stamp
    )


def propose(invitee, reply):
    """Keep a counter-proposal for the conveners."""
    if reply.starts_at is None or reply.ends_at is None or reply.ends_at <= reply.starts_at:
        raise Doubtful(IncomingOutcome.UNREADABLE, _("The proposed time cannot be read."))
    answering.propose_time(
        invitee,
        starts_at=reply.starts_at,
        ends_at=reply.ends_at,
        via=AnswerChannel.MAIL,
        comment=reply.comment,
        reply_stamp=reply.stamp,
    )
    return IncomingOutcome.COUNTER, _("%(person)s proposes another time.") % {
        "person": invitee.name
    }


def delegate(invitee, parameters, reply):
    """Invite the deputy named in a reply, if he is an appointed one; else ask the secretary."""
    named = parameters.get("DELEGATED-TO", "")
    named = _bare(named[0] if isinstance(named, list) and named else named)
    mandate = next((one for one in answering.deputies_of(invitee) if one.user.email == named), None)
    if mandate is None:
        raise Doubtful(
            IncomingOutcome.QUARANTINED,
            _("The reply names a deputy who is not appointed; enter the authorisation by hand."),
        )
    answering.send_deputy(
        invitee, via=AnswerChannel.MAIL, mandate=mandate, comment=reply.comment, by=invitee.user
    )
    return IncomingOutcome.ACCEPTED, _("%(person)s sends %(deputy)s.") % {
        "person": invitee.name,
        "deputy": mandate.user.full_name,
    }
