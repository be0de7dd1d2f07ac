"""Calendar entries of meetings: iTIP messages for invitees and entries for feeds.

The rules are those of RFC 5545, 5546 and 6047: one UID for life, a SEQUENCE that rises for
material changes only, the real transitions of Europe/Warsaw beside every local time.
"""

from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDDDTypes,
    vRecur,
    vText,
)

from coordination.choices import HandlingLabel
from meetings import agenda_reading, joint
from meetings.choices import Answer, InviteeKind
from meetings.models import Meeting

PRODID = "-//Stol koordynacji//PL"
ROLES = {
    InviteeKind.REQUIRED: "REQ-PARTICIPANT",
    InviteeKind.OPTIONAL: "OPT-PARTICIPANT",
    InviteeKind.GUEST: "OPT-PARTICIPANT",
    InviteeKind.OBSERVER: "NON-PARTICIPANT",
}
# Words and agenda go with the letter to the invitees themselves, except for named persons only
# (design §4.2); files whose reading must be noted stay on the desk (`circulating`).
TEXT_MAY_TRAVEL = set(HandlingLabel) - {HandlingLabel.PERSONS}


@cache
def warsaw():
    """Return the VTIMEZONE of Europe/Warsaw: the Union's rule, in force in Poland since 1996."""
    zone = Timezone()
    zone.add("TZID", "Europe/Warsaw")
    for part, name, onset, month, before, after in (
        (TimezoneDaylight(), "CEST", "1996-03-31T02:00", 3, 1, 2),
        (TimezoneStandard(), "CET", "1996-10-27T03:00", 10, 2, 1),
    ):
        part["DTSTART"] = vDDDTypes(datetime.fromisoformat(onset))
        part["RRULE"] = vRecur({"FREQ": ["YEARLY"], "BYMONTH": [month], "BYDAY": ["-1SU"]})
        part.add("TZOFFSETFROM", timedelta(hours=before))
        part.add("TZOFFSETTO", timedelta(hours=after))
        part.add("TZNAME", name)
        zone.add_component(part)
    return zone


def zone_component(name):
    """Return the VTIMEZONE for a zone; ours is written by rule, others from the zone database."""
    if name == "Europe/Warsaw":
        return warsaw()
    return Timezone.from_tzid(name)


def address_of(email, name):
    """Return a calendar address; quotes, which no parameter may hold, become apostrophes."""
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = vText(" ".join(name.replace('"', "'").split()))
    return address


def meeting_page(meeting):
    return settings.PUBLIC_URL + meeting.get_absolute_url()


def summary(meeting):
    """What a calendar shows; a meeting for named persons only keeps its subject to itself."""
    if meeting.is_named_persons_only:
        return _("Meeting – details for named persons only")
    return f"{meeting.title} – {meeting.team.short_name}"


def description(meeting, agenda):
    """Words, agenda and page of a meeting, as far as its label lets text travel by mail."""
    parts = [joint.sentence(meeting)]
    if not meeting.is_named_persons_only:
        if meeting.video_link:
            parts.append(_("Video link: %(link)s") % {"link": meeting.video_link})
        if meeting.label in TEXT_MAY_TRAVEL:
            parts.append(meeting.notes)
            parts.append("\n".join([_("Agenda:"), *agenda]) if agenda else "")
    parts.append(_("Details and documents: %(page)s") % {"page": meeting_page(meeting)})
    parts.append(_("Handling: %(label)s") % {"label": meeting.get_label_display()})
    return "\n\n".join(part for part in parts if part)


def event(meeting: Meeting, *, stamp, agenda, cancelled=False) -> Event:
    """Build the VEVENT that all recipients share, without attendees, in the active language.

    Args:
        meeting: The meeting with its team. SEQUENCE, which may differ by person, is not in it.
        stamp: The moment this version of the message was made, aware.
        agenda: The lines of the agenda as its recipient may read them.
        cancelled: Whether it tells of a cancellation.
    """
    entry = Event()
    entry.add("UID", meeting.uid)
    entry.add("DTSTAMP", stamp)
    entry.add("SUMMARY", summary(meeting))
    entry.add("DTSTART", meeting.local_start)
    entry.add("DTEND", meeting.local_end)
    entry["ORGANIZER"] = address_of(settings.DESK_EMAIL, str(meeting.team))
    entry.add("STATUS", "CANCELLED" if cancelled else "CONFIRMED")
    entry.add("TRANSP", "TRANSPARENT" if cancelled else "OPAQUE")
    entry.add("CLASS", "PUBLIC" if meeting.label == HandlingLabel.PUBLIC else "PRIVATE")
    if not meeting.is_named_persons_only:
        entry.add("LOCATION", meeting.place or meeting.video_link)
    entry.add("DESCRIPTION", description(meeting, agenda))
    entry.add("URL", meeting_page(meeting))
    return entry


