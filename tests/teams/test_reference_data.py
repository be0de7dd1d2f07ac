"""The real facts the desk starts from: loaded once or twice they are the same, none is guessed."""

import csv
import tomllib
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from coordination import institutions
from coordination.models import Institution, Voivodeship
from reports.models import PlanEdition
from teams import demo, membership
from teams.models import Contact, FoundingAct, Operator, Programme, Seat, Team, TeamRules
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    call_command("load_reference_data", stdout=StringIO())


def everything():
    """Return all rows of our own tables, with every column."""
    rooms = ("coordination", "teams", "reports", "meetings")
    models = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def rows(name):
    with (settings.BASE_DIR / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_counts_are_those_of_the_sources():
    told = StringIO()

    call_command("load_reference_data", stdout=told)

    editions = len(rows("kpd_editions.csv"))
    files = sorted((settings.BASE_DIR / "data").glob("statistics_*.csv"))
    printed = sum(len(rows(file.name)) for file in files)
    guidance = tomllib.loads((settings.BASE_DIR / "data" / "guidance.toml").read_text("utf-8"))
    assert told.getvalue() == (
        "voivodeships: 16, institutions: 106, teams: 19, seats: 89,"
        f" guidance pages: {len(guidance['page'])}, plan editions: {editions},"
        f" code lists: {len(rows('code_lists.csv'))}, published figures: {printed}\n"
    )


def test_loading_twice_changes_nothing(loaded):
    before = everything()

    call_command("load_reference_data", stdout=StringIO())

    assert everything() == before


def test_loading_leaves_what_people_changed(loaded):
    institution = Institution.objects.get(name="Komenda Stołeczna Policji")
    institutions.rename(
        institution,
        name="Komenda Policji Stolicy",
        short="KPS",
        until_on=factories.yesterday(),
        by=factories.person(),
    )
    team = Team.objects.get(key="wojewodztwo-14")
    membership.rename_team(
        team, name="Nowa nazwa", until_on=factories.yesterday(), by=factories.person()
    )
    Team.objects.filter(pk=team.pk).update(purpose="Nowy cel", note="Nowe")
    FoundingAct.objects.filter(team=team).update(issued_on=factories.yesterday())
    before = everything()

    call_command("load_reference_data", stdout=StringIO())

    assert everything() == before


def test_seat_that_was_ended_is_not_made_anew(loaded):
    seat = Seat.objects.filter(team__key="wojewodztwo-14").first()
    Seat.objects.filter(pk=seat.pk).update(until_on=factories.yesterday(), from_on=None)

    call_command("load_reference_data", stdout=StringIO())

    assert Seat.objects.count() == 89


def test_three_national_bodies_keep_their_own_past(loaded):
    bodies = Team.objects.filter(level="national").order_by("active_from_on")

    assert [body.key for body in bodies] == ["krajowy-2004", "krajowy-2019", "krajowy-2023"]
    assert [body.predecessor and body.predecessor.key for body in bodies] == [
        None,
        "krajowy-2004",
        "krajowy-2019",
    ]
    # Of the oldest, no act at hand says when it ended: nothing is guessed.
    assert [body.active_until_on for body in bodies] == [None, date(2023, 10, 20), None]
    assert [body.key for body in bodies.active()] == ["krajowy-2023"]


def test_every_voivodeship_has_its_team(loaded):
    with_team = Team.objects.filter(level="voivodeship").values_list("voivodeship", flat=True)

    assert sorted(with_team) == sorted(Voivodeship.objects.values_list("pk", flat=True))


def test_date_that_the_source_gives_in_part_stays_as_printed(loaded):
    for row in rows("teams.csv"):
        if row["level"] == "voivodeship":
            team = Team.objects.get(voivodeship__name=row["voivodeship"])
            printed = row["founded_date"]
            assert team.founded_as_printed == printed
            whole = len(printed) == 10
            assert (team.active_from_on.isoformat() if team.active_from_on else "") == (
                printed if whole else ""
            )


def test_what_no_source_says_stays_empty(loaded):
    assert not Seat.objects.filter(from_on__isnull=False).exists()
    assert not TeamRules.objects.exists()
    assert not Institution.objects.filter(active_from_on__isnull=False).exists()
    assert not Institution.objects.filter(mail_domains__gt="").exists()
    for row in rows("institutions.csv"):
        assert Institution.objects.filter(name=row["name"], short=row["abbreviation"]).exists()


def test_every_team_names_its_source_or_says_that_there_is_none(loaded):
    assert not Team.objects.filter(source="", note="").exists()


def test_every_fact_names_its_source(loaded):
    for model in (Seat, Programme, Operator, Contact, PlanEdition):
        assert not model.objects.filter(source="").exists(), model


def test_no_person_comes_with_the_facts(loaded):
    assert factories.User.objects.count() == 0


def test_no_edition_of_the_plan_covers_2019(loaded):
    years = PlanEdition.objects.values_list("year_from", "year_to")

    assert not [one for one in years if one[0] <= 2019 <= one[1]]
    assert min(first for first, _last in years) == 2003


def test_demo_loaded_twice_changes_nothing_in_the_teams(loaded, settings):
    demo.load()
    before = everything()

    demo.load()

    assert everything() == before


def test_demo_is_refused_on_a_real_desk(settings):
    settings.DEMO = False

    with pytest.raises(Exception, match="DEMO=0"):
        call_command("load_demo")
