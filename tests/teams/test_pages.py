"""What pages about teams show, and to whom."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from coordination import institutions
from coordination.choices import PostRole
from coordination.models import Institution, InstitutionPost
from teams.models import Mandate, Team
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(capsys):
    call_command("load_reference_data")


def public_pages():
    teams = [f"/directory/teams/{pk}/" for pk in Team.objects.public().values_list("pk", flat=True)]
    return ["/directory/", "/directory/kcik/", "/kpd/", *teams]


def test_public_pages_are_open_and_name_no_person(loaded):
    call_command("load_demo", verbosity=0)
    names = set(factories.User.objects.values_list("full_name", flat=True))
    addresses = set(factories.User.objects.values_list("email", flat=True))
    assert Mandate.objects.exists()

    for page in public_pages():
        answer = Client().get(page)
        text = answer.content.decode()
        named = {one for one in names | addresses if one in text}
        assert (page, answer.status_code, named) == (page, 200, set())


def test_directory_lists_all_sixteen_teams_beside_their_map(loaded):
    text = Client().get("/directory/").content.decode()

    regional = Team.objects.filter(level="voivodeship")
    links = [team for team in regional if f'href="/directory/teams/{team.pk}/"' in text]
    assert len(links) == 16


def test_fact_that_no_source_gives_is_shown_as_unknown(loaded):
    team = Team.objects.get(voivodeship__name="opolskie")

    text = Client().get(f"/directory/teams/{team.pk}/").content.decode()

    assert "brak danych" in text
    assert "None" not in text


def test_team_page_of_a_day_shows_who_sat_then(signed_in):
    team = factories.team()
    institution = factories.institution("Dawna nazwa")
    before = factories.mandate(
        factories.seat(team, institution),
        factories.person(full_name="Łucja Dawna"),
        from_on=date(2020, 1, 1),
        until_on=date(2025, 12, 31),
    )
    institutions.rename(
        institution, name="Nowa nazwa", short="", until_on=date(2025, 6, 30), by=before.user
    )
    browser = signed_in(factories.coordinator_of(team))

    then = browser.get(f"/teams/{team.pk}/", {"on": "2025-01-01"}).content.decode()
    now = browser.get(f"/teams/{team.pk}/").content.decode()

    assert ("Łucja Dawna" in then, "Dawna nazwa" in then) == (True, True)
    assert ("Łucja Dawna" in now, "Dawna nazwa" in now) == (False, False)


def test_hand_over_in_the_page_keeps_what_was_typed_when_refused(signed_in):
    team = factories.team()
    mandate = factories.mandate(factories.seat(team), from_on=date(2026, 3, 1))
    successor = factories.person()
    typed = {"to": successor.pk, "from_on": "2026-03-01", "act": "pismo nr 7"}

    page = signed_in(factories.coordinator_of(team)).post(
        f"/teams/{team.pk}/mandates/{mandate.pk}/hand-over/", typed
    )

    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert "pismo nr 7" in page.content.decode()


def test_hand_over_in_the_page_is_one_step(signed_in):
    team = factories.team()
    mandate = factories.mandate(factories.seat(team))
    typed = {"to": factories.person().pk, "from_on": "2026-03-01", "act": "pismo nr 7"}

    answer = signed_in(factories.coordinator_of(team)).post(
        f"/teams/{team.pk}/mandates/{mandate.pk}/hand-over/", typed
    )

    assert (answer.status_code, Mandate.objects.count()) == (302, 2)


def test_institution_administrator_renames_his_own_institution_only(signed_in):
    own, other = factories.institution(), factories.institution()
    user = factories.person()
    InstitutionPost.objects.create(
        user=user,
        institution=own,
        role=PostRole.ADMINISTRATOR,
        from_on=factories.long_ago(),
    )
    typed = {"name": "Nowa nazwa", "short": "NN", "until_on": "2026-03-01"}
    browser = signed_in(user)

    answers = [
        browser.post(f"/institutions/{one.pk}/rename/", typed).status_code for one in (own, other)
    ]

    assert answers == [302, 403]
    assert Institution.objects.get(pk=own.pk).name == "Nowa nazwa"
