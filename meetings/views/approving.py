"""The secretary's side of circulated minutes: remarks settled, approval, signatures, labels."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordination import documents, text_changes
from coordination.refusals import Refused
from meetings import approving, paragraphs, permissions, recording, remarking
from meetings.choices import ApprovalWay, RemarkState, RemarkVia
from meetings.forms.minutes import (
    ApproveForm,
    ParagraphLabelForm,
    SettleForm,
    SignatureForm,
    WordReturnForm,
)
from meetings.views.found import visible_meeting
from meetings.views.minutes import marks_of, own_block, redirect_to_item
from meetings.views.reading import took_word, visible_release

WORKED_IN = "worked_in"


@login_required
@require_GET
def minutes_remarks(request, pk):
    """All remarks to the minutes, what is to be settled first."""
    meeting = visible_meeting(request, pk, permissions.can_circulate)
    remarks = [
        (
            made,
            text_changes.pieces(made.quoted, made.wording) if made.wording else (),
            form_of(made),
        )
        for made in approving.remarks_of(meeting)
    ]
    last = meeting.minutes.releases.order_by("-number").first()
    context = {
        "meeting": meeting,
        "open_remarks": [one for one in remarks if one[2]],
        "settled_remarks": [one for one in remarks if not one[2]],
        "release": last,
        "approval": approving.approval_of(meeting),
        "count": approving.circulation_count(last) if last else None,
        "silent": last.acknowledgements.filter(answered_at__isnull=True).count() if last else 0,
    }
    return render(request, "meetings/minutes_remarks.html", context)


def form_of(made):
    """The small form that settles a remark, or None where it is settled."""
    if made.state not in (RemarkState.OPEN, RemarkState.LEFT):
        return None
    return SettleForm(user=None, auto_id=f"r{made.pk}_%s")


@login_required
@require_POST
def remark_settle(request, pk, remark):
    meeting = visible_meeting(request, pk, permissions.can_circulate)
    made = get_object_or_404(approving.remarks_of(meeting), pk=remark)
    form = SettleForm(request.POST, user=request.user)
    if form.is_valid() and settled(form, made, request.user):
        messages.success(request, _("The remark is settled."))
        return redirect("meetings:minutes-remarks", pk=pk)
    pieces = text_changes.pieces(made.quoted, made.wording) if made.wording else ()
    context = {"meeting": meeting, "made": made, "pieces": pieces, "form": form}
    return render(request, "meetings/remark_settle.html", context, status=422)


def settled(form, made, user):
    """Do what the form says; a refusal stands in the form."""
    word = form.cleaned_data["state"]
    state = RemarkState.ACCEPTED if word == WORKED_IN else word
    reason = form.cleaned_data["reason"]
    try:
        remarking.settle(made, state, reason=reason, put_in=word != WORKED_IN, by=user)
    except Refused as refusal:
        form.add_error("state", str(refusal.message))
    return form.is_valid()


@login_required
@require_http_methods(["GET", "POST"])
def word_for_member(request, pk, awaited):
    """The secretary takes in a Word file that a member sent her by mail."""
    meeting, release = visible_release(request, pk)
    if not permissions.can_circulate(request.user, meeting):
        raise PermissionDenied
    awaited = get_object_or_404(
        release.acknowledgements.select_related("invitee__user", "invitee__seat__institution"),
        pk=awaited,
    )
    form = WordReturnForm(request.POST or None, request.FILES or None)
    who = {"via": RemarkVia.SECRETARY, "by": request.user}
    if form.is_valid() and took_word(request, form, awaited, **who):
        return redirect("meetings:minutes-remarks", pk=pk)
    context = {
        "meeting": meeting,
        "awaited": awaited,
        "form": form,
        "back": f"{meeting.get_absolute_url()}minutes/remarks/",
        "for_member": awaited.invitee.name,
    }
    return render(request, "meetings/word_return.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def minutes_approve(request, pk):
    """Record that the minutes are approved, and how."""
    meeting = visible_meeting(request, pk, permissions.can_approve)
    meetings = approving.could_approve(meeting)
    last = meeting.minutes.releases.order_by("-number").first()
    form = ApproveForm(
        request.POST or None,
        meetings=meetings,
        initial={
            "way": last.way if last else ApprovalWay.MEETING,
            "at": meetings.last(),
            "approved_on": timezone.localdate(),
        },
        user=request.user,
    )
    if form.is_valid():
        try:
            approving.approve(meeting, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The minutes are approved; the members are told."))
            return redirect(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "open_count": approving.unsettled(meeting).count(),
        "count": approving.circulation_count(last) if last else None,
        "release": last,
    }
    return render(request, "meetings/minutes_approve.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def signature_add(request, pk):
    """Record a signature under the last version, with its file."""
    meeting, release = visible_release(request, pk)
    if not permissions.can_circulate(request.user, meeting):
        raise PermissionDenied
    form = SignatureForm(
        request.POST or None,
        request.FILES or None,
        initial={"signed_on": timezone.localdate()},
        user=request.user,
    )
    if form.is_valid() and signed(form, release, request.user):
        messages.success(request, _("The signature is recorded."))
        return redirect("meetings:minutes-read", pk=pk)
    context = {"meeting": meeting, "release": release, "form": form}
    return render(request, "meetings/signature_form.html", context)


def signed(form, release, user):
    facts = dict(form.cleaned_data)
    facts.pop("guard_reason", None)
    uploaded = facts.pop("file")
    meeting = release.minutes.meeting
    try:
        title = _("Signed minutes of meeting No. %(number)s") % {"number": meeting.signature}
        version = documents.store(uploaded, title=title, label=meeting.label, by=user)
        approving.record_signature(release, file=version, by=user, **facts)
    except ValidationError as error:
        form.add_error("file", error)
    return form.is_valid()


@login_required
@require_GET
def signature_download(request, pk, signature):
    """The scan or signed file: for those who keep the minutes."""
    meeting = visible_meeting(request, pk, permissions.can_circulate)
    if not permissions.can_download(request.user, meeting):
        raise Http404
    releases = meeting.minutes.releases.all()
    found = [one for release in releases for one in release.signatures.filter(pk=signature)]
    if not found:
        raise Http404
    return documents.download(found[0].file)


@login_required
@require_http_methods(["GET", "POST"])
def block_labels(request, pk, block):
    """Say for each paragraph of an item who may read it; the marks go into the text."""
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    block = own_block(meeting, block)
    marks = marks_of(meeting, block.item)
    parts = paragraphs.split(block.text)
    place = request.POST.get("place", "")
    chosen = int(place) if place.isdecimal() and len(place) < 4 else None
    forms = [
        ParagraphLabelForm(
            request.POST if chosen == at else None,
            prefix=f"p{at}",
            initial={"label": one.label, "readers": one.readers, "based_on": block.revision},
            **marks,
        )
        for at, one in enumerate(parts)
    ]
    if chosen is not None and chosen < len(forms) and forms[chosen].is_valid():
        words = forms[chosen].cleaned_data
        text = paragraphs.labelled(
            block.text, chosen, label=words["label"], readers=words["readers"]
        )
        try:
            recording.save_block(block, text=text, based_on=words["based_on"], by=request.user)
        except recording.Clash:
            messages.error(
                request,
                _("Somebody has saved this text meanwhile. Look at it and choose again."),
            )
        else:
            messages.success(request, _("Noted who may read the paragraph."))
        return redirect("meetings:block-labels", pk=pk, block=block.pk)
    context = {
        "meeting": meeting,
        "written": block,
        "item": block.item,
        "rows": list(zip(range(len(parts)), parts, forms, strict=True)),
        "back": redirect_to_item(meeting, block.item).url,
    }
    return render(request, "meetings/block_labels.html", context)
