"""What the convener should know before sending: notice, holidays, clashes, who is invited."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import ngettext

from meetings.choices import MeetingStatus
from meetings.models import Meeting
from teams.choices import Capacity
from teams.models import Mandate, Seat


@dataclass
class Notice:
    """Whether the notice that the rules ask for is kept."""

    kept: bool
    days: int
    needed: int
    known: bool


@dataclass
class Place:
    """A seat and who would be invited for it; `mandate` is None for a vacant seat."""

    seat: Seat
    mandate: Mandate | None
    deputies: list


@dataclass
class Clash:
    """Another meeting at the same time that shares people; its title only for those who may."""

    meeting: Meeting
    people: int
    visible: bool


def notice(rules, starts_at, today=None):
    """Compare the days left until a meeting with the notice the team's rules ask for.

    Args:
        rules: The rules in force, or None when the team has none on record.
        starts_at: Beginning of the meeting, an aware datetime.
        today: The day to count from, the local date by default.
    """
    today = today or timezone.localdate()
    days = (timezone.localdate(starts_at) - today).days
    needed = rules.notice_days if rules else 0
    return Notice(kept=days >= needed, days=days, needed=needed, known=rules is not None)


def places(team, day):
    """Seats of a team on a day with the person to invite: the representative, else a deputy."""
    mandates = Mandate.objects.on_day(day).select_related("user").in_order()
    by_seat = {}
    for mandate in mandates.filter(seat__team=team, user__is_active=True):
        by_seat.setdefault(mandate.seat_id, []).append(mandate)
    seats = Seat.objects.filter(team=team).on_day(day).select_related("institution").in_order()
    found = []
    for seat in seats:
        people = by_seat.get(seat.pk, [])
        holders = [mandate for mandate in people if mandate.capacity == Capacity.HOLDER]
        deputies = [mandate for mandate in people if mandate.capacity == Capacity.DEPUTY]
        invited = (holders or deputies or [None])[0]
        found.append(Place(seat, invited, [one for one in deputies if one is not invited]))
    return found


def clashes(team, starts_at, ends_at, *, user, leaving_out=None):
    """Meetings of other teams at the same time that invite people of this one.

    People are compared by account over invitations and, for drafts, by seats. Titles are shown
    only to a person who may see those meetings; the others are a date and a number of people.
    """
    people = Mandate.objects.on_day(timezone.localdate(starts_at)).filter(seat__team=team)
    standing = Q(invitees__removed_at__isnull=True, invitees__user__in=people.values("user"))
    found = (
        Meeting.objects.filter(
            status=MeetingStatus.CONVENED, starts_at__lt=ends_at, ends_at__gt=starts_at
        )
        .exclude(pk=leaving_out)
        .annotate(shared=Count("invitees", filter=standing, distinct=True))
        .filter(shared__gt=0)
        .select_related("team", "team__voivodeship")
    )
    known = set(
        Meeting.objects.visible_to(user)
        .filter(pk__in=[m.pk for m in found])
        .values_list("pk", flat=True)
    )
    return [Clash(meeting, meeting.shared, meeting.pk in known) for meeting in found]


def people_invited(count):
    """Say how many people get the invitation."""
    return ngettext(
        "%(count)d person will be invited.", "%(count)d people will be invited.", count
    ) % {"count": count}
