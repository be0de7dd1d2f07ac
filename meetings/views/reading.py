"""Reading circulated minutes and saying something to them, signed in or by the personal link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordination import audit, documents
from coordination.choices import READING_IS_AUDITED
from coordination.refusals import Refused
from meetings import (
    approving,
    circulating,
    comparing,
    copies,
    permissions,
    readings,
    remarking,
    word_returns,
)
from meetings.choices import ApprovalWay
from meetings.forms.minutes import AcknowledgementForm, RemarkForm, WordReturnForm
from meetings.models import Acknowledgement, Invitee, MinutesApproval
from meetings.views.answers import not_found, still_stands
from meetings.views.found import visible_meeting


def note_reading(meeting, user):
    if meeting.label in READING_IS_AUDITED:
        audit.record_reading(meeting, by=user, label=meeting.label, team_id=meeting.team_id)


def acknowledgement_of_secret(secret):
    """Return the acknowledgement of a personal link while its person is still on the list."""
    awaited = Acknowledgement.objects.select_related(
        "invitee__user",
        "invitee__seat__institution",
        "release__minutes__meeting__team__voivodeship",
        "release__pdf",
        "release__docx",
    ).filter(invitee__removed_at__isnull=True)
    found = get_object_or_404(awaited, secret=secret)
    return found if still_stands(found.invitee) else not_found()


def takes_remarks(awaited):
    """Whether this member can still say something to this version."""
    is_open = timezone.localdate() <= awaited.release.remarks_until_on
    approved = MinutesApproval.objects.filter(minutes=awaited.release.minutes_id)
    return is_open and not approved.exists()


def text_context(release, reader, *, on_screen, awaited):
    """What the text of a release needs on a page: the reading, own remarks, what was approved."""
    reading = readings.read(release.frozen, reader, on_screen=on_screen) if release.frozen else None
    own = list(awaited.remarks.select_related("settled_by")) if awaited else []
    approval = approving.approval_of(release.minutes.meeting)
    changed = []
    if reading and approval and approval.release_id != release.pk:
        final = readings.read(approval.release.frozen, reader, on_screen=on_screen)
        changed = comparing.changes(reading.facts, final.facts)
    return {
        "release": release,
        "reading": reading,
        "awaited": awaited,
        "remarks": own,
        "takes_remarks": awaited is not None and takes_remarks(awaited),
        "approval": approval,
        "changes": changed,
        "signatures": release.signatures.all(),
    }


@require_http_methods(["GET", "POST"])
def acknowledge_by_link(request, secret):
    """Read circulated minutes without signing in, take note of them or send remarks."""
    awaited = acknowledgement_of_secret(secret)
    release = awaited.release
    meeting = release.minutes.meeting
    with translation.override(awaited.invitee.language):
        form = acknowledgement_form(request, awaited) if takes_remarks(awaited) else None
        if request.method == "POST" and form is not None and form.is_valid():
            circulating.acknowledge(awaited, by=awaited.invitee.user, **form.cleaned_data)
            return redirect(f"{request.path}?done=1")
        shows = not meeting.is_named_persons_only
        reader = readings.of_invitee(awaited.invitee)
        context = text_context(release, reader, on_screen=False, awaited=awaited)
        if shows:
            note_reading(meeting, awaited.invitee.user)
        else:
            context |= {"reading": None, "changes": []}
        context |= {
            "meeting": meeting,
            "form": form,
            "done": "done" in request.GET and awaited.answered_at,
            "shows_details": shows,
        }
        return render(request, "meetings/acknowledge_by_link.html", context)


def acknowledgement_form(request, awaited):
    initial = {"remark": awaited.remark}
    if awaited.approves is not None:
        initial["approves"] = "yes" if awaited.approves else "no"
    return AcknowledgementForm(
        request.POST or None,
        initial=initial,
        asks_approval=awaited.release.way == ApprovalWay.CIRCULATION,
        user=awaited.invitee.user,
    )


def is_himself(request, awaited):
    """Whether the person of the link is the one signed in: then more is his to read."""
    return request.user.is_authenticated and request.user.pk == awaited.invitee.user_id


@require_http_methods(["GET", "POST"])
def remark_by_link(request, secret, number):
    """Say something to one paragraph, or propose another wording of it."""
    awaited = acknowledgement_of_secret(secret)
    meeting = awaited.release.minutes.meeting
    on_screen = is_himself(request, awaited)
    if meeting.is_named_persons_only and not on_screen:
        raise Http404
    try:
        _block, one = remarking.paragraph_of(awaited, number, on_screen=on_screen)
    except remarking.NoSuchParagraph:
        raise Http404 from None
    with translation.override(awaited.invitee.language):
        if not takes_remarks(awaited):
            raise remarking.AnswerTooLate
        form = RemarkForm(
            request.POST or None, initial={"wording": one["text"]}, user=awaited.invitee.user
        )
        if form.is_valid():
            try:
                remarking.remark(
                    awaited,
                    number=number,
                    text=form.cleaned_data["text"],
                    wording=form.cleaned_data["wording"],
                    on_screen=on_screen,
                    by=awaited.invitee.user,
                )
            except remarking.NothingProposed as refusal:
                form.add_error("text", str(refusal.message))
            else:
                messages.success(request, _("Your remark is recorded."))
                return redirect(f"{back_to(request, awaited)}#p-{number}")
        context = {
            "meeting": meeting,
            "awaited": awaited,
            "one": one,
            "form": form,
            "back": f"{back_to(request, awaited)}#p-{number}",
        }
        return render(request, "meetings/remark_form.html", context)


def back_to(request, awaited):
    """The page with the text: in the desk for whoever is signed in, else by the link."""
    if is_himself(request, awaited):
        return f"{awaited.release.minutes.meeting.get_absolute_url()}minutes/read/"
    return f"/minutes/{awaited.secret}/"


@require_POST
def remark_withdraw(request, secret, remark):
    awaited = acknowledgement_of_secret(secret)
    made = get_object_or_404(awaited.remarks, pk=remark)
    with translation.override(awaited.invitee.language):
        remarking.withdraw(made, by=awaited.invitee.user)
        messages.success(request, _("Your remark is withdrawn."))
    return redirect(back_to(request, awaited))


@require_http_methods(["GET", "POST"])
def word_by_link(request, secret):
    """Send the Word file back with tracked changes and comments."""
    awaited = acknowledgement_of_secret(secret)
    meeting = awaited.release.minutes.meeting
    if meeting.is_named_persons_only:
        raise Http404
    with translation.override(awaited.invitee.language):
        if not takes_remarks(awaited):
            raise remarking.AnswerTooLate
        form = WordReturnForm(request.POST or None, request.FILES or None)
        if form.is_valid() and took_word(request, form, awaited):
            return redirect(back_to(request, awaited))
        context = {
            "meeting": meeting,
            "awaited": awaited,
            "form": form,
            "back": back_to(request, awaited),
        }
        return render(request, "meetings/word_return.html", context)


def took_word(request, form, awaited, **who):
    """Take a returned file in; return whether it was, what is wrong stands in the form."""
    try:
        made = word_returns.take(
            awaited, form.cleaned_data["file"], **({"by": awaited.invitee.user} | who)
        )
    except ValidationError as error:
        form.add_error("file", error)
    except Refused as refusal:
        form.add_error("file", str(refusal.message))
    else:
        messages.success(
            request,
            _("The file is read. Remarks found in it: %(count)d.") % {"count": len(made)},
        )
        return True
    return False


@require_GET
def release_download_by_link(request, secret, form):
    """Give the recipient his own copy; never for named persons only."""
    awaited = acknowledgement_of_secret(secret)
    meeting = awaited.release.minutes.meeting
    if form not in ("pdf", "docx") or meeting.is_named_persons_only:
        raise Http404
    note_reading(meeting, awaited.invitee.user)
    return documents.download(copies.of(awaited, form))


def own_acknowledgement(user, release):
    """Return the row of a signed-in recipient of a release, or None."""
    return (
        release.acknowledgements.filter(invitee__in=Invitee.objects.of_person(user))
        .select_related("invitee__seat__institution", "invitee__user", "release__minutes")
        .first()
    )


def visible_release(request, pk, number=None):
    """Return `(meeting, release)` of circulated minutes this person may see; the last by default.

    Raises:
        Http404: No such meeting for him, or no such version.
    """
    meeting = visible_meeting(request, pk)
    if not meeting.has_record:
        raise Http404
    releases = meeting.minutes.releases.select_related("minutes__meeting", "pdf", "docx")
    if number is not None:
        return meeting, get_object_or_404(releases, number=number)
    release = releases.order_by("-number").first()
    return (meeting, release) if release else not_found()


@login_required
@require_GET
def minutes_read(request, pk):
    """The minutes on one page, as far as they are this person's to read."""
    number = request.GET.get("version", "")
    number = int(number) if number.isdecimal() and len(number) < 5 else None
    meeting, release = visible_release(request, pk, number)
    note_reading(meeting, request.user)
    reader = readings.of_user(request.user, meeting)
    awaited = own_acknowledgement(request.user, release)
    context = text_context(release, reader, on_screen=True, awaited=awaited) | {
        "meeting": meeting,
        "releases": list(meeting.minutes.releases.order_by("-number")),
        "steers": permissions.steers(request.user, meeting),
        "can_download": permissions.can_download(request.user, meeting),
        "can_approve": permissions.can_approve(request.user, meeting),
    }
    return render(request, "meetings/minutes_read.html", context)


