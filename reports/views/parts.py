"""Activities, joint events and evidence of a contribution."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit, documents
from coordination.choices import HandlingLabel
from reports import contents, contributing, permissions
from reports.forms.contributions import ActivityForm, EvidenceForm, PartnerForm
from reports.models import ActivityPartner
from reports.views.editions import tried
from reports.views.found import visible_contribution


@login_required
@require_http_methods(["GET", "POST"])
def activity_form(request, pk, activity=None):
    """Write an activity, new or known."""
    found = visible_contribution(request, pk, permissions.can_write)
    known = get_object_or_404(found.activities, pk=activity) if activity is not None else None
    form = ActivityForm(request.POST or None, instance=known, contribution=found, user=request.user)
    if form.is_valid() and tried(
        form,
        lambda: contributing.save_activity(
            found, form.instance, partners=form.partners, by=request.user
        ),
    ):
        messages.success(request, _("The activity is saved."))
        return redirect(f"{found.get_absolute_url()}#activities")
    return part_page(request, found, form, _("Activity"), _("Save"))


def part_page(request, found, form, title, submit=""):
    context = {"contribution": found, "cycle": found.cycle, "form": form, "title": title}
    context["submit"] = submit
    return render(request, "reports/part_form.html", context)


@login_required
@require_POST
def activity_remove(request, pk, activity):
    found = visible_contribution(request, pk, permissions.can_write)
    contributing.remove_activity(get_object_or_404(found.activities, pk=activity), by=request.user)
    messages.success(request, _("The activity is removed."))
    return redirect(f"{found.get_absolute_url()}#activities")


@login_required
@require_http_methods(["GET", "POST"])
def partner_answer(request, pk):
    """A co-organiser sees the event alone, and says whether it was so."""
    own = ActivityPartner.objects.of_person(request.user).select_related(
        "activity__contribution__institution",
        "activity__contribution__team__voivodeship",
        "institution",
        "team__voivodeship",
    )
    partner = get_object_or_404(own, pk=pk)
    form = PartnerForm(request.POST or None, user=request.user)
    can_answer = permissions.can_answer_partner(request.user, partner)
    if request.method == "POST" and form.is_valid():
        contributing.answer_partner(
            partner,
            confirms=form.cleaned_data["confirms"] == "yes",
            remark=form.cleaned_data["remark"],
            by=request.user,
        )
        messages.success(request, _("Thank you, your answer is noted."))
        return redirect("reports:reports")
    context = {"partner": partner, "activity": partner.activity, "form": form}
    return render(request, "reports/partner_answer.html", context | {"can_answer": can_answer})


@login_required
@require_http_methods(["GET", "POST"])
def evidence_add(request, pk):
    found = visible_contribution(request, pk, permissions.can_write)
    form = EvidenceForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            contributing.attach(
                found,
                form.cleaned_data["file"],
                title=form.cleaned_data["title"],
                by=request.user,
            )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, _("The document is added."))
            return redirect(f"{found.get_absolute_url()}#evidence")
    return part_page(request, found, form, _("Add a document"))


@login_required
@require_POST
def evidence_withdraw(request, pk, evidence):
    found = visible_contribution(request, pk, permissions.can_write)
    known = found.evidence.filter(withdrawn_at__isnull=True)
    contributing.withdraw(get_object_or_404(known, pk=evidence), by=request.user)
    messages.success(request, _("The document is taken out."))
    return redirect(f"{found.get_absolute_url()}#evidence")


@login_required
@require_safe
def evidence_download(request, pk, evidence):
    """The institution's own, or what was filed with a round."""
    found = visible_contribution(request, pk)
    evidence = get_object_or_404(found.evidence.select_related("version"), pk=evidence)
    own = permissions.can_read_draft(request.user, found)
    if not own and not was_filed(found, evidence):
        raise Http404
    audit.record_reading(found, by=request.user, label=HandlingLabel.INSTITUTIONS)
    return documents.download(evidence.version)


def was_filed(found, evidence):
    """Whether a piece of evidence came with what was last filed."""
    filed = contents.filed(found) or {}
    return any(one["pk"] == evidence.pk for one in filed.get("evidence", []))
