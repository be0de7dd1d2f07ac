"""One question, sixteen answers: silence, lack of competence and dissent stay distinct."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from meetings import asking
from meetings.choices import QuestionReply
from meetings.models import ItemProposal
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    national = factories.team("Krajowy Zespół")
    secretary = factories.secretary_of(national)
    teams = [
        factories.regional_team(voivodeship=factories.voivodeship(f"{number:02}", f"woj{number}"))
        for number in range(1, 17)
    ]
    coordinators = [factories.coordinator_of(team) for team in teams]
    question = asking.ask(
        national,
        title="Ile szkoleń przeprowadzono?",
        text="Za rok 2026.",
        label=HandlingLabel.UNITS,
        due_on=timezone.localdate() + timedelta(days=30),
        teams=[national, *teams],
        by=secretary,
    )
    return question, secretary, teams, coordinators


def test_each_team_gets_it_once_and_in_its_backlog(asked):
    question, _secretary, teams, coordinators = asked
    assert question.addressees.count() == 16
    for team, coordinator in zip(teams, coordinators, strict=True):
        assert ItemProposal.objects.filter(team=team).backlog().count() == 1
        assert Delivery.objects.filter(recipient=coordinator.email).count() == 1


def test_the_matrix_keeps_silence_lack_of_competence_and_dissent_apart(asked):
    question, secretary, teams, coordinators = asked
    rows = {row.team_id: row for row in question.addressees.all()}
    asking.reply(
        rows[teams[0].pk],
        kind=QuestionReply.ANSWERED,
        text="Dwa szkolenia.",
        dissent="Jedna instytucja liczy inaczej.",
        by=coordinators[0],
    )
    asking.reply(
        rows[teams[1].pk],
        kind=QuestionReply.NOT_COMPETENT,
        text="To sprawa kuratorium.",
        by=coordinators[1],
    )
    late = timezone.localdate() + timedelta(days=31)
    _rows, tally = asking.matrix(question, today=late)
    assert tally == asking.Tally(
        asked=16, answered=1, not_competent=1, silent=14, overdue=14, dissents=1
    )
    told = Delivery.objects.filter(recipient=secretary.email)
    assert told.count() == 2


def test_a_team_with_another_day_is_not_overdue(asked):
    question, secretary, teams, _coordinators = asked
    row = question.addressees.get(team=teams[3])
    later = timezone.localdate() + timedelta(days=60)
    asking.extend(row, due_on=later, by=secretary)
    rows, tally = asking.matrix(question, today=timezone.localdate() + timedelta(days=31))
    assert tally.overdue == 15
    assert [one.is_overdue for one in rows if one.team_id == teams[3].pk] == [False]


def test_nobody_else_is_nobody(asked):
    question, secretary, _teams, _coordinators = asked
    with pytest.raises(asking.NobodyAsked):
        asking.ask(
            question.team,
            title="x",
            text="",
            label=HandlingLabel.UNITS,
            due_on=question.due_on,
            teams=[question.team],
            by=secretary,
        )


def test_a_member_of_an_answering_team_does_not_see_the_matrix(asked, client):
    question, secretary, teams, coordinators = asked
    client.force_login(coordinators[0])
    assert client.get(question.get_absolute_url()).status_code == 404
    own = question.addressees.get(team=teams[0])
    other = question.addressees.get(team=teams[1])
    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    client.post(
        own.get_absolute_url(), {"act": "reply", "kind": "answered", "text": "Trzy.", "dissent": ""}
    )
    client.force_login(secretary)
    page = client.get(question.get_absolute_url()).content.decode()
    assert "Trzy." in page
    assert page.count("brak informacji") >= 15


def test_the_matrix_costs_the_same_number_of_queries(asked, client, django_assert_max_num_queries):
    question, secretary, _teams, _coordinators = asked
    client.force_login(secretary)
    client.get(question.get_absolute_url())
    with django_assert_max_num_queries(10):
        client.get(question.get_absolute_url())


def test_teams_stand_in_polish_order(client):
    national = factories.team("Krajowy")
    secretary = factories.secretary_of(national)
    teams = [
        factories.regional_team(voivodeship=factories.voivodeship(teryt, name))
        for teryt, name in (("14", "mazowieckie"), ("12", "małopolskie"), ("24", "śląskie"))
    ]
    question = asking.ask(
        national,
        title="x",
        text="",
        label=HandlingLabel.UNITS,
        due_on=timezone.localdate(),
        teams=teams,
        by=secretary,
    )
    rows, _tally = asking.matrix(question)
    assert [row.team.short_name for row in rows] == ["małopolskie", "mazowieckie", "śląskie"]
