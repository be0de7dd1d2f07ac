"""Searches that a person keeps; the desk's search page offers them."""

from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination import case_data
from exchange.models import SavedSearch

ASKED = ["q", "kind", "team", "year", "institution"]
MOST = 30


def asked_in(query):
    """Return the part of a query string that the search page knows, in its order."""
    found = dict(parse_qsl(query.replace("\x00", ""), max_num_fields=50))
    return urlencode([(name, found[name][:200]) for name in ASKED if found.get(name)])


@login_required
@require_POST
def search_save(request):
    """Keep a search under its words; the same one is kept once."""
    try:
        query = asked_in(request.POST.get("query", "")[:600])
    except ValueError:
        query = ""
    name = dict(parse_qsl(query)).get("q", "").strip()[:80]
    mine = SavedSearch.objects.filter(user=request.user)
    if not name:
        messages.error(request, _("There is nothing to keep: type some words first."))
    elif case_data.find(query) or case_data.find(name):
        messages.error(request, _("These words look like data of a person and are not kept."))
    elif mine.count() >= MOST:
        messages.error(request, _("You keep 30 searches; forget one first."))
    else:
        mine.update_or_create(user=request.user, name=name, defaults={"query": query[:600]})
        messages.success(request, _("The search is kept. You find it on the search page."))
    return redirect(f"{reverse('coordination:search')}?{query}")


@login_required
@require_POST
def search_forget(request, pk):
    get_object_or_404(SavedSearch.objects.filter(user=request.user), pk=pk).delete()
    messages.success(request, _("The search is forgotten."))
    return redirect("coordination:search")
