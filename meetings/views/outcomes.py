"""Decisions and tasks noted at an item."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meetings import permissions, recording
from meetings.forms.recording import ActionForm, DecisionForm, VoidDecisionForm
from meetings.views.found import visible_meeting
from meetings.views.minutes import minutes_path, redirect_to_item, seats_of


@login_required
@require_http_methods(["GET", "POST"])
def decision_note(request, pk, item):
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    item = get_object_or_404(meeting.items, pk=item)
    form = DecisionForm(request.POST or None, user=request.user, auto_id=f"d{item.pk}_%s")
    if form.is_valid():
        decision = recording.note_decision(item, by=request.user, **form.cleaned_data)
        messages.success(
            request, _("Decision No. %(number)s is noted.") % {"number": decision.signature}
        )
        return redirect_to_item(meeting, item)
    return answer_form(request, meeting, item, form, submit=_("Note the decision"))


def answer_form(request, meeting, item, form, *, submit):
    """Show a form beside its item in the minutes, or on a page of its own without scripts."""
    context = {"meeting": meeting, "item": item, "form": form, "submit": submit}
    context["back"] = f"{minutes_path(meeting)}#item-{item.pk}"
    if request.htmx:
        next(iter(form)).field.widget.attrs["autofocus"] = True
        return render(request, "meetings/_partials/note_form.html", context)
    return render(request, "meetings/note_form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def decision_void(request, pk, decision):
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    decision = get_object_or_404(meeting.decisions.filter(void_reason=""), pk=decision)
    form = VoidDecisionForm(request.POST or None, user=request.user)
    if form.is_valid():
        recording.void_decision(decision, by=request.user, **form.cleaned_data)
        messages.success(
            request, _("Decision No. %(number)s is void.") % {"number": decision.signature}
        )
        return redirect_to_item(meeting, decision.item)
    context = {"meeting": meeting, "decision": decision, "form": form}
    return render(request, "meetings/decision_void.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def action_note(request, pk, item):
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    item = get_object_or_404(meeting.items, pk=item)
    seats = seats_of(meeting)
    form = ActionForm(
        request.POST or None, seats=seats, user=request.user, auto_id=f"t{item.pk}_%s"
    )
    if form.is_valid():
        recording.note_action(item, by=request.user, **form.cleaned_data)
        messages.success(request, _("The task is noted."))
        return redirect_to_item(meeting, item)
    return answer_form(request, meeting, item, form, submit=_("Note the task"))