@login_required
@require_GET
def minutes_compare(request, pk, before, after):
    """What changed between two versions, as this person may read both."""
    meeting, older = visible_release(request, pk, before)
    _meeting, newer = visible_release(request, pk, after)
    note_reading(meeting, request.user)
    reader = readings.of_user(request.user, meeting)
    facts = [
        readings.read(one.frozen, reader, on_screen=True).facts if one.frozen else None
        for one in (older, newer)
    ]
    context = {
        "meeting": meeting,
        "older": older,
        "newer": newer,
        "changes": comparing.changes(*facts) if all(facts) else [],
        "known": all(facts),
    }
    return render(request, "meetings/minutes_compare.html", context)


@login_required
@require_GET
def release_download(request, pk, number, form):
    """A circulated file: the recipient's own copy, the office's whole text, else what all have."""
    if form not in ("pdf", "docx"):
        raise Http404
    meeting, release = visible_release(request, pk, number)
    if not permissions.can_download(request.user, meeting):
        raise PermissionDenied
    note_reading(meeting, request.user)
    return documents.download(file_for(request.user, meeting, release, form))


def file_for(user, meeting, release, form):
    awaited = own_acknowledgement(user, release)
    if permissions.steers(user, meeting) and release.frozen:
        hidden = readings.read(release.frozen, readings.OFFICER).hidden
        whole = next((one for one in release.readings.all() if one.hidden == hidden), None)
        return getattr(whole or release, form)
    return copies.of(awaited, form) if awaited else getattr(release, form)
