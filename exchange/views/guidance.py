"""Guidance pages, and the path "I have a signal: what I do"; no case is entered anywhere here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordination.choices import InstitutionKind
from coordination.refusals import Refused
from coordination.text_changes import pieces
from exchange import guidance as texts
from exchange import permissions, plain_markup
from exchange.clashing import Overtaken
from exchange.forms.library import ApprovalForm, GuidanceForm
from exchange.library_choices import PageKind
from exchange.models import GuidancePage
from exchange.standing import kinds_of_institutions
from exchange.views.found import belonging_only
from teams.models import Contact


@belonging_only
@require_GET
def guidance(request):
    """The pages that the national team keeps."""
    pages = GuidancePage.objects.in_order()
    context = {
        "pages": [page for page in pages if page.kind != PageKind.SIGNAL],
        "signals": [page for page in pages if page.kind == PageKind.SIGNAL],
    }
    return render(request, "exchange/guidance.html", context)


@belonging_only
@require_GET
def signal(request):
    """Choose the kind of institution; one's own stands first. Nothing can be typed in here."""
    pages = list(GuidancePage.objects.filter(kind=PageKind.SIGNAL).in_order())
    kinds = kinds_of_institutions(request.user)
    own = [page for page in pages if page.institution_kind and page.institution_kind in kinds]
    general = [page for page in pages if not page.institution_kind]
    context = {
        "own": own or general,
        "others": [page for page in pages if page not in (own or general)],
    }
    return render(request, "exchange/signal.html", context)


def found_page(key):
    return get_object_or_404(GuidancePage.objects.select_related("approved_by"), key=key)


@belonging_only
@require_GET
def page(request, key):
    """One page as it stands, with whom to call from the directory."""
    found = found_page(key)
    context = {
        "page": found,
        "sections": plain_markup.sections(found.text),
        "is_path": found.kind == PageKind.SIGNAL,
        "contacts": Contact.objects.filter(programme__key="kcik"),
        "can_keep": permissions.can_keep_guidance(request.user),
        "institution_kind": InstitutionKind(found.institution_kind).label
        if found.institution_kind
        else "",
        "last": found.revisions.select_related("by").first(),
    }
    return render(request, "exchange/guidance_page.html", context)


def refuse_others(user):
    if not permissions.can_keep_guidance(user):
        raise PermissionDenied


@belonging_only
@require_http_methods(["GET", "POST"])
def page_edit(request, key):
    """Write a page anew; when somebody was faster, both texts stand side by side."""
    found = found_page(key)
    refuse_others(request.user)
    initial = {"text": found.text, "based_on": found.revision}
    form = GuidanceForm(request.POST or None, user=request.user, initial=initial)
    clash = None
    if form.is_valid():
        try:
            texts.revise(found, by=request.user, **form.words())
        except Overtaken as refusal:
            form.add_error("text", str(refusal))
            clash = GuidancePage.objects.get(pk=found.pk)
            form.go_on_from(clash.revision)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("The page is changed; it is a draft until it is approved."))
            return redirect(found)
    return render(
        request, "exchange/guidance_form.html", {"page": found, "form": form, "clash": clash}
    )


@belonging_only
@require_POST
def page_approve(request, key):
    """Approve the text that was read; its number comes with the button."""
    found = found_page(key)
    refuse_others(request.user)
    form = ApprovalForm(request.POST)
    read = form.cleaned_data["revision"] if form.is_valid() else 0
    try:
        texts.approve(found, revision=read, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The text is approved as the national team's."))
    return redirect(found)


@belonging_only
@require_GET
def page_history(request, key):
    """The texts of a page, the newest first, each with what it changed."""
    found = found_page(key)
    revisions = list(found.revisions.select_related("by")[:50])
    older = {one.number: one.text for one in revisions}
    changes = [
        (one, pieces(older[one.number - 1], one.text) if one.number - 1 in older else None)
        for one in revisions
    ]
    return render(request, "exchange/guidance_history.html", {"page": found, "changes": changes})
