"""Items put forward: called for, proposed, returned, accepted, placed, passed on, decided."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coordination import audit, outbox
from coordination.choices import is_wider
from coordination.refusals import Refused
from meetings import arranging, joint, planning, proposal_letters, reminding_answers
from meetings.addressees import officers_of, people_of
from meetings.choices import ProposalEventKind, ProposalState
from meetings.models import (
    CallForItems,
    Decision,
    ItemProposal,
    Opinion,
    ProposalDocument,
    ProposalEvent,
)

WORDS = ["title", "justification", "purpose", "minutes", "label"]


class AlreadySettled(Refused):
    message = _("Somebody has settled this proposal meanwhile.")


class NotReturned(Refused):
    message = _("Only a proposal that was returned can be corrected.")


class ReasonIsMissing(Refused):
    message = _("Say why: whoever put it forward will read it.")


class MeetingOfAnotherTeam(Refused):
    message = _("An item goes onto an agenda of its own team. Pass it on instead.")


class PassedToItself(Refused):
    message = _("It is with this team already.")


class OpinionGiven(Refused):
    message = _("This opinion has been given already.")


def note(proposal, kind, by, words=""):
    """Write a step down, in the proposal's own trace and in the audit trail."""
    event = ProposalEvent.objects.create(proposal=proposal, kind=kind, note=words, by=by)
    audit.record(
        f"proposal.{kind}", proposal, by=by, team_id=proposal.team_id, proposal=proposal.pk
    )
    return event


def lock(proposal):
    return ItemProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)


@transaction.atomic
def open_call(team, *, until_at, words, meeting=None, by):
    """Ask every filled seat of a team for items until a moment, and return the call."""
    call = CallForItems(team=team, meeting=meeting, until_at=until_at, words=words, opened_by=by)
    call.full_clean(exclude=["team", "meeting", "opened_by"])
    call.save()
    path = f"{reverse('meetings:proposal-add')}?team={team.pk}"
    members = people_of(team.seats.on_day())
    outbox.send_all(proposal_letters.call_opened(call, person, path) for person in members)
    audit.record("proposal.called_for", team, by=by, team_id=team.pk, call=call.pk)
    return call


def open_call_of(team, at=None):
    """Return the call that an item put forward now belongs to: the next that is open, else the
    last one for a meeting still to come, for which it is late; else None."""
    at = at or timezone.now()
    running = team.calls.filter(until_at__gte=at).order_by("until_at").first()
    return running or team.calls.filter(until_at__lt=at, meeting__starts_at__gt=at).first()


@transaction.atomic
def propose(team, *, words, seat=None, by, passed_from=None, at=None):
    """Put an item forward to a team and return the proposal.

    Args:
        team: The team that shall deal with it.
        words: Values of the fields in `WORDS`.
        seat: The seat that puts it forward, None for an officer or another team.
        by: The person acting. Permission is the caller's to check.
        passed_from: The proposal that another team hands on.
        at: The moment, now by default; after the deadline of the call it is late.
    """
    at = at or timezone.now()
    call = open_call_of(team, at)
    proposal = ItemProposal(
        team=team,
        seat=seat,
        proposed_by=by,
        call=call,
        is_late=call is not None and call.until_at < at,
        passed_from=passed_from,
        **words,
    )
    proposal.full_clean(exclude=["team", "seat", "proposed_by", "call", "passed_from"])
    proposal.save()
    event = note(proposal, ProposalEventKind.SUBMITTED, by)
    tell_officers(proposal, event, by)
    return proposal


def tell_officers(proposal, event, by):
    outbox.send_all(
        proposal_letters.proposal_arrived(proposal, event, person)
        for person in officers_of(proposal.team).exclude(pk=by.pk)
    )


def attach(proposal, version):
    """Put a stored document with a proposal."""
    return ProposalDocument.objects.create(proposal=proposal, document=version.document)


@transaction.atomic
def correct(proposal, *, words, by):
    """Put a returned proposal forward again, corrected.

    Raises:
        NotReturned: It was not returned.
    """
    proposal = lock(proposal)
    if proposal.state != ProposalState.RETURNED:
        raise NotReturned
    for name in WORDS:
        setattr(proposal, name, words[name])
    proposal.state = ProposalState.SUBMITTED
    proposal.full_clean(exclude=["team", "seat", "proposed_by", "call", "passed_from"])
    proposal.save()
    event = note(proposal, ProposalEventKind.CORRECTED, by)
    tell_officers(proposal, event, by)
    return proposal


@transaction.atomic
def settle(proposal, state, *, reason="", by):
    """Accept a proposal into the backlog, return it for correction or reject it.

    Raises:
        AlreadySettled: It is not waiting to be decided.
        ReasonIsMissing: Returned or rejected without a reason.
    """
    proposal = lock(proposal)
    if proposal.state != ProposalState.SUBMITTED:
        raise AlreadySettled
    if state != ProposalState.ACCEPTED and not reason:
        raise ReasonIsMissing
    proposal.state = ProposalState(state)
    proposal.save(update_fields=["state"])
    tell_proposer(proposal, note(proposal, ProposalEventKind(state), by, reason), by)
    return proposal


def proposer_of(proposal):
    """Return who put it forward, if the desk still knows him."""
    return proposal.proposed_by if proposal.proposed_by.is_active else None


