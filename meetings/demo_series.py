"""The demo of series in calendars and of a joint meeting, at the national team."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.working_days import next_working_day
from meetings import joint, planning, recurring, series_dates
from meetings.choices import Frequency, HolidayRule, MeetingKind
from meetings.local_times import WARSAW


def load(national, secretary, regional):
    """Begin a quarterly series whose dates are sent, and draft a meeting with a regional team.

    Args:
        national: The national team.
        secretary: Its secretary.
        regional: The team that takes part in the joint meeting.
    """
    first = next_working_day(timezone.localdate() + timedelta(days=60))
    series = recurring.begin(
        national,
        rule={
            "title": "Posiedzenie kwartalne zespołu krajowego",
            "frequency": Frequency.QUARTERLY,
            "begins_on": first,
            "until_on": first + timedelta(days=400),
            "hour": time(11),
            "minutes": 120,
            "holidays": HolidayRule.NEXT,
            "place": "Ministerstwo, ul. Batorego 5, Warszawa, sala 3",
            "agenda": "",
            "label": HandlingLabel.UNITS,
            "ahead": 1,
        },
        by=secretary,
    )
    series_dates.send(series, by=secretary)
    start = datetime.combine(first + timedelta(days=21), time(10), WARSAW)
    meeting = planning.draft(
        national,
        facts={
            "title": "Wspólne posiedzenie: kontrole w rolnictwie sezonowym",
            "kind": MeetingKind.EXTRAORDINARY,
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
            "place": "Ministerstwo, ul. Batorego 5, Warszawa, sala 3",
            "video_link": "",
            "notes": "",
            "label": HandlingLabel.UNITS,
        },
        agenda_entries=[("Otwarcie", 5), ("Plan wspólnych kontroli", 60), ("Sprawy różne", 10)],
        by=secretary,
    )
    joint.join(meeting, [regional], by=secretary)
