"""The assessment of tasks: the list of a cycle, one task, contradictions, positions of bodies."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit
from coordination.choices import HandlingLabel
from coordination.refusals import Refused
from reports import assessing, assessments_reading, contradicting, permissions
from reports.choices import AssessmentState
from reports.forms.assessments import CirculateForm, PositionForm, RatingForm
from reports.forms.cycles import ReasonForm
from reports.models import Assessment
from reports.reporters import found_by_key
from reports.views.found import cycle_officers_only, reviewers_only, visible_cycle

ON_A_PAGE = 60
REMARKS_DAYS = 14


@reviewers_only
@require_safe
def assessment_list(request, pk):
    """Every task of a cycle with where its assessment stands."""
    cycle = visible_cycle(request, pk)
    lines = assessments_reading.lines_of(cycle, get_language())
    which = request.GET.get("state", "")
    shown = [line for line in lines if not which or line.state == which]
    context = {
        "cycle": cycle,
        "page": Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page")),
        "states": [("none", pgettext("assessment", "not begun")), *AssessmentState.choices],
        "which": which,
        "total": len(lines),
        "settled": sum(1 for line in lines if line.state == AssessmentState.SETTLED),
    }
    return render(request, "reports/assessment_list.html", context)


@reviewers_only
@require_safe
def contradictions(request, pk):
    """What was filed and does not fit together; a list to ask about."""
    cycle = visible_cycle(request, pk)
    found = contradicting.find(cycle)
    kinds = [
        (kind.value, kind.label, sum(1 for one in found if one.kind == kind))
        for kind in contradicting.Kind
    ]
    which = request.GET.get("kind", "")
    shown = [one for one in found if not which or one.kind == which]
    audit.record_reading(cycle, by=request.user, label=HandlingLabel.INSTITUTIONS)
    context = {
        "cycle": cycle,
        "page": Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page")),
        "kinds": kinds,
        "which": which,
        "total": len(found),
    }
    return render(request, "reports/contradictions.html", context)


def asked_task(cycle, key):
    """Return a task about which somebody was asked in the cycle."""
    tasks = cycle.edition.tasks.filter(contributions__cycle=cycle).distinct()
    return get_object_or_404(tasks.select_related("chapter"), pk=key)


def found_assessment(request, pk, task):
    """Return the cycle, the task and its assessment, or None before the first rating.

    Officers may open what is not begun; a body comes only upon what is circulated.
    """
    cycle = visible_cycle(request, pk)
    task = asked_task(cycle, task)
    visible = Assessment.objects.visible_to(request.user).filter(cycle=cycle, task=task)
    assessment = visible.select_related("form", "decided_by", "confirmed_by").first()
    if assessment is None and not permissions.can_review(request.user):
        raise Http404
    if assessment is not None:
        assessment.cycle, assessment.task = cycle, task
    return cycle, task, assessment


def begun_assessment(request, pk, task):
    _cycle, _task, assessment = found_assessment(request, pk, task)
    if assessment is None:
        raise Http404
    return assessment


@login_required
@require_safe
def assessment(request, pk, task):
    """One task: ratings with reasons, own ratings beside, positions, and how it came about."""
    cycle, task, found = found_assessment(request, pk, task)
    context = assessments_reading.page_of(cycle, task, found, request.user, get_language())
    audit.record_reading(found or cycle, by=request.user, label=HandlingLabel.INSTITUTIONS)
    return render(request, "reports/assessment.html", context)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def assessment_rate(request, pk, task):
    """Answer the three questions, each with its reason, beside what the rule suggests."""
    cycle, task, found = found_assessment(request, pk, task)
    shown = found or Assessment(cycle=cycle, task=task, form=assessing.newest_form())
    if not shown.is_draft:
        raise Http404
    language = get_language()
    form = RatingForm(
        request.POST or None,
        assessment=shown,
        task=task,
        language=language,
        suggested=assessments_reading.suggestion_words(cycle, task, shown.form, language),
        user=request.user,
    )
    if form.is_valid():
        begun = found or assessing.begin(cycle, task)
        try:
            assessing.rate(
                begun, form.ratings, based_on=form.cleaned_data["based_on"], by=request.user
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The ratings are saved."))
            return redirect(begun)
    return form_page(request, shown, form, _("Rate the task"), submit=_("Save"))


def form_page(request, found, form, title, *, lead="", submit=""):
    context = {
        "assessment": found,
        "cycle": found.cycle,
        "task": found.task,
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit or title,
    }
    return render(request, "reports/assessment_form.html", context)


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def assessment_circulate(request, pk, task):
    """Ask the lead and the cooperating bodies for their positions until a day."""
    found = begun_assessment(request, pk, task)
    if not found.is_draft:
        raise Http404
    day = timezone.localdate() + timedelta(days=REMARKS_DAYS)
    form = CirculateForm(request.POST or None, initial={"remarks_until_on": day}, user=request.user)
    if form.is_valid():
        assessing.circulate(
            found, remarks_until_on=form.cleaned_data["remarks_until_on"], by=request.user
        )
        messages.success(request, _("Circulated; the bodies are asked for their positions."))
        return redirect(found)
    return form_page(request, found, form, _("Circulate for positions"))


@cycle_officers_only
@require_http_methods(["GET", "POST"])
def assessment_take_back(request, pk, task):
    found = begun_assessment(request, pk, task)
    if found.is_draft:
        raise Http404
    form = ReasonForm(request.POST or None, user=request.user)
    if form.is_valid():
        assessing.take_back(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Taken back; bodies see it again once it is circulated."))
        return redirect(found)
    return form_page(request, found, form, _("Take back and prepare anew"))


@cycle_officers_only
@require_POST
def assessment_settle(request, pk, task):
    found = assessing.settle(begun_assessment(request, pk, task), by=request.user)
    if found.is_confirming:
        words = _("Your institution leads this task; the decision waits for a second person.")
        messages.warning(request, words)
    else:
        messages.success(request, _("The assessment is settled."))
    return redirect(found)


@reviewers_only
@require_POST
def assessment_confirm(request, pk, task):
    found = assessing.confirm(begun_assessment(request, pk, task), by=request.user)
    messages.success(request, _("Confirmed; the assessment is settled."))
    return redirect(found)


@login_required
@require_http_methods(["GET", "POST"])
def position(request, pk, task, key):
    """A body says what it thinks; only who signs for it may."""
    found = begun_assessment(request, pk, task)
    reporter = found_by_key(key)
    if reporter is None or not permissions.can_take_position(request.user, found, reporter):
        raise Http404
    form = PositionForm(request.POST or None, user=request.user)
    if form.is_valid():
        assessing.take_position(found, reporter, by=request.user, **positions(form))
        messages.success(request, _("Thank you, your position is noted."))
        return redirect(found)
    title = _("Position on the assessment")
    return form_page(request, found, form, title, lead=reporter.name, submit=_("Send the position"))


def positions(form):
    return {name: form.cleaned_data[name] for name in ("stance", "text")}
