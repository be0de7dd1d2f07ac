"""Letters about tasks: composed and not sent. One letter speaks of all that is due."""

from django.conf import settings
from django.urls import reverse

from coordination import outbox
from coordination.choices import HandlingLabel


def label_of(action):
    """Return the handling label that governs a task: that of its item or meeting."""
    if action.item_id is None:
        return HandlingLabel.UNITS
    return action.item.label or action.meeting.label


def mark(actions):
    """Note on each task whether its words may stand in a letter to its owner."""
    for action in actions:
        action.shows_title = label_of(action) != HandlingLabel.PERSONS
        action.page_url = settings.PUBLIC_URL + action.get_absolute_url()
    return actions


def _letter(template, person, team, key, about=None, **context):
    return outbox.compose(
        f"meetings/mail/{template}",
        person.language,
        {"person": person, "team": team, **context},
        key=key,
        recipient=person.email,
        recipient_name=getattr(person, "full_name", "") or person.name,
        about=about,
        team_id=team.pk,
    )


def proposed(action, person):
    """Ask the people of a seat, or the officers of a team, to accept or refuse a task."""
    mark([action])
    return _letter(
        "task_proposed",
        person,
        action.team,
        f"task-proposed:{action.pk}",
        about=action,
        action=action,
        parent_team=action.parent.team if action.parent_id else None,
    )


def answered(action, person, update):
    """Tell the officers of the team that handed a task down what the other team says."""
    mark([action])
    return _letter(
        "task_answered",
        person,
        action.parent.team,
        f"task-answered:{update.pk}",
        about=action,
        action=action,
        update=update,
    )


def returned(action, person, update):
    """Tell the people of a seat that their report was sent back, and why."""
    mark([action])
    return _letter(
        "task_returned",
        person,
        action.team,
        f"task-returned:{update.pk}",
        about=action,
        action=action,
        update=update,
    )


def reminded(person, actions, key):
    """Remind a person of every task that is due now, in one letter."""
    letter = _letter("task_reminded", person, actions[0].team, key, actions=mark(actions))
    return outbox.gathering(letter)


def asked(query, actions, meeting):
    """Ask a person for a word and a sentence on each of his tasks before a meeting."""
    path = reverse("meetings:task-answer-by-link", args=[query.secret])
    return _letter(
        "task_asked",
        query,
        meeting.team,
        f"task-query:{query.pk}",
        about=meeting,
        actions=mark(actions),
        meeting=meeting,
        answer_url=settings.PUBLIC_URL + path,
    )
