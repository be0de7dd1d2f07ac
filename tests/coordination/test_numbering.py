import pytest
from django.db import transaction

from coordination import numbering

KEY = "decision:1:2026"


class ChangeOfMind(Exception):
    pass


@transaction.atomic
def take_and_think_again():
    numbering.take_next(KEY)
    raise ChangeOfMind


@pytest.mark.django_db
def test_numbers_follow_each_other_in_each_series():
    assert [numbering.take_next(KEY) for _time in range(3)] == [1, 2, 3]
    assert numbering.take_next("decision:2:2026") == 1


@pytest.mark.django_db
def test_number_of_a_rolled_back_decision_is_given_again():
    numbering.take_next(KEY)
    with pytest.raises(ChangeOfMind):
        take_and_think_again()

    assert numbering.take_next(KEY) == 2


@pytest.mark.django_db(transaction=True)
def test_number_is_not_given_outside_a_transaction():
    with pytest.raises(RuntimeError):
        numbering.take_next(KEY)
