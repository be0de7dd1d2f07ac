"""One return: the grid of whoever fills it in, and what was filed for whoever reviews it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit
from coordination.choices import HandlingLabel
from reports import statistics_permissions as permissions
from reports.forms.grids import GridForm
from reports.forms.statistics import GiveBackForm
from reports.statistics import checking, reading, returning
from reports.statistics.figures import figures_kept
from reports.statistics.grids import grid
from reports.statistics.shapes import shape_in
from reports.views.statistics_found import (
    designers_only,
    not_now,
    own_return,
    room_only,
    visible_return,
)


@room_only
@require_http_methods(["GET", "POST"])
def stat_return(request, pk):
    """Fill it in, or read what was filed; whoever may do both fills it in."""
    found = visible_return(request, pk)
    if permissions.can_fill_in(request.user, found):
        return fill_in(request, found)
    if request.method == "POST":
        if permissions.is_own(request.user, found):
            return not_now(request, found)
        raise Http404
    shape = shape_in(found.round)
    figures = reading.figures_for(request.user, found)
    if figures:
        audit.record_reading(found, by=request.user, label=HandlingLabel.INSTITUTIONS)
    before = checking.before(found, shape) if figures else {}
    context = facts_of(request, found, shape) | {
        "sections": grid(shape, readable(figures, before)) if figures else None,
        "odd": named(shape, checking.problems(shape, figures or {}, before)),
    }
    return render(request, "reports/statistics/return_read.html", context)


def readable(figures, before=None):
    """Return what a place of the grid shows a reader: the figure, and the one before."""
    return lambda key: {"figure": figures.get(key), "before": (before or {}).get(key)}


def named(shape, problems):
    return [(shape.name_of(one.key), one) for one in problems]


def facts_of(request, found, shape):
    """Return what both pages say about a return, and what this person may do with it."""
    user = request.user
    return {
        "return": found,
        "round": found.round,
        "shape": shape,
        "own": permissions.is_own(user, found),
        "events": found.events.select_related("by"),
        "can_say_ready": permissions.can_say_ready(user, found),
        "can_file": permissions.can_file(user, found),
        "can_accept": permissions.can_accept(user, found),
        "can_give_back": permissions.can_give_back(user, found),
    }


def fill_in(request, found):
    """Show the grid, or save what was typed; nothing typed is lost by an error or a clash."""
    shape, saved = shape_in(found.round), returning.figures_of(found)
    before = checking.before(found, shape)
    problems = checking.problems(shape, saved, before)
    asked = {one.key for one in problems if not one.is_wrong}
    if request.GET.get("explain"):
        asked |= set(shape.keys)
    form = GridForm(
        request.POST or None,
        shape=shape,
        saved=saved,
        revision=found.revision,
        asked=asked,
        user=request.user,
    )
    clashed: dict = {}
    if form.is_valid():
        based_on = form.cleaned_data["based_on"]
        try:
            returning.save(found, form.figures(), based_on=based_on, by=request.user)
        except returning.Clash as clash:
            clashed = clash.figures
            form = again(request, form, clash)
        else:
            messages.success(request, _("Saved as a draft; nothing is filed yet."))
            return redirect(found)
    context = facts_of(request, found, shape) | {
        "form": form,
        "sections": grid(shape, typed(form, problems, before, clashed)),
        "clashed": bool(clashed),
        "missing": len(checking.missing(shape, saved)),
        "odd": named(shape, problems),
        "open_problems": len(checking.open_problems(problems, saved)),
        "size": shape.size,
        "reason": last_reason(found),
    }
    return render(request, "reports/statistics/return_fill.html", context)


def again(request, form, clash):
    """Return the form with what was typed, now based on what the colleague saved."""
    typed_in = request.POST.copy()
    typed_in["based_on"] = clash.stat_return.revision
    anew = GridForm(
        typed_in,
        shape=form.shape,
        saved=clash.figures,
        revision=clash.stat_return.revision,
        user=request.user,
    )
    anew.full_clean()
    return anew


def typed(form, problems, before, clashed):
    """Return what a place of the grid shows whoever fills it in."""
    by_key: dict = {}
    for one in problems:
        by_key.setdefault(one.key, []).append(one)
    mine = form.figures() if clashed and form.is_valid() else {}

    def place(key):
        figure, why = form.fields_of(key)
        differs = bool(clashed) and mine.get(key) != clashed.get(key)
        return {
            "field": figure,
            "why": why,
            "problems": by_key.get(key, []),
            "before": before.get(key),
            "differs": differs,
            "saved": clashed.get(key) if differs else None,
        }

    return place


def last_reason(found):
    """Return why a return came back, while it is being corrected."""
    event = found.events.filter(act="returned").order_by("-pk").first()
    return event if event and not found.is_filed else None


@room_only
@require_POST
def say_ready(request, pk):
    found = own_return(request, pk)
    if not permissions.can_fill_in(request.user, found):
        return not_now(request, found)
    try:
        returning.say_ready(found, by=request.user)
    except returning.NotReady as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, _("Ready: the signatory can file it now."))
    return redirect(found)


@room_only
@require_POST
def file_return(request, pk):
    found = own_return(request, pk)
    if not permissions.signs_for(request.user, found):
        raise Http404
    if not permissions.can_file(request.user, found):
        return not_now(request, found)
    returning.file(found, by=request.user)
    messages.success(request, _("Filed."))
    return redirect(found)


@designers_only
@require_POST
def accept(request, pk):
    found = visible_return(request, pk, permissions.can_accept)
    returning.accept(found, by=request.user)
    messages.success(request, _("Accepted."))
    return redirect(found.round)


@designers_only
@require_http_methods(["GET", "POST"])
def give_back(request, pk):
    found = visible_return(request, pk, permissions.can_give_back)
    form = GiveBackForm(request.POST or None, user=request.user)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        returning.give_back(found, reason=reason, by=request.user)
        messages.success(request, _("Returned for correction; the institution is told."))
        return redirect(found)
    context = {"form": form, "return": found, "round": found.round}
    return render(request, "reports/statistics/give_back.html", context)


@room_only
@require_safe
def filed_then(request, pk, event):
    """The figures as they were filed in one of the rounds between institution and office."""
    found = visible_return(request, pk)
    act = get_object_or_404(found.events.exclude(cells=[]).select_related("by"), pk=event)
    shape = shape_in(found.round)
    audit.record_reading(found, by=request.user, label=HandlingLabel.INSTITUTIONS)
    context = facts_of(request, found, shape) | {
        "event": act,
        "sections": grid(shape, readable(figures_kept(act.cells))),
    }
    return render(request, "reports/statistics/return_then.html", context)
