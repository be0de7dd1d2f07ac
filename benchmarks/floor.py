"""The floor for pages: the same rows in a bare Django view, without sessions, rights or frame."""

from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

from benchmarks.settings import *  # noqa: F403

# The one that its app refuses to start without.
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
ROOT_URLCONF = "benchmarks.floor"
TABLE = Engine().from_string(
    "<!doctype html><title>{{ title }}</title><table>{% for row in rows %}"
    "<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)


def meeting(request, pk):
    """One meeting with its items and invitees."""
    from meetings.models import AgendaItem, Invitee, Meeting

    found = Meeting.objects.get(pk=pk)
    rows = [*AgendaItem.objects.filter(meeting=pk).values_list("position", "title", "minutes")]
    rows += Invitee.objects.filter(meeting=pk).values_list("name", "institution_name", "answer")
    return HttpResponse(TABLE.render(Context({"title": found.title, "rows": rows})))


def meetings(request):
    """Fifty meetings."""
    from meetings.models import Meeting

    fields = ("starts_at", "title", "team__voivodeship__name", "status")
    rows = Meeting.objects.order_by("starts_at").values_list(*fields)[:50]
    return HttpResponse(TABLE.render(Context({"title": "list", "rows": rows})))


urlpatterns = [path("meeting/<int:pk>/", meeting), path("meetings/", meetings)]
