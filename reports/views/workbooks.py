"""The workbook of one institution: out for work without the desk, and back with a dry run."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination import audit, documents, file_contents
from coordination.choices import HandlingLabel
from coordination.models import DocumentVersion
from reports import reporters, workbook_reading, workbooks
from reports.forms.contributions import WorkbookForm
from reports.views.found import asked_reporter, visible_cycle


def own_cycle(request, pk, key):
    """Return a cycle and the reporter of a key for whom this person writes."""
    cycle = visible_cycle(request, pk)
    reporter = asked_reporter(cycle, key)
    if not reporters.writes_for(request.user, reporter):
        raise Http404
    return cycle, reporter


@login_required
@require_safe
def workbook(request, pk, key):
    """All tasks of the institution in one file, as they stand now."""
    cycle, reporter = own_cycle(request, pk, key)
    rows = (
        cycle.contributions.of_reporter(reporter)
        .with_facts()
        .prefetch_related("texts", "values", "task__indicators")
    )
    response = HttpResponse(
        workbooks.write(cycle, list(rows)), content_type=file_contents.TYPES["xlsx"]
    )
    response["Content-Disposition"] = f'attachment; filename="kpd-{cycle.pk}-{key}.xlsx"'
    audit.record_reading(cycle, by=request.user, label=HandlingLabel.INSTITUTIONS)
    return documents.kept_from_running(response)


@login_required
@require_http_methods(["GET", "POST"])
def workbook_upload(request, pk, key):
    """Keep the filled-in workbook and show what it would change."""
    cycle, reporter = own_cycle(request, pk, key)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = keep(form.cleaned_data["file"], request.user)
            workbooks.check(cycle, reporter, lines_of(version))
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect("reports:workbook-confirm", pk=pk, key=key, version=version.pk)
    context = {"cycle": cycle, "reporter": reporter, "form": form}
    return render(request, "reports/workbook_upload.html", context)


def keep(file, user):
    if not file.name.lower().endswith(".xlsx"):
        raise ValidationError(_("Upload the XLSX workbook that was downloaded here."))
    return documents.store(file, title=file.name[:200], label=HandlingLabel.PERSONS, by=user)


def lines_of(version):
    with version.file.open("rb") as file:
        return workbook_reading.read(file.read(), "xlsx")


@login_required
@require_http_methods(["GET", "POST"])
def workbook_confirm(request, pk, key, version):
    """The dry run: each task with its errors; confirming applies the very same bytes."""
    cycle, reporter = own_cycle(request, pk, key)
    own = DocumentVersion.objects.filter(
        added_by=request.user,
        document__label=HandlingLabel.PERSONS,
        media_type=file_contents.TYPES["xlsx"],
    )
    try:
        rows = workbooks.check(cycle, reporter, lines_of(get_object_or_404(own, pk=version)))
    except ValidationError:
        raise Http404 from None
    wrong = [row for row in rows if row.errors]
    problem = ""
    if request.method == "POST" and not wrong:
        try:
            workbooks.apply([row for row in rows if row.changes], by=request.user)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, _("Taken over. Nothing is filed yet."))
            return redirect("reports:cycle", pk=pk)
    context = {
        "cycle": cycle,
        "reporter": reporter,
        "rows": rows,
        "wrong": len(wrong),
        "problem": problem,
        "changed": sum(1 for row in rows if row.changes),
    }
    return render(request, "reports/workbook_confirm.html", context)
