"""Letters about proposals and questions: one function per letter, composed and not sent."""

from django.conf import settings

from coordination import outbox
from coordination.choices import HandlingLabel


def _letter(template, person, team, key, thing, **context):
    """Compose a letter to one person; words under the label for named persons stay on the desk."""
    return outbox.compose(
        f"meetings/mail/{template}",
        person.language,
        {
            "person": person,
            "team": team,
            "page_url": settings.PUBLIC_URL + context.pop("path", ""),
            "shows_title": getattr(thing, "label", "") != HandlingLabel.PERSONS,
            **context,
        },
        key=key,
        recipient=person.email,
        recipient_name=person.full_name,
        team_id=team.pk,
    )


def call_opened(call, person, path):
    """Ask a member to put items forward."""
    return _letter("call_opened", person, call.team, f"call:{call.pk}", call, call=call, path=path)


def proposal_arrived(proposal, event, person):
    """Tell an officer that an item was put forward, handed on or corrected."""
    return _letter(
        "proposal_arrived",
        person,
        proposal.team,
        f"proposal-arrived:{event.pk}",
        proposal,
        proposal=proposal,
        path=proposal.get_absolute_url(),
    )


def proposal_settled(proposal, event, person):
    """Tell whoever put it forward what became of it and why."""
    return _letter(
        "proposal_settled",
        person,
        proposal.team,
        f"proposal-settled:{event.pk}",
        proposal,
        proposal=proposal,
        event=event,
        path=proposal.get_absolute_url(),
    )


def opinion_asked(opinion, person):
    """Ask a person who fills a seat for the opinion of his institution."""
    proposal = opinion.proposal
    return _letter(
        "opinion_asked",
        person,
        proposal.team,
        f"opinion:{opinion.pk}",
        proposal,
        proposal=proposal,
        opinion=opinion,
        path=proposal.get_absolute_url(),
    )


def extract(proposal, release, decisions, person):
    """Send the extract of what was decided to whoever put the item forward."""
    return _letter(
        "extract",
        person,
        proposal.team,
        f"extract:{release.pk}:{proposal.pk}",
        proposal,
        proposal=proposal,
        decisions=decisions,
        meeting=release.minutes.meeting,
        path=proposal.get_absolute_url(),
    )


def question_asked(proposal, person):
    """Tell an officer of a team that another team asks it a question."""
    return _letter(
        "question_asked",
        person,
        proposal.team,
        f"question:{proposal.question_id}:{proposal.team_id}:{proposal.due_on}",
        proposal,
        proposal=proposal,
        question=proposal.question,
        path=proposal.get_absolute_url(),
    )


def question_answered(proposal, person):
    """Tell whoever asked that a team has answered."""
    return _letter(
        "question_answered",
        person,
        proposal.question.team,
        f"question-answered:{proposal.pk}:{proposal.replied_at.timestamp()}",
        proposal,
        proposal=proposal,
        question=proposal.question,
        path=proposal.question.get_absolute_url(),
    )


def opinion_reminder(opinion, person, reminder):
    """Remind a person who fills a seat that its opinion is still missing."""
    letter = _letter(
        "opinion_reminder",
        person,
        opinion.proposal.team,
        f"answer-reminder:{reminder.pk}",
        opinion.proposal,
        proposal=opinion.proposal,
        until=opinion.due_on,
        is_overdue=reminder.is_overdue,
        path=opinion.proposal.get_absolute_url(),
    )
    return outbox.gathering(letter)


def question_reminder(proposal, person, reminder):
    """Remind an officer of a team that another team still waits for its answer."""
    letter = _letter(
        "question_reminder",
        person,
        proposal.team,
        f"answer-reminder:{reminder.pk}",
        proposal,
        proposal=proposal,
        question=proposal.question,
        until=proposal.due_on,
        is_overdue=reminder.is_overdue,
        path=proposal.get_absolute_url(),
    )
    return outbox.gathering(letter)
