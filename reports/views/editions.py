"""Editions of the plan: the public pages, and their making by the secretary."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit
from reports import permissions, planning, rateable
from reports.choices import EditionState
from reports.forms.plan import AdoptForm, ChapterForm, EditionForm, FateForm
from reports.models import PlanEdition, Snapshot, Task
from reports.views.found import plan_editors_only, visible_edition


@require_safe
def plan_list(request):
    """All editions since 2003, with the years that none covers named as such."""
    editions = list(PlanEdition.objects.visible_to(request.user).order_by("-year_from"))
    known = [one for one in editions if not one.is_sample]
    covered = {year for one in known for year in range(one.year_from, one.year_to + 1)}
    gaps = sorted(set(range(min(covered), max(covered))) - covered) if covered else []
    context = {
        "editions": editions,
        "gaps": gaps,
        "can_edit": permissions.can_edit_plan(request.user),
    }
    return render(request, "reports/plan_list.html", context)


@require_safe
def plan_detail(request, pk):
    """One edition with its tasks by chapter; it says how much of it is known."""
    edition = visible_edition(request, pk)
    tasks = list(edition.tasks.with_people())
    context = {
        "edition": edition,
        "tasks": tasks,
        "chapters": by_chapter(edition, tasks),
        "objectives": edition.objectives.all(),
        "amendments": edition.amendments.select_related("task")[:50],
        "recovered": sum(1 for task in tasks if task.source),
        "cycles": edition.cycles.visible_to(request.user),
        "reports": Snapshot.objects.published()
        .filter(report__cycle__edition=edition)
        .without_data()
        .order_by("-frozen_at"),
        "can_edit": permissions.can_edit_plan(request.user),
    }
    return render(request, "reports/plan_detail.html", context)


def by_chapter(edition, tasks):
    """Return `(chapter, tasks)` pairs in printed order; tasks of no known chapter come last."""
    chapters = list(edition.chapters.prefetch_related("subchapters"))
    placed = {chapter.pk: [] for chapter in chapters}
    for chapter, group in groupby(tasks, key=lambda task: task.chapter_id):
        placed.setdefault(chapter, []).extend(group)
    found = [(chapter, placed[chapter.pk]) for chapter in chapters]
    return [*found, (None, placed[None])] if placed.get(None) else found


def form_page(request, form, *, title, edition=None, lead="", submit="", back=""):
    """Draw a page of one form within the room of the plan."""
    context = {
        "form": form,
        "title": title,
        "edition": edition,
        "lead": lead,
        "submit": submit or _("Save"),
        "back": back or (edition.get_absolute_url() if edition else reverse("reports:plan-list")),
    }
    return render(request, "reports/plan_form.html", context)


def tried(form, act):
    """Do what a valid form asks for; what does not fit stands beside its field."""
    try:
        act()
    except ValidationError as error:
        fitting = hasattr(error, "error_dict") and set(error.error_dict) <= {
            *form.fields,
            "__all__",
        }
        form.add_error(None, error if fitting else error.messages)
        return False
    return True


@plan_editors_only
@require_http_methods(["GET", "POST"])
def plan_add(request):
    form = EditionForm(request.POST or None, user=request.user)
    if form.is_valid():
        edition = form.save()
        audit.record("plan.begun", edition, by=request.user)
        return redirect(edition)
    return form_page(request, form, title=_("A new edition of the plan"))


@plan_editors_only
@require_http_methods(["GET", "POST"])
def plan_edit(request, pk):
    edition = visible_edition(request, pk)
    if edition.state == EditionState.CLOSED:
        raise Http404
    form = EditionForm(request.POST or None, instance=edition, user=request.user)
    if form.is_valid():
        form.save()
        audit.record("plan.facts_changed", edition, by=request.user)
        return redirect(edition)
    return form_page(request, form, title=_("Facts of the edition"), edition=edition)


@plan_editors_only
@require_http_methods(["GET", "POST"])
def plan_adopt(request, pk):
    """Adoption makes an edition public; what could not be rated is shown before."""
    edition = visible_edition(request, pk)
    form = AdoptForm(request.POST or None, user=request.user)
    if form.is_valid():
        planning.adopt(edition, by=request.user, **form.cleaned_data)
        messages.success(request, _("The edition is adopted and public."))
        return redirect(edition)
    number = len(rateable.gaps(edition))
    lead = _("Afterwards everybody sees it, and changes need an act.")
    if number:
        lead += " " + _("Tasks that could not be rated as they stand: %(number)d.") % {
            "number": number
        }
    title = _("Adopt the edition")
    return form_page(request, form, title=title, edition=edition, lead=lead, submit=title)


@plan_editors_only
@require_POST
def plan_close(request, pk):
    planning.close(visible_edition(request, pk), by=request.user)
    messages.success(request, _("The edition is closed."))
    return redirect("reports:plan-detail", pk=pk)


@plan_editors_only
@require_http_methods(["GET", "POST"])
def chapter_form(request, pk, chapter=None):
    """Write a chapter, new or known."""
    edition = visible_edition(request, pk)
    known = get_object_or_404(edition.chapters, pk=chapter) if chapter is not None else None
    initial = {}
    if known:
        headings = "\n".join(known.subchapters.values_list("title", flat=True))
        initial = {"number": known.number, "title": known.title, "subchapters": headings}
    form = ChapterForm(request.POST or None, initial=initial, user=request.user)
    if form.is_valid() and tried(
        form,
        lambda: planning.save_chapter(edition, chapter=known, by=request.user, **form.cleaned_data),
    ):
        return redirect(edition)
    return form_page(request, form, title=_("Chapter"), edition=edition)


@plan_editors_only
@require_safe
def plan_rateable(request, pk):
    """Tasks that nobody could rate, with what each lacks."""
    edition = visible_edition(request, pk)
    context = {
        "edition": edition,
        "gaps": rateable.gaps(edition),
        "total": edition.tasks.in_force().count(),
    }
    return render(request, "reports/plan_rateable.html", context)


def earlier_edition(edition):
    """Return the edition before one; a sample is nobody's past but another sample's."""
    earlier = PlanEdition.objects.filter(year_from__lt=edition.year_from)
    if not edition.is_sample:
        earlier = earlier.exclude(is_sample=True)
    return earlier.order_by("-year_from").first()


@plan_editors_only
@require_http_methods(["GET", "POST"])
def plan_ledger(request, pk):
    """What became of each task of the edition before; a POST copies chosen tasks into a draft."""
    edition = visible_edition(request, pk)
    earlier = earlier_edition(edition)
    if request.method == "POST" and earlier:
        chosen = [key for key in request.POST.getlist("task") if key.isascii() and key.isdecimal()]
        tasks = list(earlier.tasks.filter(pk__in=[key for key in chosen if len(key) < 16]))
        for task in tasks:
            planning.carry_over(edition, task, by=request.user)
        messages.success(request, _("Carried over: %(number)d.") % {"number": len(tasks)})
        return redirect("reports:plan-ledger", pk=pk)
    context = {
        "edition": edition,
        "earlier": earlier,
        "rows": planning.ledger(edition, earlier) if earlier else [],
    }
    return render(request, "reports/plan_ledger.html", context)


@plan_editors_only
@require_http_methods(["GET", "POST"])
def task_fate(request, pk, task):
    """Say what became of a task that nothing continues."""
    edition = visible_edition(request, pk)
    task = get_object_or_404(Task.objects.filter(edition=earlier_edition(edition)), pk=task)
    form = FateForm(request.POST or None, user=request.user)
    if form.is_valid():
        planning.note_fate(task, by=request.user, **form.cleaned_data)
        return redirect("reports:plan-ledger", pk=pk)
    title = _("What became of the task")
    back = reverse("reports:plan-ledger", args=[pk])
    return form_page(request, form, title=title, edition=edition, lead=str(task), back=back)
