"""Putting the report of a team together and changing its words; every state is kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from reports.activity.sections import SECTIONS, build, scope_of
from reports.activity_choices import BEING_WRITTEN, TeamPartAct
from reports.compiling import ChangedMeanwhile
from reports.models import TeamActivityReport, TeamReportPart, TeamReportPartRevision


class BegunAlready(Refused):
    message = _("The report on this year has been begun already.")


class YearToCome(Refused):
    message = _("This year has not begun yet; there is nothing to report on.")


class NotBeingWritten(Refused):
    message = _("The report is adopted. What was adopted is changed by a correction only.")


@transaction.atomic
def begin(team, *, year, label, by):
    """Put the report of a team on a year together and return it.

    Args:
        team: A voivodeship team.
        year: The year it is about; this one at the latest.
        label: Nothing with a narrower label is taken into it.
        by: The coordinator or secretary of the team.

    Raises:
        YearToCome: The year has not begun.
        BegunAlready: There is a report on it.
    """
    if year > timezone.localdate().year:
        raise YearToCome
    report, made = TeamActivityReport.objects.get_or_create(
        team=team, year=year, defaults={"label": label, "begun_by": by}
    )
    if not made:
        raise BegunAlready
    scope = scope_of(report)
    for position, section in enumerate(SECTIONS):
        part = TeamReportPart(report=report, key=section.key, position=position)
        renew(part, build(section.key, scope), TeamPartAct.BUILT, by)
    audit.record("team_report.begun", report, by=by, team_id=team.pk, year=year)
    return report


def renew(part, draft, act, by, *, text=None):
    """Put a part together anew and save it as its next revision.

    Args:
        part: The part, locked or new.
        draft: What its sources give now.
        act: What is done, for the record.
        by: The person acting.
        text: Words that stand instead of the drafted ones.
    """
    part.text = draft.text if text is None else text
    part.is_edited = part.text != draft.text
    part.sentences, part.tables = draft.sentences, draft.tables
    part.origins, part.figures = draft.origins, draft.figures
    part.built_at = timezone.now()
    keep_revision(part, act, by)


def keep_revision(part, act, by):
    part.revision += 1
    part.save()
    TeamReportPartRevision.objects.create(
        part=part,
        number=part.revision,
        act=act,
        text=part.text,
        tables=part.tables,
        is_left_out=part.is_left_out,
        by=by,
    )


def lock_report(report):
    """Return a report that may still be changed, under a lock.

    Raises:
        NotBeingWritten: It is adopted.
    """
    report = lock_any(report)
    if report.state not in BEING_WRITTEN:
        raise NotBeingWritten
    return report


def lock_any(report):
    return (
        TeamActivityReport.objects.select_for_update(of=("self",))
        .select_related("team__voivodeship")
        .get(pk=report.pk)
    )


def lock_part(part):
    report = lock_report(part.report)
    locked = TeamReportPart.objects.select_for_update(of=("self",)).get(pk=part.pk)
    locked.report = report
    return locked


@transaction.atomic
def write(part, *, text, based_on, by):
    """Change the words of a part by hand; never over somebody else's.

    Args:
        part: Re-read under a lock.
        text: The whole new text.
        based_on: The revision the writer started from.
        by: The writer.

    Raises:
        NotBeingWritten: The report is adopted.
        ChangedMeanwhile: It was saved since; nothing is written.
    """
    part = lock_part(part)
    text = text.replace("\r\n", "\n").strip()
    if part.text == text:
        return part
    if part.revision != based_on:
        raise ChangedMeanwhile(part)
    part.text, part.is_edited = text, True
    keep_revision(part, TeamPartAct.WRITTEN, by)
    note(part, "team_report.written", by, revision=part.revision)
    return part


@transaction.atomic
def refresh(part, *, by):
    """Bring a part up to date: its tables anew; words changed by hand stay as they are.

    Raises:
        NotBeingWritten: The report is adopted.
    """
    part = lock_part(part)
    refreshed(part, build(part.key, scope_of(part.report)), by)
    note(part, "team_report.refreshed", by)
    return part


@transaction.atomic
def refresh_all(report, *, by):
    """Bring every part up to date whose sources have changed; return how many those were."""
    report = lock_report(report)
    scope, number = scope_of(report), 0
    for part in report.parts.select_for_update(of=("self",)):
        part.report = report
        draft = build(part.key, scope)
        if is_stale(part, draft):
            refreshed(part, draft, by)
            number += 1
    audit.record("team_report.all_refreshed", report, by=by, team_id=report.team_id, parts=number)
    return number


def refreshed(part, draft, by):
    renew(part, draft, TeamPartAct.BUILT, by, text=part.text if part.is_edited else None)


def is_stale(part, draft):
    """Whether the sources of a part would give something else now."""
    return [part.sentences, part.tables, part.origins, part.figures] != draft.facts


def stale_parts(report):
    """Return the keys of the parts that are out of date, in a fixed number of queries."""
    scope = scope_of(report)
    return {part.pk for part in report.parts.all() if is_stale(part, build(part.key, scope))}


@transaction.atomic
def turn(part, *, by):
    """Leave a part out of the report, or take it in again; return it.

    Raises:
        NotBeingWritten: The report is adopted.
    """
    part = lock_part(part)
    part.is_left_out = not part.is_left_out
    keep_revision(part, TeamPartAct.LEFT_OUT if part.is_left_out else TeamPartAct.TAKEN_IN, by)
    note(part, "team_report.turned", by, left_out=part.is_left_out)
    return part


def note(part, verb, by, **details):
    audit.record(verb, part.report, by=by, team_id=part.report.team_id, part=part.key, **details)
