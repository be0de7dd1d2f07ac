"""The calendar entry of a series: one UID, a rule, and what differs from it day by day.

A day left out is an EXDATE. A day that a holiday moves, and every convened meeting, is an entry
of its own with RECURRENCE-ID. A message always holds the whole series: a message about one day
alone makes some servers forget or cancel all the others (RFC 5546 allows both ways).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Event, vRecur

from coordination.choices import HandlingLabel
from meetings import agenda_reading, ics
from meetings.choices import MeetingStatus
from meetings.local_times import end_after, moment
from meetings.recurrence import occurrences, planned_days, rule_days, step_of


@dataclass
class Dates:
    """The days of a series as one reader's calendar has them.

    Args:
        first: The day of DTSTART, whatever becomes of it.
        kept: Where each day that stays is held, by the day the rule gives.
        left_out: Days of the rule that do not stay.
    """

    first: date
    kept: dict
    left_out: list

    @property
    def last(self):
        return max(self.kept)


def meetings_of(series):
    """Return the meetings of a series that were ever told to anybody, by their day of the rule."""
    told = series.meetings.exclude(status=MeetingStatus.DRAFT).filter(number__isnull=False)
    told = told.select_related("team__voivodeship").prefetch_related("items__readers")
    return {one.series_day: one for one in told}


def dates_of(series, told, shown):
    """Work out which days stay for a reader.

    Args:
        series: The series.
        told: Its meetings by day, as `meetings_of` returns them.
        shown: The days whose meetings this reader has as occurrences of the series.
    """
    held = {
        one.planned_on: one.held_on
        for one in occurrences(series.frequency, series.begins_on, series.until_on, series.holidays)
    }
    skipped = set(series.skipped.values_list("planned_on", flat=True))
    rule = series.frequency, series.begins_on, max([series.until_on, *shown])
    kept = {}
    for day in planned_days(*rule):
        if day in shown:
            kept[day] = told[day].local_start.date()
        elif day not in told and day in held and day not in skipped:
            kept[day] = held[day]
    # A calendar begins with the first day that stays: some show DTSTART even when it is left out.
    first = min(kept, default=series.begins_on)
    left_out = [day for day in rule_days(*rule) if day not in kept and day > first]
    return Dates(first, kept, left_out)


def occurrence_id(series, day):
    """Return RECURRENCE-ID of a day: where the rule puts it, at the hour of the series."""
    return moment(day, series.hour)


def summary(series):
    if series.is_named_persons_only:
        return _("Meeting – details for named persons only")
    return f"{series.title} – {series.team.short_name}"


def description(series):
    page = settings.PUBLIC_URL + series.get_absolute_url()
    return "\n\n".join(
        [
            _("Planned meeting. The invitation with the agenda comes before each of them."),
            _("All dates: %(page)s") % {"page": page},
            _("Handling: %(label)s") % {"label": series.get_label_display()},
        ]
    )


def planned_entry(series, day, *, stamp, cancelled=False):
    """Build the entry of one planned day, without attendees, in the active language."""
    start = moment(day, series.hour)
    entry = Event()
    entry.add("UID", series.uid)
    entry.add("DTSTAMP", stamp)
    entry.add("SUMMARY", summary(series))
    entry.add("DTSTART", start)
    entry.add("DTEND", end_after(start, series.minutes))
    entry["ORGANIZER"] = ics.address_of(settings.DESK_EMAIL, str(series.team))
    entry.add("STATUS", "CANCELLED" if cancelled else "CONFIRMED")
    entry.add("TRANSP", "TRANSPARENT" if cancelled else "OPAQUE")
    entry.add("CLASS", "PUBLIC" if series.label == HandlingLabel.PUBLIC else "PRIVATE")
    if not series.is_named_persons_only:
        entry.add("LOCATION", series.place)
    entry.add("DESCRIPTION", description(series))
    entry.add("URL", settings.PUBLIC_URL + series.get_absolute_url())
    return entry


def master(series, dates, *, stamp, cancelled=False):
    """Build the entry with the rule, its end and the days left out."""
    entry = planned_entry(series, dates.first, stamp=stamp, cancelled=cancelled)
    if dates.kept:
        entry["RRULE"] = rule(series, dates.last)
        for day in dates.left_out:
            if day <= dates.last:
                entry.add("EXDATE", occurrence_id(series, day))
    return entry


def rule(series, last):
    """Return the RRULE until the last day that stays, told in UTC as the standard asks."""
    name, interval, days = step_of(series.frequency, series.begins_on)
    until = occurrence_id(series, last).astimezone(UTC)
    parts = {"FREQ": [name], "UNTIL": [until], "INTERVAL": [interval]}
    return vRecur(parts | days)


def moved_days(dates, shown):
    """Days that a holiday moves: the rule's day and where it is held, where no meeting says so."""
    return {day: held for day, held in dates.kept.items() if day not in shown and held != day}


