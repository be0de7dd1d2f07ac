"""The public pages of the national action plan."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports.models import PlanEdition


@require_safe
def plan_list(request):
    """All editions since 2003, with the years that none covers named as such."""
    editions = list(PlanEdition.objects.order_by("-year_from"))
    covered = {year for one in editions for year in range(one.year_from, one.year_to + 1)}
    gaps = sorted(set(range(min(covered), max(covered))) - covered) if covered else []
    return render(request, "reports/plan_list.html", {"editions": editions, "gaps": gaps})


@require_safe
def plan_detail(request, pk):
    edition = get_object_or_404(PlanEdition, pk=pk)
    return render(request, "reports/plan_detail.html", {"edition": edition})
