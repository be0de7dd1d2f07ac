"""Taking tasks from a table or from what was pasted: dry run first, then the very same bytes."""

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination import documents
from coordination.choices import HandlingLabel
from coordination.models import DocumentVersion
from reports import plan_import, plan_pasting, workbook_reading
from reports.forms.plan import PasteForm, PlanFileForm
from reports.views.found import plan_editors_only, visible_edition

PASTED = "wklejona-tabela.json"


def draft_edition(request, pk):
    edition = visible_edition(request, pk)
    if not edition.is_draft:
        raise Http404
    return edition


@plan_editors_only
@require_http_methods(["GET", "POST"])
def plan_import_upload(request, pk):
    """Keep the uploaded table and show what it would do."""
    edition = draft_edition(request, pk)
    form = PlanFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = keep(form.cleaned_data["file"], request.user)
            plan_import.entries_of(table_of(version)[0])
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect("reports:plan-import-confirm", pk=pk, version=version.pk)
    return render(request, "reports/plan_import.html", {"edition": edition, "form": form})


def keep(file, user):
    """Store the table as it came, so that what is confirmed is what was checked."""
    if not file.name.lower().endswith((".csv", ".xlsx")):
        raise workbook_reading.unreadable()
    return documents.store(file, title=file.name[:200], label=HandlingLabel.PERSONS, by=user)


@plan_editors_only
@require_http_methods(["GET", "POST"])
def plan_paste(request, pk):
    """Read a pasted table, keep what was read, and show what it would do."""
    edition = draft_edition(request, pk)
    form = PasteForm(request.POST or None)
    if form.is_valid():
        try:
            table, left_out = plan_pasting.read(
                form.cleaned_data["table"], form.cleaned_data["html"]
            )
            plan_import.entries_of(table)
            version = keep_pasted(table, left_out, request.user)
        except ValidationError as error:
            form.add_error("table", error)
        else:
            return redirect("reports:plan-import-confirm", pk=pk, version=version.pk)
    return render(request, "reports/plan_paste.html", {"edition": edition, "form": form})


def keep_pasted(table, left_out, user):
    """Keep what was read of a pasted table; case data in it is refused before it is kept."""
    read = json.dumps({"table": table, "left_out": left_out}, ensure_ascii=False)
    documents.look_for_case_data(PASTED, read)
    return documents.store_bytes(
        read.encode(),
        file_name=PASTED,
        media_type="application/json",
        title=PASTED,
        label=HandlingLabel.PERSONS,
        by=user,
    )


def table_of(version):
    """Return the lines of a kept table, and what was not understood of a pasted one."""
    with version.file.open("rb") as file:
        data = file.read()
    if version.file_name == PASTED:
        kept = json.loads(data)
        return kept["table"], kept["left_out"]
    ending = version.file_name.rpartition(".")[2].lower()
    if ending not in ("csv", "xlsx"):
        raise workbook_reading.unreadable()
    return workbook_reading.read(data, ending), []


@plan_editors_only
@require_http_methods(["GET", "POST"])
def plan_import_confirm(request, pk, version):
    """The dry run: each task with its errors; confirming applies the very same bytes."""
    edition = draft_edition(request, pk)
    own = DocumentVersion.objects.filter(
        added_by=request.user, document__label=HandlingLabel.PERSONS
    )
    found = get_object_or_404(own, pk=version)
    try:
        table, left_out = table_of(found)
        entries, unknown = plan_import.entries_of(table)
    except ValidationError:
        raise Http404 from None
    rows = plan_import.check(edition, entries, lenient=found.file_name == PASTED)
    wrong = [row for row in rows if row.errors]
    problem = ""
    if request.method == "POST" and not wrong:
        try:
            plan_import.apply(edition, rows, by=request.user)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, _("Taken over: %(number)d tasks.") % {"number": len(rows)})
            return redirect(edition)
    context = {
        "edition": edition,
        "rows": rows,
        "wrong": len(wrong),
        "problem": problem,
        "unknown": unknown,
        "left_out": left_out,
    }
    return render(request, "reports/plan_import_confirm.html", context)
