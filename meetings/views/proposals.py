"""Items put forward: the list, one proposal with all that can be done with it, the form."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordination import audit, documents
from coordination.choices import READING_IS_AUDITED, HandlingLabel
from meetings import asking, permissions, proposing, reminding_answers
from meetings.choices import ARRANGEABLE, ProposalState
from meetings.forms.proposals import (
    AskOpinionsForm,
    CallForm,
    OpinionForm,
    PassOnForm,
    PlaceForm,
    ProposalForm,
    ReplyForm,
    SettleForm,
    initial_of_proposal,
)
from meetings.models import Ballot, CallForItems, Decision, ItemProposal, Meeting, TeamQuestion
from teams.models import Team
from teams.standing import standing_of

PAGE = 50


def visible_proposal(request, pk, may=None):
    """Return a proposal this person may read; `may` is a predicate that must hold too."""
    proposals = ItemProposal.objects.visible_to(request.user).select_related(
        "team__voivodeship",
        "seat__institution",
        "proposed_by",
        "question__team__voivodeship",
        "passed_from__team__voivodeship",
        "item__meeting",
    )
    proposal = get_object_or_404(proposals, pk=pk)
    if may is not None and not may(request.user, proposal):
        raise PermissionDenied
    return proposal


def own_teams(user):
    return Team.objects.visible_to(user).active().select_related("voivodeship").in_polish_order()


def steered_teams(user):
    teams = permissions.teams_to_convene(user).active()
    return teams.select_related("voivodeship").in_polish_order()


@login_required
@require_GET
def proposal_list(request):
    """Everything put forward that I may see: what waits for a decision, the backlog, the rest."""
    user = request.user
    proposals = ItemProposal.objects.visible_to(user).select_related(
        "team__voivodeship", "seat__institution", "question", "item__meeting"
    )
    which = "settled" if request.GET.get("which") == "settled" else "open"
    still_open = Q(state=ProposalState.SUBMITTED) | Q(
        state=ProposalState.ACCEPTED, item__isnull=True, reply=""
    )
    rows = proposals.filter(~still_open if which == "settled" else still_open)
    teams = own_teams(user)
    context = {
        "which": which,
        "page": Paginator(rows.order_by("-pk"), PAGE).get_page(request.GET.get("page")),
        "can_propose": teams.exists(),
        "steered": list(steered_teams(user)),
        "questions": TeamQuestion.objects.visible_to(user).select_related("team__voivodeship")[:10],
        "calls": CallForItems.objects.filter(team__in=teams, until_at__gte=timezone.now())
        .select_related("team__voivodeship", "meeting")
        .order_by("until_at"),
    }
    return render(request, "meetings/proposal_list.html", context)


def seat_for(user, team):
    """Return the seat under which a person puts something forward to a team, or None."""
    seats = [seat for seat, of_team in standing_of(user).seats.items() if of_team == team.pk]
    return team.seats.filter(pk__in=seats).order_by("position").first()


def attach_all(proposal, files, user):
    for file in files:
        version = documents.store(file, title=file.name[:200], label=proposal.label, by=user)
        proposing.attach(proposal, version)


@login_required
@require_http_methods(["GET", "POST"])
def proposal_add(request):
    """Put an item forward to one of my teams."""
    teams = own_teams(request.user)
    if not teams.exists():
        raise PermissionDenied
    wanted = request.GET.get("team", "")
    initial = {"team": wanted} if wanted.isascii() and wanted.isdecimal() else {}
    form = ProposalForm(
        request.POST or None,
        request.FILES or None,
        initial=initial,
        teams=teams,
        user=request.user,
    )
    if request.method == "POST" and form.is_valid():
        team = form.cleaned_data["team"]
        try:
            with transaction.atomic():
                proposal = proposing.propose(
                    team,
                    words=form.words(),
                    seat=seat_for(request.user, team),
                    by=request.user,
                )
                attach_all(proposal, form.cleaned_data["documents"], request.user)
        except ValidationError as error:
            form.add_error("documents", error)
        else:
            messages.success(
                request, _("It is put forward. You will read here what becomes of it.")
            )
            return redirect(proposal)
    return render(request, "meetings/proposal_form.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def proposal_edit(request, pk):
    """Correct a returned proposal and put it forward again."""
    proposal = visible_proposal(request, pk, permissions.can_correct_proposal)
    teams = Team.objects.filter(pk=proposal.team_id).select_related("voivodeship")
    form = ProposalForm(
        request.POST or None,
        request.FILES or None,
        initial=initial_of_proposal(proposal),
        teams=teams,
        user=request.user,
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                proposal = proposing.correct(proposal, words=form.words(), by=request.user)
                attach_all(proposal, form.cleaned_data["documents"], request.user)
        except ValidationError as error:
            form.add_error("documents", error)
        else:
            messages.success(request, _("It is put forward again."))
            return redirect(proposal)
    context = {"form": form, "proposal": proposal}
    return render(request, "meetings/proposal_form.html", context)


def decisions_along(proposal):
    """Return the decisions taken on a proposal, here and where it was passed on to."""
    items, steps = set(), [proposal]
    while steps:
        step = steps.pop()
        items.add(step.item_id)
        steps += step.passed_to.all()
    circulated = Decision.objects.filter(item__in=items - {None}, void_reason="")
    return (
        circulated.filter(meeting__minutes__releases__isnull=False)
        .distinct()
        .select_related("team__voivodeship", "meeting")
    )


def coming_meetings(teams):
    """Meetings onto whose agenda something can still be put."""
    return (
        Meeting.objects.of_teams(teams)
        .filter(status__in=ARRANGEABLE)
        .filter(ends_at__gte=timezone.now())
        .order_by("starts_at")
    )


def forms_for(user, proposal, data=None):
    """Return the forms that this person may use on a proposal now, by name."""
    steers = permissions.convenes(user, proposal.team)
    forms = {}
    if steers and proposal.is_waiting:
        forms["settle"] = SettleForm(data, user=user)
    if steers and proposal.is_in_backlog:
        forms["place"] = PlaceForm(data, meetings=coming_meetings([proposal.team_id]))
    movable = proposal.is_waiting or proposal.is_in_backlog
    if steers and movable and proposal.question_id is None:
        others = Team.objects.known_to(user).active().exclude(pk=proposal.team_id)
        others = others.select_related("voivodeship").in_polish_order()
        forms["pass"] = PassOnForm(data, teams=others, user=user, auto_id="pass_%s")
    if steers and movable:
        asked = proposal.opinions.values("seat")
        seats = proposal.team.seats.on_day().exclude(pk__in=asked)
        seats = seats.select_related("institution").in_order()
        forms["opinions"] = AskOpinionsForm(data, seats=seats, auto_id="ask_%s")
    if steers and proposal.question_id:
        initial = {
            "kind": proposal.reply,
            "text": proposal.reply_text,
            "dissent": proposal.dissent,
        }
        forms["reply"] = ReplyForm(data, user=user, initial=initial, auto_id="reply_%s")
    if own_opinion(user, proposal):
        forms["opinion"] = OpinionForm(data, user=user, auto_id="opinion_%s")
    return forms


def own_opinion(user, proposal):
    """Return the opinion that waits for this person, if any."""
    seats = standing_of(user).seats
    return proposal.opinions.filter(seat__in=seats, given_at__isnull=True).first()


def act(name, form, proposal, user):
    """Do what one of the forms on the page asks for, and return what to say."""
    facts = form.cleaned_data
    match name:
        case "settle":
            proposing.settle(proposal, facts["state"], reason=facts["reason"], by=user)
            return _("It is settled and whoever put it forward is told.")
        case "place":
            item = proposing.place(proposal, facts["meeting"], by=user)
            return _("On the agenda: %(item)s.") % {"item": item}
        case "pass":
            proposing.pass_on(proposal, facts["team"], reason=facts["reason"], by=user)
            return _("It is passed on; you can follow it here.")
        case "opinions":
            proposing.ask_opinions(proposal, facts["seats"], due_on=facts["due_on"], by=user)
            return _("The seats are asked.")
        case "reply":
            asking.reply(
                proposal, kind=facts["kind"], text=facts["text"], dissent=facts["dissent"], by=user
            )
            return _("The answer is on its way to those who asked.")
    opinion = own_opinion(user, proposal)
    proposing.give_opinion(
        opinion, text=facts["text"], has_no_remarks=facts["has_no_remarks"], by=user
    )
    return _("The opinion is given. Thank you.")


@login_required
@require_http_methods(["GET", "POST"])
def proposal(request, pk):
    """One proposal: its words, trace, opinions and decisions, and what this person may do."""
    found = visible_proposal(request, pk)
    user = request.user
    wanted = request.POST.get("act", "")
    offered = forms_for(user, found)
    if request.method == "POST":
        if wanted not in offered:
            raise PermissionDenied
        bound = forms_for(user, found, request.POST)[wanted]
        if bound.is_valid():
            messages.success(request, act(wanted, bound, found, user))
            return redirect(found)
        offered[wanted] = bound
    if found.label in READING_IS_AUDITED:
        audit.record_reading(found, by=user, label=found.label, team_id=found.team_id)
    inside = found.team_id in standing_of(user).teams
    asks = found.question_id and permissions.convenes(user, found.question.team)
    context = {
        "ballots": Ballot.objects.visible_to(request.user).filter(proposal=found),
        "proposal": found,
        "forms": offered,
        "wanted": wanted,
        "can_correct": permissions.can_correct_proposal(user, found),
        "can_download": found.label != HandlingLabel.PERSONS,
        "events": found.events.select_related("by"),
        "documents": found.documents.select_related("document"),
        "opinions": found.opinions.select_related("seat__institution", "given_by").prefetch_related(
            reminding_answers.sent_rows()
        ),
        "passed_to": found.passed_to.select_related("team__voivodeship"),
        "decisions": decisions_along(found),
        "sees_reply": bool(inside or asks),
    }
    return render(request, "meetings/proposal.html", context)


@login_required
@require_GET
def proposal_document(request, pk, attached):
    """A file put forward with an item; given only where the label lets it leave the desk."""
    found = visible_proposal(request, pk)
    if found.label == HandlingLabel.PERSONS:
        raise PermissionDenied
    attached = get_object_or_404(found.documents.select_related("document"), pk=attached)
    if attached.document.label in READING_IS_AUDITED:
        audit.record_reading(
            attached.document,
            by=request.user,
            label=attached.document.label,
            team_id=found.team_id,
        )
    return documents.download(attached.document.versions.order_by("-number").first())


@login_required
@require_http_methods(["GET", "POST"])
def call_open(request):
    """Ask the members of a team for items."""
    teams = steered_teams(request.user)
    if not teams.exists():
        raise PermissionDenied
    form = CallForm(
        request.POST or None, teams=teams, meetings=coming_meetings(teams), user=request.user
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        proposing.open_call(
            facts["team"],
            until_at=facts["until_at"],
            words=facts["words"],
            meeting=facts["meeting"],
            by=request.user,
        )
        messages.success(request, _("The members are asked for items."))
        return redirect("meetings:proposal-list")
    return render(request, "meetings/call_form.html", {"form": form})
