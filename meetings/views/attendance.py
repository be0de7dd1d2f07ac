"""Who takes part: the list at the door, one person in detail, checking in by oneself."""

import io

import qrcode
import qrcode.image.svg
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordination import documents
from coordination.choices import HandlingLabel
from meetings import attendance as attending
from meetings import permissions, quorum
from meetings.forms.recording import CheckInForm, PresenceDetailForm, PresenceForm
from meetings.views.answers import invitee_of_secret
from meetings.views.found import visible_meeting


def presence_rows(meeting, data=None):
    """Pair each invitee, deputies in place of those they stand for, with a small form."""
    rows = []
    for invitee in meeting.invitees.expected().select_related("substitute_for", "presence"):
        noted = getattr(invitee, "presence", None)
        initial = {"mode": noted.mode, "deputy_name": noted.deputy_name} if noted else {}
        rows.append((invitee, PresenceForm(data, prefix=f"p{invitee.pk}", initial=initial)))
    return rows


@login_required
@require_http_methods(["GET", "POST"])
def attendance(request, pk):
    """One list for everybody; what was noted stays until it is changed."""
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    rows = presence_rows(meeting, request.POST or None)
    valid = [form.is_valid() for _invitee, form in rows]
    if request.method == "POST" and all(valid) and note_all(rows, request.user):
        messages.success(request, _("The attendance is noted."))
        return redirect("meetings:attendance", pk=pk)
    context = {
        "meeting": meeting,
        "rows": rows,
        "quorum": quorum.of_meeting(meeting),
        "in_session": meeting.status == "in_session",
        "check_in_url": check_in_url(meeting),
    }
    return render(request, "meetings/attendance.html", context)


def note_all(rows, user):
    """Note what has changed in a list, all or nothing; a refusal goes beside its row."""
    try:
        with transaction.atomic():
            for invitee, form in rows:
                if form.cleaned_data["mode"] and form.has_changed():
                    note_one(invitee, form, user)
    except ValidationError:
        return False
    return True


def note_one(invitee, form, user):
    try:
        attending.note_presence(
            invitee,
            mode=form.cleaned_data["mode"],
            deputy_name=form.cleaned_data["deputy_name"],
            by=user,
        )
    except attending.OneDeputyTwoSeats as refused:
        form.add_error("deputy_name", str(refused))
        raise ValidationError("refused") from refused


@login_required
@require_GET
def quorum_now(request, pk):
    """The quorum alone, asked for every few seconds by the open list."""
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    context = {"quorum": quorum.of_meeting(meeting)}
    return render(request, "meetings/_partials/quorum.html", context)


def expected_invitee(meeting, pk):
    return get_object_or_404(meeting.invitees.expected().select_related("presence"), pk=pk)


@login_required
@require_POST
def presence_leave(request, pk, invitee):
    """Somebody leaves, or comes back."""
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    invitee = expected_invitee(meeting, invitee)
    if "back" in request.POST:
        attending.come_back(invitee, by=request.user)
        messages.success(request, _("%(name)s is back.") % {"name": invitee.name})
    else:
        attending.leave(invitee, by=request.user)
        messages.success(request, _("%(name)s has left.") % {"name": invitee.name})
    return redirect("meetings:attendance", pk=pk)


def initial_of_presence(invitee, meeting):
    noted = getattr(invitee, "presence", None)
    recusals = list(invitee.recusals.all())
    initial = {
        "keeps_out": [one.item_id for one in recusals],
        "keep_out_reason": recusals[0].reason if recusals else "",
    }
    if noted is None:
        return initial
    for name in ("arrived", "left"):
        at = getattr(noted, f"{name}_at")
        initial[name] = timezone.localtime(at, meeting.tz).time() if at else None
    return initial | {
        "mode": noted.mode,
        "deputy_name": noted.deputy_name,
        "excuse": noted.excuse,
    }


@login_required
@require_http_methods(["GET", "POST"])
def presence_detail(request, pk, invitee):
    """Times, excuse with its document, and the items somebody keeps out of."""
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    invitee = expected_invitee(meeting, invitee)
    form = PresenceDetailForm(
        request.POST or None,
        request.FILES or None,
        initial=initial_of_presence(invitee, meeting),
        meeting=meeting,
        user=request.user,
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_detail(invitee, form, request.user)
        except ValidationError as error:
            form.add_error("excuse_file", error.messages[0])
        except attending.OneDeputyTwoSeats as refused:
            form.add_error("mode", str(refused))
        else:
            messages.success(request, _("Noted: %(item)s.") % {"item": invitee.name})
            return redirect("meetings:attendance", pk=pk)
    context = {
        "meeting": meeting,
        "invitee": invitee,
        "form": form,
        "noted": getattr(invitee, "presence", None),
    }
    return render(request, "meetings/presence_detail.html", context)


@transaction.atomic
def save_detail(invitee, form, user):
    facts = form.cleaned_data
    more = {
        "arrived_at": facts["arrived_at"],
        "left_at": facts["left_at"],
        "excuse": facts["excuse"],
    }
    if facts["excuse_file"]:
        version = documents.store(
            facts["excuse_file"], title=_("Excuse"), label=HandlingLabel.PERSONS, by=user
        )
        more["excuse_document"] = version.document
    attending.note_presence(
        invitee, mode=facts["mode"], deputy_name=facts["deputy_name"], by=user, **more
    )
    attending.keep_out(invitee, facts["keeps_out"], reason=facts["keep_out_reason"], by=user)


@login_required
@require_GET
def excuse_download(request, pk, invitee):
    """The document of an excuse, for those who keep the record."""
    meeting = visible_meeting(request, pk, permissions.can_read_draft_minutes)
    invitee = expected_invitee(meeting, invitee)
    noted = getattr(invitee, "presence", None)
    if noted is None or noted.excuse_document is None:
        raise Http404
    return documents.download(noted.excuse_document.versions.order_by("-number").first())


def check_in_url(meeting):
    """Return the address that the QR code leads to, empty when nobody can check in."""
    if not meeting.check_in_secret:
        return ""
    return settings.PUBLIC_URL + reverse("meetings:check-in", args=[meeting.check_in_secret])


@login_required
@require_GET
def check_in_code(request, pk):
    """The QR code of the meeting in session, to show on a screen at the door."""
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    address = check_in_url(meeting)
    if not address:
        raise Http404
    image = qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, border=2)
    picture = io.BytesIO()
    image.save(picture)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@require_http_methods(["GET", "POST"])
def check_in(request, secret):
    """Check in by oneself: one button when signed in, else the address of the invitation."""
    meeting = attending.meeting_of_check_in(secret)
    if meeting is None:
        raise Http404
    user = request.user if request.user.is_authenticated else None
    form = CheckInForm(request.POST if request.method == "POST" else None)
    if user is not None:
        del form.fields["email"]
    if request.method == "POST" and form.is_valid():
        try:
            attending.check_in(
                meeting,
                email=form.cleaned_data.get("email", ""),
                user=user,
                remote=form.cleaned_data["remote"],
            )
        except (attending.NotInvited, attending.OneDeputyTwoSeats) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(f"{request.path}?done=1")
    context = {"meeting": meeting, "form": form, "done": "done" in request.GET}
    return render(request, "meetings/check_in.html", context)


@require_POST
def check_in_by_link(request, secret):
    """Check in with one's own personal link while the meeting is in session."""
    invitee = invitee_of_secret(secret)
    attending.check_in_invitee(invitee, by=invitee.user, remote="remote" in request.POST)
    return redirect("meetings:answer-by-link", secret=secret)
