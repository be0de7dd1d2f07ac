"""One question, many teams: each gets it in its backlog and answers for itself.

The desk asks and reminds; it never commands (design §1). Silence stays silence: it is neither an
answer nor a lack of competence nor a dissent.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit, outbox
from coordination.polish_collation import POLISH
from coordination.refusals import Refused
from meetings import proposal_letters, reminding_answers
from meetings.addressees import officers_of
from meetings.choices import ItemPurpose, ProposalEventKind, ProposalState, QuestionReply
from meetings.models import ItemProposal, TeamQuestion
from meetings.proposing import lock, note


class NotAQuestion(Refused):
    message = _("This is no question of another team.")


class NobodyAsked(Refused):
    message = _("Choose at least one team.")


@transaction.atomic
def ask(team, *, title, text, label, due_on, teams, deadlines=None, by):
    """Ask teams a question: each gets a backlog item with its own deadline. Return the question.

    Args:
        team: The team that asks.
        title: The question in a sentence.
        text: What it is about.
        label: A value of `HandlingLabel`.
        due_on: The day until which an answer is asked for.
        teams: The teams that are asked; the asking one is left out.
        deadlines: Other days for single teams, by key.
        by: The person acting. Permission is the caller's to check.

    Raises:
        NobodyAsked: No other team is chosen.
    """
    others = [one for one in teams if one.pk != team.pk]
    if not others:
        raise NobodyAsked
    question = TeamQuestion(
        team=team, title=title, text=text, label=label, due_on=due_on, asked_by=by
    )
    question.full_clean(exclude=["team", "asked_by"])
    question.save()
    for other in others:
        proposal = ItemProposal.objects.create(
            team=other,
            proposed_by=by,
            title=title,
            justification=text or title,
            purpose=ItemPurpose.DISCUSSION,
            label=label,
            state=ProposalState.ACCEPTED,
            question=question,
            due_on=(deadlines or {}).get(other.pk, due_on),
        )
        note(proposal, ProposalEventKind.SUBMITTED, by)
        reminding_answers.promise(proposal.due_on, proposal=proposal)
        outbox.send_all(
            proposal_letters.question_asked(proposal, person) for person in officers_of(other)
        )
    audit.record("question.asked", question, by=by, team_id=team.pk, teams=len(others))
    return question


@transaction.atomic
def reply(proposal, *, kind, text, dissent="", by):
    """Answer a question for one team, or correct its answer; whoever asked is told.

    Args:
        proposal: What the question is in the answering team.
        kind: A value of `QuestionReply`.
        text: The answer, or why the team is not competent.
        dissent: A separate position of members who think otherwise.
        by: The person acting. Permission is the caller's to check.

    Raises:
        NotAQuestion: It did not come as a question.
    """
    proposal = lock(proposal)
    if proposal.question_id is None:
        raise NotAQuestion
    proposal.reply, proposal.reply_text, proposal.dissent = QuestionReply(kind), text, dissent
    proposal.replied_by, proposal.replied_at = by, timezone.now()
    proposal.full_clean(exclude=["team", "seat", "proposed_by", "question", "replied_by", "item"])
    proposal.save()
    note(proposal, ProposalEventKind.REPLIED, by)
    outbox.send_all(
        proposal_letters.question_answered(proposal, person)
        for person in officers_of(proposal.question.team)
    )
    return proposal


@transaction.atomic
def extend(proposal, *, due_on, by):
    """Give one team another day for its answer and tell its officers."""
    proposal = lock(proposal)
    if proposal.question_id is None:
        raise NotAQuestion
    proposal.due_on = due_on
    proposal.save(update_fields=["due_on"])
    reminding_answers.promise(due_on, proposal=proposal)
    audit.record("question.extended", proposal, by=by, team_id=proposal.team_id)
    outbox.send_all(
        proposal_letters.question_asked(proposal, person) for person in officers_of(proposal.team)
    )
    return proposal


@dataclass
class Tally:
    """How many teams said what; those who said nothing are counted by themselves."""

    asked: int = 0
    answered: int = 0
    not_competent: int = 0
    silent: int = 0
    overdue: int = 0
    dissents: int = 0


def matrix(question, today=None):
    """Return what each team said, in the order of the teams, and the counts.

    Each row is the proposal with one attribute more, `is_overdue`.
    """
    today = today or timezone.localdate()
    rows = list(
        question.addressees.select_related("team__voivodeship", "item__meeting")
        .prefetch_related(reminding_answers.sent_rows())
        .order_by(Collate("team__voivodeship__name", POLISH), "team__pk")
    )
    tally = Tally(asked=len(rows))
    for row in rows:
        row.is_overdue = row.reply == "" and row.due_on is not None and row.due_on < today
        tally.answered += row.reply == QuestionReply.ANSWERED
        tally.not_competent += row.reply == QuestionReply.NOT_COMPETENT
        tally.silent += row.reply == ""
        tally.overdue += row.is_overdue
        tally.dissents += row.dissent != ""
    return rows, tally
