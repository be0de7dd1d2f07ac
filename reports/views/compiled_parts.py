"""One part of a report: its words beside its sources, what changed, remarks to it."""

import difflib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit
from coordination.choices import HandlingLabel
from reports import (
    compiling,
    permissions,
    report_circulating,
    report_desk,
    report_reading,
    report_sources,
)
from reports.forms.compiled import BlockForm, KeepForm, RemarkForm, SettleForm
from reports.models import ReportRemark
from reports.reporters import found_by_key, reporter_of
from reports.views.compiled import form_page
from reports.views.found import cycle_officers_only, reviewers_only, visible_report


def found_block(request, pk, block):
    """Return a part of a report that this person may read."""
    report = visible_report(request, pk)
    rows = report.blocks.select_related("section", "chapter", "task")
    found = get_object_or_404(rows, pk=block)
    found.report = report
    return found


def writable_block(request, pk, block):
    found = found_block(request, pk, block)
    if not permissions.can_compile(request.user, found.report):
        raise Http404
    return found


def block_page(request, found, form, *, theirs=None, status=200):
    """Show a part with its words, its sources beside it and what has changed among them."""
    versions = report_sources.versions_of(found.report.cycle)
    changes, number = report_desk.changes_beside(found, versions)
    part = report_reading.parts_of([(found, found)])[0]
    audit.record_reading(found.report, by=request.user, label=HandlingLabel.INSTITUTIONS)
    context = {
        "cycle": found.report.cycle,
        "report": found.report,
        "written": found,
        "part": part,
        "form": form,
        "guidance": found.section.guidance(get_language()),
        "can_compile": permissions.can_compile(request.user, found.report),
        "is_stale": found.report.state in compiling.BEING_WRITTEN and number > 0,
        "changes": changes,
        "more_changes": number - len(changes),
        "remarks": found.remarks.select_related(
            "institution", "team__voivodeship", "by", "settled_by"
        ),
        "theirs": theirs,
        **report_desk.sources_beside(found),
    }
    return render(request, "reports/report_block.html", context, status=status)


def words_form(found, data=None, *, user, text=None):
    initial = {"text": found.text if text is None else text, "based_on": found.revision}
    return BlockForm(data, initial=initial, user=user)


@reviewers_only
@require_http_methods(["GET", "POST"])
def report_block(request, pk, block):
    """The words of one part; on a clash both texts are shown and nothing is lost."""
    found = found_block(request, pk, block)
    if request.method != "POST":
        return block_page(request, found, words_form(found, user=request.user))
    found = writable_block(request, pk, block)
    form = words_form(found, request.POST, user=request.user)
    if not form.is_valid():
        return block_page(request, found, form, status=422)
    try:
        compiling.write(found, by=request.user, **written(form))
    except compiling.ChangedMeanwhile as clash:
        return clash_page(request, found, clash.block, form)
    messages.success(request, _("The text is saved."))
    return redirect(found)


def written(form):
    return {name: form.cleaned_data[name] for name in ("text", "based_on")}


def clash_page(request, found, current, form):
    """Show the writer's own text over the other's, ready to be saved on top of it."""
    mine, current.report = form.cleaned_data["text"], found.report
    theirs = current.revisions.select_related("by").first()
    fresh = words_form(current, user=None, text=mine)
    return block_page(request, current, fresh, theirs=theirs, status=409)


@cycle_officers_only
@require_POST
def block_refresh(request, pk, block):
    """Put a part together anew; one changed by hand is compared first."""
    found = writable_block(request, pk, block)
    if found.is_edited:
        return redirect("reports:report-block-choose", pk=pk, block=block)
    compiling.refresh(found, by=request.user)
    messages.success(request, _("The part is put together anew."))
    return redirect(found)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def block_choose(request, pk, block):
    """Words changed by hand beside those that the sources give now."""
    found = writable_block(request, pk, block)
    form = words_form(found, request.POST or None, user=request.user)
    fresh = compiling.fresh_text(found)
    status = 200
    if form.is_valid():
        try:
            compiling.choose(found, by=request.user, **written(form))
        except compiling.ChangedMeanwhile as clash:
            clash.block.report = found.report
            found, status = clash.block, 409
            form = words_form(found, user=request.user, text=form.cleaned_data["text"])
            messages.error(request, str(clash))
        else:
            messages.success(request, _("The part is up to date."))
            return redirect(found)
    context = {
        "cycle": found.report.cycle,
        "report": found.report,
        "written": found,
        "form": form,
        "fresh": fresh,
        "changes": changed_lines(found.text, fresh),
    }
    return render(request, "reports/report_choose.html", context, status=status)


