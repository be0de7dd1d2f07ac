"""Addresses of releases and series: the office under /reports/, everybody under /statistics/."""

from django.urls import path

from reports.views import statistics_regions, statistics_releases, statistics_series

ROUND = "reports/statistics/rounds/<int:pk>/"
ONE = "reports/statistics/releases/<int:pk>/"
OUT = "statistics/releases/<int:pk>/"

patterns = [
    path("statistics/", statistics_series.statistics, name="public-statistics"),
    path("statistics/series/<slug:key>/", statistics_series.series, name="series"),
    path(
        "statistics/series/<slug:key>/figures.<slug:form>",
        statistics_series.series_file,
        name="series-file",
    ),
    path("statistics/voivodeships/<slug:teryt>/", statistics_regions.region, name="region"),
    path(OUT, statistics_releases.release, name="release"),
    path(f"{OUT}figures.<slug:form>", statistics_releases.release_file, name="release-file"),
    path(
        "reports/statistics/releases/",
        statistics_releases.release_requests,
        name="release-requests",
    ),
    path(f"{ROUND}release/", statistics_releases.release_prepare, name="release-prepare"),
    path(ONE, statistics_releases.release_request, name="release-request"),
    path(f"{ONE}again/", statistics_releases.release_again, name="release-again"),
    path(f"{ONE}send/", statistics_releases.release_send, name="release-send"),
    path(f"{ONE}decide/", statistics_releases.release_decide, name="release-decide"),
]
