"""One part of the report of a team: its words beside their sources, its history, its comments."""

import difflib
from itertools import pairwise

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit
from reports import activity_permissions
from reports.activity import commenting, reading, tracing, writing
from reports.activity.sections import BY_KEY, build, scope_of
from reports.activity_choices import TeamPartKey
from reports.compiling import ChangedMeanwhile
from reports.forms.activity import CommentForm
from reports.forms.compiled import BlockForm, SettleForm
from reports.models import TeamReportComment
from reports.views.activity_found import form_page, part_of, visible_team_report


def words_form(part, data=None, *, user, text=None):
    initial = {"text": part.text if text is None else text, "based_on": part.revision}
    return BlockForm(data, initial=initial, user=user)


def part_page(request, part, form, *, theirs=None, status=200):
    """Show a part with its words, what its sources give now, and where they are read."""
    sources = tracing.numbered([part])
    opened = tracing.links(request.user, sources)
    draft = build(part.key, scope_of(part.report))
    shown = reading.part_of(part, 0, sources)
    lines = [(one["words"], named(one["origins"], part, opened)) for one in part.sentences]
    audit.record_reading(
        part.report, by=request.user, label=part.report.label, team_id=part.report.team_id
    )
    context = {
        "report": part.report,
        "part": part,
        "tables_only": {"shown_tables": shown.shown_tables, "tables": shown.tables},
        "form": form,
        "guidance": BY_KEY[TeamPartKey(part.key)].guidance,
        "is_stale": writing.is_stale(part, draft),
        "fresh": draft.text if part.is_edited and draft.text != part.text else "",
        "sentences": lines,
        "sources": reading.source_lines(sources.values(), opened),
        "comments": part.comments.select_related("by", "settled_by"),
        "theirs": theirs,
    }
    return render(request, "reports/activity/part.html", context, status=status)


def named(keys, part, opened):
    """Return `(what it is called, address or nothing)` of the first sources of a sentence."""
    shown = keys[: tracing.MOST_SHOWN]
    return [(part.origins[key]["words"], opened.get(key, "")) for key in shown]


def writable_part(request, pk, part):
    report = visible_team_report(request, pk, activity_permissions.can_write)
    return part_of(report, part)


@login_required
@require_http_methods(["GET", "POST"])
def team_report_part(request, pk, part):
    """The words of one part; on a clash both texts are shown and nothing is lost."""
    found = writable_part(request, pk, part)
    if request.method != "POST":
        return part_page(request, found, words_form(found, user=request.user))
    form = words_form(found, request.POST, user=request.user)
    if not form.is_valid():
        return part_page(request, found, form, status=422)
    facts = {name: form.cleaned_data[name] for name in ("text", "based_on")}
    try:
        writing.write(found, by=request.user, **facts)
    except ChangedMeanwhile as clash:
        return clash_page(request, found, clash.block, form)
    messages.success(request, _("The text is saved."))
    return redirect(found)


def clash_page(request, found, current, form):
    """Show the writer's own text over the other's, ready to be saved on top of it."""
    current.report = found.report
    theirs = current.revisions.select_related("by").first()
    fresh = words_form(current, user=None, text=form.cleaned_data["text"])
    return part_page(request, current, fresh, theirs=theirs, status=409)


@login_required
@require_POST
def team_part_refresh(request, pk, part):
    found = writable_part(request, pk, part)
    writing.refresh(found, by=request.user)
    messages.success(request, _("The part is brought up to date."))
    return redirect(found)


@login_required
@require_POST
def team_part_turn(request, pk, part):
    """Leave a part out, or take it in again."""
    found = writing.turn(writable_part(request, pk, part), by=request.user)
    return redirect(found)


@login_required
@require_safe
def team_part_history(request, pk, part):
    """Every saved state of a part with what it changed, the newest first."""
    found = writable_part(request, pk, part)
    revisions = [*found.revisions.select_related("by")[:60], None]
    changes = [
        (one, changed(before.text if before else "", one.text))
        for one, before in (pairwise(revisions))
    ]
    context = {"report": found.report, "part": found, "changes": changes}
    return render(request, "reports/activity/part_history.html", context)


def changed(before, after):
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [(line[0], line[2:]) for line in lines if line[0] != "?"]


@login_required
@require_http_methods(["GET", "POST"])
def team_report_comment(request, pk, part):
    """A member comments on a part."""
    report = visible_team_report(request, pk, activity_permissions.can_comment)
    found = part_of(report, part)
    if found.is_left_out:
        raise Http404
    form = CommentForm(request.POST or None, user=request.user)
    if form.is_valid():
        commenting.comment(found, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Thank you, the comment is noted."))
        return redirect(report)
    title, back = _("Comment on the part"), report.get_absolute_url()
    return form_page(request, form, title, team=report.team, back=back, lead=str(found))


@login_required
@require_http_methods(["GET", "POST"])
def team_comment_settle(request, pk, comment):
    """Give a comment its answer."""
    report = visible_team_report(request, pk, activity_permissions.can_write)
    rows = TeamReportComment.objects.filter(part__report=report)
    found = get_object_or_404(rows.select_related("part__report"), pk=comment)
    form = SettleForm(request.POST or None, user=request.user)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("result", "answer")}
        commenting.settle(found, by=request.user, **facts)
        return redirect(report)
    title, back = _("Answer the comment"), report.get_absolute_url()
    more = {"lead": found.text, "submit": _("Save")}
    return form_page(request, form, title, team=report.team, back=back, **more)
