"""Finding what a request is about: unknown and forbidden both answer 404."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404

from reports import permissions
from reports.models import CompiledReport, Contribution, PlanEdition, ReportingCycle
from reports.reporters import found_by_key


def only(may):
    """Return a decorator that answers 404 to signed-in people for whom `may(user)` is false."""

    def decorated(view):
        @wraps(view)
        @login_required
        def guarded(request, *args, **kwargs):
            if not may(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorated


plan_editors_only = only(permissions.can_edit_plan)
cycle_officers_only = only(permissions.can_run_cycles)
reviewers_only = only(permissions.can_review)


def visible_edition(request, pk):
    return get_object_or_404(PlanEdition.objects.visible_to(request.user), pk=pk)


def visible_task(request, edition, pk):
    """Return an edition this person may see and a task of it."""
    edition = visible_edition(request, edition)
    return edition, get_object_or_404(edition.tasks.with_people(), pk=pk)


def visible_cycle(request, pk):
    cycles = ReportingCycle.objects.visible_to(request.user).select_related("edition", "form")
    return get_object_or_404(cycles, pk=pk)


def visible_contribution(request, pk, may=None):
    """Return a contribution this person may open and, with `may`, work on."""
    found = Contribution.objects.visible_to(request.user).with_facts()
    contribution = get_object_or_404(
        found.select_related("cycle__form", "cycle__edition", "institution__parent"), pk=pk
    )
    if may is not None and not may(request.user, contribution):
        raise Http404
    return contribution


def asked_reporter(cycle, key):
    """Return the institution or team of a key, if it is asked in the cycle."""
    reporter = found_by_key(key)
    if reporter is None or not cycle.contributions.of_reporter(reporter).exists():
        raise Http404
    return reporter


def visible_report(request, pk):
    """Return the compiled report of a cycle, if this person may read it."""
    reports = CompiledReport.objects.visible_to(request.user)
    rows = reports.select_related("cycle__edition", "cycle__form", "template")
    return get_object_or_404(rows, cycle__in=ReportingCycle.objects.filter(pk=pk))
