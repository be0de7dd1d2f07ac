"""Finding requests for information in the desk's search."""

from coordination import search
from coordination.templatetags.polish_dates import day_long
from exchange.models import InformationRequest

MOST_HITS = 30


def index(request):
    """Put a request into the search index; `visible_to` decides who finds it."""
    search.index(request, title=request.title, body=f"{request.text}\n{request.ground}")


def find(user, asked):
    """Return the requests that match among those this person may read, the newest first."""
    if asked.kind not in ("", "request"):
        return []
    found = InformationRequest.objects.visible_to(user)
    found = found.filter(pk__in=search.matching(InformationRequest, asked.words))
    if asked.team:
        found = found.filter(audience__source_team=asked.team)
    if asked.year:
        found = found.filter(asked_at__year=asked.year)
    if asked.institution:
        found = found.filter(audience__source_institution=asked.institution)
    return [
        search.Hit(
            title=request.title,
            url=request.get_absolute_url(),
            context=f"{request.source_name}, {day_long(request.asked_at)}",
            kind="request",
            snippet=search.snippet(request.text, asked.words),
        )
        for request in found.with_source().order_by("-asked_at", "-pk")[:MOST_HITS]
    ]
