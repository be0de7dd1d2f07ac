"""A return as a file: out for work without the desk, and back with a look before it is saved."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit, documents, file_contents
from coordination.choices import HandlingLabel
from reports import statistics_permissions as permissions
from reports import workbook_reading
from reports.forms.statistics import FileForm
from reports.statistics import reading, return_workbooks, returning
from reports.statistics.figures import figures_kept, kept
from reports.statistics.shapes import shape_in
from reports.views.statistics_found import not_now, own_return, room_only, visible_return
from reports.views.statistics_rounds import table_file

SALT = "reports.return-file"
LASTS = 3600


@room_only
@require_safe
def return_file(request, pk, form):
    """The figures of one return as a table, as this person may read them."""
    if form not in ("xlsx", "csv"):
        raise Http404
    found = visible_return(request, pk)
    shape = shape_in(found.round)
    known = reading.figures_for(request.user, found) or {}
    heads = [heading for _key, heading in return_workbooks.columns(shape)]
    lines = return_workbooks.lines_of(found, shape, known)
    audit.record_reading(found, by=request.user, label=HandlingLabel.INSTITUTIONS)
    return table_file(f"zestawienie-{found.pk}", form, heads, lines, found.round, shape)


@room_only
@require_http_methods(["GET", "POST"])
def return_upload(request, pk):
    """Read a filled-in table and show what it would change; the file itself is not kept."""
    found = own_return(request, pk)
    if not permissions.can_fill_in(request.user, found):
        return not_now(request, found)
    form = FileForm(request.POST or None, request.FILES or None)
    context = {"return": found, "round": found.round, "form": form, "errors": []}
    if request.method == "POST" and form.is_valid():
        shape = shape_in(found.round)
        try:
            file = return_workbooks.read(found, shape, lines_in(form.cleaned_data["file"]))
        except ValidationError as error:
            form.add_error("file", error)
        else:
            context["errors"] = file.errors
            if not file.errors:
                return preview(request, found, shape, file)
    return render(request, "reports/statistics/return_upload.html", context)


def lines_in(uploaded):
    """Return the lines of an uploaded table.

    Every line is looked through by `return_workbooks.read`; what stands beside the table, on
    other sheets or in the properties, is looked through here.

    Raises:
        ValidationError: It is no table, is not what it says, or holds data of a person.
    """
    if not uploaded.name.lower().endswith((".csv", ".xlsx")):
        raise workbook_reading.unreadable()
    name, ending, data = documents.check(uploaded)
    documents.scan_for_viruses(name, data)
    lines = workbook_reading.read(data, ending)
    if ending == "xlsx":
        parts = file_contents.parts_of(name, ending, data)
        places = documents.places_of_case_data(name, parts)
        if places and not return_workbooks.suspects_in([[], *lines]):
            documents.refuse_case_data(name, places)
    return lines


def preview(request, found, shape, file):
    """Show what would change; the figures travel signed in the form, nothing is stored yet."""
    saved = returning.figures_of(found)
    wanted = saved | file.figures
    changes = [
        (shape.name_of(key), saved.get(key), wanted[key])
        for key in shape.keys
        if key in wanted and wanted[key] != saved.get(key)
    ]
    content = {"return": found.pk, "based_on": found.revision, "figures": kept(wanted)}
    context = {
        "return": found,
        "round": found.round,
        "changes": changes,
        "signed": signing.dumps(content, salt=SALT, compress=True),
    }
    return render(request, "reports/statistics/return_preview.html", context)


@room_only
@require_POST
def return_import(request, pk):
    """Take over what the preview showed, whole or not at all."""
    found = own_return(request, pk)
    if not permissions.can_fill_in(request.user, found):
        return not_now(request, found)
    try:
        content = signing.loads(request.POST.get("signed", ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        messages.error(request, _("This preview is too old. Please load the file once more."))
        return redirect("reports:return-upload", pk=pk)
    if content["return"] != found.pk:
        raise Http404
    figures = figures_kept(content["figures"])
    try:
        returning.save(found, figures, based_on=content["based_on"], by=request.user)
    except returning.Clash:
        words = _("Somebody has changed the figures meanwhile. Please load the file once more.")
        messages.error(request, words)
        return redirect("reports:return-upload", pk=pk)
    messages.success(request, _("Taken over as a draft. Nothing is filed yet."))
    return redirect(found)
