"""Reviewing: the list of what was filed, and the decisions about one contribution."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit
from coordination.choices import HandlingLabel
from reports import collecting, contents, permissions, reviewing
from reports.choices import Answer, ContributionState
from reports.filters import ContributionFilter
from reports.forms.cycles import DecisionDayForm, ReasonForm, ReturnForm
from reports.reading import label_of
from reports.reporters import reporter_of
from reports.views.found import (
    cycle_officers_only,
    reviewers_only,
    visible_contribution,
    visible_cycle,
)

ON_A_PAGE = 50
CORRECTION_DAYS = 7


@reviewers_only
@require_safe
def review_list(request, pk):
    """Contributions of a cycle, filtered; filed ones can be accepted together."""
    cycle = visible_cycle(request, pk)
    rows = cycle.contributions.visible_to(request.user)
    reporters = collecting.reporters_of(cycle)
    found = ContributionFilter(request.GET or None, queryset=rows, cycle=cycle, reporters=reporters)
    # Thousands of keys are sorted, and fifty rows are read with all that a line shows.
    keys = Paginator(found.qs.values_list("pk", flat=True), ON_A_PAGE)
    page = keys.get_page(request.GET.get("page"))
    shown = list(cycle.contributions.filter(pk__in=list(page)).with_facts())
    filed = contents.filed_of(list(page))
    audit.record_reading(cycle, by=request.user, label=HandlingLabel.INSTITUTIONS)
    context = {
        "cycle": cycle,
        "filter": found,
        "page": page,
        "lines": [(one, summary(filed.get(one.pk))) for one in shown],
        "can_run": permissions.can_run_cycles(request.user),
        "acceptable": sum(1 for one in shown if one.state == ContributionState.SUBMITTED),
    }
    return render(request, "reports/review_list.html", context)


def summary(filed):
    """Return the answer and the beginning of what was done, as filed."""
    if not filed:
        return None
    first = next(iter(filed.get("boxes", {}).values()), "") or filed.get("reason", "")
    return {"answer": label_of(Answer, filed["answer"]), "text": first[:220]}


@cycle_officers_only
@require_POST
def accept_many(request, pk):
    """Accept the chosen ones of what was filed."""
    cycle = visible_cycle(request, pk)
    keys = [key for key in request.POST.getlist("contribution") if key.isascii()]
    chosen = cycle.contributions.filter(
        pk__in=[key for key in keys if key.isdecimal() and len(key) < 16],
        state=ContributionState.SUBMITTED,
    )
    accepted = reviewing.accept_all(list(chosen), by=request.user)
    messages.success(request, _("Accepted: %(number)d.") % {"number": accepted})
    return redirect(f"{cycle.get_absolute_url()}review/?state=submitted")


@cycle_officers_only
@require_POST
def accept(request, pk):
    found = visible_contribution(request, pk, permissions.can_decide)
    reviewing.accept(found, by=request.user)
    messages.success(request, _("Accepted."))
    return redirect(found)


def correction_day():
    return timezone.localdate() + timedelta(days=CORRECTION_DAYS)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def give_back(request, pk):
    """Return one contribution with remarks, beside what was filed."""
    found = visible_contribution(request, pk, permissions.can_decide)
    form = ReturnForm(
        request.POST or None,
        initial={"correct_by_on": correction_day()},
        boxes=found.cycle.form.boxes.all(),
        language=get_language(),
        user=request.user,
    )
    if form.is_valid():
        reviewing.give_back(
            found,
            remarks=form.remarks,
            reason=form.cleaned_data["reason"],
            correct_by_on=form.cleaned_data["correct_by_on"],
            by=request.user,
        )
        messages.success(request, _("Returned with remarks; the institution is told."))
        return redirect(found)
    return decision_page(request, found, form, _("Return with remarks"))


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def reopen(request, pk):
    found = visible_contribution(request, pk, permissions.can_reopen)
    form = DecisionDayForm(
        request.POST or None, initial={"correct_by_on": correction_day()}, user=request.user
    )
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("reason", "correct_by_on")}
        reviewing.reopen(found, by=request.user, **facts)
        messages.success(request, _("Opened again; the institution is told."))
        return redirect(found)
    return decision_page(request, found, form, _("Open again"))


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def waive(request, pk):
    """Do without a contribution, for a reason."""
    found = visible_contribution(request, pk)
    if not permissions.can_waive(request.user, found):
        raise Http404
    form = ReasonForm(request.POST or None, user=request.user)
    if form.is_valid():
        reviewing.waive(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Waived; the reason stays on record."))
        return redirect("reports:reporter-detail", pk=found.cycle_id, key=reporter_of(found).key)
    return decision_page(request, found, form, _("Do without it"))


def decision_page(request, found, form, title):
    context = {"contribution": found, "cycle": found.cycle, "form": form, "title": title}
    return render(request, "reports/part_form.html", context)
