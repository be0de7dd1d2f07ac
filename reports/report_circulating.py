"""Circulating a report: to whom it goes, what they remark, what became of it, whom to remind.

What is circulated is frozen as revisions of its parts; later work does not show until it is
circulated again.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.models import User
from coordination.refusals import Refused
from reports import collecting, letters
from reports.choices import ReportState
from reports.compiling import lock_report
from reports.models import (
    CompiledReport,
    ReportAddressee,
    ReportBlock,
    ReportRemark,
    ReportReminder,
)
from reports.report_sources import stale_blocks
from reports.reporters import Reporter, people_of, reporter_of
from teams.choices import TeamLevel
from teams.models import Mandate, Seat, Team

# Days from the last day for remarks; after the last one nobody is reminded any more.
STEPS = [-3, 0]
HOUR = time(8)


class StillStale(Refused):
    message = _("Some parts are out of date. Bring them up to date or confirm their text first.")


class DayOver(Refused):
    message = _("The day for remarks has passed.")


class OnlyCorrected(Refused):
    message = _("A correction is not circulated; it is frozen with its reason.")


class NotSentOut(Refused):
    message = _("Remarks are taken only while the report is circulated.")


class NotAddressed(Refused):
    message = _("The report was not circulated to this body.")


class NotShown(Refused):
    message = _("This part was not circulated.")


class SettledAlready(Refused):
    message = _("This remark has its answer already.")


def national_seats():
    """Return the seats of today's national team that somebody fills."""
    teams = Team.objects.active().filter(level=TeamLevel.NATIONAL)
    filled = Mandate.objects.on_day().values("seat")
    return Seat.objects.on_day().filter(team__in=teams, pk__in=filled)


def bodies_for(report):
    """Return whom a report concerns: whoever was asked, then the other national members."""
    asked = collecting.reporters_of(report.cycle)
    known = {one.key for one in asked}
    seats = national_seats().select_related("institution").order_by("pk")
    members = {seat.institution_id: Reporter(institution=seat.institution) for seat in seats}
    return asked + [one for one in members.values() if one.key not in known]


def speakers_of(reporter):
    """Return the people of a body: whoever writes and signs, and its national members."""
    if reporter.team:
        return people_of(reporter)
    seats = national_seats().filter(institution=reporter.institution)
    holders = Mandate.objects.on_day().filter(seat__in=seats).values("user")
    who = Q(pk__in=people_of(reporter).values("pk")) | Q(pk__in=holders)
    return User.objects.active().filter(who).in_polish_order()


@transaction.atomic
def circulate(report, *, remarks_until_on, by):
    """Send the report as it stands to everybody it concerns, for remarks until a day.

    Raises:
        NotBeingCompiled: It is adopted.
        OnlyCorrected: It is being corrected after adoption.
        DayOver: The day has passed already.
        StillStale: A part is out of date.
    """
    report = lock_report(report)
    if report.is_correcting:
        raise OnlyCorrected
    if remarks_until_on < timezone.localdate():
        raise DayOver
    if stale_blocks(report):
        raise StillStale
    report.state, report.round = ReportState.CIRCULATED, report.round + 1
    report.remarks_until_on, report.circulated_at = remarks_until_on, timezone.now()
    report.save()
    show(report)
    bodies = bodies_for(report)
    ReportAddressee.objects.bulk_create(
        ReportAddressee(report=report, round=report.round, **body.fields) for body in bodies
    )
    promise(report)
    letters.send(letters.report_circulated, report.cycle, bodies, people=speakers_of, report=report)
    audit.record("report.circulated", report, by=by, round=report.round, bodies=len(bodies))
    return report


def show(report):
    """Let bodies read the parts as they are now; parts left out are not shown."""
    for block in report.blocks.only("revision", "is_left_out"):
        shown = None if block.is_left_out else block.revision
        ReportBlock.objects.filter(pk=block.pk).update(shown_revision=shown)


def promise(report):
    """Write the reminders of a round; those of an earlier one are settled without letters."""
    now = timezone.now()
    report.reminders.filter(settled_at__isnull=True).update(settled_at=now)
    zone = timezone.get_default_timezone()
    for days in STEPS:
        day = report.remarks_until_on + timedelta(days=days)
        due = datetime.combine(day, HOUR, zone)
        if due > now:
            ReportReminder.objects.create(report=report, round=report.round, due_at=due)


