"""Series of meetings: beginning one, making the next meetings, changing or ending it from a day."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from meetings import carrying_over, planning, series_dates
from meetings.agenda import read_lines
from meetings.choices import MeetingKind, MeetingStatus
from meetings.local_times import end_after, moment
from meetings.models import Meeting, Series, SkippedOccurrence
from meetings.recurrence import occurrences, planned_days


class NoOccurrence(Refused):
    message = _("By this rule the team would never meet. Choose other days.")


class NotInTheSeries(Refused):
    message = _("This day is not one of the series, or its meeting has been convened already.")


class EndsInThePast(Refused):
    message = _("A series is ended or changed from today on at the earliest.")


@transaction.atomic
def begin(team, *, rule, by, follows=None):
    """Begin a series and prepare its first meetings as drafts; nobody is told yet.

    Args:
        team: The team that will meet.
        rule: Values of the fields of `Series` by name, without `team` and `follows`.
        by: The person acting. Permission is the caller's to check.
        follows: The series that this one takes the place of.

    Raises:
        NoOccurrence: The rule gives no day at all.
        ValidationError: It ends before it begins, or an hour of it falls into a change of the
            clock.
    """
    series = Series(team=team, created_by=by, follows=follows, **rule)
    series.full_clean(exclude=["team", "created_by", "follows"])
    for day in planned_days(series.frequency, series.begins_on, series.until_on):
        moment(day, series.hour)
    if not days_of(series):
        raise NoOccurrence
    series.save()
    prepare(series)
    audit.record("series.begun", series, by=by, team_id=team.pk)
    return series


def days_of(series):
    return occurrences(series.frequency, series.begins_on, series.until_on, series.holidays)


@transaction.atomic
def prepare(series, today=None):
    """Make drafts of the next meetings of a series that are not there yet. Safe to run again.

    Returns:
        The meetings made.
    """
    series = Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    today = today or timezone.localdate()
    skipped = set(series.skipped.values_list("planned_on", flat=True))
    coming = [
        one for one in days_of(series) if one.held_on > today and one.planned_on not in skipped
    ]
    made = set(series.meetings.values_list("series_day", flat=True))
    wanted = [one for one in coming[: series.ahead] if one.planned_on not in made]
    return [make(series, one) for one in wanted]


def make(series, occurrence):
    """Make the draft of one occurrence with the agenda of the series and what was left open."""
    starts_at = moment(occurrence.held_on, series.hour)
    agenda = series.agenda or "\n".join(carrying_over.opening_agenda(series.team))
    meeting = planning.draft(
        series.team,
        facts={
            "title": series.title,
            "kind": MeetingKind.ORDINARY,
            "starts_at": starts_at,
            "ends_at": end_after(starts_at, series.minutes),
            "place": series.place,
            "video_link": "",
            "notes": "",
            "label": series.label,
        },
        agenda_entries=read_lines(agenda),
        by=series.created_by,
        carried_from=carrying_over.origins(series.team),
    )
    meeting.series, meeting.series_day = series, occurrence.planned_on
    meeting.save(update_fields=["series", "series_day"])
    return meeting


def prepare_all(today=None):
    """Make the next meetings of every series that goes on; the sweep of each hour."""
    today = today or timezone.localdate()
    for series in Series.objects.filter(until_on__gte=today):
        prepare(series, today)


def set_aside(meeting, reason):
    """Take a draft out of the way; it was told to nobody, and stays listed as called off."""
    meeting.status, meeting.cancellation_reason = MeetingStatus.CANCELLED, reason
    meeting.revision += 1
    meeting.save(update_fields=["status", "cancellation_reason", "revision"])


@transaction.atomic
def skip(series, planned_on, *, reason, by):
    """Leave one day out; its draft is set aside and another is prepared in its place.

    Where the dates were sent, everybody who has them is told.

    Raises:
        NotInTheSeries: The rule does not give this day, or its meeting is convened.
    """
    # The meeting before the series, as convening does.
    meeting = series.meetings.select_for_update().filter(series_day=planned_on).first()
    series = series_dates.lock(series)
    if planned_on not in {one.planned_on for one in days_of(series)}:
        raise NotInTheSeries
    if meeting is not None and meeting.status != MeetingStatus.DRAFT:
        raise NotInTheSeries
    SkippedOccurrence.objects.get_or_create(
        series=series, planned_on=planned_on, defaults={"reason": reason, "skipped_by": by}
    )
    if meeting is not None:
        set_aside(meeting, reason or str(_("left out of the series")))
    prepare(series)
    series_dates.tell_all(series, reason=reason)
    audit.record("series.skipped", series, by=by, team_id=series.team_id, day=str(planned_on))


@transaction.atomic
def end(series, from_on, *, by):
    """End a series before a day: drafts from then on are set aside, convened meetings stay.

    Returns:
        The convened meetings from that day on, which their officers move or call off one by one.

    Raises:
        EndsInThePast: The day is before today.
    """
    if from_on < timezone.localdate():
        raise EndsInThePast
    later = Meeting.objects.filter(series=series, series_day__gte=from_on).order_by("pk")
    drafts = list(later.select_for_update().filter(status=MeetingStatus.DRAFT))
    series = series_dates.lock(series)
    reason = str(_("the series was changed or ended"))
    if from_on <= series.begins_on:
        # Its last day cannot lie before its first, so the first is left out.
        SkippedOccurrence.objects.get_or_create(
            series=series,
            planned_on=series.begins_on,
            defaults={"reason": reason, "skipped_by": by},
        )
    series.until_on = max(series.begins_on, from_on - timedelta(days=1))
    series.save(update_fields=["until_on"])
    for draft in drafts:
        set_aside(draft, reason)
    series_dates.tell_all(series)
    audit.record("series.ended", series, by=by, team_id=series.team_id, day=str(from_on))
    return list(later.filter(status=MeetingStatus.CONVENED))


@transaction.atomic
def change_from(series, from_on, *, rule, by):
    """Go on by another rule from a day; what was before that day is not touched.

    Dates that stood in calendars are cut short there, and the new ones are sent as a series of
    their own: a calendar entry whose rule changes would rewrite its past too.

    Returns:
        The series that follows.
    """
    end(series, from_on, by=by)
    follower = begin(series.team, rule=rule | {"begins_on": from_on}, by=by, follows=series)
    if series.dates_sent_at is not None:
        series_dates.send(follower, by=by)
    return follower
