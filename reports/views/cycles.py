"""Cycles: for those who report, and for the secretary who runs them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit
from reports import (
    chasing,
    collecting,
    contributing,
    permissions,
    standings,
    upcoming,
    waiting,
)
from reports.activity import waiting as team_waiting
from reports.choices import CycleState
from reports.forms.cycles import CycleForm, ExtendForm
from reports.models import CompiledReport, ReportingCycle
from reports.reporters import people_of, reporters_in, signs_for
from reports.views.editions import tried
from reports.views.found import (
    asked_reporter,
    cycle_officers_only,
    reviewers_only,
    visible_cycle,
)
from teams import voivodeship_map


@login_required
@require_safe
def reports(request):
    """What waits for me in reporting, and all cycles I have to do with."""
    context = {
        "waiting": waiting.cycles_for(request.user),
        "partners": waiting.partners_for(request.user),
        "assessments": waiting.assessments_for(request.user),
        "reports": waiting.reports_for(request.user),
        "team_reports": team_waiting.entries_for(request.user),
        "cycles": ReportingCycle.objects.visible_to(request.user).select_related("edition"),
        "can_run": permissions.can_run_cycles(request.user),
    }
    return render(request, "reports/reports.html", context)


@login_required
@require_safe
def cycle(request, pk):
    """My institution's tasks and where each stands; who only reviews is led to the office."""
    found = visible_cycle(request, pk)
    own = list(found.contributions.of_person(request.user).with_facts())
    reviews = permissions.can_review(request.user)
    if not own and reviews:
        return redirect("reports:cycle-office", pk=pk)
    groups = [group(found, reporter, own, request.user) for reporter in reporters_in(own)]
    context = {
        "cycle": found,
        "groups": groups,
        "reviews": reviews,
        "report": CompiledReport.objects.sent_to(request.user).filter(cycle=found).first(),
        "assessments": found.assessments.visible_to(request.user)
        .of_person(request.user)
        .select_related("task"),
    }
    return render(request, "reports/cycle.html", context)


def group(cycle, reporter, rows, user):
    """Return one institution's contributions with its days and what can be done with them."""
    own = [row for row in rows if row.reporter_key == reporter.key]
    due, late_after, until = collecting.days_of(cycle, reporter)
    return {
        "reporter": reporter,
        "rows": own,
        "due_on": due,
        "late_after": late_after,
        "until_on": until,
        "missing": sum(1 for row in own if row.is_editable),
        "to_sign": sum(1 for row in own if row.waits_for_signature)
        if signs_for(user, reporter) and cycle.is_open
        else 0,
    }


@reviewers_only
@require_safe
def cycle_office(request, pk):
    """The secretary's list: each institution, what is missing, when it was asked."""
    found = visible_cycle(request, pk)
    lines = standings.by_reporter(found) if not found.is_draft else []
    which = request.GET.get("which", "")
    shown = {
        "missing": [line for line in lines if line.missing],
        "overdue": [line for line in lines if line.is_overdue],
        "late": [line for line in lines if line.late],
    }.get(which, lines)
    context = {
        "cycle": found,
        "lines": shown,
        "which": which,
        "totals": standings.totals(lines),
        "can_run": permissions.can_run_cycles(request.user),
        "today": timezone.localdate(),
        "assigned": found.edition.tasks.exclude(assignments=None).distinct().count(),
    }
    return render(request, "reports/cycle_office.html", context)


@reviewers_only
@require_safe
def cycle_figures(request, pk):
    """The dashboard: each figure opens the list behind it, each picture has its table."""
    found = visible_cycle(request, pk)
    lines = standings.by_reporter(found)
    context = {
        "cycle": found,
        "totals": standings.totals(lines),
        "chapters": standings.by_chapter(found),
        "upcoming": upcoming.before_the_end(found, lines),
        "lines": sorted(lines, key=lambda line: (line.percent, -line.total)),
        "shapes": shapes_of(lines),
        "view_box": voivodeship_map.VIEW_BOX,
    }
    return render(request, "reports/cycle_figures.html", context)


def shapes_of(lines):
    """Return `(shape, line)` of each voivodeship team for the map; the table holds the same."""
    by_team = {line.reporter.team.pk: line for line in lines if line.reporter.team}
    shapes = voivodeship_map.shapes_for([line.reporter.team for line in by_team.values()])
    return [(shape, by_team[shape.team.pk]) for shape in shapes]


