"""Several workers and people at once, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from coordination import numbering, posting, tasks
from coordination.choices import DeliveryState
from coordination.models import Delivery
from tests.coordination.letters import queued

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nobody_is_woken(monkeypatch):
    """Letters wait until the test's own workers take them."""
    monkeypatch.setattr(tasks.send_due_mail, "delay", lambda: None)


def at_once(act, people):
    """Let several people do the same at the same moment; return what each got."""
    start = Barrier(people)

    def one(_number):
        try:
            start.wait(timeout=10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(one, range(people)))


def test_two_workers_send_every_letter_exactly_once(smtp):
    for number in range(60):
        queued(f"event:{number}", f"p{number}@example.org")

    counts = at_once(posting.send_waiting, 2)

    assert sum(counts) == 60
    assert sorted(smtp.recipients) == sorted(f"p{number}@example.org" for number in range(60))
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}


def test_two_workers_keep_the_order_within_a_stream(smtp):
    for step in range(6):
        for person in range(5):
            queued(f"step:{step}", f"p{person}@example.org", stream=str(person), subject=str(step))

    while Delivery.objects.waiting().exists():
        at_once(posting.send_waiting, 2)

    for person in range(5):
        mine = [
            message["Subject"]
            for recipients, message in smtp.taken
            if recipients == [f"p{person}@example.org"]
        ]
        assert mine == [str(step) for step in range(6)]


def test_numbers_taken_at_once_have_no_gap_and_no_double():
    def take():
        with transaction.atomic():
            return numbering.take_next("decision:1:2026")

    assert sorted(at_once(take, 8)) == list(range(1, 9))
