"""Rules of procedure: one set in force on any day, and what they ask for."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from teams import membership
from teams.choices import QuorumRule
from tests import factories

pytestmark = pytest.mark.django_db

SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 10, 1)


def rules_from(team, day, **facts):
    facts = {"from_on": day, "quorum": QuorumRule.HALF, **facts}
    return membership.put_rules_in_force(team, facts=facts, by=factories.person())


def in_force(team, day):
    return team.rules.on_day(day).get()


def test_new_rules_end_the_former_the_day_before():
    team = factories.team()
    old, new = rules_from(team, SPRING), rules_from(team, AUTUMN)

    assert [in_force(team, day) for day in (SPRING, AUTUMN - timedelta(days=1), AUTUMN)] == [
        old,
        old,
        new,
    ]


def test_rules_entered_late_stand_between_those_before_and_after():
    team = factories.team()
    first, third = rules_from(team, SPRING), rules_from(team, AUTUMN)

    second = rules_from(team, SUMMER)

    assert [in_force(team, day) for day in (SPRING, SUMMER, AUTUMN)] == [first, second, third]


def test_two_rules_do_not_begin_on_one_day():
    team = factories.team()
    rules_from(team, SPRING)

    with pytest.raises(ValidationError):
        rules_from(team, SPRING)


def test_quorum_of_a_number_names_the_number():
    with pytest.raises(ValidationError):
        rules_from(factories.team(), SPRING, quorum=QuorumRule.NUMBER)


@pytest.mark.parametrize(
    ("quorum", "seats", "needed"),
    [
        (QuorumRule.NONE, 12, 0),
        (QuorumRule.HALF, 12, 6),
        (QuorumRule.HALF, 13, 7),
        (QuorumRule.HALF, 0, 0),
        (QuorumRule.MORE_THAN_HALF, 12, 7),
        (QuorumRule.MORE_THAN_HALF, 13, 7),
        (QuorumRule.NUMBER, 12, 5),
    ],
)
def test_seats_needed_for_a_quorum(quorum, seats, needed):
    rules = factories.rules(factories.team(), quorum=quorum, quorum_number=5)

    assert rules.seats_needed(seats) == needed


@pytest.mark.parametrize(
    ("typed", "days"), [("7, 3, 1", [7, 3, 1]), ("1,7,7", [7, 1]), ("", []), ("x, -2, 3", [3])]
)
def test_days_of_reminders_are_read_from_what_was_typed(typed, days):
    assert factories.rules(factories.team(), reminder_days=typed).reminder_offsets == days
