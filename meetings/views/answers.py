"""Answers: in the desk, by the personal link without signing in, and entered for somebody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from meetings import agenda_reading, answering, permissions
from meetings.choices import ATTENDING, AnswerChannel, MeetingStatus
from meetings.forms.answers import AnswerForm
from meetings.models import Invitee, Presence, RsvpEvent
from meetings.views.found import visible_meeting


def answer_form(invitee, data, user):
    return AnswerForm(
        data,
        deputies=answering.deputies_of(invitee),
        stranger_allowed=answering.may_send_stranger(invitee),
        initial={"answer": invitee.answer, "comment": invitee.answer_comment},
        user=user,
    )


def record(form, invitee, *, via, by):
    """Record what a valid form says; return whether it was taken, errors stand in the form."""
    deputy = form.deputy_fields()
    comment = form.cleaned_data["comment"]
    try:
        if deputy is None:
            answering.record_answer(
                invitee, form.cleaned_data["answer"], via=via, comment=comment, by=by
            )
        else:
            answering.send_deputy(invitee, via=via, comment=comment, by=by, **deputy)
    except ValidationError as error:
        form.add_error(None, error.messages[0])
    except answering.DeputyAlreadyInvited as refusal:
        form.add_error("deputy", str(refusal.message))
    return form.is_valid()


@login_required
@require_http_methods(["GET", "POST"])
def answer_in_app(request, pk):
    """The person's own answer, signed in."""
    meeting = visible_meeting(request, pk)
    own = Invitee.objects.of_person(request.user).filter(meeting=meeting)
    invitee = get_object_or_404(own.select_related("seat"))
    invitee.meeting = meeting
    form = answer_form(invitee, request.POST or None, request.user)
    if form.is_valid() and record(form, invitee, via=AnswerChannel.APP, by=request.user):
        messages.success(request, _("Thank you. Your answer is recorded."))
        return redirect(meeting)
    context = {"meeting": meeting, "invitee": invitee, "form": form}
    return render(request, "meetings/answer_in_app.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def answer_for_invitee(request, pk, invitee):
    """The secretary enters an answer given by telephone or letter."""
    meeting = visible_meeting(request, pk, permissions.can_record_answers)
    invitee = get_object_or_404(meeting.invitees.current().select_related("seat"), pk=invitee)
    invitee.meeting = meeting
    form = answer_form(invitee, request.POST or None, request.user)
    if form.is_valid() and record(form, invitee, via=AnswerChannel.SECRETARY, by=request.user):
        messages.success(request, _("The answer of %(name)s is recorded.") % {"name": invitee.name})
        return redirect(meeting)
    context = {"meeting": meeting, "invitee": invitee, "form": form}
    return render(request, "meetings/answer_for_invitee.html", context)


def still_stands(invitee):
    """Whether an invitation is still its person's: a seat he has left takes the link with it."""
    if invitee.user is None or invitee.seat is None or invitee.substitute_for_id:
        return True
    return Invitee.objects.of_person(invitee.user).filter(pk=invitee.pk).exists()


def not_found():
    raise Http404


def invitee_of_secret(secret):
    """Return the invitation of a personal link.

    The link dies when the person is taken off the list, when the seat is no longer his, and with
    the meeting itself (quality §3).
    """
    invitee = get_object_or_404(
        Invitee.objects.current().select_related(
            "meeting__team__voivodeship", "meeting__rules", "seat", "user"
        ),
        secret=secret,
    )
    return invitee if still_stands(invitee) else not_found()


@require_http_methods(["GET", "POST"])
def answer_by_link(request, secret):
    """Answer without signing in. GET shows a page with one button; only POST changes anything."""
    invitee = invitee_of_secret(secret)
    meeting = invitee.meeting
    with translation.override(invitee.language):
        is_open = meeting.is_convened and meeting.ends_at > timezone.now()
        form = answer_form(invitee, request.POST or None, invitee.user) if is_open else None
        answered = form is not None and form.is_valid()
        if answered and record(form, invitee, via=AnswerChannel.LINK, by=invitee.user):
            return redirect(f"{request.path}?done=1")
        context = {
            "meeting": meeting,
            "invitee": invitee,
            "form": form,
            "in_session": meeting.status == MeetingStatus.IN_SESSION,
            "is_present": Presence.objects.filter(
                invitee=invitee, mode__in=ATTENDING, left_at=None
            ).exists(),
            "done": "done" in request.GET and invitee.has_answered,
            "shows_details": not meeting.is_named_persons_only,
            "agenda": agenda_reading.lines(meeting, invitee),
        }
        return render(request, "meetings/answer_by_link.html", context)


@login_required
@require_POST
def proposal_decline(request, pk, event):
    meeting = visible_meeting(request, pk, permissions.can_record_answers)
    proposals = RsvpEvent.objects.filter(invitee__meeting=meeting, proposed_start_at__isnull=False)
    answering.decline_proposal(get_object_or_404(proposals, pk=event), by=request.user)
    messages.success(request, _("The proposal is answered; the date stays."))
    return redirect(meeting)
