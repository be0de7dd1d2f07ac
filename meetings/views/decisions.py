"""The register of decisions, and what becomes of each of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordination import audit
from coordination.choices import READING_IS_AUDITED, HandlingLabel
from coordination.documents import kept_from_running
from meetings import deciding, decision_papers, permissions
from meetings.filters import DecisionFilter
from meetings.forms.outcomes import (
    DatesForm,
    PositionForm,
    ReasonForm,
    ReviewForm,
    SupersedeForm,
    VoidForm,
)
from meetings.models import Action, Decision
from meetings.views.found import seats_of_team

PER_PAGE = 50


def decisions_of(user):
    return Decision.objects.visible_to(user).select_related(
        "team__voivodeship", "meeting__team", "item", "ballot"
    )


def visible_decision(request, pk, may=None):
    """Return a decision this person may read; `may` asks of its team."""
    found = get_object_or_404(decisions_of(request.user), pk=pk)
    if may is not None and not may(request.user, found.team):
        raise PermissionDenied
    return found


@login_required
@require_GET
def decision_list(request):
    """The register: decisions of one's teams, the newest first, void ones listed too."""
    register = decisions_of(request.user).order_by("-year", "-number", "-pk")
    found = DecisionFilter(request.GET, queryset=register, request=request)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "meetings/decision_list.html", {"filter": found, "page": page})


@login_required
@require_GET
def decision(request, pk):
    found = visible_decision(request, pk)
    label = deciding.label_of(found)
    if label in READING_IS_AUDITED:
        audit.record_reading(found, by=request.user, label=label, team_id=found.team_id)
    keeps = permissions.keeps_register(request.user, found.team)
    reviews = list(found.reviews.select_related("seat__institution", "done_by"))
    seen = decisions_of(request.user)
    context = {
        "decision": found,
        "label": label,
        "can_download": label != HandlingLabel.PERSONS,
        "positions": found.positions.select_related("seat__institution"),
        "reviews": reviews,
        "open_review": next((one for one in reviews if one.done_at is None), None),
        "earlier": seen.filter(superseded_by=found),
        "later": seen.filter(pk=found.superseded_by_id).first(),
        "publications": found.publications.select_related("published_by", "withdrawn_by"),
        "is_published": found.publications.standing().exists(),
        "actions": Action.objects.visible_to(request.user)
        .filter(decision=found, parent__isnull=True)
        .select_related("owner_seat__institution"),
        "keeps": keeps,
        "can_supersede": keeps and earlier_than(found).exists(),
        "can_void": keeps and found.item_id is None and not found.is_void,
        "can_publish": permissions.can_publish(request.user, found)
        and label != HandlingLabel.PERSONS,
    }
    for one in reviews:
        one.can_note = one.done_at is None and permissions.can_review(request.user, one)
    return render(request, "meetings/decision.html", context)


