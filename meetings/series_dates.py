"""The dates of a series in people's calendars: sending them, keeping each copy up to date.

Until somebody sends the dates, meetings of a series are calendar entries of their own. From then
on a convened meeting is an occurrence of the series for everybody who has its dates; guests and
deputies, who do not, keep an entry of its own.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit, outbox
from coordination.refusals import Refused
from meetings import advice, ics, series_ics, series_letters
from meetings.choices import STANDING_KINDS, Answer, InviteeKind, MeetingStatus
from meetings.models import Invitee, Series, SeriesRecipient
from meetings.models.meetings import new_uid


class DatesSent(Refused):
    message = _("The dates of this series have been sent already.")


class NoDates(Refused):
    message = _("The series has no day ahead that could be sent.")


def lock(series):
    """Re-read a series under a lock; meetings, where they are locked too, come before it."""
    found = Series.objects.select_for_update(of=("self",)).select_related("team__voivodeship")
    return found.get(pk=series.pk)


@transaction.atomic
def send(series, *, by):
    """Send the dates to everybody who fills a seat today, as one entry for their calendars.

    Meetings convened before keep the entries of their own that people already have.

    Args:
        series: The series; re-read under a lock.
        by: The person acting. Permission is the caller's to check.

    Raises:
        DatesSent: They were sent before; from then on every change is told by itself.
        NoDates: No day lies ahead.
    """
    series = lock(series)
    if series.dates_sent_at is not None:
        raise DatesSent
    dates = series_ics.dates_of(series, series_ics.meetings_of(series), set())
    if not any(held > timezone.localdate() for held in dates.kept.values()):
        raise NoDates
    series.uid, series.dates_sent_at = new_uid(), timezone.now()
    series.save(update_fields=["uid", "dates_sent_at"])
    added, _gone = sync(series, timezone.localdate())
    tell(series, added, is_first=True)
    audit.record("series.dates_sent", series, by=by, team_id=series.team_id, people=len(added))
    return series


def sync(series, day):
    """Bring the recipients up to date with who fills a seat on a day; nobody is told here.

    Who is gone but still invited to a meeting ahead keeps his copy until it is over.

    Returns:
        Recipients who came, and those who went.
    """
    people = {
        place.mandate.user.email: place
        for place in reversed(advice.places(series.team, day))
        if place.mandate is not None
    }
    rows = {one.email: one for one in series.recipients.all()}
    added = [
        welcome(series, rows.get(email), place)
        for email, place in people.items()
        if email not in rows or rows[email].removed_at is not None
    ]
    awaited = Invitee.objects.current().filter(
        meeting__series=series,
        meeting__status__in=[MeetingStatus.CONVENED, MeetingStatus.IN_SESSION],
        series_sequence__isnull=False,
    )
    staying = set(people) | set(awaited.values_list("email", flat=True))
    gone = [one for one in rows.values() if one.removed_at is None and one.email not in staying]
    for one in gone:
        one.removed_at = timezone.now()
        one.save(update_fields=["removed_at"])
    return added, gone


def welcome(series, row, place):
    """Make somebody a recipient, or again; his numbers go on where they stood."""
    person = place.mandate.user
    row = row or SeriesRecipient(series=series, email=person.email)
    row.user, row.name, row.language = person, person.full_name, person.language
    row.kind = STANDING_KINDS[place.seat.standing]
    row.removed_at, row.answer = None, Answer.NONE
    row.save()
    return row


def tell(series, recipients, *, is_first=False, reason=""):
    """Send recipients their copy as it is now, each with a higher number than he last had."""
    series.dates_version += 1
    series.save(update_fields=["dates_version"])
    messages = series_ics.SeriesMessages(series)
    letters = []
    for recipient in recipients:
        recipient.sequence += 1
        recipient.save(update_fields=["sequence"])
        letters.append(
            series_letters.dates(series, recipient, messages, is_first=is_first, reason=reason)
        )
    outbox.send_all(letters)


def tell_all(series, *, reason=""):
    """After a change of the days tell everybody who has them; nothing where none were sent."""
    if series.dates_sent_at is not None:
        series = lock(series)
        tell(series, list(series.recipients.current()), reason=reason)


@transaction.atomic
def follow_seats(series, day):
    """After a change in the team send the dates to who came and withdraw them from who went."""
    series = lock(series)
    added, gone = sync(series, day)
    if added:
        tell(series, added, is_first=True)
    if gone:
        tell(series, gone)


def follow_team(team, day):
    """Do so for every series of a team whose dates stand in calendars."""
    running = team.series.in_calendars().filter(until_on__gte=timezone.localdate())
    for series in running.order_by("pk"):
        follow_seats(series, day)


def messages_for(meeting, method, stamp=None, *, is_material=True):
    """Return what writes the calendar message of a meeting for each invitee.

    Args:
        meeting: The meeting.
        method: `REQUEST` or `CANCEL`, as it would be for an entry of its own.
        stamp: DTSTAMP of the message.
        is_material: Whether the dates change or an answer is asked for; the number then rises.
    """
    if meeting.series_id is None or meeting.series.dates_sent_at is None:
        return ics.CalendarMessages(meeting, method, stamp)
    return MessagesOfAnOccurrence(meeting, method, stamp, is_material=is_material)


class MessagesOfAnOccurrence(ics.CalendarMessages):
    """Messages about a meeting of a series whose dates stand in calendars.

    Who has the dates gets the whole series, whose copy of it has changed in one day; anybody
    else gets the meeting as an entry of its own.
    """

    def __init__(self, meeting, method, stamp, *, is_material):
        super().__init__(meeting, method, stamp)
        self.is_material = is_material
        self.series = lock(meeting.series)
        self.recipients = {one.email: one for one in self.series.recipients.current()}
        self._whole = None

    @property
    def whole(self):
        """Made at first use, when the invitations it tells of have been written."""
        if self._whole is None:
            self._whole = series_ics.SeriesMessages(self.series, self.stamp)
        return self._whole

    def recipient_of(self, invitee):
        if invitee.series_sequence is None:
            return None
        return self.recipients.get(invitee.email)

    def mark(self, invitees):
        """Note, before any letter is written, who gets this meeting as an occurrence."""
        for invitee in invitees:
            fills_a_seat = invitee.seat_id and invitee.kind != InviteeKind.GUEST
            if fills_a_seat and not invitee.substitute_for_id and invitee.email in self.recipients:
                invitee.series_sequence = self.recipients[invitee.email].sequence
                invitee.save(update_fields=["series_sequence"])

    def letter_for(self, invitee, *, delegator=None):
        recipient = self.recipient_of(invitee)
        if recipient is None:
            return super().letter_for(invitee, delegator=delegator)
        if self.is_material:
            recipient.sequence += 1
            recipient.save(update_fields=["sequence"])
            if invitee.removed_at is None and not self.meeting.is_cancelled:
                invitee.series_sequence = recipient.sequence
                invitee.save(update_fields=["series_sequence"])
        method, calendar = self.whole.for_recipient(recipient)
        return {"method": method, "calendar": calendar, "stream": recipient.stream}
