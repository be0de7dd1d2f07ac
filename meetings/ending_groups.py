"""What becomes of meetings when a working group ends."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.refusals import Refused
from meetings import recurring
from meetings.choices import MeetingStatus
from meetings.models import Meeting


class MeetsAfterItsEnd(Refused):
    message = _(
        "A meeting of the group is convened after that day. Call it off or choose a later day."
    )


def follow(group, until_on, by):
    """Refuse while a meeting is convened later; end the series of the group with it.

    Raises:
        MeetsAfterItsEnd: People have been invited to a meeting after the last day.
    """
    at_work = [MeetingStatus.CONVENED, MeetingStatus.IN_SESSION]
    ahead = Meeting.objects.filter(team=group, status__in=at_work).only("starts_at")
    if any(timezone.localdate(one.starts_at) > until_on for one in ahead):
        raise MeetsAfterItsEnd
    for series in group.series.filter(until_on__gt=until_on):
        from_on = max(until_on + timedelta(days=1), timezone.localdate())
        recurring.end(series, from_on, by=by)