def shown(request, found, form, *, heading, submit, lead="", nothing=""):
    """Show one form about a decision."""
    context = {
        "decision": found,
        "form": form,
        "heading": heading,
        "submit": submit,
        "lead": lead,
        "nothing": nothing,
        "back": found.get_absolute_url(),
    }
    return render(request, "meetings/decision_act.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def position_add(request, pk):
    found = visible_decision(request, pk, permissions.keeps_register)
    form = PositionForm(request.POST or None, seats=seats_of_team(found.team), user=request.user)
    if form.is_valid():
        try:
            deciding.note_position(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("seat", error.messages[0])
        else:
            messages.success(request, _("The separate position is recorded."))
            return redirect(found)
    heading = _("Separate position")
    return shown(request, found, form, heading=heading, submit=_("Record it"))


@login_required
@require_http_methods(["GET", "POST"])
def decision_dates(request, pk):
    found = visible_decision(request, pk, permissions.keeps_register)
    has_review = found.reviews.filter(done_at__isnull=True).exists()
    form = DatesForm(
        request.POST or None,
        seats=seats_of_team(found.team),
        has_review=has_review or found.superseded_by_id is not None,
        initial={"in_force_from_on": found.in_force_from_on},
        user=request.user,
    )
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        deciding.set_in_force(found, cleaned["in_force_from_on"], by=request.user)
        if cleaned.get("review_on"):
            deciding.plan_review(
                found, on=cleaned["review_on"], seat=cleaned["seat"], by=request.user
            )
        messages.success(request, _("The dates are saved."))
        return redirect(found)
    return shown(request, found, form, heading=_("In force and review"), submit=_("Save"))


@login_required
@require_http_methods(["GET", "POST"])
def decision_review(request, pk, review):
    found = visible_decision(request, pk)
    review = get_object_or_404(found.reviews.filter(done_at__isnull=True), pk=review)
    if not permissions.can_review(request.user, review):
        raise PermissionDenied
    form = ReviewForm(request.POST or None, user=request.user)
    if form.is_valid():
        deciding.note_review(review, by=request.user, **form.cleaned_data)
        messages.success(request, _("The review is noted."))
        return redirect(found)
    heading = _("Review of a decision")
    return shown(request, found, form, heading=heading, submit=_("Note the review"))


def earlier_than(decision):
    """Decisions of the same team whose place a later one can take, the newest first."""
    earlier = decision.team.decisions.valid().filter(superseded_by__isnull=True)
    before = Q(year__lt=decision.year) | Q(year=decision.year, number__lt=decision.number)
    return earlier.filter(before).order_by("-year", "-number")


@login_required
@require_http_methods(["GET", "POST"])
def decision_supersede(request, pk):
    found = visible_decision(request, pk, permissions.keeps_register)
    form = SupersedeForm(request.POST or None, candidates=earlier_than(found))
    if form.is_valid():
        deciding.supersede(found, earlier=form.cleaned_data["earlier"], by=request.user)
        messages.success(request, _("The earlier decisions lead to this one now."))
        return redirect(found)
    heading = _("Takes the place of earlier decisions")
    nothing = "" if earlier_than(found).exists() else _("The team has no earlier decision.")
    return shown(request, found, form, heading=heading, submit=_("Save"), nothing=nothing)


@login_required
@require_http_methods(["GET", "POST"])
def decision_publish(request, pk):
    """Put it on the public page: a page that shows what everybody will read, and one button."""
    found = visible_decision(request, pk)
    if not permissions.can_publish(request.user, found):
        raise PermissionDenied
    if request.method == "POST":
        deciding.publish(found, by=request.user)
        messages.success(request, _("The decision stands on the public page of the team."))
        return redirect(found)
    return render(request, "meetings/decision_publish.html", {"decision": found})


@login_required
@require_http_methods(["GET", "POST"])
def decision_unpublish(request, pk):
    found = visible_decision(request, pk)
    if not permissions.can_publish(request.user, found):
        raise PermissionDenied
    form = ReasonForm(request.POST or None, user=request.user)
    if form.is_valid():
        deciding.take_back(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The decision is off the public page."))
        return redirect(found)
    heading = _("Take it off the public page")
    return shown(request, found, form, heading=heading, submit=_("Take it off"))


@login_required
@require_http_methods(["GET", "POST"])
def circular_void(request, pk):
    """Void a decision of a circular vote; one of a meeting is voided in its open record."""
    found = visible_decision(request, pk, permissions.keeps_register)
    if found.item_id is not None:
        raise Http404
    form = VoidForm(request.POST or None, user=request.user)
    if form.is_valid():
        deciding.void(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(
            request, _("Decision No. %(number)s is void.") % {"number": found.signature}
        )
        return redirect(found)
    return shown(request, found, form, heading=_("Void the decision"), submit=_("Void"))


@login_required
@require_GET
def decision_extract(request, pk, form):
    found = visible_decision(request, pk)
    label = deciding.label_of(found)
    if form not in ("pdf", "docx"):
        raise Http404
    if label == HandlingLabel.PERSONS:
        raise PermissionDenied
    if label in READING_IS_AUDITED:
        audit.record_reading(found, by=request.user, label=label, team_id=found.team_id)
    data, media_type = decision_papers.extract(found, form)
    return as_file(data, media_type, f"wyciag-{found.number}-{found.year}.{form}")


def as_file(data, media_type, name):
    """Answer with a file that is saved and never run."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return kept_from_running(response)
