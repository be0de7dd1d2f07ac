"""Adopted reports of teams: page and files, and all sixteen beside each other."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import audit, documents
from coordination.csv_tables import csv_table
from reports import activity_permissions, report_data, report_papers
from reports.activity import comparing, frozen_data, reading, tracing
from reports.choices import PaperForm, PaperState
from reports.report_layout import errata_lines
from reports.views.activity_found import visible_team_report, visible_team_snapshot
from reports.views.found import reviewers_only
from reports.views.snapshots import attached
from teams import permissions as team_permissions


@login_required
@require_safe
def team_snapshot(request, pk):
    """An adopted report: its text, its files with their SHA-256, what it corrects."""
    found = visible_team_snapshot(request, pk)
    inside = team_permissions.can_view(request.user, found.report.team)
    others = type(found).objects.visible_to(request.user).filter(report=found.report)
    sources = frozen_data.sources_of(found.data)
    opened = tracing.links(request.user, [one.key for one in sources])
    waiting = found.papers.exclude(state=PaperState.READY) if inside else []
    audit.record_reading(found, by=request.user, label=found.label, team_id=found.report.team_id)
    context = {
        "snapshot": found,
        "data": found.data,
        "team": found.report.team,
        "parts": reading.as_frozen(found.data),
        "sources": reading.source_lines(sources, opened),
        "errata": errata_lines(found.data),
        "files": found.files.defer("content"),
        "papers": waiting,
        "failed": any(one.state == PaperState.FAILED for one in waiting),
        "others": others.exclude(pk=found.pk).without_data(),
        "newer": others.filter(number__gt=found.number).without_data().last(),
        "sending": getattr(found, "sending", None),
        "inside": inside,
        "can_keep": activity_permissions.can_keep(request.user, found.report.team),
        "can_send": inside and activity_permissions.can_send_up(request.user, found.report),
    }
    return render(request, "reports/activity/snapshot.html", context)


@login_required
@require_safe
def team_snapshot_file(request, pk, form):
    """A file byte for byte as it was frozen, or the data."""
    found = visible_team_snapshot(request, pk)
    name = f"{slugify(found.title)[:60]}-{found.number}.{form}"
    audit.record_reading(found, by=request.user, label=found.label, team_id=found.report.team_id)
    if form == "json":
        return attached(report_data.canonical(found.data), "application/json", name)
    kept = get_object_or_404(found.files, form=form)
    kind = report_papers.MEDIA_TYPES[PaperForm(form)]
    return attached(bytes(kept.content), kind, name)


@login_required
@require_POST
def team_files_again(request, pk):
    """Have the files that could not be made tried again."""
    found = visible_team_snapshot(request, pk)
    visible_team_report(
        request,
        found.report_id,
        lambda user, report: activity_permissions.can_keep(user, report.team),
    )
    report_papers.ask_again(found, by=request.user)
    return redirect(found)


def chosen_year(request, years):
    """Return the year asked for, else the newest on which something was sent."""
    asked = request.GET.get("year", "")
    if asked.isascii() and asked.isdecimal() and 2000 <= int(asked[:5]) <= 2200:
        return int(asked)
    return years[0] if years else timezone.localdate().year - 1


@reviewers_only
@require_safe
def team_comparison(request):
    """All voivodeship teams beside each other, as information and never as a ranking."""
    years = comparing.years()
    year = chosen_year(request, years)
    lines = comparing.lines(request.user, year)
    context = {
        "year": year,
        "years": sorted({year, *years}, reverse=True),
        "lines": lines,
        "names": list(comparing.NAMES.values()),
    }
    return render(request, "reports/activity/comparison.html", context)


@reviewers_only
@require_safe
def team_comparison_table(request):
    """The same as CSV; what a team has not sent is said in words."""
    year = chosen_year(request, comparing.years())
    head = [_("Voivodeship"), _("Report"), *comparing.NAMES.values()]
    silent = _("no information")
    rows = [
        (
            line.team.short_name,
            line.snapshot.frozen_at.date() if line.snapshot else silent,
            *(silent if number is None else number for _name, number in line.figures),
        )
        for line in comparing.lines(request.user, year)
    ]
    response = HttpResponse(csv_table(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="zespoly-{year}.csv"'
    return documents.kept_from_running(response)
