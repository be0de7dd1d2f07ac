"""Preparing, changing, convening and cancelling a meeting."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordination import documents, working_days
from coordination.models import User
from meetings import (
    advice,
    announcing,
    carrying_over,
    convening,
    joint,
    permissions,
    planning,
    rules_clock,
)
from meetings.choices import Rule
from meetings.forms.planning import (
    CancelForm,
    ConveneForm,
    DocumentForm,
    GuestForm,
    MeetingForm,
    RemovalForm,
    initial_of,
)
from meetings.views.found import visible_meeting

DEFAULT_HOUR = "10:00"
LATE_DOCUMENTS = gettext_noop(
    "The day for documents has passed. Add them on the page of the meeting, with the reason."
)


def advice_for(form, user, leaving_out=None):
    """Gather what the convener should know from whatever parts of a form are valid already."""
    facts = getattr(form, "cleaned_data", {})
    team, starts_at = facts.get("team"), facts.get("starts_at")
    if team is None or starts_at is None:
        return None
    return advice_on(team, starts_at, facts.get("ends_at"), user, leaving_out)


def advice_on(team, starts_at, ends_at, user, leaving_out=None, joined=()):
    """Gather notice, holidays, clashes and who would be invited for a team and a time.

    With further teams the notice is the longest that any of them asks for.
    """
    day = timezone.localdate(starts_at)
    teams = [team, *joined]
    places = [place for one in teams for place in advice.places(one, day)]
    rules = joint.strictest([convening.rules_on(one, day) for one in teams])
    return {
        "notice": advice.notice(rules, starts_at),
        "past": starts_at <= timezone.now(),
        "day_warning": working_days.day_warning(day),
        "clashes": advice.clashes(
            team, starts_at, ends_at or starts_at, user=user, leaving_out=leaving_out
        ),
        "places": places,
        "invited": len({one.mandate.user_id for one in places if one.mandate}),
        "vacant": sum(1 for one in places if one.mandate is None),
    }


def initial_for_new(request, teams):
    """Prefill a new meeting: the team, a date that keeps the notice, what was left open."""
    wanted = request.GET.get("team", "")
    team = teams.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 10 else None
    team = team or teams.first()
    rules = convening.rules_on(team, timezone.localdate())
    day = timezone.localdate() + timedelta(days=(rules.notice_days if rules else 14) + 1)
    last = carrying_over.last_held(team)
    return {
        "team": team.pk,
        "day": working_days.next_working_day(day),
        "hour": DEFAULT_HOUR,
        "length": 120,
        "title": _("Meeting of the team"),
        "place": last.place if last else "",
        "video_link": last.video_link if last else "",
        "agenda": "\n".join(carrying_over.opening_agenda(team)),
    }


@login_required
@require_http_methods(["GET", "POST"])
def meeting_create(request):
    teams = permissions.teams_to_convene(request.user).active().select_related("voivodeship")
    if not teams.exists():
        raise PermissionDenied
    if request.method == "GET":
        form = MeetingForm(initial=initial_for_new(request, teams), teams=teams, user=request.user)
        return render(request, "meetings/meeting_form.html", {"form": form})
    form = MeetingForm(request.POST, request.FILES, teams=teams, user=request.user)
    if form.is_valid() and "check" not in request.POST:
        meeting = save_draft(form, request.user)
        if meeting is not None:
            messages.success(request, _("The draft is saved. Nobody has been told yet."))
            return redirect(meeting)
    found = advice_for(form, request.user)
    return render(request, "meetings/meeting_form.html", {"form": form, "advice": found})


def save_draft(form, user):
    """Save a new meeting with its documents, all or nothing; errors go beside their field."""
    team = form.cleaned_data["team"]
    try:
        with transaction.atomic():
            meeting = planning.draft(
                team,
                facts=form.facts(),
                agenda_entries=form.agenda_entries(),
                by=user,
                carried_from=carrying_over.origins(team),
            )
            attach_all(meeting, form.cleaned_data["documents"], user)
            return meeting
    except ValidationError as error:
        form.add_error(None if hasattr(error, "error_dict") else "documents", error)
    return None


def attach_all(meeting, files, user):
    for file in files:
        version = documents.store(file, title=file.name[:200], label=meeting.label, by=user)
        planning.attach(meeting, version, by=user)


@login_required
@require_GET
def meeting_advice(request):
    """Answer the form while it is being filled in: a fragment, nothing is saved."""
    teams = permissions.teams_to_convene(request.user).active().select_related("voivodeship")
    form = MeetingForm(request.GET, teams=teams, user=request.user)
    form.is_valid()
    known = request.GET.get("meeting", "")
    leaving_out = int(known) if known.isdecimal() and len(known) < 15 else None
    found = advice_for(form, request.user, leaving_out)
    return render(request, "meetings/_partials/advice.html", {"advice": found})


@login_required
@require_http_methods(["GET", "POST"])
def meeting_edit(request, pk):
    meeting = visible_meeting(request, pk, permissions.can_edit)
    teams = permissions.teams_to_convene(request.user).filter(pk=meeting.team_id)
    shared = {
        "teams": teams,
        "user": request.user,
        "has_sections": meeting.sections.exists(),
    }
    if request.method == "GET":
        form = MeetingForm(initial=initial_of(meeting), **shared)
        return render(request, "meetings/meeting_form.html", {"form": form, "meeting": meeting})
    form = MeetingForm(request.POST, request.FILES, **shared)
    theirs = None
    if form.is_valid() and "check" not in request.POST:
        try:
            saved = save_change(form, meeting, request.user)
        except planning.ChangedMeanwhile:
            saved, theirs = None, initial_of(visible_meeting(request, pk))
        if saved:
            messages.success(request, said_after_change(saved))
            return redirect(saved)
    context = {
        "form": form,
        "meeting": meeting,
        "theirs": theirs,
        "advice": advice_for(form, request.user, meeting.pk),
    }
    return render(request, "meetings/meeting_form.html", context, status=409 if theirs else 200)


def save_change(form, meeting, user):
    try:
        with transaction.atomic():
            changed = planning.change(
                meeting,
                facts=form.facts(),
                agenda_entries=form.agenda_entries(),
                revision=form.cleaned_data["revision"] or 0,
                by=user,
            )
            attach_all(changed, form.cleaned_data["documents"], user)
            return changed
    except ValidationError as error:
        form.add_error(None if hasattr(error, "error_dict") else "documents", error)
    except rules_clock.BreachNeedsReason:
        form.add_error("documents", _(LATE_DOCUMENTS))
    return None


def said_after_change(meeting):
    if meeting.is_convened:
        return _("The change is saved. In a minute the invitees get one letter about it.")
    return _("The draft is saved. Nobody has been told yet.")


@login_required
@require_http_methods(["GET", "POST"])
def meeting_convene(request, pk):
    meeting = visible_meeting(request, pk, permissions.can_convene)
    found = advice_on(
        meeting.team,
        meeting.starts_at,
        meeting.ends_at,
        request.user,
        leaving_out=meeting.pk,
        joined=[one.team for one in joint.joined_of(meeting)],
    )
    form = ConveneForm(
        request.POST or None, reason_needed=not found["notice"].kept, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        convening.convene(meeting, by=request.user, **form.cleaned_data)
        messages.success(request, _("The meeting is convened. The invitations are on their way."))
        return redirect(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "advice": found,
        "guests": meeting.invitees.current(),
    }
    return render(request, "meetings/meeting_convene.html", context)


@login_required
@require_POST
def meeting_announce(request, pk):
    """Tell the invitees of the changes now instead of within the minute."""
    meeting = visible_meeting(request, pk, permissions.can_edit)
    announcing.announce(meeting.pk)
    messages.success(request, _("The letters about the change are on their way."))
    return redirect(meeting)


@login_required
@require_http_methods(["GET", "POST"])
def meeting_cancel(request, pk):
    meeting = visible_meeting(request, pk, permissions.can_cancel)
    form = CancelForm(request.POST or None, user=request.user)
    if form.is_valid():
        convening.cancel(meeting, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The meeting is cancelled and every invitee will be told."))
        return redirect(meeting)
    return render(request, "meetings/meeting_cancel.html", {"meeting": meeting, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def guest_add(request, pk):
    meeting = visible_meeting(request, pk, permissions.can_edit)
    form = GuestForm(request.POST or None, user=request.user)
    if form.is_valid():
        account = User.objects.active().filter(email=form.cleaned_data["email"]).first()
        try:
            planning.add_guest(meeting, user=account, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("email", error.messages[0])
        else:
            messages.success(request, _("The guest is on the list."))
            return redirect(meeting)
    return render(request, "meetings/guest_form.html", {"meeting": meeting, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def invitee_remove(request, pk, invitee):
    meeting = visible_meeting(request, pk, permissions.can_edit)
    invitee = get_object_or_404(meeting.invitees.current(), pk=invitee)
    form = RemovalForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        if meeting.is_draft:
            convening.delete_guest_of_draft(invitee)
        else:
            convening.remove_invitee(invitee, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s is off the list.") % {"name": invitee.name})
        return redirect(meeting)
    context = {"meeting": meeting, "invitee": invitee, "form": form}
    return render(request, "meetings/invitee_remove.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def document_add(request, pk):
    meeting = visible_meeting(request, pk, permissions.can_edit)
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        meeting=meeting,
        is_late=rules_clock.would_break(meeting, Rule.DOCUMENTS),
        user=request.user,
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        item, title = form.cleaned_data["item"], form.cleaned_data["title"] or file.name[:200]
        label = form.cleaned_data["label"] or (item and item.label) or meeting.label
        try:
            with transaction.atomic():
                version = documents.store(file, title=title, label=label, by=request.user)
                planning.attach(
                    meeting,
                    version,
                    by=request.user,
                    item=item,
                    late_reason=form.cleaned_data.get("late_reason", ""),
                )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, _("The document is on the table."))
            return redirect(meeting)
    return render(request, "meetings/document_form.html", {"meeting": meeting, "form": form})
