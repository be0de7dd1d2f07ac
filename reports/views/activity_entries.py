"""What a team enters itself: its activities and its work plan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit
from coordination.choices import HandlingLabel
from reports import activity_permissions
from reports.activity import entering
from reports.forms.activity import (
    BeginPlanForm,
    OutcomeForm,
    PlanItemForm,
    TeamActivityForm,
    TeamAdoptForm,
    WithdrawActivityForm,
)
from reports.models import TeamActivity, WorkPlan
from reports.views.activity_found import decisions_seen, form_page, kept_team, own_team
from reports.views.activity_reports import years_of
from reports.views.editions import tried


@login_required
@require_safe
def team_activities(request, team):
    """Trainings, campaigns and conferences of a team in a year."""
    found = own_team(request, team)
    rows = TeamActivity.objects.visible_to(request.user).filter(team=found).standing()
    years = sorted({day.year for day in rows.dates("held_on", "year")}, reverse=True)
    year = asked_year(request) or (years[0] if years else timezone.localdate().year)
    audit.record_reading(found, by=request.user, label=HandlingLabel.UNITS, team_id=found.pk)
    context = {
        "team": found,
        "year": year,
        "years": sorted({year, *years}, reverse=True),
        "activities": rows.of_year(year)
        .select_related("planned")
        .prefetch_related("recommendations"),
        "can_keep": activity_permissions.can_keep(request.user, found),
    }
    return render(request, "reports/activity/activities.html", context)


def asked_year(request):
    asked = request.GET.get("year", "")
    sound = asked.isascii() and asked.isdecimal() and len(asked) == 4
    return int(asked) if sound and int(asked) > 1900 else None


def team_activity(team, pk):
    return get_object_or_404(TeamActivity.objects.standing().filter(team=team), pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def activity_form(request, team, activity=None):
    """Write an activity, new or known; on a clash both are shown."""
    found = kept_team(request, team)
    known = team_activity(found, activity) if activity is not None else None
    form = TeamActivityForm(request.POST or None, instance=known, team=found, user=request.user)
    title = _("Change the activity") if known else _("Enter an activity")

    def write():
        entering.save_activity(
            found,
            form.facts,
            form.cleaned_data["recommendations"],
            by=request.user,
            activity=team_activity(found, activity) if known else None,
            based_on=form.cleaned_data["based_on"] or 0,
        )

    page = {"team": found, "back": reverse("reports:team-activities", args=[found.pk])}
    return answer(request, form, title, write, page)


def answer(request, form, title, write, page, done=""):
    """Save what a valid form says and lead back, or draw it with what is wrong or clashes."""
    page = {"submit": _("Save"), **page}
    if not form.is_valid():
        return form_page(request, form, title, **page)
    try:
        fits = tried(form, write)
    except entering.SavedMeanwhile as clash:
        form.data = form.data.copy()
        form.data["based_on"] = str(clash.thing.revision)
        page |= {"theirs": theirs_of(form, clash.thing), "status": 409}
        return form_page(request, form, title, **page)
    if not fits:
        return form_page(request, form, title, **page)
    messages.success(request, done or _("Saved."))
    return redirect(page["back"])


def theirs_of(form, thing):
    """Return `(label, value)` of the fields that the other person saved otherwise."""
    return [
        (form.fields[name].label, shown(thing, name))
        for name in form.facts
        if form.facts[name] != getattr(thing, name)
    ]


def shown(thing, name):
    display = getattr(thing, f"get_{name}_display", None)
    return display() if display else getattr(thing, name)


@login_required
@require_http_methods(["GET", "POST"])
def activity_withdraw(request, team, activity):
    found = kept_team(request, team)
    known = team_activity(found, activity)
    form = WithdrawActivityForm(request.POST or None, user=request.user)
    back = reverse("reports:team-activities", args=[found.pk])
    if form.is_valid():
        entering.withdraw_activity(known, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The activity is withdrawn."))
        return redirect(back)
    title = _("Withdraw the activity")
    return form_page(request, form, title, team=found, back=back, lead=str(known))


@login_required
@require_POST
def work_plan_begin(request, team):
    """Begin the plan of a year; what is wrong with the year is said on the page of the team."""
    found = kept_team(request, team)
    form = BeginPlanForm(request.POST, user=request.user)
    if not form.is_valid():
        title, back = _("Begin a work plan"), years_of(found)
        return form_page(request, form, title, team=found, back=back)
    plan = entering.begin_plan(found, year=form.cleaned_data["year"], by=request.user)
    return redirect(plan)


def plan_of(team, user, year):
    plans = WorkPlan.objects.visible_to(user).filter(team=team)
    found = get_object_or_404(plans.select_related("decision"), year=year)
    found.team = team
    return found


@login_required
@require_safe
def work_plan(request, team, year):
    """The items of a plan by quarter, with what became of each."""
    found = own_team(request, team)
    plan = plan_of(found, request.user, year)
    items = plan.items.select_related("seat__institution").prefetch_related("activities")
    can_keep = activity_permissions.can_keep(request.user, found)
    audit.record_reading(plan, by=request.user, label=HandlingLabel.UNITS, team_id=found.pk)
    context = {
        "team": found,
        "plan": plan,
        "items": [(item, standing_of(item)) for item in items],
        "can_keep": can_keep,
        "can_plan": can_keep and plan.is_draft,
    }
    return render(request, "reports/activity/work_plan.html", context)


def standing_of(item):
    """Return the activities by which an item was done, without withdrawn ones."""
    return [one for one in item.activities.all() if one.withdrawn_at is None]


def kept_plan(request, team, year):
    found = kept_team(request, team)
    return plan_of(found, request.user, year)


@login_required
@require_http_methods(["GET", "POST"])
def work_plan_item(request, team, year, item=None):
    """Write an item of a plan that is not adopted yet."""
    plan = kept_plan(request, team, year)
    if not plan.is_draft:
        raise Http404
    known = get_object_or_404(plan.items, pk=item) if item is not None else None
    form = PlanItemForm(request.POST or None, instance=known, team=plan.team, user=request.user)
    title = _("Change the item") if known else _("Add an item")

    def write():
        entering.save_item(
            plan,
            form.facts,
            by=request.user,
            item=plan.items.get(pk=item) if known else None,
            based_on=form.cleaned_data["based_on"] or 0,
        )

    page = {"team": plan.team, "back": plan.get_absolute_url()}
    return answer(request, form, title, write, page)


@login_required
@require_POST
def work_plan_item_remove(request, team, year, item):
    plan = kept_plan(request, team, year)
    entering.remove_item(get_object_or_404(plan.items, pk=item), by=request.user)
    messages.success(request, _("The item is removed from the draft."))
    return redirect(plan)


@login_required
@require_http_methods(["GET", "POST"])
def work_plan_outcome(request, team, year, item):
    """Write what became of an item of an adopted plan."""
    plan = kept_plan(request, team, year)
    if plan.is_draft:
        raise Http404
    known = get_object_or_404(plan.items, pk=item)
    form = OutcomeForm(request.POST or None, instance=known, user=request.user)

    def write():
        based_on = form.cleaned_data["based_on"] or 0
        entering.note_outcome(
            plan.items.get(pk=item), form.facts, based_on=based_on, by=request.user
        )

    page = {"team": plan.team, "back": plan.get_absolute_url(), "lead": known.title}
    return answer(request, form, pgettext("planned item", "What became of it"), write, page)


@login_required
@require_http_methods(["GET", "POST"])
def work_plan_adopt(request, team, year):
    """Adopt the plan by a decision of the team."""
    plan = kept_plan(request, team, year)
    if not plan.is_draft:
        raise Http404
    decisions = decisions_seen(request.user, plan.team)
    form = TeamAdoptForm(request.POST or None, decisions=decisions, user=request.user)
    if form.is_valid():
        decision = form.cleaned_data["decision"]
        entering.adopt_plan(plan, decision=decision, by=request.user)
        messages.success(request, _("The work plan is adopted."))
        return redirect(plan)
    title, back = _("Adopt the work plan"), plan.get_absolute_url()
    lead = _("Its items stay as they are from then on; only what became of them is written.")
    return form_page(request, form, title, team=plan.team, back=back, lead=lead)
