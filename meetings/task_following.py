"""Tasks: noted, accepted or refused, reported done, verified, handed down, reminded of."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit, outbox
from coordination.refusals import Refused
from meetings import finding, task_letters
from meetings.choices import ActionState, AnswerChannel
from meetings.local_times import at_eight
from meetings.models import Action, ActionDocument, ActionReminder, ActionUpdate
from meetings.proposing import officers_of, people_of

# Days before the date, and after it further and further apart; the last of them is the end.
REMIND_ON = [7, 1, -1, -4, -11, -25]

# What may follow a state. Verifying, returning and dropping are for the officers of the team.
STEPS = {
    ActionState.PROPOSED: [ActionState.ACCEPTED, ActionState.REFUSED, ActionState.DROPPED],
    ActionState.ACCEPTED: [
        ActionState.IN_PROGRESS,
        ActionState.REPORTED,
        ActionState.DROPPED,
    ],
    ActionState.IN_PROGRESS: [ActionState.REPORTED, ActionState.DROPPED],
    ActionState.REPORTED: [ActionState.VERIFIED, ActionState.IN_PROGRESS, ActionState.DROPPED],
}
OF_OFFICERS = {ActionState.VERIFIED, ActionState.DROPPED}
SAY_WHY = {ActionState.REFUSED, ActionState.DROPPED, ActionState.REPORTED}


class TaskIsClosed(Refused):
    message = _("This task is closed: it was verified, refused or dropped.")


class NotTheNextStep(Refused):
    message = _("A task in this state cannot take this step.")


class NeedsOwner(Refused):
    message = _("Choose the seat that does the task.")


class SayWhy(Refused):
    message = _("Say it in one sentence.")


class SeatOfAnotherTeam(Refused):
    message = _("Only a seat of the same team can own a task.")


class NobodyChosen(Refused):
    message = _("Choose at least one team.")


class NotToBeHandedDown(Refused):
    message = _("A task that was handed down is not handed down again.")


def lock(action):
    return Action.objects.select_for_update(of=("self",)).select_related("team").get(pk=action.pk)


def lock_unfinished(action):
    """Lock a task that can still change.

    Raises:
        TaskIsClosed: It is verified, refused or dropped.
    """
    action = lock(action)
    if action.closed_at is not None:
        raise TaskIsClosed
    return action


def step(action, *, by, note="", word="", via=AnswerChannel.APP, query=None):
    """Write down where a task stands now, and what was said."""
    update = ActionUpdate(
        action=action,
        state=action.state,
        word=word,
        note=note,
        via=via,
        query=query,
        by=by,
    )
    update.full_clean(exclude=["action", "query", "by"])
    update.save()
    finding.index_action(action)
    audit.record("action.stepped", action, by=by, team_id=action.team_id, state=str(action.state))
    return update


def create(
    team,
    *,
    title,
    owner_seat,
    due_on,
    state,
    by,
    source=None,
    helpers=(),
    contact=None,
    priority="normal",
    decision=None,
    parent=None,
):
    """Save a new task with its reminders; a proposed one asks its owner.

    Raises:
        SeatOfAnotherTeam: The owner sits in another team.
        ValidationError: It has no words.
    """
    if owner_seat is not None and owner_seat.team_id != team.pk:
        raise SeatOfAnotherTeam
    action = Action(
        team=team,
        title=title,
        owner_seat=owner_seat,
        due_on=due_on,
        state=state,
        contact=contact,
        priority=priority,
        decision=decision,
        parent=parent,
        noted_by=by,
        **(source or {}),
    )
    action.full_clean()
    action.save()
    action.helpers.set(helpers)
    step(action, by=by)
    plan_reminders(action)
    if state == ActionState.PROPOSED:
        outbox.send_all(task_letters.proposed(action, person) for person in asked_of(action))
    return action


def asked_of(action):
    """Return who answers for a task: its contact, else the people of its seat, else officers."""
    if action.owner_seat_id is None:
        return list(officers_of(action.team))
    people = list(people_of([action.owner_seat_id]))
    named = [one for one in people if one.pk == action.contact_id]
    return named or people


def plan_reminders(action):
    """Write the promises to remind of a task anew; those already kept stay as they were."""
    action.reminders.filter(sent_at__isnull=True).delete()
    if action.due_on is None or not action.is_open:
        return
    now = timezone.now()
    moments = [(days, at_eight(action.due_on - timedelta(days=days))) for days in REMIND_ON]
    ActionReminder.objects.bulk_create(
        [
            ActionReminder(action=action, days_before=days, due_at=due)
            for days, due in moments
            if due > now
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def advance(
    action, state, *, by, note="", owner_seat=None, via=AnswerChannel.APP, word="", query=None
):
    """Take a task one step on and return it.

    Args:
        action: The task; re-read under a lock.
        state: The `ActionState` it shall have.
        by: The person acting. Permission is the caller's to check.
        note: A sentence; needed to refuse, to drop and to report done.
        owner_seat: The seat that takes on a task handed down to its team.
        via: A value of `AnswerChannel`.
        word: What was said of it before a meeting, a value of `ProgressWord`.
        query: The question it answers.

    Raises:
        TaskIsClosed: See `lock_unfinished`.
        NotTheNextStep: This state does not follow the present one.
        SayWhy: The sentence is missing.
        NeedsOwner: A task without an owner is accepted without one.
        SeatOfAnotherTeam: The new owner sits elsewhere.
    """
    action = lock_unfinished(action)
    before, state = action.state, ActionState(state)
    if state not in STEPS[before]:
        raise NotTheNextStep
    returned = before == ActionState.REPORTED and state == ActionState.IN_PROGRESS
    if (state in SAY_WHY or returned) and not note:
        raise SayWhy
    if owner_seat is not None and action.owner_seat_id is None:
        if owner_seat.team_id != action.team_id:
            raise SeatOfAnotherTeam
        action.owner_seat = owner_seat
    if state == ActionState.ACCEPTED and action.owner_seat_id is None:
        raise NeedsOwner
    action.state, action.is_blocked = state, False
    close_if_over(action, note, by)
    action.full_clean(exclude=["team", "meeting", "item", "decision", "parent", "noted_by"])
    action.save()
    update = step(action, by=by, note=note, via=via, word=word, query=query)
    plan_reminders(action)
    tell(action, update, returned)
    return action


def close_if_over(action, note, by):
    if action.state in (ActionState.VERIFIED, ActionState.REFUSED, ActionState.DROPPED):
        action.closed_by, action.closed_at = by, timezone.now()
        action.closing_note = note or action.closing_note
    elif action.state == ActionState.REPORTED:
        action.closing_note = note


def tell(action, update, returned):
    """Tell whoever waits for a step: the team that handed it down, or the owner of a report."""
    answers = (ActionState.ACCEPTED, ActionState.REFUSED, ActionState.REPORTED)
    if action.parent_id and action.state in answers:
        outbox.send_all(
            task_letters.answered(action, person, update)
            for person in officers_of(action.parent.team)
        )
    if returned:
        outbox.send_all(task_letters.returned(action, one, update) for one in asked_of(action))


@transaction.atomic
def say(action, *, word, note, by, via=AnswerChannel.APP, query=None):
    """Take a word and a sentence on how a task goes: done, under way or blocked.

    "Done" reports it; "under way" and "blocked" begin it. A proposed task is accepted by its
    owner's word on it.

    Raises:
        TaskIsClosed: See `lock_unfinished`.
        SayWhy: Something other than "under way" is said without a sentence.
    """
    action = lock_unfinished(action)
    if word != "under_way" and not note:
        raise SayWhy
    if action.state == ActionState.PROPOSED:
        action.state = ActionState.ACCEPTED
    if word == "done" and action.state != ActionState.REPORTED:
        action.save(update_fields=["state"])
        return advance(
            action, ActionState.REPORTED, by=by, note=note, via=via, word=word, query=query
        )
    if action.state == ActionState.ACCEPTED or word != "done":
        action.state = ActionState.IN_PROGRESS
    action.is_blocked = word == "blocked"
    action.save(update_fields=["state", "is_blocked"])
    step(action, by=by, note=note, via=via, word=word, query=query)
    plan_reminders(action)
    return action


@transaction.atomic
def arrange(action, *, contact, helpers, due_on, priority, by):
    """Change who is the contact, who helps, by when, and how urgent it is.

    Raises:
        TaskIsClosed: See `lock_unfinished`.
    """
    action = lock_unfinished(action)
    moved = action.due_on != due_on
    action.contact, action.due_on, action.priority = contact, due_on, priority
    action.full_clean(exclude=["team", "meeting", "item", "decision", "parent", "noted_by"])
    action.save()
    action.helpers.set(helpers)
    if moved:
        plan_reminders(action)
    audit.record("action.arranged", action, by=by, team_id=action.team_id, due=str(due_on))
    return action


@transaction.atomic
def attach(action, version, *, by):
    """Put a stored document with a task as evidence."""
    lock(action)
    attached = ActionDocument.objects.create(action=action, document=version.document)
    audit.record("action.evidence", action, by=by, team_id=action.team_id)
    return attached


@transaction.atomic
def hand_down(team, *, title, owner_seat, due_on, teams, by, decision=None, source=None):
    """Make one task of a team and a proposed child of it in each chosen team; return the parent.

    The desk asks and never commands: each team accepts its own for one of its seats, or refuses
    it with a reason.

    Args:
        team: The team that hands down.
        title: What is to be done.
        owner_seat: The seat of this team that follows it.
        due_on: By when.
        teams: The teams it is handed to; this one is left out.
        by: The person acting. Permission is the caller's to check.
        decision: The decision it comes from.
        source: `meeting` and `item`, where it comes from an item.

    Raises:
        NobodyChosen: No other team is chosen.
    """
    others = [one for one in teams if one.pk != team.pk]
    if not others:
        raise NobodyChosen
    facts = {"title": title, "due_on": due_on, "decision": decision, "by": by}
    parent = create(
        team, owner_seat=owner_seat, state=ActionState.IN_PROGRESS, source=source, **facts
    )
    for other in others:
        create(other, owner_seat=None, state=ActionState.PROPOSED, parent=parent, **facts)
    audit.record("action.handed_down", parent, by=by, team_id=team.pk, teams=len(others))
    return parent


def remind_due(at=None):
    """Remind of every task whose day has come: one letter to a person, whatever is in it.

    Safe to run again; several overdue promises of one task become one.

    Returns:
        How many letters went out.
    """
    at = at or timezone.now()
    return remind(at) if ActionReminder.objects.due(at).exists() else 0


@transaction.atomic
def remind(at):
    due = list(
        ActionReminder.objects.due(at)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("action__team__voivodeship", "action__item", "action__meeting")
        .order_by("due_at")
    )
    for_person, keys = defaultdict(dict), {}
    for one in due:
        one.sent_at = at
        one.save(update_fields=["sent_at"])
        if one.action.is_open:
            for person in asked_of(one.action):
                for_person[person][one.action.pk] = one.action
                keys[person] = one.pk
    outbox.send_all(
        task_letters.reminded(person, list(actions.values()), f"tasks-due:{keys[person]}")
        for person, actions in for_person.items()
    )
    return len(for_person)
