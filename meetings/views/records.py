"""The folder of a meeting for the office's records system."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from coordination import documents
from coordination.refusals import Refused
from meetings import permissions, records
from meetings.choices import PackState
from meetings.forms.minutes import RecordsForm
from meetings.views.found import visible_meeting
from meetings.views.reading import note_reading


@login_required
@require_http_methods(["GET", "POST"])
def records_folder(request, pk):
    """Ask for the folder by its case sign; folders made before are listed."""
    meeting = visible_meeting(request, pk, permissions.can_circulate)
    folders = list(meeting.records_folders.select_related("asked_by"))
    last = folders[0].case_sign if folders else ""
    form = RecordsForm(request.POST or None, initial={"case_sign": last})
    if form.is_valid():
        try:
            records.ask(meeting, case_sign=form.cleaned_data["case_sign"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        except ValidationError as error:
            form.add_error("case_sign", error.messages[0])
        else:
            return redirect("meetings:records-folder", pk=pk)
    context = {
        "meeting": meeting,
        "form": form,
        "folders": folders,
        "is_under_way": any(one.state == PackState.WAITING for one in folders),
    }
    name = "_partials/records_folders.html" if request.htmx else "records_folder.html"
    return render(request, f"meetings/{name}", context)


@login_required
@require_GET
def records_download(request, pk, folder):
    meeting = visible_meeting(request, pk, permissions.can_circulate)
    found = get_object_or_404(meeting.records_folders.filter(state=PackState.READY), pk=folder)
    if not found.file or not permissions.can_download(request.user, meeting):
        raise Http404
    note_reading(meeting, request.user)
    answer = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=f"{records.name_of(found)}.zip",
        content_type="application/zip",
    )
    return documents.kept_from_running(answer)
