"""The entrance to statistics, tables and their cards, code lists."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports import statistics_permissions as permissions
from reports.forms.statistics import TableForm
from reports.models import CodeList, DataTable, ReturnRound
from reports.statistics import return_waiting, tables
from reports.statistics.shapes import shape_of
from reports.statistics_choices import TableState
from reports.views.editions import tried
from reports.views.statistics_found import designers_only, room_only, visible_table

PER_PAGE = 30


@room_only
@require_safe
def statistics(request):
    """What waits for me here, and the rounds I have to do with."""
    rounds = ReturnRound.objects.visible_to(request.user).select_related("table").with_progress()
    context = {
        "waiting": return_waiting.rounds_for(request.user),
        "page": Paginator(rounds, PER_PAGE).get_page(request.GET.get("page")),
        "can_design": permissions.can_design(request.user),
        "can_review": permissions.can_review(request.user),
    }
    return render(request, "reports/statistics/statistics.html", context)


@room_only
@require_safe
def table_list(request):
    found = DataTable.objects.visible_to(request.user).prefetch_related("axes__code_list")
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "can_design": permissions.can_design(request.user),
    }
    return render(request, "reports/statistics/table_list.html", context)


@room_only
@require_safe
def table_detail(request, pk):
    """The counting-unit card and the axes of a table, and the rounds that asked for it."""
    found = visible_table(request, pk)
    context = {
        "table": found,
        "shape": shape_of(found),
        "axes": found.axes.select_related("code_list"),
        "rounds": ReturnRound.objects.visible_to(request.user).filter(table=found)[:50],
        "can_design": permissions.can_design(request.user),
    }
    return render(request, "reports/statistics/table_detail.html", context)


def table_page(request, form, *, title, table=None):
    context = {"form": form, "title": title, "table": table}
    return render(request, "reports/statistics/table_form.html", context)


@designers_only
@require_http_methods(["GET", "POST"])
def table_add(request):
    form = TableForm(request.POST or None, user=request.user)
    if form.is_valid():
        table = tables.design(form.facts, form.axes, by=request.user)
        messages.success(request, _("The table is begun. Say that it is ready when it is."))
        return redirect(table)
    return table_page(request, form, title=_("A new table"))


@designers_only
@require_http_methods(["GET", "POST"])
def table_edit(request, pk):
    """Change a table; one in use gets a new edition if figures would mean something else."""
    found = visible_table(request, pk)
    if found.state == TableState.RETIRED:
        raise Http404
    form = TableForm(request.POST or None, instance=found, user=request.user)
    if form.is_valid() and tried(form, lambda: change(found, form, request.user)):
        messages.success(request, _("The table is changed; open rounds keep the one they have."))
        return redirect(found)
    return table_page(request, form, title=_("Change the table"), table=found)


def change(table, form, by):
    """Change a table as its form says; a colleague's change meanwhile stands beside the fields."""
    based_on = form.cleaned_data["based_on"]
    try:
        tables.redesign(table, form.facts, form.axes, based_on=based_on, by=by)
    except tables.TableChanged as refusal:
        raise ValidationError(str(refusal)) from None


@designers_only
@require_POST
def table_ready(request, pk):
    table = tables.say_ready(visible_table(request, pk), by=request.user)
    messages.success(request, _("The table is ready; rounds can ask for it."))
    return redirect(table)


@designers_only
@require_POST
def table_retire(request, pk):
    table = tables.retire(visible_table(request, pk), by=request.user)
    messages.success(request, _("The table is retired; what it brought stays."))
    return redirect(table)


@room_only
@require_safe
def code_lists(request):
    context = {"lists": CodeList.objects.prefetch_related("codes")}
    return render(request, "reports/statistics/code_lists.html", context)


@room_only
@require_safe
def code_list(request, key):
    found = get_object_or_404(CodeList.objects.prefetch_related("codes"), key=key)
    return render(request, "reports/statistics/code_list.html", {"list": found})
