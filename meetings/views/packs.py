"""Packs of documents, further versions of one, and who has read it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordination import documents
from meetings import announcing, packs, permissions
from meetings.choices import PackForm, PackState
from meetings.forms.planning import VersionForm
from meetings.views.found import visible_meeting


@login_required
@require_POST
def pack_ask(request, pk):
    """Ask for all documents as one file; a worker makes it."""
    meeting = visible_meeting(request, pk)
    form = request.POST.get("form", "")
    if form not in PackForm.values:
        raise Http404
    packs.ask(meeting, form, user=request.user)
    return redirect(f"{meeting.get_absolute_url()}#documents")


@login_required
@require_GET
def pack_list(request, pk):
    """The person's packs alone, asked for while one is being made."""
    meeting = visible_meeting(request, pk)
    context = {"meeting": meeting, "packs": packs.of_person(meeting, request.user)}
    return render(request, "meetings/_partials/packs.html", context)


@login_required
@require_GET
def pack_download(request, pk, pack):
    """The person's own pack, as long as it is exactly what he may read."""
    meeting = visible_meeting(request, pk)
    own = {one.pk: one for one in packs.of_person(meeting, request.user)}
    if pack not in own or own[pack].state != PackState.READY:
        raise Http404
    packs.hand_over(own[pack])
    name = slugify(f"dokumenty {meeting.number or ''} {meeting.year or ''} {meeting.title}")[:80]
    types = {PackForm.ZIP: "application/zip", PackForm.PDF: "application/pdf"}
    response = FileResponse(
        own[pack].file.open("rb"),
        as_attachment=True,
        filename=f"{name}.{own[pack].form}",
        content_type=types[own[pack].form],
    )
    return documents.kept_from_running(response)


def attached_of(request, meeting, pk):
    found = meeting.documents.visible_to(request.user).on_the_table().with_versions()
    return get_object_or_404(found, pk=pk)


@login_required
@require_GET
def document_detail(request, pk, attached):
    """One document: its versions, which one counts, and for officers who has read it."""
    meeting = visible_meeting(request, pk)
    one = attached_of(request, meeting, attached)
    steers = permissions.steers(request.user, meeting)
    context = {
        "meeting": meeting,
        "attached": one,
        "versions": one.document.versions.select_related("added_by").order_by("-number"),
        "can_add": permissions.can_edit(request.user, meeting),
        "readings": one.readings.select_related("user", "version") if steers else [],
        "steers": steers,
    }
    return render(request, "meetings/document_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def version_add(request, pk, attached):
    """Put a newer version on the table; the earlier ones stay."""
    meeting = visible_meeting(request, pk, permissions.can_edit)
    one = attached_of(request, meeting, attached)
    if one.pinned_id:
        raise PermissionDenied
    form = VersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                documents.store(
                    form.cleaned_data["file"],
                    title=one.document.title,
                    label=one.document.label,
                    by=request.user,
                    document=one.document,
                )
                if meeting.is_convened:
                    announcing.promise(meeting)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, _("The new version is on the table."))
            return redirect("meetings:document-detail", pk=pk, attached=attached)
    context = {"meeting": meeting, "attached": one, "form": form}
    return render(request, "meetings/version_form.html", context)
