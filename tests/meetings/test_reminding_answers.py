"""Reminders of opinions and questions: to the silent, before and once after, then an end."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from meetings import asking, proposing, reminding_answers
from meetings.choices import ProposalState, QuestionReply
from meetings.local_times import moment
from meetings.models import AnswerReminder
from tests import factories
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


def day(days):
    return timezone.localdate() + timedelta(days=days)


def morning(when: date):
    return moment(when, reminding_answers.HOUR)


@pytest.fixture
def world():
    return World(members=3)


def asked(world, label=HandlingLabel.UNITS, due=10):
    """A proposal of the first seat whose opinion is asked of the other two."""
    words = {
        "title": "kanarekpunkt",
        "justification": "Bo tak",
        "purpose": "discussion",
        "minutes": 10,
        "label": label,
    }
    proposal = proposing.propose(
        world.team, words=words, seat=world.mandates[0].seat, by=world.members[0]
    )
    seats = [mandate.seat for mandate in world.mandates[1:]]
    proposing.ask_opinions(proposal, seats, due_on=day(due), by=world.coordinator)
    Delivery.objects.all().delete()
    return proposal


def question(due=10):
    asker = factories.secretary_of(factories.team("Krajowy Zespół"))
    team = factories.regional_team()
    factories.coordinator_of(team)
    found = asking.ask(
        asker.team_roles.get().team,
        title="Ile szkoleń?",
        text="",
        label=HandlingLabel.UNITS,
        due_on=day(due),
        teams=[team],
        by=asker,
    )
    Delivery.objects.all().delete()
    return found.addressees.get(), asker


def told():
    return sorted(Delivery.objects.values_list("recipient", flat=True))


def test_only_the_silent_are_reminded_before_the_day(world):
    proposal = asked(world)
    silent = world.members[2]
    given = proposal.opinions.get(seat=world.mandates[1].seat)
    proposing.give_opinion(given, text="Zgoda", has_no_remarks=False, by=world.members[1])
    assert reminding_answers.keep_due(morning(day(7)) - timedelta(minutes=1)) == 0
    assert reminding_answers.keep_due(morning(day(7))) == 1
    assert told() == [silent.email]
    assert "nie ma jeszcze odpowiedzi" in Delivery.objects.get().text


def test_after_the_day_comes_one_more_and_then_an_end(world):
    asked(world)
    reminding_answers.keep_due(morning(day(7)))
    reminding_answers.keep_due(morning(day(11)))
    for later in (12, 20, 400):
        assert reminding_answers.keep_due(morning(day(later))) == 0
    assert told() == sorted([world.members[1].email, world.members[2].email] * 2)
    last = Delivery.objects.order_by("-pk").first()
    assert "ostatnie przypomnienie" in last.text
    assert not AnswerReminder.objects.filter(sent_at__isnull=True).exists()


def test_a_sweep_that_slept_through_both_days_sends_the_last_alone(world):
    asked(world)
    assert reminding_answers.keep_due(morning(day(30))) == 2
    assert Delivery.objects.filter(text__contains="ostatnie przypomnienie").count() == 2
    assert reminding_answers.keep_due(morning(day(30))) == 0


def test_a_day_too_near_is_reminded_of_afterwards_only(world):
    asked(world, due=1)
    promised = AnswerReminder.objects.values_list("is_overdue", "due_at").distinct()
    assert list(promised) == [(True, morning(day(2)))]


@pytest.mark.parametrize("state", [ProposalState.REJECTED, ProposalState.RETURNED])
def test_a_proposal_that_is_settled_otherwise_reminds_nobody(world, state):
    proposal = asked(world)
    proposing.settle(proposal, state, reason="Nie", by=world.coordinator)
    Delivery.objects.all().delete()
    reminding_answers.keep_due(morning(day(30)))
    assert told() == []


def test_who_fills_the_seat_on_that_day_is_reminded(world):
    asked(world)
    mandate = world.mandates[1]
    mandate.until_on = day(-1)
    mandate.save()
    new = factories.mandate(mandate.seat).user
    reminding_answers.keep_due(morning(day(7)))
    assert told() == sorted([new.email, world.members[2].email])


def test_a_letter_says_no_title_for_named_persons(world):
    asked(world, label=HandlingLabel.PERSONS)
    reminding_answers.keep_due(morning(day(7)))
    for letter in Delivery.objects.all():
        assert "kanarek" not in f"{letter.subject}{letter.text}{letter.html}"


def test_a_team_is_reminded_of_a_question_until_it_answers(client):
    addressee, asker = question()
    assert reminding_answers.keep_due(morning(day(7))) == 1
    client.force_login(asker)
    page = client.get(addressee.question.get_absolute_url()).content.decode()
    assert "przypomniano" in page
    officer = addressee.team.roles.get().user
    asking.reply(addressee, kind=QuestionReply.ANSWERED, text="Pięć", by=officer)
    assert reminding_answers.keep_due(morning(day(11))) == 0


def test_another_day_moves_what_was_promised():
    addressee, asker = question()
    asking.extend(addressee, due_on=day(40), by=asker)
    Delivery.objects.all().delete()
    assert reminding_answers.keep_due(morning(day(11))) == 0
    assert reminding_answers.keep_due(morning(day(37))) == 1
    assert "ostatnie przypomnienie" not in Delivery.objects.get().text