def tell_proposer(proposal, event, by):
    person = proposer_of(proposal)
    if person is not None and person.pk != by.pk:
        outbox.send_once(proposal_letters.proposal_settled(proposal, event, person))


@transaction.atomic
def place(proposal, meeting, *, by):
    """Put an accepted proposal, with its documents, on an agenda and return the item.

    Raises:
        AlreadySettled: It is not in the backlog.
        MeetingOfAnotherTeam: The meeting belongs to another team.
        NotArrangeable: The meeting is over or cancelled.
    """
    proposal = lock(proposal)
    if not proposal.is_in_backlog:
        raise AlreadySettled
    if proposal.team_id not in {team.pk for team in joint.teams_of(meeting)}:
        raise MeetingOfAnotherTeam
    # A wider label is kept by the meeting's own; a narrower one goes with the item.
    narrower = is_wider(meeting.label, than=proposal.label)
    words = {
        "title": proposal.title,
        "purpose": proposal.purpose,
        "presenter": str(proposal.seat.institution) if proposal.seat else "",
        "minutes": proposal.minutes,
        "label": proposal.label if narrower else "",
    }
    item = arranging.add_item(meeting, words=words, by=by)
    proposal.item = item
    proposal.save(update_fields=["item"])
    taken = set(meeting.documents.values_list("document", flat=True))
    for attached in proposal.documents.select_related("document"):
        document = attached.document
        if document.pk in taken:
            continue
        if is_wider(document.label, than=meeting.label):
            document.label = meeting.label
            document.save(update_fields=["label"])
        version = document.versions.order_by("-number").first()
        reason = gettext("It came with an item that was put forward.")
        planning.attach(meeting, version, by=by, item=item, late_reason=reason)
    event = note(proposal, ProposalEventKind.PLACED, by, f"{meeting.team.short_name}: {item}")
    tell_proposer(proposal, event, by)
    return item


@transaction.atomic
def pass_on(proposal, team, *, reason, by):
    """Hand a proposal on to another team; it stays here with its trace, and a copy goes there.

    Raises:
        AlreadySettled: It is rejected, passed on or placed already.
        PassedToItself: The team is the one it is with.
    """
    proposal = lock(proposal)
    if proposal.state not in (ProposalState.SUBMITTED, ProposalState.ACCEPTED) or proposal.item_id:
        raise AlreadySettled
    if team.pk == proposal.team_id:
        raise PassedToItself
    proposal.state = ProposalState.PASSED
    proposal.save(update_fields=["state"])
    words = {name: getattr(proposal, name) for name in WORDS}
    copy = propose(team, words=words, by=by, passed_from=proposal)
    for attached in proposal.documents.all():
        ProposalDocument.objects.create(proposal=copy, document_id=attached.document_id)
    event = note(proposal, ProposalEventKind.PASSED, by, f"{team}. {reason}".strip())
    tell_proposer(proposal, event, by)
    return copy


@transaction.atomic
def ask_opinions(proposal, seats, *, due_on, by):
    """Ask seats what they say of a proposal; a seat already asked is not asked twice."""
    proposal = lock(proposal)
    asked = set(proposal.opinions.values_list("seat", flat=True))
    for seat in seats:
        if seat.pk in asked:
            continue
        opinion = Opinion.objects.create(proposal=proposal, seat=seat, due_on=due_on, asked_by=by)
        reminding_answers.promise(due_on, opinion=opinion)
        outbox.send_all(
            proposal_letters.opinion_asked(opinion, person) for person in people_of([seat.pk])
        )
    audit.record("proposal.opinions_asked", proposal, by=by, team_id=proposal.team_id)


@transaction.atomic
def give_opinion(opinion, *, text, has_no_remarks, by):
    """Say what a seat thinks of a proposal, or that it has no remarks.

    Raises:
        OpinionGiven: Somebody of the seat has answered before.
        ValidationError: It says nothing at all.
    """
    opinion = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    if opinion.given_at is not None:
        raise OpinionGiven
    opinion.text, opinion.has_no_remarks = text, has_no_remarks
    opinion.given_by, opinion.given_at = by, timezone.now()
    opinion.full_clean(exclude=["proposal", "seat", "asked_by", "given_by"])
    opinion.save()
    proposal = opinion.proposal
    audit.record("proposal.opinion_given", proposal, by=by, team_id=proposal.team_id)
    return opinion


def send_extracts(release, *, by):
    """Send the decisions of circulated minutes back along the trace of the items' proposals.

    Whoever put an item forward gets the extract; for one that was handed on, so does everybody
    before him.
    """
    meeting = release.minutes.meeting
    placed = ItemProposal.objects.filter(item__meeting=meeting).select_related(
        "proposed_by", "team", "passed_from__proposed_by", "passed_from__team"
    )
    for proposal in placed:
        decisions = list(Decision.objects.filter(item=proposal.item_id, void_reason=""))
        if not decisions:
            continue
        note(proposal, ProposalEventKind.DECIDED, by, "\n".join(str(one) for one in decisions))
        step = proposal
        while step is not None:
            person = proposer_of(step)
            if person is not None:
                outbox.send_once(proposal_letters.extract(step, release, decisions, person))
            step = step.passed_from
