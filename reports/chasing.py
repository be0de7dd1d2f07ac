"""Chasing the silent: promises with a day for each who is asked, kept by a sweep, with an end.

The desk requests and reminds, it never commands. A draft does not count as filed, and whoever
has filed everything hears nothing more.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from reports import letters
from reports.choices import NudgeKind
from reports.models import Contribution, Nudge, ReportingCycle
from reports.reporters import people_of, reporter_of

# Days from the last day in time; the last one is the end: afterwards a person takes over.
STEPS = [-14, -3, 0, 3, 10]
HOUR = time(8)
PAUSE = timedelta(hours=12)


class NothingIsMissing(Refused):
    message = _("Nothing is missing from this institution.")


class NobodyToWriteTo(Refused):
    message = _("Nobody on the desk writes or signs for it. Please telephone or add a person.")


class NoSuperior(Refused):
    message = _("No superior institution is on record.")


class AskedJustNow(Refused):
    message = _("It was asked less than twelve hours ago; give people time to answer.")


def moment_of(day, days):
    """Return when a step is due: eight in the morning, in our zone."""
    zone = timezone.get_default_timezone()
    return datetime.combine(day + timedelta(days=days), HOUR, zone)


def promise(cycle, reporters):
    """Write the reminders of new reporters; steps whose time is past are not promised."""
    now = timezone.now()
    Nudge.objects.bulk_create(
        (
            Nudge(
                cycle=cycle,
                kind=NudgeKind.REMINDER,
                days=days,
                due_at=moment_of(cycle.due_on, days),
                **reporter.fields,
            )
            for reporter in reporters
            for days in STEPS
            if moment_of(cycle.due_on, days) > now
        ),
        ignore_conflicts=True,
        batch_size=500,
    )


def move(cycle, reporter, day):
    """Move the promises of one reporter to his new last day; kept ones come back for it."""
    now = timezone.now()
    for days in STEPS:
        due = moment_of(day, days)
        if due > now:
            Nudge.objects.update_or_create(
                cycle=cycle,
                days=days,
                **reporter.fields,
                defaults={"kind": NudgeKind.REMINDER, "due_at": due, "settled_at": None},
            )
        else:
            Nudge.objects.filter(
                cycle=cycle, days=days, settled_at__isnull=True, **reporter.fields
            ).update(settled_at=now)


def settle_all(cycle):
    Nudge.objects.filter(cycle=cycle, settled_at__isnull=True).update(settled_at=timezone.now())


def keep_due(at=None):
    """Keep every promise whose time has come, however late the sweep runs. Safe to run again.

    Returns:
        How many letters were written.
    """
    at = at or timezone.now()
    return sum(keep(pk, at) for pk in list(Nudge.objects.due(at).values_list("pk", flat=True)))


@transaction.atomic
def keep(nudge_pk, at):
    """Keep one promise if nobody else has; several overdue ones of one reporter become one."""
    nudge = (
        Nudge.objects.select_for_update(of=("self",))
        .select_related("cycle", "institution", "team__voivodeship")
        .filter(pk=nudge_pk, settled_at__isnull=True)
        .first()
    )
    if nudge is None:
        return 0
    cycle: ReportingCycle = nudge.cycle
    reporter = reporter_of(nudge)
    others = Nudge.objects.due(at).filter(cycle=cycle, **reporter.fields).exclude(pk=nudge.pk)
    if others.filter(due_at__gt=nudge.due_at).exists():
        nudge.settled_at = at
        nudge.save(update_fields=["settled_at"])
        return 0
    others.update(settled_at=at)
    return write(nudge, cycle, reporter, at)


def write(nudge, cycle, reporter, at):
    """Settle a request: letters to whoever writes or signs, if anything is missing."""
    missing = missing_from(cycle, reporter).count() if cycle.is_open else 0
    nudge.settled_at, nudge.missing = at, missing
    if missing:
        nudge.letters = letters.send(letters.reminded, cycle, [reporter], nudge=nudge)
    nudge.save()
    return nudge.letters


def missing_from(cycle, reporter):
    return Contribution.objects.filter(cycle=cycle).of_reporter(reporter).missing()


@transaction.atomic
def nudge(cycle, reporter, *, by):
    """Ask one institution now, by the secretary's hand; the request is logged.

    Raises:
        NothingIsMissing: It has filed everything, or the cycle is not open.
        NobodyToWriteTo: It has nobody on the desk.
        AskedJustNow: It was asked within twelve hours.
    """
    return ask(cycle, reporter, NudgeKind.NUDGE, reporter, by)


@transaction.atomic
def escalate(cycle, reporter, *, by):
    """Ask the superior institution to help; it is a request there, too.

    Raises:
        NoSuperior: None is on record.
        NothingIsMissing: Everything is filed, or the cycle is not open.
        NobodyToWriteTo: The superior has nobody on the desk.
        AskedJustNow: It was asked within twelve hours.
    """
    if reporter.superior is None:
        raise NoSuperior
    return ask(cycle, reporter, NudgeKind.ESCALATION, reporter.superior, by)


def ask(cycle, reporter, kind, addressee, by):
    cycle = ReportingCycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    missing = missing_from(cycle, reporter).count() if cycle.is_open else 0
    if not missing:
        raise NothingIsMissing
    if not people_of(addressee).exists():
        raise NobodyToWriteTo
    now = timezone.now()
    lately = cycle.nudges.filter(kind=kind, settled_at__gt=now - PAUSE, **reporter.fields)
    if lately.exists():
        raise AskedJustNow
    row = Nudge.objects.create(
        cycle=cycle,
        kind=kind,
        due_at=now,
        settled_at=now,
        missing=missing,
        by=by,
        **reporter.fields,
    )
    letter = letters.escalated if kind == NudgeKind.ESCALATION else letters.reminded
    row.letters = letters.send(letter, cycle, [reporter], nudge=row, addressee=addressee)
    row.save(update_fields=["letters"])
    audit.record(f"cycle.{kind}", cycle, by=by, reporter=reporter.key, missing=missing)
    return row