def moved_entry(series, day, held, *, stamp):
    """Build the exception of a day that a holiday moves."""
    entry = planned_entry(series, held, stamp=stamp)
    entry.add("RECURRENCE-ID", occurrence_id(series, day))
    return entry


def as_occurrence(entry, meeting, series):
    """Turn the stored feed entry of a meeting into an exception of its series, byte by byte."""
    local = occurrence_id(series, meeting.series_day)
    own = f"UID:{meeting.uid}\r\n"
    name = f"UID:{series.uid}\r\nRECURRENCE-ID;TZID=Europe/Warsaw:{local:%Y%m%dT%H%M%S}\r\n"
    return entry.replace(own, name, 1)


def differs(meeting, series):
    """Whether a meeting that is over must still be told apart from its day of the rule."""
    planned = occurrence_id(series, meeting.series_day)
    length = (meeting.ends_at - meeting.starts_at).total_seconds() // 60
    return meeting.starts_at != planned or length != series.minutes


class SeriesMessages:
    """Makes the iTIP message of a series for its recipients, building each shared part once.

    Args:
        series: The series, with its team.
        stamp: DTSTAMP of the message, now by default.
    """

    SLOT = b"X-DESK-PERSON:HERE\r\n"

    def __init__(self, series, stamp=None):
        self.series = series
        self.stamp = stamp or timezone.now()
        self.told = meetings_of(series)
        self.invitations = {}
        for meeting in self.told.values():
            if not meeting.is_cancelled:
                for one in meeting.invitees.current().filter(series_sequence__isnull=False):
                    one.meeting = meeting
                    self.invitations.setdefault(one.email, {})[meeting.series_day] = one
        self.shared = {}

    def dates_for(self, recipient):
        """Return the days as they stand in this person's calendar."""
        return dates_of(self.series, self.told, set(self.invitations.get(recipient.email, {})))

    def for_recipient(self, recipient):
        """Return method and text of the message that brings one calendar up to date."""
        dates = self.dates_for(recipient)
        cancelled = recipient.removed_at is not None or not dates.kept
        book = [self._book("CANCEL" if cancelled else "REQUEST", recipient.language)]
        with translation.override(recipient.language):
            book.append(self._master(recipient, dates, cancelled))
            if not cancelled:
                own = self.invitations.get(recipient.email, {})
                book += [
                    self._moved(recipient, day, held)
                    for day, held in moved_days(dates, own).items()
                ]
                book += [
                    self._meeting(recipient, one)
                    for one in own.values()
                    if one.meeting.ends_at > self.stamp or differs(one.meeting, self.series)
                ]
        text = b"".join([*book, b"END:VCALENDAR\r\n"]).decode()
        return ("CANCEL" if cancelled else "REQUEST"), text

    def _book(self, method, language):
        def build():
            book = ics.calendar(method)
            book.add_component(ics.warsaw())
            return book.to_ical().rsplit(b"END:VCALENDAR", 1)[0]

        return self._once(("book", method, language), build)

    def _master(self, recipient, dates, cancelled):
        key = ("master", recipient.language, cancelled, tuple(dates.left_out), tuple(dates.kept))
        shared = self._once(
            key,
            lambda: self._slotted(
                master(self.series, dates, stamp=self.stamp, cancelled=cancelled)
            ),
        )
        return self._addressed(shared, recipient, recipient)

    def _moved(self, recipient, day, held):
        shared = self._once(
            ("moved", recipient.language, day),
            lambda: self._slotted(moved_entry(self.series, day, held, stamp=self.stamp)),
        )
        return self._addressed(shared, recipient, recipient)

    def _meeting(self, recipient, invitee):
        meeting = invitee.meeting
        over = meeting.ends_at <= self.stamp
        agenda = () if over else tuple(agenda_reading.lines(meeting, invitee))
        shared = self._once(
            ("meeting", meeting.pk, recipient.language, agenda),
            lambda: self._slotted(occurrence(self.series, meeting, self.stamp, agenda)),
        )
        return self._addressed(shared, recipient, invitee)

    def _once(self, key, build):
        if key not in self.shared:
            self.shared[key] = build()
        return self.shared[key]

    def _slotted(self, entry):
        entry.add("X-DESK-PERSON", "HERE")
        return entry.to_ical()

    def _addressed(self, shared, recipient, attendee):
        """Put SEQUENCE and the one ATTENDEE of this copy into a shared entry."""
        holder = Event()
        holder.add("SEQUENCE", recipient.sequence)
        holder["ATTENDEE"] = ics.attendees(attendee)
        lines = holder.to_ical().split(b"\r\n", 1)[1].rsplit(b"END:VEVENT", 1)[0]
        return shared.replace(self.SLOT, lines)


