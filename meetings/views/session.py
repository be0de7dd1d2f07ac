"""At the meeting: opening and ending it, its papers for signing and for the file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coordination import documents
from meetings import papers, permissions, recording, rules_certificate
from meetings.views.found import visible_meeting


@login_required
@require_POST
def session_open(request, pk):
    meeting = visible_meeting(request, pk, permissions.steers)
    recording.open_session(meeting, by=request.user)
    messages.success(request, _("The meeting is open. Note who is present."))
    return redirect("meetings:attendance", pk=pk)


@login_required
@require_POST
def session_end(request, pk):
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    recording.end_session(meeting, by=request.user)
    messages.success(request, _("The meeting is over. Finish the minutes and circulate them."))
    return redirect("meetings:minutes-edit", pk=pk)


def paper(meeting, octets, name):
    """Give a paper of a meeting out as PDF, under a name with its number and team."""
    response = HttpResponse(octets, content_type=papers.PDF_TYPE)
    name = slugify(f"{name} {meeting.number}-{meeting.year} {meeting.team.short_name}")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return documents.kept_from_running(response)


@login_required
@require_GET
def sign_in_sheet(request, pk):
    """The list to sign at the door, as PDF."""
    meeting = visible_meeting(request, pk, permissions.steers)
    return paper(meeting, papers.sign_in_sheet_pdf(meeting), "lista-obecnosci")


@login_required
@require_GET
def certificate(request, pk):
    """One page for the file: which terms of the rules of procedure were kept, as PDF."""
    meeting = visible_meeting(request, pk, permissions.can_certify)
    return paper(meeting, rules_certificate.pdf(meeting), "zegar-regulaminu")
