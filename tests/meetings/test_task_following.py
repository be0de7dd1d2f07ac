"""Tasks: from proposed to verified, handed down to teams, reminded of until an end."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from meetings import recording, task_following
from meetings.choices import ActionState
from meetings.local_times import at_eight
from meetings.models import Action, ActionReminder
from tests import factories
from tests.meetings.test_deciding import decide
from tests.meetings.test_poll_pages import cost
from tests.meetings.world import World, letters

pytestmark = pytest.mark.django_db
S = ActionState


@pytest.fixture
def world():
    return World(members=2)


def task(world, meeting=None, *, days=20, number=0, **more):
    meeting = meeting or world.in_session()
    due = timezone.localdate() + timedelta(days=days) if days is not None else None
    facts = {
        "title": "Przygotować ulotki",
        "owner_seat": world.mandates[number].seat,
        "due_on": due,
        "by": world.coordinator,
    }
    return recording.note_action(meeting.items.first(), **(facts | more))


def brought_to(action, state, world):
    """Take a fresh task to a state, by lawful steps."""
    way = {
        S.PROPOSED: [],
        S.ACCEPTED: [S.ACCEPTED],
        S.IN_PROGRESS: [S.ACCEPTED, S.IN_PROGRESS],
        S.REPORTED: [S.ACCEPTED, S.REPORTED],
        S.VERIFIED: [S.ACCEPTED, S.REPORTED, S.VERIFIED],
        S.REFUSED: [S.REFUSED],
        S.DROPPED: [S.DROPPED],
    }
    for step in way[state]:
        action = task_following.advance(action, step, note="bo tak", by=world.coordinator)
    return action


@pytest.mark.parametrize("after", list(S))
@pytest.mark.parametrize("before", list(S))
def test_every_step_is_taken_or_refused(world, before, after):
    action = brought_to(task(world, accepted=False), before, world)
    assert action.state == before
    if after in task_following.STEPS.get(before, []):
        assert task_following.advance(action, after, note="x", by=world.coordinator).state == after
        return
    closed = before in (S.VERIFIED, S.REFUSED, S.DROPPED)
    refusal = task_following.TaskIsClosed if closed else task_following.NotTheNextStep
    with pytest.raises(refusal):
        task_following.advance(action, after, note="x", by=world.coordinator)
    assert Action.objects.get(pk=action.pk).state == before


@pytest.mark.parametrize("state", [S.REFUSED, S.DROPPED])
def test_nothing_is_refused_without_a_reason(world, state):
    action = task(world, accepted=False)
    with pytest.raises(task_following.SayWhy):
        task_following.advance(action, state, by=world.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(
            state=state, closed_at=timezone.now(), closed_by=world.coordinator
        )


def test_a_proposed_task_asks_its_owner(world, signed_in):
    action = task(world, accepted=False)
    assert [one.recipient for one in letters(action)] == [world.members[0].email]
    browser = signed_in(world.members[0])
    assert "Przyjmij albo odmów" in browser.get("/waiting/").content.decode()
    browser.post(f"{action.get_absolute_url()}step/", {"state": "refused", "note": "Brak ludzi."})
    action.refresh_from_db()
    assert (action.state, action.closing_note) == (S.REFUSED, "Brak ludzi.")
    assert [one.note for one in action.updates.all()] == ["", "Brak ludzi."]


def test_owner_reports_with_evidence_and_an_officer_verifies(world, signed_in):
    action = task(world)
    owner, officer = signed_in(world.members[0]), signed_in(world.coordinator)
    here = action.get_absolute_url()
    file = SimpleUploadedFile("ulotka.txt", b"Ulotka")
    page = owner.post(f"{here}step/", {"state": "done", "note": ""}).content.decode()
    assert 'id="id_note_error"' in page
    owner.post(f"{here}step/", {"state": "done", "note": "Gotowe.", "evidence": file})
    assert owner.get(f"{here}step/").status_code == 403
    assert "Zadania do rozstrzygnięcia" in officer.get("/waiting/").content.decode()
    attached = action.documents.get()
    assert b"Ulotka" in b"".join(owner.get(f"{here}evidence/{attached.pk}/").streaming_content)
    officer.post(f"{here}step/", {"state": "in_progress", "note": "Brakuje czwartego języka."})
    assert len(letters(action, key__startswith="task-returned")) == 1
    owner.post(f"{here}step/", {"state": "done", "note": "Teraz cztery."})
    officer.post(f"{here}step/", {"state": "verified", "note": ""})
    action.refresh_from_db()
    assert (action.state, action.closed_by) == (S.VERIFIED, world.coordinator)


def test_evidence_with_case_data_takes_no_step(world, signed_in):
    action = task(world)
    file = SimpleUploadedFile("x.txt", b"PESEL 44051401359")
    typed = {"state": "done", "note": "Gotowe.", "evidence": file}
    page = signed_in(world.members[0]).post(f"{action.get_absolute_url()}step/", typed)
    assert 'id="id_evidence_error"' in page.content.decode()
    action.refresh_from_db()
    assert action.state == S.ACCEPTED


def test_a_member_who_does_not_own_it_takes_no_step(world, signed_in):
    action = task(world)
    browser = signed_in(world.members[1])
    assert browser.get(action.get_absolute_url()).status_code == 200
    answer = browser.post(f"{action.get_absolute_url()}step/", {"state": "done", "note": "Gotowe"})
    assert answer.status_code == 403


def test_contact_and_helpers_are_set_and_letters_follow_the_contact(world, signed_in):
    action = task(world, days=3)
    deputy = factories.mandate(world.mandates[0].seat, deputy=1)
    typed = {
        "contact": deputy.user.pk,
        "helpers": [world.mandates[1].seat.pk],
        "due_on": action.due_on,
        "priority": "high",
    }
    signed_in(world.coordinator).post(f"{action.get_absolute_url()}arrange/", typed)
    action.refresh_from_db()
    assert (action.priority, action.helpers.count()) == ("high", 1)
    task_following.remind_due(at_day(action, 1))
    assert [one.recipient for one in letters(key__startswith="tasks-due")] == [deputy.user.email]


def at_day(action, before):
    return at_eight(action.due_on - timedelta(days=before)) + timedelta(hours=1)


def test_reminders_come_further_and_further_apart_and_end(world):
    action = task(world)
    days = sorted(action.reminders.values_list("days_before", flat=True), reverse=True)
    assert days == [7, 1, -1, -4, -11, -25]
    gaps = [early - late for early, late in pairwise(days[1:])]
    assert gaps == sorted(gaps)
    for before in days:
        task_following.remind_due(at_day(action, before))
        assert task_following.remind_due(at_day(action, before)) == 0
    assert len(letters(key__startswith="tasks-due")) == len(days)
    assert task_following.remind_due(at_day(action, -400)) == 0


def test_all_that_is_due_for_a_person_is_one_letter(world):
    meeting = world.in_session()
    first = task(world, meeting)
    task(world, meeting, title="Drugie zadanie")
    task(world, meeting, number=1)
    assert task_following.remind_due(at_day(first, 7)) == 2
    told = letters(key__startswith="tasks-due", recipient=world.members[0].email)
    assert len(told) == 1
    assert "Przygotować ulotki" in told[0].text
    assert "Drugie zadanie" in told[0].text


def test_a_late_sweep_reminds_once_of_what_it_missed(world):
    action = task(world)
    assert task_following.remind_due(at_day(action, -30)) == 1
    assert ActionReminder.objects.filter(sent_at=None).count() == 0


@pytest.mark.parametrize("state", [S.REPORTED, S.VERIFIED, S.DROPPED])
def test_whoever_has_reported_is_reminded_no_more(world, state):
    action = brought_to(task(world, accepted=False), state, world)
    assert action.reminders.count() == 0
    assert task_following.remind_due(at_day(action, 7)) == 0


def test_a_new_date_moves_the_reminders(world):
    action = task(world)
    facts = {"contact": None, "helpers": [], "priority": "normal", "by": world.coordinator}
    later = action.due_on + timedelta(days=30)
    action = task_following.arrange(action, due_on=later, **facts)
    assert task_following.remind_due(at_day(action, 8)) == 0
    assert task_following.remind_due(at_day(action, 7)) == 1


@pytest.fixture
def cascade(world):
    """A national decision handed down to three teams; the first is the world's."""
    national = World(members=1)
    others = [world.team, factories.team("Drugi"), factories.team("Trzeci")]
    for other in others[1:]:
        factories.coordinator_of(other)
    decision = decide(national)
    parent = task_following.hand_down(
        national.team,
        title="Przeszkolić inspektorów",
        owner_seat=national.mandates[0].seat,
        due_on=timezone.localdate() + timedelta(days=60),
        teams=[*others, national.team],
        decision=decision,
        by=national.coordinator,
    )
    parent.national = national
    return parent


