"""Published figures for everybody: all series, one series, the same as files."""

from django.db.models.functions import Collate
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination import documents
from coordination.models import Voivodeship
from coordination.polish_collation import POLISH, sort_key
from reports.models import PublishedSeries, StatRelease
from reports.statistics import series as reading
from reports.statistics import trend_charts
from reports.statistics.statistics_workbooks import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def statistics(request):
    """What is published of the scale of the phenomenon, for everybody."""
    releases = StatRelease.objects.visible_to(request.user).newest().without_data()
    context = {
        "releases": releases.select_related("round")[:100],
        "groups": by_reporter(visible_series(request)),
        "regions": Voivodeship.objects.order_by(Collate("name", POLISH)),
        "inside": request.user.is_authenticated,
    }
    return render(request, "reports/statistics/public_statistics.html", context)


def visible_series(request):
    return PublishedSeries.objects.visible_to(request.user).prefetch_related("points")


def by_reporter(many):
    """Keep each reporter's series together, and apart from those of others."""
    groups: dict = {}
    for one in many:
        groups.setdefault(one.reporter_name, []).append(one)
    return sorted(groups.items(), key=lambda group: sort_key(group[0]))


@require_safe
def series(request, key):
    """One series: its figures as printed, its chart, its sources."""
    found = get_object_or_404(visible_series(request), key=key)
    lines = reading.lines_of(found)
    context = {
        "series": found,
        "lines": lines,
        "chart": chart_of(found, lines),
        "disagree": any(line.disagrees for line in lines),
        "has_spans": any(line.point.is_span for line in lines),
    }
    return render(request, "reports/statistics/series.html", context)


def chart_of(found, lines, key="trend"):
    """Draw the totals of a series; its parts stand in the table."""
    marks = [
        trend_charts.Mark(
            line.point.year_from, line.point.year_to, line.point.value, line.point.number
        )
        for line in lines
        if line.point.is_total
    ]
    title = _("%(what)s, %(reporter)s, by year") % {
        "what": found.title,
        "reporter": found.reporter_name,
    }
    return trend_charts.chart(key, title, marks, break_year=found.break_year)


@require_safe
def series_file(request, key, form):
    """One series, or all of them, as open data."""
    if key == "all":
        many = list(visible_series(request))
    else:
        many = [get_object_or_404(visible_series(request), key=key)]
    return file_of(many, key, form)


def file_of(many, name, form):
    if form == "json":
        response = JsonResponse(reading.as_json(many), json_dumps_params={"ensure_ascii": False})
    elif form == "csv":
        response = HttpResponse(reading.as_csv(many), content_type="text/csv; charset=utf-8")
    elif form == "xlsx":
        rows = [list(reading.headings().values()), *reading.sheet_rows(many)]
        octets = workbook([(_("Published figures"), rows)], title=_("Published figures"))
        response = HttpResponse(octets, content_type=XLSX)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="statystyka-{name[:80]}.{form}"'
    return documents.kept_from_running(response)
