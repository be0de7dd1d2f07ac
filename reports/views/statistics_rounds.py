"""Rounds: preparing, asking, opening, following and closing them."""

from django.contrib import messages
from django.db.models.functions import Collate
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit, documents, file_contents
from coordination.choices import HandlingLabel
from coordination.csv_tables import csv_table
from coordination.models import Institution
from coordination.polish_collation import POLISH
from coordination.refusals import Refused
from reports import statistics_permissions as permissions
from reports.forms.statistics import AskForm, RoundForm
from reports.statistics import round_exports, round_standing, rounds, spreadsheets
from reports.statistics.shapes import shape_in
from reports.views.found import only
from reports.views.statistics_found import (
    designers_only,
    room_only,
    visible_return,
    visible_round,
)

reviewers_only = only(permissions.can_review)


@room_only
@require_safe
def return_round(request, pk):
    """The card, my institution's returns, and for the office everybody's."""
    found = visible_round(request, pk)
    reviews = permissions.can_review(request.user)
    returns = found.returns.with_facts()
    own = [] if found.is_draft else list(returns.of_person(request.user))
    lines = round_standing.lines(found) if reviews else []
    context = {
        "round": found,
        "shape": shape_in(found),
        "own": own,
        "reviews": reviews,
        "lines": lines,
        "totals": round_standing.totals(lines),
        "can_run": permissions.can_design(request.user),
        "is_overdue": found.is_open and found.due_on < timezone.localdate(),
    }
    return render(request, "reports/statistics/round.html", context)


def round_page(request, form, *, title, round=None, submit=""):
    context = {"form": form, "title": title, "round": round, "submit": submit or _("Save")}
    return render(request, "reports/statistics/round_form.html", context)


@designers_only
@require_http_methods(["GET", "POST"])
def round_add(request):
    asked = request.GET.get("table", "")
    initial = {"table": asked} if asked.isascii() and asked.isdecimal() else {}
    form = RoundForm(request.POST or None, initial=initial, user=request.user)
    if form.is_valid():
        made = form.save()
        audit.record("round.prepared", made, by=request.user)
        messages.success(request, _("The round is prepared. Choose now who is asked."))
        return redirect("reports:return-round-ask", pk=made.pk)
    return round_page(request, form, title=_("A new round"))


@designers_only
@require_http_methods(["GET", "POST"])
def round_edit(request, pk):
    found = visible_round(request, pk)
    if found.is_closed:
        raise Http404
    form = RoundForm(request.POST or None, instance=found, user=request.user)
    if form.is_valid():
        form.save()
        audit.record("round.changed", found, by=request.user)
        messages.success(request, _("The round is changed."))
        return redirect(found)
    return round_page(request, form, title=_("Change the round"), round=found)


@designers_only
@require_http_methods(["GET", "POST"])
def round_ask(request, pk):
    """Choose institutions and territories; in an open round they are written to at once."""
    found = visible_round(request, pk)
    if found.is_closed:
        raise Http404
    form = AskForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            made = rounds.ask(found, form.pairs(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = ngettext(
                "%(number)d return is asked for.", "%(number)d returns are asked for.", len(made)
            )
            messages.success(request, words % {"number": len(made)})
            return redirect(found)
    return render(request, "reports/statistics/round_ask.html", {"form": form, "round": found})


@designers_only
@require_POST
def leave_out(request, pk):
    """Take a return out of a round that is still prepared."""
    found = visible_return(request, pk)
    rounds.leave_out(found, by=request.user)
    messages.success(request, _("Left out."))
    return redirect(found.round)


@designers_only
@require_POST
def round_open(request, pk):
    found = rounds.open_round(visible_round(request, pk), by=request.user)
    messages.success(request, _("The round is open; the institutions are written to."))
    return redirect(found)


@designers_only
@require_POST
def round_close(request, pk):
    found = rounds.close_round(visible_round(request, pk), by=request.user)
    messages.success(request, _("The round is closed; nothing is taken any more."))
    return redirect(found)


@designers_only
@require_POST
def ask_again(request, pk, institution):
    found = visible_round(request, pk)
    asked = found.returns.values("institution")
    one = get_object_or_404(Institution.objects.filter(pk__in=asked), pk=institution)
    nudge = rounds.ask_again(found, one, by=request.user)
    words = _("Asked: %(name)s, letters: %(number)d.")
    messages.success(request, words % {"name": one.short_name, "number": nudge.letters})
    return redirect(found)


@reviewers_only
@require_safe
def round_export(request, pk, form):
    """Every return of a round under the other, as XLSX or CSV; nothing is added up."""
    if form not in ("xlsx", "csv"):
        raise Http404
    found = visible_round(request, pk)
    if found.is_draft:
        raise Http404
    shape = shape_in(found)
    returns = found.returns.with_facts().prefetch_related("cells")
    in_order = returns.order_by(Collate("institution__name", POLISH), "voivodeship", "pk")
    heads = round_exports.heads(shape)
    lines = round_exports.lines(shape, in_order)
    audit.record_reading(found, by=request.user, label=HandlingLabel.INSTITUTIONS)
    return table_file(f"statystyka-{found.pk}", form, heads, lines, found, shape)


def table_file(name, form, heads, lines, round, shape):
    """Return a table as a download; only a workbook has room for the card."""
    if form == "csv":
        octets, kind = csv_table(heads, lines), "text/csv; charset=utf-8"
    else:
        card = spreadsheets.card_of(round, shape)
        octets, kind = spreadsheets.workbook(heads, lines, card), file_contents.TYPES["xlsx"]
    response = HttpResponse(octets, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return documents.kept_from_running(response)