def changed_lines(before, after):
    """Return `(sign, line)` pairs: "+" added, "-" dropped, " " kept."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [(line[0], line[2:]) for line in lines if line[0] in "+- "]


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def block_keep(request, pk, block):
    """Confirm that the words stay although sources changed."""
    found = writable_block(request, pk, block)
    form = KeepForm(request.POST or None, user=request.user)
    if form.is_valid():
        compiling.keep(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Confirmed: the text stays, tables are up to date."))
        return redirect(found)
    back = found.get_absolute_url()
    title = _("Confirm that the text stays")
    return form_page(request, found.report, form, title, lead=found.title, back=back)


@cycle_officers_only
@require_POST
def block_turn(request, pk, block):
    """Leave a part out, or take it in again."""
    found = compiling.turn(writable_block(request, pk, block), by=request.user)
    words = _("The part is left out of the report.") if found.is_left_out else _("Taken in again.")
    messages.success(request, words)
    return redirect(found)


@reviewers_only
@require_safe
def block_history(request, pk, block):
    """Every saved state of a part, each with what it changed."""
    found = found_block(request, pk, block)
    revisions = list(found.revisions.select_related("by").defer("tables", "chart"))
    older = [*revisions[1:], None][: len(revisions)]
    context = {
        "cycle": found.report.cycle,
        "report": found.report,
        "written": found,
        "changes": [
            (revision, changed_lines(before.text if before else "", revision.text))
            for revision, before in zip(revisions, older, strict=True)
        ],
    }
    return render(request, "reports/report_history.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def report_remark(request, pk, block, key):
    """A body remarks at a part, while the report is circulated."""
    found = found_block(request, pk, block)
    reporter = found_by_key(key)
    if reporter is None or not permissions.can_remark(request.user, found.report, reporter):
        raise Http404
    if found.shown_revision is None:
        raise Http404
    form = RemarkForm(request.POST or None, user=request.user)
    back = f"{found.report.get_absolute_url()}read/#part-{found.pk}"
    if form.is_valid():
        text = form.cleaned_data["text"]
        report_circulating.remark(found, reporter, text=text, by=request.user)
        messages.success(request, _("Thank you, your remark is noted."))
        return redirect(back)
    lead = f"{found.title} · {reporter.name}"
    return form_page(request, found.report, form, _("Remark to the report"), lead=lead, back=back)


@reviewers_only
@require_safe
def report_remarks(request, pk):
    """All remarks, those without an answer first."""
    found = visible_report(request, pk)
    context = {
        "cycle": found.cycle,
        "report": found,
        "remarks": report_desk.remarks_of(found),
        "can_run": permissions.can_run_cycles(request.user),
    }
    return render(request, "reports/report_remarks.html", context)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def remark_settle(request, pk, remark):
    """Answer a remark."""
    found = visible_report(request, pk)
    rows = ReportRemark.objects.filter(block__report=found, settled_at__isnull=True)
    made = get_object_or_404(rows.select_related("block__report", "institution"), pk=remark)
    form = SettleForm(request.POST or None, user=request.user)
    if form.is_valid():
        report_circulating.settle_remark(made, by=request.user, **settled(form))
        messages.success(request, _("The remark has its answer."))
        return redirect("reports:report-remarks", pk=pk)
    lead = f"{made.block.title} · {reporter_of(made).short_name}: {made.text}"
    back = f"{found.get_absolute_url()}remarks/"
    return form_page(
        request, found, form, _("Answer the remark"), lead=lead, submit=_("Save"), back=back
    )


def settled(form):
    return {name: form.cleaned_data[name] for name in ("result", "answer")}
