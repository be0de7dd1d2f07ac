"""What people are told of the dates of a series: one letter, composed and not sent."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone, translation

from coordination import outbox
from meetings.local_times import moment


def dates(series, recipient, messages, *, is_first=False, reason=""):
    """Send a person the dates of a series with the calendar entry that holds them.

    Args:
        series: The series.
        recipient: His row; one that was removed is told that the entry goes.
        messages: `series_ics.SeriesMessages` made after everything has changed.
        is_first: Whether he has not had these dates before.
        reason: Why they have changed, where somebody said so.
    """
    method, calendar = messages.for_recipient(recipient)
    yesterday = timezone.now() - timedelta(days=1)
    days = sorted(
        moment(held, series.hour)
        for held in messages.dates_for(recipient).kept.values()
        if moment(held, series.hour) > yesterday
    )
    with translation.override(recipient.language):
        return outbox.compose(
            "meetings/mail/series_dates",
            recipient.language,
            {
                "series": series,
                "recipient": recipient,
                "days": days,
                "is_first": is_first,
                "is_withdrawn": method == "CANCEL",
                "reason": reason,
                "shows_details": not series.is_named_persons_only,
                "page_url": settings.PUBLIC_URL + series.get_absolute_url(),
            },
            key=f"series-dates:{series.pk}:{series.dates_version}:{recipient.sequence}",
            recipient=recipient.email,
            recipient_name=recipient.name,
            stream=recipient.stream,
            about=series,
            team_id=series.team_id,
            calendar=calendar,
            calendar_method=method,
        )