def test_one_decision_asks_each_chosen_team_once(cascade, world):
    teams = {child.team.name for child in cascade.children.all()}
    assert teams == {world.team.name, "Drugi", "Trzeci"}
    child = cascade.children.get(team=world.team)
    assert (child.state, child.owner_seat) == (S.PROPOSED, None)
    assert [one.recipient for one in letters(child)] == [world.coordinator.email]


def test_a_team_accepts_for_a_seat_and_the_parent_shows_it(cascade, world, signed_in):
    child = cascade.children.get(team=world.team)
    browser, here = signed_in(world.coordinator), child.get_absolute_url()
    assert "przekazał" in browser.get("/waiting/").content.decode()
    page = browser.post(f"{here}step/", {"state": "accepted"}).content.decode()
    assert 'id="id_owner_seat_error"' in page
    seat = world.mandates[0].seat
    browser.post(f"{here}step/", {"state": "accepted", "owner_seat": seat.pk})
    signed_in(world.members[0]).post(
        f"{here}step/", {"state": "done", "note": "Przeszkolono 40 osób."}
    )
    national = signed_in(cascade.national.coordinator)
    page = national.get(cascade.get_absolute_url()).content.decode()
    assert "Przeszkolono 40 osób." in page
    assert "brak informacji: 2" in page
    assert "z 3 zespołów zakończyło" in page
    assert len(letters(child, key__startswith="task-answered")) == 2


