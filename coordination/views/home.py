"""The way in, search, and the choice of language."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST, require_safe

from coordination import search
from coordination.models import Institution
from coordination.search_form import KINDS, SearchForm

MOST_HITS = 20
# The first team of a voivodeship began in 2010.
FIRST_YEAR = 2010


@require_safe
def home(request):
    return redirect("meetings:waiting" if request.user.is_authenticated else "teams:directory")


def find_institutions(user, asked):
    if asked.kind not in ("", "institution") or asked.is_narrowed:
        return []
    matching = search.matching(Institution, asked.words)
    found = Institution.objects.visible_to(user).filter(pk__in=matching)
    return [
        search.Hit(
            title=str(one),
            url=one.get_absolute_url(),
            context=one.get_kind_display(),
            kind="institution",
        )
        for one in found.in_polish_order()[:MOST_HITS]
    ]


@login_required
@require_safe
def search_page(request):
    """Hits of every room, each from what the person may see; counts are of those alone."""
    form = SearchForm(
        request.GET or None,
        teams=import_string(settings.SEARCH_TEAMS)(request.user),
        years=range(timezone.localdate().year + 1, FIRST_YEAR - 1, -1),
        institutions=Institution.objects.visible_to(request.user).in_polish_order(),
    )
    asked = form.asked()
    hits = []
    if asked.words:
        for path in settings.SEARCH_ROOMS:
            hits += import_string(path)(request.user, asked)
        hits += find_institutions(request.user, asked)
    context = {
        "form": form,
        "query": asked.words,
        "hits": hits,
        "kept": import_string(settings.KEPT_SEARCHES)(request.user),
        "kinds": [
            (words, sum(1 for hit in hits if hit.kind == kind)) for kind, words in KINDS.items()
        ],
    }
    return render(request, "coordination/search.html", context)


@require_POST
def language(request):
    """Remember the chosen language in a cookie, and with the person who is signed in."""
    chosen = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = redirect(target)
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if request.user.is_authenticated and request.user.language != chosen:
            request.user.language = chosen
            request.user.save(update_fields=["language"])
    return response
