"""Releases in the office, with what they hide and why, and released tables for their readers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination import documents
from coordination.audit import record_reading
from coordination.choices import HandlingLabel
from coordination.refusals import Refused
from reports import permissions
from reports.forms.releases import AgainForm, DecideForm, PrepareForm, ReviewersForm
from reports.models import ReleaseRequest, ReturnRound, StatRelease
from reports.release_choices import THRESHOLDS, Audience
from reports.statistics import release_data, release_groups, release_reading, releasing
from reports.statistics.shapes import shape_in
from reports.statistics.statistics_workbooks import workbook
from reports.views.found import cycle_officers_only
from reports.views.statistics_series import XLSX


def attempted(form, operation, *args, **facts):
    """Return what an operation made, or None with its refusal on the form."""
    try:
        return operation(*args, **facts)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as error:
        form.add_error(None, error.messages)
    return None


def visible_request(request, pk):
    rows = ReleaseRequest.objects.visible_to(request.user)
    people = ("author", "first_reviewer", "second_reviewer", "round__table", "release")
    return get_object_or_404(rows.select_related(*people), pk=pk)


@login_required
@require_safe
def release_requests(request):
    """Requests to release, and the rounds of which one can be begun."""
    rows = ReleaseRequest.objects.visible_to(request.user)
    can_run = permissions.can_run_cycles(request.user)
    if not can_run and not rows.exists():
        raise Http404
    waiting = set(rows.waiting_for(request.user).values_list("pk", flat=True))
    rounds = ReturnRound.objects.visible_to(request.user).with_progress().filter(accepted__gt=0)
    context = {
        "requests": rows.select_related("round", "author").defer("preview")[:200],
        "waiting": waiting,
        "rounds": rounds.select_related("table")[:200] if can_run else [],
    }
    return render(request, "reports/statistics/release_requests.html", context)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def release_prepare(request, pk):
    """Begin a release of a round; the preview comes next, nothing goes out."""
    found = get_object_or_404(ReturnRound.objects.visible_to(request.user), pk=pk)
    initial = {"audience": Audience.PUBLIC, "threshold": THRESHOLDS[Audience.PUBLIC]}
    form = PrepareForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid():
        made = attempted(form, releasing.prepare, found, **plain(form), by=request.user)
        if made:
            return redirect(made)
    context = {"form": form, "title": _("Prepare a release"), "lead": found.title}
    context["submit"] = _("Show what will be hidden")
    return render(request, "reports/statistics/release_form.html", context)


def plain(form):
    names = ("audience", "threshold", "words")
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}


@login_required
@require_safe
def release_request(request, pk):
    """The preview: exactly what will go out, each hidden count with its reason, and decisions."""
    found = visible_request(request, pk)
    lines = release_groups.lines_of(found.round)
    grids = release_reading.grids_of(
        found.preview["data"], release_reading.told_in(found.preview, lines)
    )
    decided = found.decisions.select_related("by")
    own = ReleaseRequest.objects.waiting_for(request.user).filter(pk=found.pk).exists()
    shape = shape_in(found.round)
    context = {
        "found": found,
        "grids": grids,
        "reasons": releasing.reasons_of(found),
        "unprotected": release_reading.unprotected_said(found.preview, lines, shape),
        "decisions": decided,
        "can_run": permissions.can_run_cycles(request.user),
        "can_decide": own,
        "unit": shape.unit_name,
    }
    record_reading(found, by=request.user, label=HandlingLabel.PERSONS)
    return render(request, "reports/statistics/release_request.html", context)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def release_again(request, pk):
    """Change the threshold or the words, take in new figures, and look at the preview anew."""
    found = visible_request(request, pk)
    if hasattr(found, "release"):
        raise Http404
    initial = {"threshold": found.threshold, "words": found.words}
    form = AgainForm(
        request.POST or None, user=request.user, initial=initial, audience=found.audience
    )
    if form.is_valid():
        made = attempted(form, releasing.prepare_again, found, **plain(form), by=request.user)
        if made:
            return redirect(made)
    return form_page(request, found, form, _("Prepare again"))


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def release_send(request, pk):
    """Ask two people to review."""
    found = visible_request(request, pk)
    if not found.is_being_prepared:
        raise Http404
    candidates = releasing.reviewers_for(found)
    form = ReviewersForm(request.POST or None, user=request.user, candidates=candidates)
    if form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("first", "second")}
        made = attempted(form, releasing.send, found, **asked, by=request.user)
        if made:
            messages.success(request, _("Both reviewers see it among the things that wait."))
            return redirect(made)
    return form_page(request, found, form, _("Send to two reviewers"))


@login_required
@require_http_methods(["GET", "POST"])
def release_decide(request, pk):
    """One reviewer's decision; the second approval lets the release out."""
    found = visible_request(request, pk)
    if not ReleaseRequest.objects.waiting_for(request.user).filter(pk=pk).exists():
        raise Http404
    form = DecideForm(request.POST or None, user=request.user)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("verdict", "reason")}
        made = attempted(form, releasing.decide, found, **said, by=request.user)
        if made:
            messages.success(request, _("Your decision is kept."))
            return redirect(made)
    return form_page(request, found, form, _("Decide about the release"))


def form_page(request, found, form, title):
    context = {"found": found, "form": form, "title": title, "lead": str(found), "submit": title}
    context["back"] = found.get_absolute_url()
    return render(request, "reports/statistics/release_form.html", context)


def visible_release(request, pk):
    rows = StatRelease.objects.visible_to(request.user).select_related("round")
    return get_object_or_404(rows, pk=pk)


@require_safe
def release(request, pk):
    """A released table as its readers see it."""
    found = visible_release(request, pk)
    data = release_data.read(found)
    shape = release_data.shape_of(data)
    grids = release_reading.grids_of(data)
    others = StatRelease.objects.visible_to(request.user).without_data()
    others = others.filter(round=found.round, audience=found.audience)
    context = {
        "release": found,
        "data": data,
        "shape": shape,
        "grids": grids,
        "counted": release_reading.counted(grids),
        "silent": release_reading.silent(grids),
        "hiding": release_data.hiding_said(data),
        "newer": others.filter(number__gt=found.number).order_by("number").last(),
        "earlier": others.filter(number__lt=found.number),
    }
    if found.audience == Audience.TEAMS:
        record_reading(found, by=request.user, label=HandlingLabel.TEAMS)
    return render(request, "reports/statistics/release.html", context)


@require_safe
def release_file(request, pk, form):
    """A released table as a file; JSON is what was frozen, byte for byte."""
    found = visible_release(request, pk)
    data = release_data.read(found)
    if form == "json":
        octets, kind = bytes(found.data), "application/json"
    elif form == "csv":
        octets, kind = release_data.as_csv(data), "text/csv; charset=utf-8"
    elif form == "xlsx":
        octets, kind = workbook(release_data.sheets_of(data), title=found.title), XLSX
    else:
        raise Http404
    response = HttpResponse(octets, content_type=kind)
    name = f"{slugify(found.title)[:60] or 'tabela'}-{found.number}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return documents.kept_from_running(response)
