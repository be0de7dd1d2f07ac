"""Files of reports, made by a worker: who asked, how far it is, and where they are kept.

The national report and the reports of teams have rows of their own and are made in one way.

A file is a row before it is a file. The worker takes it under a lease that runs out if the worker
dies; the page reads the progress from the row.
"""

import hashlib
from datetime import timedelta

import structlog
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation

from coordination import audit
from reports import report_data, report_docx, report_pdf, report_xlsx
from reports.activity_choices import TeamReportState
from reports.choices import PaperForm, PaperState
from reports.models import ReportPaper, TeamActivityReport, TeamReportPaper

logger = structlog.get_logger("desk.reports")
LEASE = timedelta(minutes=10)
KEPT = timedelta(days=1)
STEP = 10
WRITERS = {
    PaperForm.DOCX: report_docx.write,
    PaperForm.PDF: report_pdf.write,
    PaperForm.XLSX: report_xlsx.write,
}
MEDIA_TYPES = {
    PaperForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperForm.PDF: "application/pdf",
    PaperForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def ask(report, form, *, by, snapshot=None):
    """Ask for a file of the report as it stands, or of an adopted one; return its row.

    One that is being made already is not asked for twice.
    """
    waiting = report.papers.filter(form=form, snapshot=snapshot, state=PaperState.WAITING)
    paper = waiting.first() or report.papers.create(
        snapshot=snapshot, form=PaperForm(form), asked_by=by
    )
    audit.record("report.file_asked", report, by=by, form=form)
    return paper


@transaction.atomic
def ask_again(snapshot, *, by):
    """Have those files of an adopted report made again that could not be made."""
    failed = snapshot.papers.filter(state=PaperState.FAILED)
    number = failed.update(state=PaperState.WAITING, leased_until=None, done=0)
    audit.record("report.files_asked_again", snapshot, by=by, files=number)
    return number


def make_waiting(at=None):
    """Make every file that waits and that nobody else has in hand.

    Returns:
        How many were made.
    """
    at = at or timezone.now()
    return sum(make_of(kind, at) for kind in (ReportPaper, TeamReportPaper))


def make_of(kind, at):
    made = 0
    while (paper := claim(at, kind)) is not None:
        try:
            make(paper)
        except Exception:
            logger.exception("report_file_failed", kind=kind.__name__, paper=paper.pk)
            kind.objects.filter(pk=paper.pk).update(state=PaperState.FAILED)
        else:
            made += 1
    return made


@transaction.atomic
def claim(at, kind=ReportPaper):
    paper = kind.objects.waiting(at).select_for_update(skip_locked=True).first()
    if paper is not None:
        paper.leased_until, paper.done = at + LEASE, 0
        paper.save(update_fields=["leased_until", "done"])
    return paper


def data_for(paper):
    """Return what the file says: frozen data, or the report as it stands at this moment."""
    if paper.snapshot:
        return paper.snapshot.data
    return report_data.data_of(paper.report, 0, None)


def make(paper):
    """Make one file and keep it where it belongs. The report speaks Polish."""
    with translation.override("pl"):
        data = data_for(paper)
        total = len(data["parts"]) + 1
        type(paper).objects.filter(pk=paper.pk).update(total=total)
        octets = WRITERS[PaperForm(paper.form)](
            data, lambda number: progressed(paper, number), is_draft=paper.snapshot is None
        )
    keep(paper, octets, total)


def progressed(paper, number):
    if number % STEP == 0:
        lease = timezone.now() + LEASE
        type(paper).objects.filter(pk=paper.pk).update(done=number, leased_until=lease)


@transaction.atomic
def keep(paper, octets, total):
    """Keep a file: of an adopted report for ever, of a draft for a day."""
    if paper.snapshot:
        paper.snapshot.files.get_or_create(
            form=paper.form,
            defaults={
                "content": octets,
                "size": len(octets),
                "sha256": hashlib.sha256(octets).hexdigest(),
            },
        )
    else:
        paper.file.save(paper.form, ContentFile(octets), save=False)
    paper.state, paper.made_at = PaperState.READY, timezone.now()
    paper.size, paper.done, paper.total = len(octets), total, total
    paper.save()
    if isinstance(paper, TeamReportPaper):
        note_frozen(paper)


def note_frozen(paper):
    """The report of a team is frozen once the last of its three files is kept."""
    report = TeamActivityReport.objects.select_for_update(of=("self",)).get(pk=paper.report_id)
    newest = report.snapshots.order_by("-number").values_list("pk", flat=True).first()
    whole = paper.snapshot.files.count() == len(PaperForm.values)
    if whole and newest == paper.snapshot_id and report.state == TeamReportState.ADOPTED:
        report.state = TeamReportState.FROZEN
        report.save(update_fields=["state"])
        audit.record("team_report.frozen", report, team_id=report.team_id, files=3)


def forget_old(at=None):
    """Delete files of drafts a day after they were asked for."""
    before = (at or timezone.now()) - KEPT
    for paper in ReportPaper.objects.filter(snapshot__isnull=True, asked_at__lt=before):
        if paper.file:
            paper.file.delete(save=False)
        paper.delete()
