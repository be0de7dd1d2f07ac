"""Requests for information: the list, one request with its matrix, answering."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordination import audit
from coordination.choices import HandlingLabel
from coordination.refusals import Refused
from exchange import handling, permissions, post_files, reading, requesting
from exchange.clashing import Overtaken
from exchange.forms.requests import AskAlsoForm, ReplyForm, RequestForm
from exchange.models import InformationRequest, RequestReply
from exchange.views.audiences import reach_context
from exchange.views.found import belonging_only

PER_PAGE = 50


@belonging_only
@require_GET
def request_list(request):
    """What one's institutions are asked, or what they asked themselves."""
    requests = InformationRequest.objects.visible_to(request.user).with_source()
    by_us = request.GET.get("of") == "us"
    chosen = (
        requests.asked_by_people_of(request.user).with_counts()
        if by_us
        else requests.asked_of(request.user)
    )
    replies = RequestReply.objects.to_answer_by(request.user)
    context = {
        "page": Paginator(chosen.order_by("-asked_at", "-pk"), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "by_us": by_us,
        "can_ask_teams": permissions.teams_whose_library_is_kept(request.user).exists(),
        "to_answer": set(replies.values_list("request", flat=True)),
    }
    return render(request, "exchange/request_list.html", context)


@belonging_only
@require_http_methods(["GET", "POST"])
def request_add(request):
    """Ask institutions; the count of readers stands beside the addressees before it goes out."""
    form = RequestForm(request.POST or None, user=request.user)
    if form.is_valid() and request.POST.get("act") != "reach":
        try:
            made = requesting.ask(form.choice(), by=request.user, **form.facts())
        except Refused as refusal:
            form.add_error("institutions", str(refusal))
        else:
            messages.success(request, _("It is sent. Each addressee answers for itself."))
            return redirect(made)
    return render(request, "exchange/request_form.html", {"form": form, **reach_context(form)})


def visible_request(request, pk, may=None):
    """Return a request that reaches this person; unknown and forbidden both answer 404."""
    found = get_object_or_404(
        InformationRequest.objects.visible_to(request.user).with_source(), pk=pk
    )
    if may is not None and not may(request.user, found):
        raise PermissionDenied
    return found


@belonging_only
@require_GET
def information_request(request, pk):
    """One request: its words, one's own answer, and for the asker the matrix of all."""
    found = visible_request(request, pk)
    reading.note_reading(found, by=request.user)
    rows, tally = requesting.matrix(found, request.user)
    manages = permissions.can_manage_request(request.user, found)
    context = {
        "request_": found,
        "audience": found.audience,
        "rules": handling.rules_of(found.audience.label),
        "rows": rows,
        "tally": tally,
        "mine": [row for row in rows if permissions.can_reply(request.user, row)],
        "manages": manages,
        "shows_others": manages or found.shares_replies,
        "also_form": AskAlsoForm() if manages and found.is_open else None,
    }
    return render(request, "exchange/request.html", context)


def visible_reply(request, pk, reply):
    """Return a request and one of its replies that this person may read."""
    found = visible_request(request, pk)
    replies = RequestReply.objects.visible_to(request.user).select_related(
        "institution", "document", "request__audience"
    )
    return found, get_object_or_404(replies, request=found, pk=reply)


@belonging_only
@require_http_methods(["GET", "POST"])
def request_reply(request, pk, reply):
    """Answer for one's institution, or correct its answer."""
    found, row = visible_reply(request, pk, reply)
    if not permissions.can_reply(request.user, row):
        raise PermissionDenied
    names = ["kind", "text", "basis", "redirected_to"]
    initial = {name: getattr(row, name) for name in names} | {"based_on": row.revision}
    clash = None
    form = ReplyForm(
        request.POST or None, request.FILES or None, user=request.user, initial=initial
    )
    if form.is_valid():
        try:
            requesting.reply(row, by=request.user, **form.facts())
        except ValidationError as error:
            form.add_error("file", error.messages)
        except Overtaken as refusal:
            form.add_error("text", str(refusal))
            _found, clash = visible_reply(request, pk, reply)
            form.go_on_from(clash.revision)
        except Refused as refusal:
            form.add_error("kind", str(refusal))
        else:
            messages.success(request, _("The asker has your institution's answer."))
            return redirect(found)
    context = {"request_": found, "reply": row, "form": form, "clash": clash}
    return render(request, "exchange/request_reply.html", context)


@belonging_only
@require_GET
def request_file(request, pk, reply):
    """The file of an answer, with the label of the request on it."""
    found, row = visible_reply(request, pk, reply)
    if row.document is None:
        raise Http404
    label = found.audience.label
    audit.record_reading(row, by=request.user, label=label, team_id=found.audience.source_team_id)
    version = row.document.versions.order_by("-number").first()
    return post_files.give_out(version, HandlingLabel(label))


@belonging_only
@require_POST
def request_also(request, pk):
    found = visible_request(request, pk, permissions.can_manage_request)
    form = AskAlsoForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose an institution."))
        return redirect(found)
    try:
        requesting.ask_also(found, form.cleaned_data["institution"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("This institution is asked too."))
    return redirect(found)


@belonging_only
@require_POST
def request_close(request, pk):
    found = visible_request(request, pk, permissions.can_manage_request)
    requesting.close(found, by=request.user)
    messages.success(request, _("The request is closed; nobody is asked any more."))
    return redirect(found)