def test_a_team_refuses_with_a_reason_that_the_parent_shows(cascade, world, signed_in):
    child = cascade.children.get(team=world.team)
    typed = {"state": "refused", "note": "Szkolenie było w maju."}
    signed_in(world.coordinator).post(f"{child.get_absolute_url()}step/", typed)
    page = signed_in(cascade.national.coordinator).get(cascade.get_absolute_url())
    assert "Szkolenie było w maju." in page.content.decode()


def test_teams_see_their_own_child_and_no_sisters(cascade, world, signed_in):
    browser = signed_in(world.members[0])
    own = cascade.children.get(team=world.team)
    sister = cascade.children.exclude(team=world.team).first()
    assert browser.get(own.get_absolute_url()).status_code == 200
    assert browser.get(sister.get_absolute_url()).status_code == 404
    assert browser.get(cascade.get_absolute_url()).status_code == 404


def test_a_task_is_not_accepted_for_a_seat_of_another_team(cascade, world):
    child = cascade.children.get(team=world.team)
    elsewhere = factories.seat(factories.team())
    with pytest.raises(task_following.SeatOfAnotherTeam):
        task_following.advance(child, S.ACCEPTED, owner_seat=elsewhere, by=world.coordinator)
    with pytest.raises(task_following.NeedsOwner):
        task_following.advance(child, S.ACCEPTED, by=world.coordinator)


def test_handing_down_to_nobody_is_refused(world):
    with pytest.raises(task_following.NobodyChosen):
        task_following.hand_down(
            world.team,
            title="x",
            owner_seat=world.mandates[0].seat,
            due_on=None,
            teams=[world.team],
            by=world.coordinator,
        )


def test_the_list_is_filtered_and_marks_what_is_overdue(world, signed_in):
    meeting = world.in_session()
    late = task(world, meeting, title="kanarekspozniony")
    Action.objects.filter(pk=late.pk).update(due_on=factories.yesterday())
    task(world, meeting, title="kanarekcudzy", number=1, priority="high")
    browser = signed_in(world.members[0])

    def seen(**query):
        page = browser.get("/meetings/tasks/", query).content.decode()
        return [word for word in ("kanarekspozniony", "kanarekcudzy") if word in page]

    assert seen() == ["kanarekspozniony", "kanarekcudzy"]
    assert seen(state="overdue") == ["kanarekspozniony"]
    assert seen(whose="mine") == ["kanarekspozniony"]
    assert seen(priority="high") == ["kanarekcudzy"]
    assert seen(state="verified") == []
    assert "po terminie" in browser.get("/meetings/tasks/").content.decode()


def test_lists_of_sixty_tasks_cost_as_much_as_of_three(world, signed_in):
    meeting, browser = world.in_session(), signed_in(world.members[0])
    officer = signed_in(world.coordinator)
    figures = []
    for more in (3, 57):
        for _number in range(more):
            task(world, meeting)
        figures.append(
            [
                cost(browser, "/meetings/tasks/"),
                cost(browser, "/waiting/"),
                cost(officer, f"/meetings/{meeting.pk}/tasks/"),
            ]
        )
    assert figures[0] == figures[1]


def test_a_parent_of_sixteen_costs_as_much_as_of_two(world, signed_in):
    figures = []
    for size in (2, 16):
        parent = task_following.hand_down(
            world.team,
            title="x",
            owner_seat=world.mandates[0].seat,
            due_on=None,
            teams=[factories.regional_team(f"Zespół {size}-{n}") for n in range(size)],
            by=world.coordinator,
        )
        figures.append(cost(signed_in(world.coordinator), parent.get_absolute_url()))
    assert figures[0] == figures[1]


def test_an_owner_says_how_it_goes_in_the_words_of_the_link(world, signed_in):
    action = task(world)
    address = f"{action.get_absolute_url()}step/"
    browser = signed_in(world.members[0])
    page = browser.get(address).content.decode()
    for word in ("done", "under_way", "blocked"):
        assert f'value="{word}"' in page
    assert "Jednym zdaniem <span" not in page
    assert "Wymagane przy: zrobione, zablokowane." in page
    said = browser.post(address, {"state": "blocked", "note": "Brak środków."})
    assert said.status_code == 302
    action.refresh_from_db()
    assert (action.state, action.is_blocked) == (S.IN_PROGRESS, True)
    browser.post(address, {"state": "under_way", "note": ""})
    page = browser.get(action.get_absolute_url()).content.decode()
    assert "W toku</strong> · zablokowane" in page
    assert "W toku</strong> · w toku" not in page
    browser.post(address, {"state": "done", "note": "Gotowe."})
    action.refresh_from_db()
    assert action.state == S.REPORTED


def test_a_proposed_task_is_accepted_or_refused_and_not_dropped_too(world, signed_in):
    action = task(world, accepted=False, owner_seat=world.mandates[0].seat)
    page = signed_in(world.members[0]).get(f"{action.get_absolute_url()}step/").content.decode()
    assert 'value="refused"' in page
    assert 'value="dropped"' not in page