def cycle_page(request, form, *, title, cycle=None, lead="", submit="", back=None):
    context = {
        "form": form,
        "title": title,
        "cycle": cycle,
        "lead": lead,
        "submit": submit or _("Save"),
        "back": back,
    }
    return render(request, "reports/cycle_form.html", context)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def cycle_add(request):
    form = CycleForm(request.POST or None, user=request.user)
    if form.is_valid():
        form.instance.form = collecting.newest_form()
        made = form.save()
        audit.record("cycle.prepared", made, by=request.user)
        return redirect("reports:cycle-office", pk=made.pk)
    return cycle_page(request, form, title=_("A new reporting cycle"))


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def cycle_edit(request, pk):
    found = visible_cycle(request, pk)
    if found.state == CycleState.CLOSED:
        raise Http404
    form = CycleForm(request.POST or None, instance=found, user=request.user)
    if form.is_valid():
        form.save()
        audit.record("cycle.changed", found, by=request.user)
        return redirect("reports:cycle-office", pk=pk)
    return cycle_page(request, form, title=_("Change the cycle"), cycle=found)


@cycle_officers_only
@require_POST
def cycle_open(request, pk):
    """Ask everybody who has a task."""
    found = collecting.open_cycle(visible_cycle(request, pk), by=request.user)
    number = found.contributions.count()
    messages.success(
        request, _("The cycle is open: %(number)d contributions.") % {"number": number}
    )
    return redirect("reports:cycle-office", pk=pk)


@cycle_officers_only
@require_POST
def cycle_close(request, pk):
    collecting.close_cycle(visible_cycle(request, pk), by=request.user)
    messages.success(request, _("The cycle is closed; nothing is taken any more."))
    return redirect("reports:cycle-office", pk=pk)


@reviewers_only
@require_safe
def reporter_detail(request, pk, key):
    """One institution in a cycle: its tasks, more time, requests and when they went out."""
    found = visible_cycle(request, pk)
    reporter = asked_reporter(found, key)
    rows = list(found.contributions.of_reporter(reporter).with_facts())
    due, _late_after, until = collecting.days_of(found, reporter)
    nudges = found.nudges.filter(**reporter.fields).select_related("by")
    context = {
        "cycle": found,
        "reporter": reporter,
        "rows": rows,
        "missing": sum(1 for row in rows if row.is_editable),
        "due_on": due,
        "until_on": until,
        "people": people_of(reporter),
        "extensions": found.extensions.filter(**reporter.fields).select_related("granted_by"),
        "sent": [one for one in nudges if one.settled_at],
        "promised": [one for one in nudges if not one.settled_at],
        "can_run": permissions.can_run_cycles(request.user),
    }
    return render(request, "reports/reporter_detail.html", context)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def reporter_extend(request, pk, key):
    found = visible_cycle(request, pk)
    reporter = asked_reporter(found, key)
    form = ExtendForm(request.POST or None, user=request.user)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("until_on", "reason")}
        if tried(form, lambda: collecting.extend(found, reporter, by=request.user, **facts)):
            messages.success(request, _("More time is given; the institution is told."))
            return redirect("reports:reporter-detail", pk=pk, key=key)
    title = _("Give more time")
    return cycle_page(request, form, title=title, cycle=found, lead=reporter.name)


@cycle_officers_only
@require_POST
def reporter_nudge(request, pk, key):
    """One click: ask the institution, or with `superior` whoever stands above it."""
    found = visible_cycle(request, pk)
    reporter = asked_reporter(found, key)
    act = chasing.escalate if request.POST.get("superior") else chasing.nudge
    row = act(found, reporter, by=request.user)
    words = _("Asked: %(name)s, letters: %(number)d.")
    messages.success(request, words % {"name": reporter.short_name, "number": row.letters})
    if request.POST.get("back") == "list":
        return redirect(f"{request.path.split('/reporters/')[0]}/office/?which=missing")
    return redirect("reports:reporter-detail", pk=pk, key=key)


@login_required
@require_POST
def sign_all(request, pk, key):
    """File everything of one institution that waits for a signature."""
    found = visible_cycle(request, pk)
    reporter = asked_reporter(found, key)
    if not signs_for(request.user, reporter):
        raise Http404
    ready = found.contributions.of_reporter(reporter).missing().filter(prepared_at__isnull=False)
    done, refused = contributing.file_all(list(ready), by=request.user)
    messages.success(request, _("Filed: %(number)d.") % {"number": done})
    for one, words in refused:
        messages.error(request, f"{one.task}: {words}")
    return redirect("reports:cycle", pk=pk)