def attendees(invitee, *, delegator=None):
    """Return the ATTENDEE lines of one letter: its recipient and, for a deputy, whom he stands for.

    Nobody else is listed: who else was invited is on the page, behind its own rights.
    """
    own = address_of(invitee.email, invitee.name)
    own.params.update(CUTYPE="INDIVIDUAL", ROLE=ROLES[invitee.kind], RSVP="TRUE")
    own.params["PARTSTAT"] = invitee.answer.upper()
    if delegator is None:
        return [own]
    own.params["DELEGATED-FROM"] = [f"mailto:{delegator.email}"]
    other = address_of(delegator.email, delegator.name)
    other.params.update(CUTYPE="INDIVIDUAL", ROLE=ROLES[delegator.kind])
    other.params["PARTSTAT"] = "DELEGATED"
    other.params["DELEGATED-TO"] = [f"mailto:{invitee.email}"]
    return [own, other]


def sequence_for(meeting, invitee, method="REQUEST"):
    """Return the SEQUENCE of a person's copy.

    A removed person's CANCEL is one above what he last had, and whoever is invited again starts
    above that, while everybody else's number, and with it their answers, stays as it is.
    """
    removed_alone = method == "CANCEL" and not meeting.is_cancelled
    return meeting.sequence + invitee.sequence_offset + (1 if removed_alone else 0)


def offset_for(meeting, email):
    """Return the SEQUENCE offset of a new invitation: above any CANCEL this address has had."""
    earlier = meeting.invitees.filter(email=email, removed_at__isnull=False)
    offsets = earlier.values_list("sequence_offset", flat=True)
    return max(offsets) + 2 if offsets else 0


def calendar(method):
    book = Calendar()
    book.add("VERSION", "2.0")
    book.add("PRODID", PRODID)
    if method:
        book.add("METHOD", method)
    return book


class CalendarMessages:
    """Makes the same iTIP message for many recipients, building each shared part once.

    Args:
        meeting: The meeting to tell of.
        method: `REQUEST` or `CANCEL`.
        stamp: DTSTAMP of the message, now by default.
    """

    SLOT = b"X-DESK-PERSON:HERE\r\n"

    def __init__(self, meeting, method, stamp=None):
        self.meeting = meeting
        self.method = method
        self.stamp = stamp or timezone.now()
        self.shared = {}

    def for_invitee(self, invitee, *, delegator=None):
        """Return the text of the message for one invitee, lines ending CRLF."""
        holder = Event()
        holder.add("SEQUENCE", sequence_for(self.meeting, invitee, self.method))
        holder["ATTENDEE"] = attendees(invitee, delegator=delegator)
        lines = holder.to_ical().split(b"\r\n", 1)[1].rsplit(b"END:VEVENT", 1)[0]
        with translation.override(invitee.language):
            agenda = tuple(agenda_reading.lines(self.meeting, invitee))
            return self._shared(invitee.language, agenda).replace(self.SLOT, lines).decode()

    def mark(self, invitees):
        """Nothing to note: everybody gets an entry of its own."""

    def letter_for(self, invitee, *, delegator=None):
        """Return what a letter takes from here: method, calendar text and stream."""
        return {
            "method": self.method,
            "calendar": self.for_invitee(invitee, delegator=delegator),
            "stream": invitee.stream,
        }

    def _shared(self, language, agenda):
        """The message without its person, made once for all who read the same of the agenda."""
        if (language, agenda) not in self.shared:
            cancelled = self.method == "CANCEL"
            entry = event(self.meeting, stamp=self.stamp, agenda=agenda, cancelled=cancelled)
            entry.add("X-DESK-PERSON", "HERE")
            book = calendar(self.method)
            book.add_component(zone_component(self.meeting.zone))
            book.add_component(entry)
            self.shared[language, agenda] = book.to_ical()
        return self.shared[language, agenda]


def declined_counter(meeting, invitee, stamp=None):
    """Return the DECLINECOUNTER that answers a proposal of another time (RFC 5546 §3.2.8)."""
    book = calendar("DECLINECOUNTER")
    book.add_component(zone_component(meeting.zone))
    agenda = agenda_reading.lines(meeting, invitee)
    entry = event(meeting, stamp=stamp or timezone.now(), agenda=agenda)
    entry.add("SEQUENCE", sequence_for(meeting, invitee))
    entry["ATTENDEE"] = attendees(invitee)
    book.add_component(entry)
    return book.to_ical().decode()


def feed_entry(meeting, *, stamp):
    """Return the VEVENT of a feed: no addresses of others, bytes that change with the meeting."""
    with translation.override(settings.LANGUAGE_CODE):
        agenda = agenda_reading.lines(meeting)
        entry = event(meeting, stamp=stamp, agenda=agenda, cancelled=meeting.is_cancelled)
    del entry["ORGANIZER"]
    entry.add("SEQUENCE", meeting.sequence)
    entry.add("LAST-MODIFIED", stamp)
    return entry.to_ical().decode()


PARTSTAT_ANSWERS = {
    "ACCEPTED": Answer.ACCEPTED,
    "DECLINED": Answer.DECLINED,
    "TENTATIVE": Answer.TENTATIVE,
    "DELEGATED": Answer.DELEGATED,
}
