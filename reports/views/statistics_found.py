"""Finding what a request of the statistics part is about: unknown and forbidden answer 404."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from reports import statistics_permissions as permissions
from reports.models import DataTable, ReturnRound, StatReturn
from reports.statistics import returning
from reports.views.found import only

room_only = only(permissions.has_room)
designers_only = only(permissions.can_design)


def visible_table(request, pk):
    return get_object_or_404(DataTable.objects.visible_to(request.user), pk=pk)


def visible_round(request, pk):
    rounds = ReturnRound.objects.visible_to(request.user).select_related("table")
    return get_object_or_404(rounds, pk=pk)


def visible_return(request, pk, may=None):
    """Return a statistical return this person may open and, with `may`, work on."""
    found = get_object_or_404(StatReturn.objects.visible_to(request.user).with_facts(), pk=pk)
    if may is not None and not may(request.user, found):
        raise Http404
    return found


def own_return(request, pk):
    """Return a return of this person's own institution."""
    return visible_return(request, pk, permissions.is_own)


def not_now(request, found):
    """Say to its own people why a return cannot be changed or filed now, and show it."""
    refusal = returning.NotSaidReady.message
    if found.is_filed:
        refusal = returning.FiledAlready.message
    elif not found.round.is_open:
        refusal = returning.RoundIsOver.message
    messages.error(request, refusal)
    return redirect(found)
