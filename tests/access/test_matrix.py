"""Every address × every kind of person (quality S1): a new address without a row fails."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from coordination.choices import HandlingLabel
from meetings.models import Meeting
from tests import factories
from tests.access.places import Places
from tests.access.table import ROWS, WHO

pytestmark = pytest.mark.django_db

ROOMS = {"coordination", "teams", "exchange", "meetings", "reports"}
REFUSED = {302, 403, 404}


@pytest.fixture
def places():
    return Places()


def names_of(resolver, room=""):
    """Yield the full name of every address under a resolver."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{room}:{pattern.name}"
        else:
            yield from names_of(pattern, pattern.app_name or pattern.namespace or room)


def answer(places, who, method, address):
    """Return what one person gets; whatever it changed is undone."""
    browser = Client(raise_request_exception=False)
    with transaction.atomic():
        if places.actors[who] is not None:
            browser.force_login(places.actors[who])
        status = browser.generic(method, address).status_code
        transaction.set_rollback(True)
    return status


def test_every_address_of_every_room_has_its_row():
    addresses = {name for name in names_of(get_resolver()) if name.split(":")[0] in ROOMS}

    assert addresses == set(ROWS)


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_the_table_says(places, who):
    wrong = {}
    for name, row in ROWS.items():
        expected = row.answers[WHO.index(who)]
        address = places.address(name, row.arguments)
        got = answer(places, who, row.method, address)
        let_in = row.method == "POST" and expected == 200 and got < 500 and got not in {403, 404}
        if got != expected and not let_in:
            wrong[name] = (expected, got)

    assert wrong == {}


@pytest.mark.parametrize("who", WHO)
def test_whoever_may_not_look_may_not_post_either(places, who):
    wrong = {}
    for name, row in ROWS.items():
        expected = row.answers[WHO.index(who)]
        if expected in REFUSED and row.method == "GET":
            got = answer(places, who, "POST", places.address(name, row.arguments))
            if got not in {expected, 405}:
                wrong[name] = (expected, got)

    assert wrong == {}


@pytest.mark.parametrize("who", ["anonymous", "member", "coordinator"])
def test_looking_never_changes_what_only_a_post_may_change(places, who):
    wrong = {}
    for name, row in ROWS.items():
        if row.method == "POST":
            got = answer(places, who, "GET", places.address(name, row.arguments))
            if got not in {302 if who == "anonymous" else 404, 405}:
                wrong[name] = got

    assert wrong == {}


@pytest.mark.parametrize("who", ["stranger", "coordinator", "administrator"])
def test_numbers_that_belong_to_nothing_are_not_found(places, who):
    for huge in (0, 2**63 - 1, 2**63):
        places.args = {
            word: huge if isinstance(value, int) else value for word, value in places.args.items()
        }
        broken = {
            name
            for name, row in ROWS.items()
            if answer(places, who, row.method, places.address(name, row.arguments)) >= 500
        }
        assert broken == set(), huge


def test_parts_of_another_team_are_not_reached_through_ones_own(places):
    foreign = Places.__new__(Places)
    foreign.actors, foreign.args = places.actors, dict(places.args)
    team = factories.regional_team(voivodeship=factories.voivodeship("30", "wielkopolskie"))
    places.actors["coordinator"] = factories.coordinator_of(team)
    foreign.args["team"] = team.pk
    within = {name: row for name, row in ROWS.items() if row.arguments.startswith("team ")}

    found = {
        name: answer(foreign, "coordinator", row.method, foreign.address(name, row.arguments))
        for name, row in within.items()
    }

    assert set(found.values()) == {404}


def test_parts_of_another_meeting_are_not_reached_through_ones_own(places):
    """A part is looked up within its meeting, whatever number stands in the address."""
    of_meetings = {
        name: row
        for name, row in ROWS.items()
        if name.startswith("meetings:")
        and row.arguments.split(" ")[0] in {"draft", "convened", "in_session", "held", "closed"}
        and row.arguments.count(" ") == 1
        and "secret" not in row.arguments
    }
    other = {"convened": "in_session", "in_session": "held", "closed": "held"}

    found = {
        name: answer(
            places,
            "coordinator",
            row.method,
            places.address(name, " ".join(other.get(word, word) for word in row.arguments.split())),
        )
        for name, row in of_meetings.items()
    }

    assert {name: status for name, status in found.items() if status not in {403, 404}} == {}


SEES = {
    HandlingLabel.PUBLIC: {"member", "uninvited", "coordinator", "chair", "other", "national"},
    HandlingLabel.TEAMS: {"member", "uninvited", "coordinator", "chair", "other", "national"},
    HandlingLabel.UNITS: {"member", "uninvited", "coordinator", "chair"},
    HandlingLabel.INSTITUTIONS: {"member", "uninvited", "coordinator", "chair"},
    HandlingLabel.PERSONS: {"member", "coordinator", "chair"},
}


@pytest.mark.parametrize("label", HandlingLabel)
def test_label_decides_who_sees_a_meeting_on_every_way(places, label):
    places.actors["uninvited"] = factories.member_of(places.team)
    title = "Kanarek-pod-oknem"
    Meeting.objects.filter(pk=places.convened.pk).update(label=label, title=title)
    pages = [
        "/meetings/",
        f"/meetings/month/?month={places.convened.starts_at:%Y-%m}",
        "/waiting/",
        "/search/?q=kanarek",
    ]

    for who in [*WHO[1:], "uninvited"]:
        browser = Client()
        browser.force_login(places.actors[who])
        seen = who in SEES[label]
        status = browser.get(f"/meetings/{places.convened.pk}/").status_code
        assert (who, status) == (who, 200 if seen else 404)
        if not seen:
            leaks = [page for page in pages if title in browser.get(page).content.decode()]
            assert (who, leaks) == (who, [])


def test_right_that_ended_yesterday_is_gone_with_the_next_click(places):
    member = places.actors["member"]
    browser = Client()
    browser.force_login(member)
    addresses = [
        f"/teams/{places.team.pk}/roster.csv",
        f"/meetings/{places.convened.pk}/",
        f"/meetings/{places.convened.pk}/documents/{places.attached.pk}/",
        f"/calendar/{places.args['secret']}.ics",
    ]
    before = [browser.get(address).status_code for address in addresses]

    member.mandates.filter(from_on__lte=factories.yesterday()).update(
        until_on=factories.yesterday()
    )

    after = [browser.get(address) for address in addresses]
    assert before == [200] * 4
    assert [one.status_code for one in after[:3]] == [404] * 3
    assert after[3].status_code == 404 or places.convened.uid not in after[3].content.decode()
