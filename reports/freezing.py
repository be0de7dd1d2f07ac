"""Adopting, correcting and publishing a report. What is adopted is frozen: data first, files after.

The data are the report: files, the public page and open data are all made from them, so they
cannot disagree. The database refuses to change what is frozen.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from meetings.models import Decision
from reports import letters, report_papers
from reports.choices import PaperForm, ReportState
from reports.models import CompiledReport, ReportRemark, Snapshot, SnapshotPublication
from reports.report_circulating import StillStale, bodies_for, speakers_of
from reports.report_data import (
    canonical,
    data_of,
    errata_between,
    has_english,
    parts_data,
    sha256,
)
from reports.report_sources import stale_blocks
from teams.choices import TeamLevel


class NotCirculatedYet(Refused):
    message = _("Only a report that has been circulated can be adopted.")


class RemarksStillAsked(Refused):
    message = _("Bodies may still remark. Wait for the day, or until all have answered.")


class RemarksOpen(Refused):
    message = _("Some remarks have no answer yet.")


class NoSuchDecision(Refused):
    message = _("The report is adopted by a valid decision of the national team.")


class NotAdopted(Refused):
    message = _("Only an adopted report can be corrected.")


class NotCorrecting(Refused):
    message = _("No correction of this report is being prepared.")


class NothingCorrected(Refused):
    message = _("Nothing differs from what was adopted.")


class NoEnglishSummary(Refused):
    message = _("The summary in English is missing; the report cannot be published without it.")


class FilesNotReady(Refused):
    message = _("The files are still being made. Publish it once all three are ready.")


class PublishedAlready(Refused):
    message = _("This report is published already.")


class NotPublished(Refused):
    message = _("This report is not published.")


def decisions_for_adoption():
    """Return the valid decisions of the national team, of its meetings and circular votes."""
    return (
        Decision.objects.filter(team__level=TeamLevel.NATIONAL, superseded_by=None)
        .valid()
        .order_by("-year", "-number")
    )


def lock(report):
    return (
        CompiledReport.objects.select_for_update(of=("self",))
        .select_related("cycle__edition", "cycle__form", "template")
        .get(pk=report.pk)
    )


@transaction.atomic
def adopt(report, *, decision, by):
    """Adopt a circulated report by a decision, freeze its data and have its files made.

    Raises:
        NotCirculatedYet: It is not circulated.
        RemarksStillAsked: The day has not passed, and some body has said nothing yet.
        RemarksOpen: A remark has no answer.
        StillStale: A part is out of date.
        NoSuchDecision: The decision is void, or of another team.
    """
    report = lock(report)
    if not report.is_circulated:
        raise NotCirculatedYet
    silent = report.addressees.filter(round=report.round, answered_at__isnull=True)
    if timezone.localdate() <= report.remarks_until_on and silent.exists():
        raise RemarksStillAsked
    if ReportRemark.objects.filter(block__report=report, settled_at__isnull=True).exists():
        raise RemarksOpen
    if stale_blocks(report):
        raise StillStale
    if not decisions_for_adoption().filter(pk=decision.pk).exists():
        raise NoSuchDecision
    report.reminders.filter(settled_at__isnull=True).update(settled_at=timezone.now())
    return freeze(report, data_of(report, 1, decision), decision, by=by)


@transaction.atomic
def begin_correction(report, *, by):
    """Open an adopted report for a correction; what was adopted stays as it is.

    Raises:
        NotAdopted: It is not adopted.
    """
    report = lock(report)
    if not report.is_adopted:
        raise NotAdopted
    report.state = ReportState.CORRECTING
    report.save(update_fields=["state"])
    audit.record("report.correction_begun", report, by=by)
    return report


@transaction.atomic
def correct(report, *, reason, decision, by):
    """Freeze a correction as another snapshot with the list of what it changes.

    Args:
        report: Re-read under a lock.
        reason: Why it was needed; printed with the errata.
        decision: The decision it rests on, or None where none was needed.
        by: The person acting.

    Raises:
        NotCorrecting: No correction was begun.
        StillStale: A part is out of date.
        NoSuchDecision: The decision is void, or of another team.
        NothingCorrected: It says the same as what was adopted.
    """
    report = lock(report)
    if not report.is_correcting:
        raise NotCorrecting
    if stale_blocks(report):
        raise StillStale
    if decision is not None and not decisions_for_adoption().filter(pk=decision.pk).exists():
        raise NoSuchDecision
    last = report.snapshots.order_by("-number").first()
    errata = errata_between(last.data["parts"], parts_data(report))
    if not errata:
        raise NothingCorrected
    data = data_of(report, last.number + 1, decision, reason=reason.strip(), errata=errata)
    return freeze(report, data, decision, by=by)


def freeze(report, data, decision, *, by):
    snapshot = Snapshot.objects.create(
        report=report,
        number=data["number"],
        decision=decision,
        title=report.cycle.title,
        data=data,
        data_sha256=sha256(canonical(data)),
        reason=data["reason"],
        errata=data["errata"],
        frozen_by=by,
    )
    report.state = ReportState.ADOPTED
    report.save(update_fields=["state"])
    for form in PaperForm.values:
        report_papers.ask(report, form, by=by, snapshot=snapshot)
    letters.send(
        letters.report_adopted,
        report.cycle,
        bodies_for(report),
        people=speakers_of,
        snapshot=snapshot,
    )
    audit.record("report.frozen", snapshot, by=by, number=snapshot.number)
    return snapshot


@transaction.atomic
def publish(snapshot, *, by):
    """Put an adopted report on the public page.

    Raises:
        PublishedAlready: It stands there.
        NoEnglishSummary: It has no summary in English.
        FilesNotReady: Not all files are made yet.
    """
    snapshot = Snapshot.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)
    if snapshot.publications.standing().exists():
        raise PublishedAlready
    if not has_english(snapshot.data):
        raise NoEnglishSummary
    if snapshot.files.count() < len(PaperForm.values):
        raise FilesNotReady
    made = SnapshotPublication.objects.create(snapshot=snapshot, published_by=by)
    audit.record("report.published", snapshot, by=by)
    return made


@transaction.atomic
def withdraw(snapshot, *, reason, by):
    """Take a report off the public page, for a reason that stays on record.

    Raises:
        NotPublished: It does not stand there.
    """
    standing = snapshot.publications.standing().select_for_update().first()
    if standing is None:
        raise NotPublished
    standing.withdrawn_by, standing.withdrawn_at = by, timezone.now()
    standing.withdrawal_reason = reason.strip()
    standing.save()
    audit.record("report.withdrawn", snapshot, by=by)
    return standing
