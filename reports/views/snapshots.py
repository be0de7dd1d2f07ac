"""Adopted reports: their page, files and open data, for everybody once published."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import documents
from coordination.audit import record_reading
from coordination.choices import HandlingLabel
from reports import freezing, open_data, permissions, report_data, report_papers, report_reading
from reports.choices import PaperForm, PaperState
from reports.forms.compiled import WithdrawForm
from reports.models import Snapshot
from reports.report_layout import errata_lines
from reports.views.compiled import form_page, picture
from reports.views.found import cycle_officers_only, visible_report


def visible_snapshot(request, pk):
    rows = Snapshot.objects.visible_to(request.user).select_related(
        "report__cycle__edition", "decision"
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
def snapshot(request, pk):
    """An adopted report: its text, its files with their SHA-256, what it corrects."""
    found = visible_snapshot(request, pk)
    standing = found.publications.standing().first()
    others = Snapshot.objects.visible_to(request.user).filter(report=found.report)
    can_run = permissions.can_run_cycles(request.user)
    papers = found.papers.exclude(state=PaperState.READY) if can_run else []
    context = {
        "snapshot": found,
        "data": found.data,
        "cycle": found.report.cycle,
        "parts": report_reading.as_frozen(found.data),
        "errata": errata_lines(found.data),
        "files": found.files.defer("content"),
        "others": others.exclude(pk=found.pk).without_data(),
        "newer": others.filter(number__gt=found.number).without_data().last(),
        "published": standing,
        "has_english": report_data.has_english(found.data),
        "papers": papers,
        "failed": any(one.state == PaperState.FAILED for one in papers),
        "can_run": can_run,
        "reviews": permissions.can_review(request.user),
        "in_office": request.user.is_authenticated and standing is None,
    }
    if standing is None:
        record_reading(found, by=request.user, label=HandlingLabel.INSTITUTIONS)
    return render(request, "reports/snapshot.html", context)


@require_safe
def snapshot_chart(request, pk, block):
    found = visible_snapshot(request, pk)
    part = next((one for one in found.data["parts"] if one["key"] == block), None)
    if part is None or not part["chart"]:
        raise Http404
    return picture(part["chart"])


@require_safe
def snapshot_file(request, pk, form):
    """A file byte for byte as it was frozen, or the open data."""
    found = visible_snapshot(request, pk)
    name = f"{slugify(found.title)[:60]}-{found.number}.{form}"
    if form == "json":
        octets, kind = report_data.canonical(found.data), "application/json"
    elif form == "csv":
        octets, kind = open_data.csv_of(found.data), "text/csv; charset=utf-8"
    else:
        kept = get_object_or_404(found.files, form=form)
        octets, kind = bytes(kept.content), report_papers.MEDIA_TYPES[PaperForm(form)]
    return attached(octets, kind, name)


def attached(octets, kind, name):
    response = HttpResponse(octets, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return documents.kept_from_running(response)


@cycle_officers_only
@require_POST
def snapshot_publish(request, pk):
    found = visible_snapshot(request, pk)
    freezing.publish(found, by=request.user)
    messages.success(request, _("The report stands on the public page."))
    return redirect(found)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def snapshot_withdraw(request, pk):
    found = visible_snapshot(request, pk)
    if not found.publications.standing().exists():
        raise Http404
    form = WithdrawForm(request.POST or None, user=request.user)
    if form.is_valid():
        freezing.withdraw(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The report is taken off the public page."))
        return redirect(found)
    title = _("Take off the public page")
    back = found.get_absolute_url()
    return form_page(request, found.report, form, title, lead=found.title, back=back)


@cycle_officers_only
@require_POST
def snapshot_files_again(request, pk):
    """Have the files that could not be made tried again."""
    found = visible_snapshot(request, pk)
    report_papers.ask_again(found, by=request.user)
    return redirect(found)


@cycle_officers_only
@require_POST
def paper_ask(request, pk):
    """Ask for a file of the report as it stands; a worker makes it."""
    found = visible_report(request, pk)
    form = request.POST.get("form", "")
    if form not in PaperForm.values:
        raise Http404
    report_papers.ask(found, form, by=request.user)
    return redirect(f"{found.get_absolute_url()}#files")


@cycle_officers_only
@require_safe
def paper_list(request, pk):
    """The files alone, asked for while one is being made."""
    found = visible_report(request, pk)
    context = {"cycle": found.cycle, "papers": found.papers.filter(snapshot=None)[:6]}
    return render(request, "reports/_partials/report_papers.html", context)


@login_required
@require_safe
def paper_download(request, pk, paper):
    """A file of a draft; the compiling side alone."""
    found = visible_report(request, pk)
    if not permissions.can_run_cycles(request.user):
        raise Http404
    ready = found.papers.filter(snapshot=None, state=PaperState.READY)
    one = get_object_or_404(ready, pk=paper)
    record_reading(found, by=request.user, label=HandlingLabel.INSTITUTIONS)
    response = FileResponse(
        one.file.open("rb"),
        as_attachment=True,
        filename=f"{slugify(found.cycle.title)[:60]}-projekt.{one.form}",
        content_type=report_papers.MEDIA_TYPES[PaperForm(one.form)],
    )
    return documents.kept_from_running(response)
