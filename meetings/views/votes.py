"""Voting: in the desk, by a personal link, and by the secretary for a seat."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.refusals import Refused
from meetings import permissions, vote_closing, vote_counting, voting
from meetings.choices import BallotKind, VoteChannel
from meetings.forms.outcomes import (
    ObjectionForm,
    ReasonForm,
    SecretVoteForm,
    VoteForm,
    VoteForSeatForm,
)
from meetings.models import BallotVoter
from meetings.views.ballots import own_seats, visible_ballot


def seat_of(ballot, pk):
    seat = get_object_or_404(ballot.seats.select_related("seat__institution"), pk=pk)
    seat.ballot = ballot
    return seat


def own_seat(request, pk, seat):
    """Return a vote and one of its seats for which this person may speak now, with his right."""
    ballot = visible_ballot(request, pk)
    found = next((one for one in own_seats(ballot, request.user) if one.pk == seat), None)
    if found is None or ballot.kind == BallotKind.OPEN:
        raise Http404
    found.ballot = ballot
    return ballot, found


def why_no_form(request, ballot, seat=None):
    """Say why a page shows no form. What was posted is shown again with its refusal."""
    return voting.why_not(ballot, seat) if request.method == "GET" else ""


def vote_form(ballot, seat, data, user):
    if ballot.is_secret:
        return SecretVoteForm(data)
    last = seat.votes.order_by("-number").first()
    initial = {"word": last.word, "reason": last.reason} if last else {}
    return VoteForm(data, initial=initial, user=user)


def take(form, ballot, seat, voter, **how):
    """Take what was posted; a refusal stands in the form and nothing typed is lost."""
    if not form.is_valid():
        return False
    cleaned = form.cleaned_data
    try:
        if ballot.is_secret:
            voting.cast_secretly(seat, cleaned["word"], voter=voter)
        else:
            voting.cast(seat, cleaned["word"], voter=voter, reason=cleaned["reason"], **how)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@login_required
@require_http_methods(["GET", "POST"])
def vote_in_app(request, pk, seat):
    """Vote for one of one's own seats, signed in."""
    ballot, seat = own_seat(request, pk, seat)
    form = vote_form(ballot, seat, request.POST or None, request.user)
    if request.method == "POST":
        voter = voting.voter_for(seat, request.user)
        how = {"via": VoteChannel.APP, "by": request.user}
        if take(form, ballot, seat, voter, **how):
            messages.success(request, _("Thank you, the vote is recorded."))
            return redirect(ballot)
    context = {"ballot": ballot, "seat": seat, "form": form}
    context["why_not"] = why_no_form(request, ballot, seat)
    return render(request, "meetings/vote.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def vote_for_seat(request, pk, seat):
    """Enter what a seat said, for example on the telephone; everybody sees who entered it."""
    ballot = visible_ballot(request, pk, permissions.runs_vote)
    if not ballot.is_named:
        raise Http404
    seat = seat_of(ballot, seat)
    form = VoteForSeatForm(request.POST or None, seat=seat, user=request.user)
    if form.is_valid():
        names = ("word", "voter", "reason", "heard_how")
        facts = {name: form.cleaned_data[name] for name in names}
        facts["said_by"] = form.cleaned_data.get("said_by", "")
        try:
            voting.cast(seat, via=VoteChannel.SECRETARY, by=request.user, **facts)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Noted: %(item)s.") % {"item": seat.institution_label})
            return redirect(ballot)
    context = {
        "ballot": ballot,
        "form": form,
        "heading": _("Enter a vote"),
        "lead": seat.institution_label,
        "submit": _("Enter the vote"),
        "why_not": why_no_form(request, ballot, seat),
    }
    return render(request, "meetings/ballot_act.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def seat_out(request, pk, seat):
    """Note that a seat keeps out of a vote."""
    ballot = visible_ballot(request, pk, permissions.runs_vote)
    seat = seat_of(ballot, seat)
    form = ReasonForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            voting.keep_out(seat, reason=form.cleaned_data["reason"][:250], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("Keeps out of the vote: %(item)s.") % {"item": seat.institution_label}
            )
            return redirect(ballot)
    context = {
        "ballot": ballot,
        "form": form,
        "heading": _("A seat keeps out of the vote"),
        "lead": seat.institution_label,
        "submit": _("Note it"),
        "why_not": why_no_form(request, ballot, seat),
    }
    return render(request, "meetings/ballot_act.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def ballot_object(request, pk, seat):
    """Object to deciding by circular vote, signed in."""
    ballot, seat = own_seat(request, pk, seat)
    if not ballot.is_circular:
        raise Http404
    form = ObjectionForm(request.POST or None, user=request.user)
    if form.is_valid():
        voter = voting.voter_for(seat, request.user)
        if objects(form, voter):
            messages.success(request, _("The text goes to the next meeting."))
            return redirect(ballot)
    context = {
        "ballot": ballot,
        "form": form,
        "heading": _("Object to the circular vote"),
        "lead": seat.institution_label,
        "submit": _("Object"),
        "why_not": why_no_form(request, ballot),
    }
    return render(request, "meetings/ballot_act.html", context)


def objects(form, voter):
    try:
        vote_closing.object_to(voter, reason=form.cleaned_data["reason"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def voter_of_link(secret):
    """Return whose ballot paper an address is, while he still fills the seat; else 404."""
    voters = BallotVoter.objects.select_related(
        "seat__ballot__team__voivodeship", "seat__ballot__rules", "user"
    )
    voter = get_object_or_404(voters, secret=secret, seat__ballot__item__isnull=True)
    if not voting.still_speaks(voter):
        raise Http404
    return voter


@require_http_methods(["GET", "POST"])
def vote_by_link(request, secret):
    """Vote without an account. GET shows; only POST changes anything."""
    voter = voter_of_link(secret)
    seat, ballot = voter.seat, voter.seat.ballot
    with translation.override(voter.language):
        is_open = ballot.is_open and ballot.closes_at and ballot.closes_at > timezone.now()
        form = vote_form(ballot, seat, request.POST or None, voter.user)
        how = {"via": VoteChannel.LINK, "by": voter.user}
        by_link = not ballot.is_named_persons_only  # those read and vote in the desk only
        if request.method == "POST" and by_link and take(form, ballot, seat, voter, **how):
            return redirect(f"{request.path}?done=1")
        context = {
            "ballot": ballot,
            "seat": seat,
            "voter": voter,
            "form": form,
            "is_open": is_open,
            "last": seat.votes.order_by("-number").first(),
            "done": "done" in request.GET,
            "sentence": vote_counting.sentence(ballot) if ballot.result else "",
        }
        return render(request, "meetings/vote_by_link.html", context)


@require_http_methods(["GET", "POST"])
def object_by_link(request, secret):
    """Object without an account."""
    voter = voter_of_link(secret)
    ballot = voter.seat.ballot
    with translation.override(voter.language):
        form = ObjectionForm(request.POST or None, user=voter.user)
        if form.is_valid() and objects(form, voter):
            return redirect("meetings:vote-by-link", secret=secret)
        context = {"ballot": ballot, "voter": voter, "form": form}
        context["why_not"] = why_no_form(request, ballot)
        return render(request, "meetings/object_by_link.html", context)