def occurrence(series, meeting, stamp, agenda):
    """Build the exception that a convened meeting is."""
    entry = ics.event(meeting, stamp=stamp, agenda=agenda)
    entry["UID"] = series.uid
    entry.add("RECURRENCE-ID", occurrence_id(series, meeting.series_day))
    return entry


def declined_counter(meeting, invitee):
    """Return the DECLINECOUNTER for a meeting, as the occurrence or the entry that he has."""
    if invitee.series_sequence is None:
        return ics.declined_counter(meeting, invitee)
    recipient = meeting.series.recipients.get(email=invitee.email)
    with translation.override(invitee.language):
        agenda = agenda_reading.lines(meeting, invitee)
        entry = occurrence(meeting.series, meeting, timezone.now(), agenda)
    entry.add("SEQUENCE", recipient.sequence)
    entry["ATTENDEE"] = ics.attendees(invitee)
    book = ics.calendar("DECLINECOUNTER")
    book.add_component(ics.warsaw())
    book.add_component(entry)
    return book.to_ical().decode()


def feed_entries(series, shown, stamp: datetime):
    """Return the entries of a series in a feed: its rule, and the days that a holiday moves.

    Args:
        series: A series whose dates were sent.
        shown: Its meetings that stand in the feed, by day; they bring their own entries.
        stamp: When what it shows last changed.
    """
    told = meetings_of(series)
    dates = dates_of(series, told, set(shown))
    if not dates.kept:
        return []
    version = series.dates_version + sum(one.feed_version for one in told.values())
    with translation.override(settings.LANGUAGE_CODE):
        entries = [master(series, dates, stamp=stamp)]
        entries += [
            moved_entry(series, day, held, stamp=stamp)
            for day, held in moved_days(dates, shown).items()
        ]
    for entry in entries:
        del entry["ORGANIZER"]
        entry.add("SEQUENCE", version)
        entry.add("LAST-MODIFIED", stamp)
    return [entry.to_ical().decode() for entry in entries]
