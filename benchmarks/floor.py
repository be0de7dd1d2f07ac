"""The floor for pages: the same rows in a bare Django view for a signed-in person.

It loads the session and the person as Django does, and knows neither rights nor a frame.
"""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

from benchmarks.settings import *  # noqa: F403

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # The one that its app refuses to start without.
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "benchmarks.floor"
TABLE = Engine().from_string(
    "<!doctype html><title>{{ title }}</title><table>{% for row in rows %}"
    "<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)


@login_required
def meeting(request, pk):
    """One meeting with its items and invitees."""
    from meetings.models import AgendaItem, Invitee, Meeting

    found = Meeting.objects.get(pk=pk)
    rows = [*AgendaItem.objects.filter(meeting=pk).values_list("position", "title", "minutes")]
    rows += Invitee.objects.filter(meeting=pk).values_list("name", "institution_name", "answer")
    return HttpResponse(TABLE.render(Context({"title": found.title, "rows": rows})))


@login_required
def meetings(request):
    """Fifty meetings."""
    from meetings.models import Meeting

    fields = ("starts_at", "title", "team__voivodeship__name", "status")
    rows = Meeting.objects.order_by("starts_at").values_list(*fields)[:50]
    return HttpResponse(TABLE.render(Context({"title": "list", "rows": rows})))


@login_required
def agenda(request, pk):
    """The items of one meeting."""
    from meetings.models import AgendaItem

    fields = ("position", "title", "purpose", "presenter", "minutes")
    rows = AgendaItem.objects.filter(meeting=pk).values_list(*fields)
    return HttpResponse(TABLE.render(Context({"title": "agenda", "rows": rows})))


@login_required
def poll(request, pk):
    """What each person said of each time."""
    from meetings.models import PollAnswer, PollInvitee

    said = {}
    for person, word in PollAnswer.objects.filter(slot__poll=pk).values_list("invitee", "word"):
        said.setdefault(person, []).append(word)
    people = PollInvitee.objects.filter(poll=pk).values_list("pk", "name", "institution_label")
    rows = [(name, institution, *said.get(key, [])) for key, name, institution in people]
    return HttpResponse(TABLE.render(Context({"title": "poll", "rows": rows})))


@login_required
def cycle_counts(request, pk, part):
    """How many contributions of a cycle are in each state, by institution; or fifty of them."""
    from django.db.models import Count

    from reports.models import Contribution

    found = Contribution.objects.filter(cycle=pk)
    if part == "review":
        fields = ("task__number", "task__title", "institution__name", "state")
        rows = found.order_by("task__sort_key", "pk").values_list(*fields)[:50]
    else:
        counted = found.order_by().values("institution__name", "state")
        rows = counted.annotate(number=Count("pk")).values_list(
            "institution__name", "state", "number"
        )
    return HttpResponse(TABLE.render(Context({"title": "cycle", "rows": rows})))


@login_required
def minutes(request, pk):
    """The texts of one meeting with their revisions counted."""
    from django.db.models import Count

    from meetings.models import MinutesBlock

    found = MinutesBlock.objects.filter(minutes__meeting=pk).annotate(Count("revisions"))
    rows = found.values_list("item__title", "text", "revisions__count")
    return HttpResponse(TABLE.render(Context({"title": "minutes", "rows": rows})))


@login_required
def decisions(request):
    """Fifty decisions."""
    from meetings.models import Decision

    fields = ("number", "year", "kind", "text", "team__voivodeship__name")
    rows = Decision.objects.order_by("-year", "-number").values_list(*fields)[:50]
    return HttpResponse(TABLE.render(Context({"title": "decisions", "rows": rows})))


@login_required
def tasks(request):
    """Fifty open tasks."""
    from meetings.models import Action

    fields = ("title", "due_on", "state", "owner_seat__institution__name", "team__name")
    rows = Action.objects.filter(state="accepted").order_by("due_on", "pk").values_list(*fields)
    return HttpResponse(TABLE.render(Context({"title": "tasks", "rows": rows[:50]})))


@login_required
def posts(request, pk):
    """Thirty posts, how many there are, and how many one person has not read, by team."""
    from django.db.models import Count

    from exchange.models import AudienceTarget, Post, Receipt

    fields = ("title", "kind", "sent_at", "audience__label", "audience__source_institution__name")
    sent = Post.objects.filter(state="sent")
    rows = [*sent.order_by("-sent_at", "-pk").values_list(*fields)[:30], [sent.count()]]
    waiting = Receipt.objects.filter(user=pk, first_read_at=None)
    rows.append([waiting.count()])
    targets = AudienceTarget.objects.filter(audience__in=waiting.values("audience"))
    rows += targets.order_by().values_list("team__name").annotate(number=Count("pk"))
    return HttpResponse(TABLE.render(Context({"title": "posts", "rows": rows})))


@login_required
def totals(request, year):
    """All released totals since a year."""
    from reports.models import ReleasedTotal

    fields = ("table_title", "reporter", "teryt", "year_from", "state", "value", "release__title")
    rows = ReleasedTotal.objects.filter(year_to__gt=year).values_list(*fields)
    return HttpResponse(TABLE.render(Context({"title": "totals", "rows": rows})))


urlpatterns = [
    path("totals/<int:year>/", totals),
    path("posts/<int:pk>/", posts),
    path("meeting/<int:pk>/", meeting),
    path("meetings/", meetings),
    path("agenda/<int:pk>/", agenda),
    path("poll/<int:pk>/", poll),
    path("minutes/<int:pk>/", minutes),
    path("decisions/", decisions),
    path("tasks/", tasks),
    path("reports/<int:pk>/<str:part>/", cycle_counts),
]
