"""Before each meeting: how do the tasks go? Asked by mail, answered by a personal link."""

from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination import audit, outbox
from coordination.refusals import Refused
from coordination.templatetags.polish_dates import day_long
from meetings import carrying_over, task_following, task_letters
from meetings.choices import AnswerChannel
from meetings.models import Action, ActionUpdate, BlockRevision, MinutesBlock, TaskQuery, TaskRound

ASK_BEFORE = timedelta(days=7)


class NotAskedOfThis(Refused):
    message = gettext_lazy("This task is not among those that were asked about.")


def plan_round(meeting):
    """Promise to ask about the tasks of a team a week before its meeting."""
    due = max(meeting.starts_at - ASK_BEFORE, timezone.now())
    TaskRound.objects.create(meeting=meeting, due_at=due)


def ask_due(at=None):
    """Ask about the tasks before every meeting whose time for it has come. Safe to run again.

    Returns:
        How many people were asked.
    """
    at = at or timezone.now()
    due = list(TaskRound.objects.due(at).values_list("pk", flat=True))
    return sum(ask(pk, at) for pk in due)


@transaction.atomic
def ask(pk, at):
    rounds = TaskRound.objects.select_for_update(of=("self",)).select_related(
        "meeting__team__voivodeship"
    )
    one = rounds.filter(pk=pk, asked_at__isnull=True).first()
    if one is None:
        return 0
    meeting = one.meeting
    if meeting.is_convened and meeting.starts_at - ASK_BEFORE > at:
        one.due_at = meeting.starts_at - ASK_BEFORE  # it was moved to a later day
        one.save(update_fields=["due_at"])
        return 0
    one.asked_at = at
    one.save(update_fields=["asked_at"])
    if not meeting.is_convened or meeting.starts_at <= at:
        return 0
    return ask_people(one, meeting)


def ask_people(one, meeting):
    """Write to everybody who answers for an open task of the team, once for all of his."""
    tasks = Action.objects.of_team(meeting.team).open().filter(owner_seat__isnull=False)
    asked = defaultdict(list)
    for action in tasks.select_related("team", "item", "meeting").by_urgency():
        for person in task_following.asked_of(action):
            asked[person].append(action)
    letters = []
    for person, actions in asked.items():
        query = TaskQuery.objects.create(
            round=one,
            user=person,
            name=person.full_name,
            email=person.email,
            language=person.language,
        )
        query.actions.set(actions)
        letters.append(task_letters.asked(query, actions, meeting))
    outbox.send_all(letters)
    audit.record("tasks.asked", meeting, team_id=meeting.team_id, people=len(letters))
    return len(letters)


def still_his(query):
    """The asked tasks for which the person of a link still answers."""
    seats = query.user.mandates.on_day().values("seat") if query.user.is_active else []
    actions = query.actions.filter(owner_seat__in=seats)
    return actions.select_related("owner_seat__institution", "team", "item", "meeting").by_urgency()


@transaction.atomic
def answer(query, said, *, via=AnswerChannel.LINK):
    """Take the words and sentences of one person; tasks he leaves out stay as they are.

    Args:
        query: The question as it was sent to him.
        said: Pairs of a word and a sentence by task key.
        via: A value of `AnswerChannel`.

    Raises:
        NotAskedOfThis: A task is not his, or was not asked about.
        TaskIsClosed: A task was closed meanwhile.
        SayWhy: "Done" or "blocked" without a sentence.
    """
    query = TaskQuery.objects.select_for_update(of=("self",)).get(pk=query.pk)
    actions = {action.pk: action for action in still_his(query)}
    if not set(said) <= set(actions):
        raise NotAskedOfThis
    for key, (word, note) in said.items():
        task_following.say(actions[key], word=word, note=note, by=query.user, via=via, query=query)
    query.answered_at = timezone.now()
    query.save(update_fields=["answered_at"])
    return query


def states_for(meeting):
    """Return the tasks of a team as its meeting hears of them, each with `said`, the last answer.

    Those that were asked about before the meeting come first of all; a task nobody spoke of has
    None, which is silence and not idleness.
    """
    asked = Action.objects.filter(queries__round__meeting=meeting)
    open_now = Action.objects.of_team(meeting.team).open().filter(owner_seat__isnull=False)
    actions = list(
        (asked | open_now if not meeting.has_record else asked)
        .distinct()
        .select_related("owner_seat__institution", "item", "meeting")
        .prefetch_related("item__readers")
        .by_urgency()
    )
    updates = ActionUpdate.objects.filter(query__round__meeting=meeting).order_by("pk")
    said = {update.action_id: update for update in updates}
    for action in actions:
        action.said = said.get(action.pk)
    return actions


def line(action):
    """Say in a line how a task goes, for the minutes."""
    word = action.said.get_word_display() if action.said else _("no information")
    note = f" {action.said.note}" if action.said and action.said.note else ""
    due = day_long(action.due_on) if action.due_on else _("no date set")
    return f"– {action.title} ({action.owner_seat.institution.short_name}, {due}): {word}.{note}"


def quote_answers(meeting, *, by):
    """Put what was said of the tasks under the item of the agenda that speaks of them.

    Tasks of reserved items stay out: the text of the minutes is for all of the meeting.
    """
    item = next((one for one in meeting.items.all() if carrying_over.is_of_tasks(one)), None)
    if item is None:
        return
    readers = [one for one in states_for(meeting) if may_be_quoted(one)]
    with translation.override(settings.LANGUAGE_CODE):
        text = "\n".join(line(action) for action in readers)
    if not text:
        return
    block = MinutesBlock.objects.get(item=item)
    block.text, block.revision = text[:50_000], 1
    block.save(update_fields=["text", "revision"])
    BlockRevision.objects.create(block=block, number=1, text=block.text, by=by)


def may_be_quoted(action):
    """Whether everybody at the meeting may read of a task."""
    if action.item_id is None:
        return True
    narrow = action.item.label or any(True for _reader in action.item.readers.all())
    return not narrow
