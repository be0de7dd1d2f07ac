"""The compiled report: its list of parts, the whole text, circulating, adopting, correcting."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit
from coordination.choices import HandlingLabel
from meetings.models import Decision
from reports import (
    charts,
    compiling,
    freezing,
    permissions,
    report_circulating,
    report_desk,
    report_reading,
)
from reports.choices import BEING_WRITTEN
from reports.forms.assessments import CirculateForm
from reports.forms.compiled import AdoptReportForm, CorrectForm
from reports.models import CompiledReport, ReportRemark
from reports.reporters import found_by_key, reporter_of
from reports.views.found import cycle_officers_only, visible_cycle, visible_report

REMARKS_DAYS = 21


@login_required
@require_safe
def report(request, pk):
    """The list of parts for the officers; whoever was sent the report is led to its text."""
    if not permissions.can_review(request.user):
        visible_report(request, pk)
        return redirect("reports:report-read", pk=pk)
    cycle = visible_cycle(request, pk)
    found = CompiledReport.objects.filter(cycle=cycle).select_related("template").first()
    can_run = permissions.can_run_cycles(request.user)
    if found is None:
        context = {"cycle": cycle, "can_begin": can_run and not cycle.is_draft}
        return render(request, "reports/report_none.html", context)
    found.cycle = cycle
    lines = report_desk.lines_of(found, may_be_stale=found.state in BEING_WRITTEN)
    bodies = report_desk.bodies_of_round(found)
    context = {
        "cycle": cycle,
        "report": found,
        "lines": lines,
        "stale": sum(1 for line in lines if line.is_stale),
        "unwritten": [line for line in lines if line.needs_words and not line.block.is_left_out],
        "bodies": bodies,
        "silent": [one for one, _number in bodies if one.answered_at is None],
        "papers": found.papers.filter(snapshot=None)[:6],
        "snapshots": found.snapshots.without_data().order_by("-number"),
        "open_remarks": sum(line.open_remarks for line in lines),
        "can_compile": permissions.can_compile(request.user, found),
        "can_run": can_run,
    }
    return render(request, "reports/report.html", context)


@cycle_officers_only
@require_POST
def report_begin(request, pk):
    """Put the report together by the newest outline."""
    found = compiling.begin(visible_cycle(request, pk), by=request.user)
    messages.success(request, _("The report is put together from what was accepted so far."))
    return redirect(found)


@cycle_officers_only
@require_POST
def report_refresh(request, pk):
    """Bring every part up to date that nobody has changed by hand."""
    found = visible_report(request, pk)
    refreshed, left = compiling.refresh_all(found, by=request.user)
    messages.success(request, _("Parts brought up to date: %(number)d.") % {"number": refreshed})
    if left:
        words = _("Parts changed by hand that wait for your choice: %(number)d.")
        messages.warning(request, words % {"number": left})
    return redirect(found)


@login_required
@require_safe
def report_read(request, pk):
    """The whole text: as it stands for the officers, as circulated for everybody else."""
    found = visible_report(request, pk)
    reviews = permissions.can_review(request.user)
    parts = report_reading.for_reader(found, reviews=reviews)
    own = own_bodies(request.user, found)
    remarks: dict = {}
    rows = ReportRemark.objects.filter(block__report=found).select_related(
        "institution", "team__voivodeship", "by", "settled_by"
    )
    keys = {one.key for one in own}
    for one in rows:
        if reviews or one.reporter_key in keys:
            remarks.setdefault(one.block_id, []).append(one)
    audit.record_reading(found, by=request.user, label=HandlingLabel.INSTITUTIONS)
    context = {
        "cycle": found.cycle,
        "report": found,
        "parts": [(part, remarks.get(part.key, [])) for part in parts],
        "reviews": reviews,
        "own": [one for one in own if permissions.can_remark(request.user, found, one)],
        "answered": answered_keys(found),
        "snapshots": found.snapshots.without_data().order_by("-number"),
    }
    return render(request, "reports/report_read.html", context)


def own_bodies(user, found):
    """Return the addressees of the round for which a person speaks."""
    rows = found.addressees.filter(round=found.round)
    bodies = [reporter_of(one) for one in rows.select_related("institution", "team__voivodeship")]
    return [one for one in bodies if permissions.speaks_for(user, one)]


def answered_keys(found):
    rows = found.addressees.filter(round=found.round, answered_at__isnull=False)
    return {one.reporter_key for one in rows}


@login_required
@require_safe
def report_chart(request, pk, block):
    """The chart of a part as a picture; the table beside it holds the same figures."""
    found = visible_report(request, pk)
    reviews = permissions.can_review(request.user)
    parts = report_reading.for_reader(found, reviews=reviews)
    shown = next((part for part in parts if part.key == block and part.chart), None)
    if shown is None:
        raise Http404
    return picture(shown.chart)


def picture(chart):
    return HttpResponse(charts.svg(chart), content_type="image/svg+xml")


def form_page(request, found, form, title, *, lead="", submit="", back=""):
    context = {
        "cycle": found.cycle,
        "report": found,
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit or title,
        "back": back or found.get_absolute_url(),
    }
    return render(request, "reports/report_form.html", context)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def report_circulate(request, pk):
    """Send the report as it stands to everybody it concerns."""
    found = visible_report(request, pk)
    if found.is_adopted or found.is_correcting:
        raise Http404
    day = timezone.localdate() + timedelta(days=REMARKS_DAYS)
    form = CirculateForm(request.POST or None, initial={"remarks_until_on": day}, user=request.user)
    if form.is_valid():
        day = form.cleaned_data["remarks_until_on"]
        report_circulating.circulate(found, remarks_until_on=day, by=request.user)
        messages.success(request, _("Circulated; the bodies are asked for their remarks."))
        return redirect(found)
    number = len(report_circulating.bodies_for(found))
    lead = _("Institutions and teams that get it: %(number)d.") % {"number": number}
    return form_page(request, found, form, _("Circulate the report"), lead=lead)


@login_required
@require_POST
def nothing_to_remark(request, pk, key):
    """A body says that it has read the report and remarks nothing."""
    found = visible_report(request, pk)
    reporter = found_by_key(key)
    if reporter is None or not permissions.can_remark(request.user, found, reporter):
        raise Http404
    report_circulating.say_nothing_to_remark(found, reporter, by=request.user)
    messages.success(request, _("Thank you, it is noted that you have no remarks."))
    return redirect("reports:report-read", pk=pk)


def decisions_of(user):
    """Return the decisions by which a report can be adopted, among those a person may see."""
    seen = Decision.objects.visible_to(user).values("pk")
    return freezing.decisions_for_adoption().filter(pk__in=seen)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def report_adopt(request, pk):
    """Adopt the circulated report by a decision of the national team, and freeze it."""
    found = visible_report(request, pk)
    if not found.is_circulated:
        raise Http404
    decisions = decisions_of(request.user)
    form = AdoptReportForm(request.POST or None, decisions=decisions, user=request.user)
    if form.is_valid():
        decision = form.cleaned_data["decision"]
        snapshot = freezing.adopt(found, decision=decision, by=request.user)
        messages.success(request, _("Adopted and frozen; its files are being made."))
        return redirect(snapshot)
    lead = _("What is adopted cannot be changed any more; a correction is another version.")
    return form_page(request, found, form, _("Adopt and freeze the report"), lead=lead)


@cycle_officers_only
@require_POST
def report_reopen(request, pk):
    """Begin a correction of what was adopted."""
    found = freezing.begin_correction(visible_report(request, pk), by=request.user)
    messages.success(request, _("You can correct the parts now; what was adopted stays."))
    return redirect(found)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def report_correct(request, pk):
    """Freeze a correction with its reason."""
    found = visible_report(request, pk)
    if not found.is_correcting:
        raise Http404
    decisions = decisions_of(request.user)
    form = CorrectForm(request.POST or None, decisions=decisions, user=request.user)
    if form.is_valid():
        snapshot = freezing.correct(found, by=request.user, **corrected(form))
        messages.success(request, _("The correction is frozen; its files are being made."))
        return redirect(snapshot)
    return form_page(request, found, form, _("Freeze the correction"))


def corrected(form):
    return {name: form.cleaned_data[name] for name in ("reason", "decision")}
