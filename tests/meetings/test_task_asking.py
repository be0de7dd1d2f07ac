"""Before a meeting: how do the tasks go? Asked once, answered by link, printed at the item."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from meetings import (
    carrying_over,
    convening,
    decision_papers,
    planning,
    recording,
    task_asking,
    task_following,
)
from meetings.choices import ActionState, ProgressWord
from meetings.models import ActionUpdate, TaskQuery, TaskRound
from tests import factories
from tests.meetings.test_task_following import task
from tests.meetings.world import World, invitee_of, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=3)


@pytest.fixture
def asked(world):
    """Three tasks of two seats, and the round of the next meeting sent out."""
    meeting = world.in_session()
    tasks = [
        task(world, meeting, title="Ulotki"),
        task(world, meeting, title="Plakaty"),
        task(world, meeting, title="Szkolenie", number=1),
    ]
    following = world.convened(agenda=[("Informacja o otwartych zadaniach (3)", 10)])
    assert task_asking.ask_due() == 0
    task_asking.ask_due(following.starts_at - timedelta(days=6))
    return following, tasks


def query_of(user):
    return TaskQuery.objects.get(user=user)


def answer(client, user, **said):
    query = query_of(user)
    typed = {}
    for action in query.actions.all():
        word, note = said.get(action.title, ("", ""))
        typed |= {f"t{action.pk}-word": word, f"t{action.pk}-note": note}
    return client.post(f"/progress/{query.secret}/", typed)


def test_each_owner_is_asked_once_for_all_of_his(world, asked):
    following, _tasks = asked
    told = letters(following, key__startswith="task-query")
    assert sorted(one.recipient for one in told) == sorted(user.email for user in world.members[:2])
    text = next(one.text for one in told if one.recipient == world.members[0].email)
    assert "Ulotki" in text
    assert "Plakaty" in text
    assert "Szkolenie" not in text
    assert task_asking.ask_due(following.starts_at - timedelta(days=1)) == 0


def test_a_meeting_that_was_moved_is_asked_for_later(world):
    task(world)
    following = world.convened()
    due = following.task_round.due_at
    moved = following.starts_at + timedelta(days=10)
    world.change(following, starts_at=moved, ends_at=moved + timedelta(hours=2))
    assert task_asking.ask_due(due + timedelta(minutes=1)) == 0
    assert TaskRound.objects.get(meeting=following).due_at == moved - timedelta(days=7)
    assert task_asking.ask_due(moved - timedelta(days=6)) == 1


def test_a_cancelled_meeting_asks_nobody(world):
    task(world)
    following = world.convened()
    convening.cancel(following, reason="x", by=world.coordinator)
    assert task_asking.ask_due(following.starts_at - timedelta(days=1)) == 0


def test_words_by_link_become_states_with_their_sentences(world, asked, client):
    _following, tasks = asked
    page = answer(
        client, world.members[0], Ulotki=("done", "Wydrukowane."), Plakaty=("blocked", "")
    )
    assert page.status_code == 200
    assert "Proszę napisać jedno zdanie." in page.content.decode()
    assert ActionUpdate.objects.exclude(word="").count() == 0
    answer(
        client,
        world.members[0],
        Ulotki=("done", "Wydrukowane."),
        Plakaty=("blocked", "Czekamy na papier."),
    )
    for one in tasks:
        one.refresh_from_db()
    assert tasks[0].state == ActionState.REPORTED
    assert (tasks[1].state, tasks[1].is_blocked) == (ActionState.IN_PROGRESS, True)
    assert query_of(world.members[0]).answered_at


def test_opening_the_link_changes_nothing(world, asked, client):
    _following, tasks = asked
    query = query_of(world.members[0])
    client.get(f"/progress/{query.secret}/", {f"t{tasks[0].pk}-word": "done"})
    assert ActionUpdate.objects.exclude(word="").count() == 0


def test_a_task_of_another_is_not_answered_through_ones_own_link(world, asked):
    _following, tasks = asked
    with pytest.raises(task_asking.NotAskedOfThis):
        task_asking.answer(query_of(world.members[0]), {tasks[2].pk: ("done", "x")})


def test_a_link_dies_with_the_mandate(world, asked, client):
    secret = query_of(world.members[0]).secret
    mandate = world.mandates[0]
    mandate.until_on = factories.yesterday()
    mandate.save()
    assert client.get(f"/progress/{secret}/").status_code == 404


def test_answers_print_at_the_standing_item(world, asked, client, signed_in):
    following, _tasks = asked
    answer(client, world.members[0], Ulotki=("under_way", "Druk trwa."))
    page = signed_in(world.coordinator).get(f"/meetings/{following.pk}/tasks/").content.decode()
    assert "Druk trwa." in page
    assert world.members[1].full_name in page
    recording.open_session(following, by=world.coordinator)
    text = following.items.first().block.text
    assert "– Ulotki" in text
    assert "w toku. Druk trwa." in text
    assert "Szkolenie" in text
    assert "brak informacji" in text
    with translation.override("pl"):
        paper = decision_papers.tasks_pdf(following, task_asking.states_for(following))
    printed = PdfReader(io.BytesIO(paper))
    assert "Druk trwa." in " ".join(printed.pages[0].extract_text().split())
    assert "/StructTreeRoot" in printed.trailer["/Root"]


def test_the_next_agenda_speaks_of_them_by_itself(world):
    meeting = world.in_session()
    task(world, meeting)
    planning.draft(
        world.team,
        facts=world.facts(),
        agenda_entries=[(line, None) for line in carrying_over.opening_agenda(world.team)],
        by=world.coordinator,
    )
    lines = world.team.meetings.order_by("-pk").first().items.all()
    assert [item for item in lines if carrying_over.is_of_tasks(item)]


def test_a_task_of_a_reserved_item_stays_out_of_the_common_text(world):
    meeting = world.in_session()
    item = meeting.items.first()
    item.label = "persons"
    item.save()
    reserved = task(world, meeting, title="kanarekzastrzezony")
    following = world.convened(agenda=[("Stan wykonania zadań", 10)])
    task_asking.ask_due(following.starts_at - timedelta(days=6))
    letter = letters(following, key__startswith="task-query")[0]
    assert "kanarekzastrzezony" not in letter.text + letter.html
    recording.open_session(following, by=world.coordinator)
    assert "kanarek" not in following.items.first().block.text
    assert reserved in task_asking.states_for(following)


def test_a_closed_task_is_said_nothing_of_any_more(world, asked):
    _following, tasks = asked
    task_following.advance(tasks[0], ActionState.DROPPED, note="x", by=world.coordinator)
    with pytest.raises(task_following.TaskIsClosed):
        task_asking.answer(query_of(world.members[0]), {tasks[0].pk: (ProgressWord.DONE, "Gotowe")})


def test_after_the_meeting_the_link_asks_nothing(world, asked, client):
    following, _tasks = asked
    assert invitee_of(following, world.members[0])
    recording.open_session(following, by=world.coordinator)
    page = client.get(f"/progress/{query_of(world.members[0]).secret}/").content.decode()
    assert "nie ma tu już pytań" in page
    assert timezone.now() < following.starts_at
