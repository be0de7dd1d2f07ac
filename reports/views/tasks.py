"""Tasks of the plan: the public page of one, and its making by the secretary."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports import permissions, planning, rateable
from reports.forms.plan import AssignForm, EndTaskForm, IndicatorForm, TaskForm
from reports.models import RecommendationLink
from reports.views.editions import form_page, tried
from reports.views.found import plan_editors_only, visible_edition, visible_task

FIELD_LABELS = {
    name: getattr(planning.Task, name).field.verbose_name for name in planning.TASK_FIELDS
}


@require_safe
def task_detail(request, pk, task):
    """A task as printed, with its amendments and what it continues."""
    edition, task = visible_task(request, pk, task)
    can_edit = permissions.can_edit_plan(request.user) and edition.state != "closed"
    context = {
        "edition": edition,
        "task": task,
        "assignments": task.assignments.in_force(),
        "amendments": [(one, labelled(one.changes)) for one in task.amendments.all()],
        "continues": task.continues.select_related("edition"),
        "continued_by": task.continued_by.select_related("edition").exclude(edition__state="draft"),
        "can_edit": can_edit,
        "missing": rateable.missing_in(task) if can_edit else [],
        "assign_form": AssignForm() if can_edit else None,
        "answered": RecommendationLink.objects.visible_to(request.user)
        .filter(task=task)
        .select_related("recommendation"),
    }
    return render(request, "reports/task_detail.html", context)


def labelled(changes):
    """Return `(label, before, after)` of an amendment's fields."""
    labels = FIELD_LABELS | {"ended_on": _("in force until")}
    return [(labels.get(name, name), *pair) for name, pair in changes.items()]


@plan_editors_only
@require_http_methods(["GET", "POST"])
def task_add(request, pk):
    edition = visible_edition(request, pk)
    form = TaskForm(request.POST or None, edition=edition, user=request.user)
    saved = save(edition, None, form, request.user) if form.is_valid() else None
    if saved:
        return redirect(saved)
    return form_page(request, form, title=_("A new task"), edition=edition)


@plan_editors_only
@require_http_methods(["GET", "POST"])
def task_edit(request, pk, task):
    edition, task = visible_task(request, pk, task)
    form = TaskForm(request.POST or None, instance=task, edition=edition, user=request.user)
    saved = save(edition, task.pk, form, request.user) if form.is_valid() else None
    if saved:
        return redirect(saved)
    lead = _("The plan is adopted: each change is kept with its act.") if edition.is_adopted else ""
    title = _("Change the task")
    back = task.get_absolute_url()
    return form_page(request, form, title=title, edition=edition, lead=lead, back=back)


def save(edition, key, form, user):
    """Write what the form says and return the task, or None with errors beside the fields."""
    words = {name: form.cleaned_data[name] for name in planning.TASK_FIELDS}
    act = {name: form.cleaned_data.get(name) for name in ("basis", "in_force_on")}
    kept = {}

    def write():
        task = planning.Task.objects.get(pk=key) if key else None
        kept["task"] = planning.save_task(edition, words, task=task, by=user, **act)

    return kept["task"] if tried(form, write) else None


@plan_editors_only
@require_POST
def task_remove(request, pk, task):
    _edition, task = visible_task(request, pk, task)
    planning.remove_task(task, by=request.user)
    messages.success(request, _("The task is removed from the draft."))
    return redirect("reports:plan-detail", pk=pk)


@plan_editors_only
@require_http_methods(["GET", "POST"])
def task_end(request, pk, task):
    """End a task of an adopted plan by an act."""
    edition, task = visible_task(request, pk, task)
    form = EndTaskForm(request.POST or None, user=request.user)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("basis", "in_force_on")}
        planning.end_task(task, by=request.user, **facts)
        return redirect(task)
    title = _("End the task")
    back = task.get_absolute_url()
    return form_page(request, form, title=title, edition=edition, lead=str(task), back=back)


@plan_editors_only
@require_http_methods(["GET", "POST"])
def task_assign(request, pk, task):
    """Give a task to an institution or to the teams; open cycles ask them at once."""
    edition, task = visible_task(request, pk, task)
    form = AssignForm(request.POST or None)
    if form.is_valid() and tried(
        form, lambda: planning.assign(task, by=request.user, **form.parts)
    ):
        messages.success(request, _("Assigned."))
        return redirect(task)
    title = _("Assign the task")
    back = task.get_absolute_url()
    return form_page(request, form, title=title, edition=edition, lead=str(task), back=back)


@plan_editors_only
@require_POST
def assignment_end(request, pk, task, assignment):
    _edition, task = visible_task(request, pk, task)
    found = get_object_or_404(task.assignments.in_force(), pk=assignment)
    planning.end_assignment(found, by=request.user)
    messages.success(request, _("The assignment has ended."))
    return redirect(task)


@plan_editors_only
@require_http_methods(["GET", "POST"])
def indicator_form(request, pk, task, indicator=None):
    """Write an indicator, new or known."""
    edition, task = visible_task(request, pk, task)
    known = get_object_or_404(task.indicators, pk=indicator) if indicator is not None else None
    form = IndicatorForm(request.POST or None, instance=known, user=request.user)
    form.instance.task = task
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in form.Meta.fields}
        if tried(
            form, lambda: planning.save_indicator(task, words, indicator=known, by=request.user)
        ):
            return redirect(task)
    title = _("Indicator")
    back = task.get_absolute_url()
    return form_page(request, form, title=title, edition=edition, lead=str(task), back=back)
