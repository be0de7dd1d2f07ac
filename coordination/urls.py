"""All addresses of the desk; each room keeps its own."""

from django.urls import include, path

handler400 = "coordination.views.errors.bad_request"
handler403 = "coordination.views.errors.forbidden"
handler404 = "coordination.views.errors.not_found"
handler500 = "coordination.views.errors.broken"

urlpatterns = [
    path("", include("coordination.ground_urls")),
    path("", include("teams.urls")),
    path("", include("exchange.urls")),
    path("", include("meetings.urls")),
    path("", include("reports.urls")),
    path("accounts/", include("allauth.urls")),
]
