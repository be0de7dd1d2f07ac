"""The pages of a date poll: what they cost, where they begin, and what a form keeps."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import polling
from meetings.models import DatePoll, PollAnswer
from tests import factories
from tests.meetings.test_polling import asked, fields, said_by
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


def cost(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(address).status_code == 200
    return len(caught)


def test_the_page_of_sixty_by_twenty_costs_as_much_as_of_two_by_two(signed_in):
    figures = {}
    for members, times in ((2, 2), (60, 20)):
        world = World(members=members)
        poll = asked(world, times=times)
        said_by(world, poll, *[("yes",) * times] * 2)
        one = poll.invitees.first()
        officer, member = signed_in(world.coordinator), signed_in(world.members[0])
        figures[members] = {
            "grid": cost(officer, poll.get_absolute_url()),
            "counts": cost(member, poll.get_absolute_url()),
            "own answer": cost(member, f"{poll.get_absolute_url()}answer/"),
            "telephone": cost(officer, f"{poll.get_absolute_url()}answer/{one.pk}/"),
            "choice": cost(officer, f"{poll.get_absolute_url()}choose/{poll.slots.first().pk}/"),
            "link": cost(Client(), f"/when/{one.secret}/"),
        }

    assert figures[2] == figures[60]


def test_lists_of_thirty_polls_cost_as_much_as_of_three(signed_in):
    world = World(members=2)
    browser = signed_in(world.members[0])
    figures = []
    for more in (3, 27):
        for _number in range(more):
            asked(world)
        figures.append([cost(browser, one) for one in ("/meetings/polls/", "/waiting/")])

    assert figures[0] == figures[1]


def test_only_who_has_not_answered_finds_it_among_what_waits(signed_in):
    world = World(members=2)
    poll = asked(world, title="Szukamy terminu wizyty")
    said_by(world, poll, ("yes", "no"))

    waiting = [
        "Szukamy terminu wizyty" in signed_in(member).get("/waiting/").content.decode()
        for member in world.members
    ]

    assert waiting == [False, True]


def test_the_page_of_a_team_leads_to_its_own_question(signed_in):
    world = World(members=1)
    other = factories.team("Inny Zespół")
    factories.coordinator_of(other, world.coordinator)
    seat = factories.seat(other, factories.institution("Instytucja z drugiego zespołu"))
    browser = signed_in(world.coordinator)

    address = f"/meetings/polls/add/?team={other.pk}"
    assert address in browser.get(f"/teams/{other.pk}/").content.decode()
    page = browser.get(address).content.decode()
    assert f'<option value="{other.pk}" selected>' in page
    assert "Instytucja z drugiego zespołu" in page
    assert f'name="required" value="{seat.pk}"' in page


@pytest.mark.parametrize("team", ["", "0", "x", "9" * 30, "-1", "\x00"])
def test_an_odd_team_in_the_address_is_ones_own(signed_in, team):
    world = World(members=1)
    page = signed_in(world.coordinator).get("/meetings/polls/add/", {"team": team})
    assert f'value="{world.team.pk}" selected' in page.content.decode()


def test_members_are_offered_no_question(signed_in):
    world = World(members=1)
    browser = signed_in(world.members[0])
    assert "/meetings/polls/add/" not in browser.get(f"/teams/{world.team.pk}/").content.decode()
    assert "/meetings/polls/add/" not in browser.get("/meetings/polls/").content.decode()


def test_seats_of_the_team_left_behind_are_refused_with_their_own_sentence(signed_in):
    world = World(members=2)
    other = factories.team("Inny Zespół")
    factories.coordinator_of(other, world.coordinator)
    factories.member_of(other)
    seat = world.mandates[0].seat

    typed = fields(world, team=other.pk, required=[seat.pk])
    page = signed_in(world.coordinator).post("/meetings/polls/add/", typed).content.decode()

    assert "Teraz widać miejsca wybranego zespołu" in page
    assert 'value="Posiedzenie"' in page
    assert DatePoll.objects.count() == 0


def test_marked_seats_are_the_ones_that_are_needed(signed_in):
    world = World(members=2)
    wanted = world.mandates[1].seat
    typed = fields(world, required=[wanted.pk])
    signed_in(world.coordinator).post("/meetings/polls/add/", typed)
    needed = DatePoll.objects.get().invitees.filter(is_required=True)
    assert [one.seat for one in needed] == [wanted]


def test_more_rows_keep_everything_and_scold_nobody(signed_in):
    world = World(members=2)
    seat = world.mandates[0].seat
    typed = fields(world, more="1", title="", place="Radom", words="Proszę", required=[seat.pk])
    typed |= {"slots-2-day": "", "slots-2-hour": "11:15", "length": 180}

    page = signed_in(world.coordinator).post("/meetings/polls/add/", typed).content.decode()

    assert "errorlist" not in page
    assert "error-summary" not in page
    for kept in ('value="Radom"', ">\nProszę</textarea>", 'value="10:00"', 'value="11:15"'):
        assert kept in page
    assert '<option value="180" selected>' in page
    assert f'name="required" value="{seat.pk}"' in page
    assert page.count("checked") == 1
    assert page.count('type="time"') == 3 + 5 + 1


def test_rows_end_at_twenty(signed_in):
    world = World(members=1)
    typed = fields(world, more="1") | {"slots-TOTAL_FORMS": 18}
    page = signed_in(world.coordinator).post("/meetings/polls/add/", typed).content.decode()
    assert page.count('type="time"') == polling.MOST_SLOTS + 1


def test_a_question_late_for_its_first_time_says_so_beside_the_day(signed_in):
    world = World(members=1)
    typed = fields(world, until_day=timezone.localdate() + timedelta(days=31))
    page = signed_in(world.coordinator).post("/meetings/polls/add/", typed).content.decode()
    assert 'href="#id_until_day"' in page
    assert 'id="id_until_day_error"' in page


def test_reading_changes_nothing(signed_in):
    world = World(members=2)
    poll = asked(world, times=3)
    slot, one = poll.slots.first(), poll.invitees.first()
    here, browser = poll.get_absolute_url(), signed_in(world.coordinator)
    before = list(DatePoll.objects.values())

    for path in (f"choose/{slot.pk}/", "withdraw/", "times/add/", f"answer/{one.pk}/"):
        odd = {f"slot{slot.pk}": "yes", "reason": "x", "day": "2030-01-01", "hour": "10:00"}
        assert browser.get(f"{here}{path}", odd).status_code == 200

    assert list(DatePoll.objects.values()) == before
    assert poll.slots.current().count() == 3
    assert PollAnswer.objects.count() == 0


def test_a_slot_of_another_poll_is_not_reached_through_ones_own(signed_in):
    world = World(members=1)
    poll, other = asked(world), asked(world)
    browser = signed_in(world.coordinator)
    address = f"{poll.get_absolute_url()}choose/{other.slots.first().pk}/"
    assert browser.get(address).status_code == browser.post(address).status_code == 404
    assert browser.post(
        f"{poll.get_absolute_url()}answer/{other.invitees.first().pk}/"
    ).status_code == (404)
