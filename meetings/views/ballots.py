"""Votes as their officers run them: the list, opening, the page, closing, the protocol."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordination import audit
from coordination.choices import READING_IS_AUDITED
from coordination.models import IncomingMail
from coordination.refusals import Refused
from coordination.templatetags.polish_dates import moment
from meetings import (
    convening,
    decision_papers,
    permissions,
    vote_closing,
    vote_counting,
    vote_opening,
)
from meetings.choices import BallotKind
from meetings.forms.outcomes import CircularForm, HandsForm, ItemBallotForm, ReasonForm
from meetings.models import Ballot, BallotVoter, Decision, SecretTurnout, Vote, VoteRemark
from meetings.views.decisions import as_file
from meetings.views.found import visible_meeting
from teams.choices import SeatStanding
from teams.standing import standing_of

PER_PAGE = 30


def visible_ballot(request, pk, may=None):
    """Return a vote this person may see; `may` asks of it."""
    ballots = Ballot.objects.visible_to(request.user).select_related(
        "team__voivodeship", "meeting__team", "item", "rules", "opened_by", "proposal"
    )
    found = get_object_or_404(ballots, pk=pk)
    if may is not None and not may(request.user, found):
        raise PermissionDenied
    return found


@login_required
@require_GET
def ballot_list(request):
    """Open votes first, then the others of one's teams, the newest first."""
    seen = Ballot.objects.visible_to(request.user).select_related("team__voivodeship", "decision")
    page = Paginator(seen.exclude(state="open"), PER_PAGE).get_page(request.GET.get("page"))
    for one in page:
        one.sentence = vote_counting.sentence(one) if one.result else ""
    context = {
        "open": seen.open().order_by("closes_at")[:PER_PAGE],
        "page": page,
        "can_open": bool(permissions.teams_to_convene(request.user).exists()),
    }
    return render(request, "meetings/ballot_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def circular_add(request):
    teams = permissions.teams_to_convene(request.user).active().select_related("voivodeship")
    if not teams.exists():
        raise PermissionDenied
    form = CircularForm(request.POST or None, teams=teams, user=request.user)
    if form.is_valid():
        team = form.cleaned_data["team"]
        try:
            opened = vote_opening.open_circular(team, by=request.user, **form.facts())
        except vote_opening.TooShort as refused:
            earliest = moment(timezone.localtime(vote_opening.shortest_end(team, timezone.now())))
            form.add_error(
                "until_day",
                f"{refused} " + _("The earliest end is %(when)s.") % {"when": earliest},
            )
        except vote_opening.NobodyToVote as refused:
            form.add_error("team", str(refused))
        else:
            messages.success(request, _("The vote is open and everybody entitled has a letter."))
            return redirect(opened)
    terms = [
        (team, vote_opening.shortest_days(convening.rules_on(team, timezone.localdate())))
        for team in teams
    ]
    return render(request, "meetings/circular_form.html", {"form": form, "terms": terms})


@login_required
@require_http_methods(["GET", "POST"])
def item_ballot(request, pk, item):
    """Open a vote at an item of a meeting in session."""
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    item = get_object_or_404(meeting.items, pk=item)
    form = ItemBallotForm(request.POST or None, initial={"title": item.title}, user=request.user)
    if form.is_valid():
        cleaned = {name: form.cleaned_data[name] for name in form.declared_fields}
        try:
            opened = vote_opening.open_at_item(item, by=request.user, **cleaned)
        except vote_opening.NobodyPresent as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The vote is open."))
            return redirect(opened)
    context = {"meeting": meeting, "item": item, "form": form}
    return render(request, "meetings/item_ballot.html", context)


def rows_of(ballot, shows_words):
    """Return the entitled seats with what each said, where that may be seen."""
    seats = vote_closing.positions_of(ballot)
    turnout = set()
    if ballot.is_secret:
        turnout = set(
            SecretTurnout.objects.filter(seat__ballot=ballot).values_list("seat", flat=True)
        )
    earlier = {}
    for vote in Vote.objects.filter(seat__ballot=ballot) if shows_words else []:
        earlier.setdefault(vote.seat_id, []).append(vote)
    remarks = {}
    for one in VoteRemark.objects.filter(seat__ballot=ballot):
        remarks.setdefault(one.seat_id, []).append(one)
    for seat in seats:
        seat.has_voted = seat.vote is not None or seat.pk in turnout
        seat.earlier = [one for one in earlier.get(seat.pk, []) if one.pk != seat.last_vote]
        seat.said_remarks = remarks.get(seat.pk, [])
    return seats


def own_seats(ballot, user):
    """Seats of this vote for which a person may speak now."""
    if ballot.kind == BallotKind.OPEN:
        return []
    seats = ballot.seats.entitled()
    if ballot.is_circular:
        return list(seats.filter(seat__in=standing_of(user).seats))
    speaks = BallotVoter.objects.filter(seat=OuterRef("pk"), user=user)
    return list(seats.filter(Exists(speaks)))


def is_not_present(ballot, seats, user):
    """Whether a voting seat of this person takes no part, as nobody noted that it is here."""
    if ballot.is_circular:
        return False
    own = standing_of(user).seats
    if any(one.seat_id in own for one in seats):
        return False
    return ballot.team.seats.on_day().filter(pk__in=own, standing=SeatStanding.VOTING).exists()


@login_required
@require_GET
def ballot(request, pk):
    """The text, who has voted, and what came of it; words of others while it runs for nobody."""
    found = visible_ballot(request, pk)
    if found.label in READING_IS_AUDITED:
        audit.record_reading(found, by=request.user, label=found.label, team_id=found.team_id)
    runs = permissions.runs_vote(request.user, found)
    shows_words = found.is_named and (not found.is_open or runs)
    seats = rows_of(found, shows_words)
    is_over = found.closes_at is not None and found.closes_at <= timezone.now()
    mine = {one.pk for one in own_seats(found, request.user)} if found.is_open else set()
    context = {
        "ballot": found,
        "seats": seats,
        "mine": [one for one in seats if one.pk in mine],
        "shows_words": shows_words,
        "runs": runs,
        "votes_count": not is_over and found.is_open,
        "voted": sum(1 for one in seats if one.has_voted and not one.is_recused),
        "entitled": sum(1 for one in seats if not one.is_recused),
        "sentence": vote_counting.sentence(found) if found.result else "",
        "decision": Decision.objects.filter(ballot=found).first(),
        "letters": IncomingMail.objects.about(found).defer("raw")[:20] if runs else [],
        "can_close": runs and found.is_open and not vote_closing.still_runs(found, seats),
        "can_withdraw": runs and found.is_open,
        "is_not_present": found.is_open and is_not_present(found, seats, request.user),
    }
    return render(request, "meetings/ballot.html", context)


def why_not_closed(ballot):
    """Say why a vote cannot be closed now; empty where it can."""
    if not ballot.is_open:
        return vote_closing.VoteIsSettled.message
    if vote_closing.still_runs(ballot, vote_closing.positions_of(ballot)):
        return vote_closing.StillRunning.message
    return ""


@login_required
@require_http_methods(["GET", "POST"])
def ballot_close(request, pk):
    """Close a vote; an open one asks for the counted hands."""
    found = visible_ballot(request, pk, permissions.runs_vote)
    by_hands = found.kind == BallotKind.OPEN
    form = HandsForm(request.POST or None) if by_hands else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            closed = vote_closing.close(found, by=request.user, **(form.facts() if form else {}))
        except Refused as refused:
            if form is None:
                messages.error(request, str(refused))
                return redirect(found)
            form.add_error(None, str(refused))  # what was typed stays
        else:
            messages.success(request, vote_counting.sentence(closed))
            return redirect(closed)
    entitled = found.seats.entitled().count()
    silent = found.seats.silent().select_related("seat") if not by_hands else []
    context = {"ballot": found, "form": form, "entitled": entitled, "silent": silent}
    if request.method == "GET":
        context["why_not"] = why_not_closed(found)
    return render(request, "meetings/ballot_close.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def ballot_withdraw(request, pk):
    found = visible_ballot(request, pk, permissions.runs_vote)
    form = ReasonForm(request.POST or None, user=request.user)
    if form.is_valid():
        vote_closing.withdraw(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The vote is called off."))
        return redirect(found)
    context = {
        "ballot": found,
        "form": form,
        "heading": _("Call the vote off"),
        "submit": _("Call it off"),
        "why_not": "" if found.is_open else vote_closing.VoteIsSettled.message,
    }
    return render(request, "meetings/ballot_act.html", context)


@login_required
@require_GET
def ballot_protocol(request, pk):
    """The record of a settled vote as PDF, with the term of the rules it had to keep."""
    found = visible_ballot(request, pk, permissions.runs_vote)
    if found.is_named_persons_only or found.is_open:
        raise PermissionDenied
    if found.label in READING_IS_AUDITED:
        audit.record_reading(found, by=request.user, label=found.label, team_id=found.team_id)
    data = decision_papers.protocol_pdf(found, rows_of(found, found.is_named))
    return as_file(data, decision_papers.PDF_TYPE, f"glosowanie-{found.pk}.pdf")