def lock_addressee(report, reporter):
    """Return a circulated report and the row of a body in its round, both under a lock.

    Raises:
        NotSentOut: It is not circulated.
        DayOver: Its day has passed.
        NotAddressed: The body is none of its addressees.
    """
    report = CompiledReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if not report.is_circulated:
        raise NotSentOut
    if timezone.localdate() > report.remarks_until_on:
        raise DayOver
    addressee = (
        report.addressees.select_for_update(of=("self",))
        .filter(round=report.round, **reporter.fields)
        .first()
    )
    if addressee is None:
        raise NotAddressed
    return report, addressee


@transaction.atomic
def remark(block, reporter, *, text, by):
    """Record what a body remarks at a part; each remark stays and gets its answer.

    Raises:
        NotSentOut: The report is not circulated.
        DayOver: Its day has passed.
        NotAddressed: The body is none of its addressees.
        NotShown: The part was left out of what was circulated.
    """
    report, addressee = lock_addressee(block.report, reporter)
    block = ReportBlock.objects.get(pk=block.pk)
    if block.shown_revision is None:
        raise NotShown
    made = ReportRemark.objects.create(
        block=block,
        round=report.round,
        about_revision=block.shown_revision,
        text=text.strip(),
        by=by,
        **reporter.fields,
    )
    answered(addressee, by, has_no_remarks=False)
    audit.record("report.remarked", report, by=by, reporter=reporter.key, block=block.pk)
    return made


def answered(addressee, by, *, has_no_remarks):
    addressee.answered_at = addressee.answered_at or timezone.now()
    addressee.answered_by, addressee.has_no_remarks = by, has_no_remarks
    addressee.save(update_fields=["answered_at", "answered_by", "has_no_remarks"])


@transaction.atomic
def say_nothing_to_remark(report, reporter, *, by):
    """Record that a body has read the report and remarks nothing; its reminders end.

    Raises:
        NotSentOut: The report is not circulated.
        DayOver: Its day has passed.
        NotAddressed: The body is none of its addressees.
    """
    report, addressee = lock_addressee(report, reporter)
    remarked = ReportRemark.objects.filter(
        block__report=report, round=report.round, **reporter.fields
    )
    answered(addressee, by, has_no_remarks=not remarked.exists())
    audit.record("report.nothing_to_remark", report, by=by, reporter=reporter.key)
    return addressee


@transaction.atomic
def settle_remark(made, *, result, answer, by):
    """Give a remark its answer; the body reads it beside its own words.

    Raises:
        SettledAlready: It has one.
    """
    made = ReportRemark.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if made.is_settled:
        raise SettledAlready
    made.result, made.answer = result, answer.strip()
    made.settled_by, made.settled_at = by, timezone.now()
    made.save(update_fields=["result", "answer", "settled_by", "settled_at"])
    audit.record("report.remark_settled", made.block.report, by=by, remark=made.pk, result=result)
    return made


def silent_bodies(report):
    """Return the addressees of this round that have said nothing."""
    rows = report.addressees.filter(round=report.round, answered_at__isnull=True)
    return rows.select_related("institution", "team__voivodeship")


def remind_due(at=None):
    """Keep every reminder whose time has come, however late the sweep runs. Safe to run again.

    Returns:
        How many letters were written.
    """
    at = at or timezone.now()
    waiting = ReportReminder.objects.filter(settled_at__isnull=True, due_at__lte=at)
    return sum(keep_reminder(pk, at) for pk in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def keep_reminder(pk, at):
    reminder = (
        ReportReminder.objects.select_for_update(of=("self",))
        .select_related("report__cycle")
        .filter(pk=pk, settled_at__isnull=True)
        .first()
    )
    if reminder is None:
        return 0
    report = reminder.report
    waiting = report.reminders.filter(settled_at__isnull=True, due_at__lte=at)
    after = Q(due_at__gt=reminder.due_at) | Q(due_at=reminder.due_at, pk__gt=reminder.pk)
    later = waiting.filter(after)
    in_time = timezone.localdate(at) <= report.remarks_until_on
    reminder.settled_at = at
    if report.is_circulated and reminder.round == report.round and in_time and not later.exists():
        bodies = [reporter_of(one) for one in silent_bodies(report)]
        reminder.letters = letters.send(
            letters.report_reminded,
            report.cycle,
            bodies,
            people=speakers_of,
            report=report,
            reminder=reminder,
        )
    reminder.save(update_fields=["settled_at", "letters"])
    return reminder.letters
