"""At the meeting: opening it, who is there, the sign-in sheet."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings import papers, permissions, quorum, recording
from meetings.forms.recording import PresenceForm
from meetings.models import Presence
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


def presence_rows(meeting, data=None):
    """Pair each invitee, deputies in place of those they stand for, with a small form."""
    rows = []
    for invitee in meeting.invitees.expected().select_related("substitute_for", "presence"):
        noted = getattr(invitee, "presence", None)
        initial = {"mode": noted.mode, "deputy_name": noted.deputy_name} if noted else {}
        rows.append((invitee, PresenceForm(data, prefix=f"p{invitee.pk}", initial=initial)))
    return rows


def quorum_now(meeting):
    """Count the quorum from what is noted so far."""
    presences = list(Presence.objects.filter(invitee__meeting=meeting).select_related("invitee"))
    day = timezone.localdate(meeting.starts_at)
    return quorum.present_now(meeting, presences, quorum.counting_seats(meeting, day))


@login_required
@require_http_methods(["GET", "POST"])
def attendance(request, pk):
    """One list for everybody; what was noted stays until it is changed."""
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    rows = presence_rows(meeting, request.POST or None)
    valid = [form.is_valid() for _invitee, form in rows]
    if request.method == "POST" and all(valid):
        for invitee, form in rows:
            if form.cleaned_data["mode"] and form.has_changed():
                recording.note_presence(
                    invitee,
                    mode=form.cleaned_data["mode"],
                    deputy_name=form.cleaned_data["deputy_name"],
                    by=request.user,
                )
        messages.success(request, _("The attendance is noted."))
        return redirect("meetings:attendance", pk=pk)
    context = {"meeting": meeting, "rows": rows, "quorum": quorum_now(meeting)}
    return render(request, "meetings/attendance.html", context)


@login_required
@require_GET
def sign_in_sheet(request, pk):
    """The list to sign at the door, as PDF."""
    meeting = visible_meeting(request, pk, permissions.steers)
    response = HttpResponse(papers.sign_in_sheet_pdf(meeting), content_type=papers.PDF_TYPE)
    name = slugify(f"lista-obecnosci {meeting.number}-{meeting.year} {meeting.team.short_name}")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
