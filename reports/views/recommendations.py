"""Recommendations of bodies outside: list, one of them, its answer and its tasks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import documents
from coordination.csv_tables import csv_table
from reports import permissions, recommendation_import, recommending, workbook_reading
from reports.choices import ContributionState
from reports.forms.recommendations import (
    LinkForm,
    RecommendationForm,
    RecommendationTableForm,
)
from reports.models import (
    Contribution,
    ExternalRecommendation,
    RecommendationLink,
    TeamActivity,
)
from reports.recommendation_filters import RecommendationFilter
from reports.views.activity_found import own_teams
from reports.views.editions import tried
from reports.views.found import plan_editors_only

PER_PAGE = 40
MOST_DONE = 200


def visible(request, pk):
    return get_object_or_404(ExternalRecommendation.objects.visible_to(request.user), pk=pk)


def filtered(request):
    rows = ExternalRecommendation.objects.visible_to(request.user).with_numbers().in_order()
    return RecommendationFilter(request.GET, queryset=rows)


@require_safe
def recommendation_list(request):
    """What bodies outside recommend, with the state of our answer."""
    found = filtered(request)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "is_narrowed": any(request.GET.get(name) for name in found.filters),
        "query": request.GET.urlencode(),
        "can_edit": permissions.can_edit_plan(request.user),
    }
    return render(request, "reports/recommendations/list.html", context)


@require_safe
def recommendation_table(request):
    """The same list as CSV."""
    head = [
        _("Body"),
        _("Round or year"),
        _("Paragraph"),
        _("Text"),
        _("Strength"),
        _("Due"),
        _("Source document"),
        _("State of our answer"),
        _("Our answer"),
        _("Tasks that answer it"),
    ]
    rows = [
        (
            one.body_short,
            one.round,
            one.paragraph,
            one.text,
            one.get_strength_display(),
            one.due_on or "",
            one.source,
            one.get_answer_state_display(),
            one.answer,
            one.answering,
        )
        for one in filtered(request).qs
    ]
    response = HttpResponse(csv_table(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="zalecenia.csv"'
    return documents.kept_from_running(response)


@require_safe
def recommendation(request, pk):
    """One recommendation and what answers it: tasks, what was done, what teams did."""
    found = visible(request, pk)
    links = list(
        RecommendationLink.objects.visible_to(request.user)
        .filter(recommendation=found)
        .select_related("task__edition", "task__chapter")
        .order_by("-task__edition__year_from", "task__sort_key", "pk")
    )
    context = {
        "recommendation": found,
        "links": links,
        "done": accepted_about(request.user, links),
        "activities": activities_about(request.user, found),
        "can_edit": permissions.can_edit_plan(request.user),
    }
    return render(request, "reports/recommendations/detail.html", context)


def accepted_about(user, links):
    """Return the accepted contributions to the linked tasks that a reader may open."""
    if not user.is_authenticated:
        return []
    rows = Contribution.objects.visible_to(user).filter(
        task__in=[link.task_id for link in links], state=ContributionState.ACCEPTED
    )
    return rows.with_facts().select_related("cycle").order_by("task__sort_key", "pk")[:MOST_DONE]


def activities_about(user, found):
    """Return what teams did about it; `is_linked` says whether a reader may open its page.

    An activity for all teams is told to everybody in a team, its page only to those inside.
    """
    if not user.is_authenticated:
        return []
    rows = TeamActivity.objects.visible_to(user).standing().filter(recommendations=found)
    rows = rows.annotate(is_linked=Exists(own_teams(user).filter(pk=OuterRef("team"))))
    return rows.select_related("team__voivodeship").order_by("-held_on", "pk")[:MOST_DONE]


@plan_editors_only
@require_http_methods(["GET", "POST"])
def recommendation_add(request):
    form = RecommendationForm(request.POST or None, user=request.user)
    saved = saved_from(form, request.user) if form.is_valid() else None
    if saved:
        return redirect(saved)
    return form_page(request, form, _("A new recommendation"))


@plan_editors_only
@require_http_methods(["GET", "POST"])
def recommendation_edit(request, pk):
    """Change it; on a clash both texts are shown and nothing typed is lost."""
    found = visible(request, pk)
    form = RecommendationForm(request.POST or None, instance=found, user=request.user)
    title, back = _("Change the recommendation"), found.get_absolute_url()
    if not form.is_valid():
        return form_page(request, form, title, back=back)
    try:
        saved = saved_from(form, request.user, visible(request, pk))
    except recommending.SavedMeanwhile as clash:
        return clash_page(request, form, clash.thing, title, back)
    if saved is None:
        return form_page(request, form, title, back=back)
    messages.success(request, _("Saved."))
    return redirect(saved)


def saved_from(form, user, known=None):
    """Write what the form says and return it, or None with errors beside the fields."""
    kept = {}

    def write():
        based_on = form.cleaned_data["based_on"] or 0
        kept["saved"] = recommending.save(
            form.facts, by=user, recommendation=known, based_on=based_on
        )

    return kept["saved"] if tried(form, write) else None


def clash_page(request, form, thing, title, back):
    """Show what the other person saved beside the fields, ready to be saved on top of it."""
    form.data = form.data.copy()
    form.data["based_on"] = str(thing.revision)
    return form_page(request, form, title, back=back, theirs=theirs_of(form, thing), status=409)


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


def form_page(request, form, title, *, back="", lead="", theirs=(), status=200):
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "back": back,
        "submit": _("Save"),
        "theirs": theirs,
    }
    return render(request, "reports/recommendations/form.html", context, status=status)


@plan_editors_only
@require_http_methods(["GET", "POST"])
def recommendation_link(request, pk):
    """Say which task of a plan answers it."""
    found = visible(request, pk)
    form = LinkForm(request.POST or None, recommendation=found, user=request.user)
    if form.is_valid():
        facts = form.cleaned_data
        recommending.link(found, facts["task"], note=facts["note"], by=request.user)
        messages.success(request, _("The task is linked."))
        return redirect(found)
    title = _("Link a task of the plan")
    return form_page(request, form, title, back=found.get_absolute_url(), lead=str(found))


@plan_editors_only
@require_POST
def recommendation_unlink(request, pk, link):
    found = visible(request, pk)
    links = RecommendationLink.objects.visible_to(request.user).filter(recommendation=found)
    recommending.unlink(get_object_or_404(links, pk=link), by=request.user)
    messages.success(request, _("The link is removed."))
    return redirect(found)


@plan_editors_only
@require_http_methods(["GET", "POST"])
def recommendation_import_table(request):
    """Take a pasted table or a file whole, or say row by row why not."""
    form = RecommendationTableForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            rows = recommendation_import.rows_of(lines_of(form.cleaned_data))
            made = recommending.take_in(rows, by=request.user)
        except ValidationError as error:
            form.add_error("file" if form.cleaned_data["file"] else "table", error)
        else:
            words = _("Recommendations taken in: %(number)d.")
            messages.success(request, words % {"number": len(made)})
            return redirect("reports:recommendation-list")
    return render(request, "reports/recommendations/import.html", {"form": form})


def lines_of(facts):
    if not facts["file"]:
        return recommendation_import.lines_of_paste(facts["table"])
    _name, ending, data = documents.check(facts["file"])
    if ending not in ("csv", "xlsx"):
        raise workbook_reading.unreadable()
    return workbook_reading.read(data, ending)
