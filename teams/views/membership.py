"""Changing who sits where: seats, mandates, offices, rules."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from teams import membership, permissions
from teams.forms import (
    AppointForm,
    EndForm,
    FirstOfficerForm,
    HandOverForm,
    RoleForm,
    RulesForm,
    SeatForm,
)
from teams.models import Mandate, Team


def managed_team(request, pk):
    """Return a team this person may manage; forbidden to him means 403, unknown 404."""
    teams = Team.objects.visible_to(request.user).select_related("voivodeship")
    team = get_object_or_404(teams, pk=pk)
    if not permissions.can_manage(request.user, team):
        raise PermissionDenied
    return team


def converse(request, form, act, said, *, team, heading, lead="", submit=None):
    """Show a form until it is valid and the operation agrees; then go back to the team."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect(team)
    context = {
        "form": form,
        "team": team,
        "heading": heading,
        "lead": lead,
        "submit": submit or _("Save"),
    }
    return render(request, "teams/team_form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def seat_add(request, pk):
    team = managed_team(request, pk)
    return converse(
        request,
        SeatForm(request.POST or None, team=team, user=request.user),
        lambda facts: membership.add_seat(team, by=request.user, **facts),
        _("The seat is added."),
        team=team,
        heading=_("Add a seat"),
    )


@login_required
@require_safe
def seat_detail(request, pk, seat):
    """A seat over time: everybody who filled it, by which document."""
    team = get_object_or_404(
        Team.objects.visible_to(request.user).select_related("voivodeship"), pk=pk
    )
    seat = get_object_or_404(team.seats.select_related("institution"), pk=seat)
    context = {
        "team": team,
        "seat": seat,
        "mandates": seat.mandates.select_related("user").order_by("-from_on", "capacity_order"),
        "can_manage": permissions.can_manage(request.user, team),
    }
    return render(request, "teams/seat_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def seat_end(request, pk, seat):
    team = managed_team(request, pk)
    seat = get_object_or_404(team.seats, pk=seat)
    return converse(
        request,
        EndForm(request.POST or None, user=request.user),
        lambda facts: membership.end_seat(seat, until_on=facts["until_on"], by=request.user),
        _("The seat is ended; its past stays."),
        team=team,
        heading=_("End the seat: %(seat)s") % {"seat": seat},
    )


@login_required
@require_http_methods(["GET", "POST"])
def appoint(request, pk, seat):
    team = managed_team(request, pk)
    seat = get_object_or_404(team.seats, pk=seat)
    return converse(
        request,
        AppointForm(request.POST or None, user=request.user),
        lambda facts: membership.appoint(seat, by=request.user, **facts),
        _("The person is appointed."),
        team=team,
        heading=_("Appoint: %(seat)s") % {"seat": seat},
    )


def open_mandate(team, pk):
    found = Mandate.objects.filter(seat__team=team, until_on__isnull=True)
    return get_object_or_404(found.select_related("seat__institution", "user"), pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request, pk, mandate):
    """One step: the old mandate ends, the new one begins, open invitations follow."""
    team = managed_team(request, pk)
    mandate = open_mandate(team, mandate)
    return converse(
        request,
        HandOverForm(request.POST or None, user=request.user),
        lambda facts: membership.hand_over(mandate, by=request.user, **facts),
        _("The seat is handed over; open invitations went along."),
        team=team,
        heading=_("Hand over: %(seat)s") % {"seat": mandate.seat},
        lead=_("Until now: %(name)s. Open invitations and tasks go to the successor.")
        % {"name": mandate.user},
        submit=_("Hand over"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def mandate_end(request, pk, mandate):
    team = managed_team(request, pk)
    mandate = open_mandate(team, mandate)
    return converse(
        request,
        EndForm(request.POST or None, user=request.user),
        lambda facts: membership.end_mandate(mandate, by=request.user, **facts),
        _("The mandate is ended."),
        team=team,
        heading=_("End the mandate: %(name)s") % {"name": mandate.user},
    )


@login_required
@require_http_methods(["GET", "POST"])
def role_add(request, pk):
    team = managed_team(request, pk)
    return converse(
        request,
        RoleForm(request.POST or None, user=request.user),
        lambda facts: membership.assign_role(team, by=request.user, **facts),
        _("The role is assigned."),
        team=team,
        heading=_("Assign a role"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def first_officer(request, pk):
    """How a team comes to its first secretary or coordinator; afterwards it appoints by itself."""
    team = get_object_or_404(Team.objects.public().select_related("voivodeship"), pk=pk)
    if not permissions.can_appoint_first_officer(request.user, team):
        raise Http404
    return converse(
        request,
        FirstOfficerForm(request.POST or None, user=request.user),
        lambda facts: membership.assign_role(team, by=request.user, **facts),
        _("The role is assigned."),
        team=team,
        heading=_("First secretary or coordinator"),
        lead=_("From then on the team itself appoints its people; you see nothing of it."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def role_end(request, pk, role):
    team = managed_team(request, pk)
    office = get_object_or_404(team.roles.filter(until_on__isnull=True), pk=role)
    return converse(
        request,
        EndForm(request.POST or None, user=request.user),
        lambda facts: membership.end_role(office, until_on=facts["until_on"], by=request.user),
        _("The role is ended."),
        team=team,
        heading=_("End the role: %(name)s") % {"name": office},
    )


@login_required
@require_http_methods(["GET", "POST"])
def rules_add(request, pk):
    team = managed_team(request, pk)
    return converse(
        request,
        RulesForm(request.POST or None, user=request.user),
        lambda facts: membership.put_rules_in_force(team, facts=facts, by=request.user),
        _("The rules are in force from that day."),
        team=team,
        heading=_("Rules of procedure"),
        lead=_(
            "The rules before end the day before; meetings keep the rules they were called under."
        ),
    )
