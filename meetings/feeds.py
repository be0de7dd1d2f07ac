"""Calendars that people subscribe to: stored bytes, changed only when what they show changes."""

import hashlib
from datetime import timedelta
from functools import lru_cache

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import ics, series_ics
from meetings.choices import MeetingStatus
from meetings.models import FeedAddress, Meeting, Series
from teams.models import Team

PAST = timedelta(days=400)
CANCELLED_STAY = timedelta(days=30)
IN_A_FEED = ["feed_version", "feed_entry", "uid", "series", "series_day"]


def address_for(user, team=None):
    """Return the person's address in force for all teams or for one, made at first use."""
    address, _created = FeedAddress.objects.get_or_create(user=user, team=team, revoked_at=None)
    return address


@transaction.atomic
def renew(address):
    """Revoke an address and return a new one in its place; the old one is dead at once."""
    FeedAddress.objects.filter(pk=address.pk, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), body=b"", made_of=""
    )
    return address_for(address.user, address.team)


def living(secret):
    """Return the address of a secret if person, right and address still stand, else None."""
    address = (
        FeedAddress.objects.select_related("user", "team", "team__voivodeship")
        .defer("body")
        .filter(secret=secret, revoked_at__isnull=True, user__is_active=True)
        .first()
    )
    if address is None:
        return None
    own = Team.objects.visible_to(address.user)
    stands = own.filter(pk=address.team_id).exists() if address.team_id else own.exists()
    return address if stands else None


def shown(address, at=None):
    """Meetings that a feed shows: what its owner may see today, told to calendars, not too old."""
    at = at or timezone.now()
    meetings = Meeting.objects.visible_to(address.user).announced_to_calendars()
    meetings = meetings.filter(ends_at__gte=at - PAST).exclude(
        status=MeetingStatus.CANCELLED, ends_at__lt=at - CANCELLED_STAY
    )
    return meetings.of_teams([address.team]) if address.team_id else meetings


def series_shown(address, at=None):
    """Series whose dates stand in calendars and that the owner may see, not too old."""
    at = at or timezone.now()
    found = Series.objects.visible_to(address.user).in_calendars()
    found = found.filter(until_on__gte=(at - PAST).date())
    return found.filter(team=address.team) if address.team_id else found


def refresh(address):
    """Bring the stored bytes up to date and return the ETag; unchanged ones are left alone.

    The tag is the hash of exactly which entries in which version the owner may see, so a right
    that ended or a meeting that moved changes it at the next request.
    """
    meetings = shown(address).order_by("starts_at", "pk")
    series = list(series_shown(address).order_by("pk").values_list("pk", "dates_version"))
    made_of = tag_of(address, [*meetings.values_list("pk", "feed_version"), series])
    if address.made_of != made_of:
        rows = list(meetings.only(*IN_A_FEED))
        # Told by what is written now: a meeting may have changed since the first look.
        made_of = tag_of(address, [*((one.pk, one.feed_version) for one in rows), series])
        address.made_of, address.changed_at = made_of, timezone.now()
        address.body = calendar_of(address, entries_of(address, rows, [pk for pk, _v in series]))
        address.save(update_fields=["made_of", "body", "changed_at"])
    return made_of


def entries_of(address, meetings, series_pks):
    """Return the entries of a feed: single meetings as stored, those of a series as its days."""
    by_series = {pk: [] for pk in series_pks}
    entries = []
    for meeting in meetings:
        if meeting.series_id in by_series:
            by_series[meeting.series_id].append(meeting)
        else:
            entries.append(meeting.feed_entry)
    # In the order of the keys, so that bytes stay the same while nothing changes.
    found = Series.objects.filter(pk__in=series_pks).select_related("team__voivodeship")
    for series in found.order_by("pk"):
        days = {one.series_day: one for one in by_series[series.pk]}
        rule = series_ics.feed_entries(series, days, address.changed_at)
        entries += rule
        entries += [
            series_ics.as_occurrence(one.feed_entry, one, series) if rule else one.feed_entry
            for one in days.values()
        ]
    return entries


def tag_of(address, versions):
    """Return the hash of which entries a feed shows in which version."""
    return hashlib.sha256(repr((address.pk, list(versions))).encode()).hexdigest()


def calendar_of(address, entries):
    """Join the stored entries of meetings found visible; nothing is serialised again."""
    name = str(address.team) if address.team_id else _("Meetings – coordination desk")
    head, foot = frame(name)
    return b"".join([head, "".join(entries).encode(), foot])


@lru_cache(maxsize=100)
def frame(name):
    """Return what stands before and after the entries of a calendar of this name."""
    book = ics.calendar(method="PUBLISH")
    for prop, value in (("NAME", name), ("X-WR-CALNAME", name), ("X-PUBLISHED-TTL", "PT1H")):
        book.add(prop, value)
    book.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    book.add_component(ics.warsaw())
    head, foot = book.to_ical().rsplit(b"END:VCALENDAR", 1)
    return head, b"END:VCALENDAR" + foot
