"""Every letter is a row first, written in the transaction of the change it tells of."""

import pytest
from django.db import IntegrityError, transaction

from coordination import outbox, tasks
from coordination.choices import DeliveryState
from coordination.models import Delivery
from tests import factories
from tests.coordination.letters import letter, queued

pytestmark = pytest.mark.django_db


class ChangeOfMind(Exception):
    pass


@transaction.atomic
def write_and_think_again():
    outbox.send_once(letter())
    raise ChangeOfMind


def test_letter_of_a_rolled_back_change_does_not_exist():
    with pytest.raises(ChangeOfMind):
        write_and_think_again()

    assert Delivery.objects.count() == 0


def test_worker_is_woken_only_after_commit(django_capture_on_commit_callbacks, monkeypatch):
    woken = []
    monkeypatch.setattr(tasks.send_due_mail, "delay", lambda: woken.append(1))

    with django_capture_on_commit_callbacks(execute=True):
        outbox.send_once(letter())
        assert woken == []

    assert woken == [1]


def test_letter_with_the_same_key_and_recipient_is_one():
    first = queued("moved:1", "anna@example.org", text="first")
    second = queued("moved:1", "anna@example.org", text="second")

    assert (first.pk, Delivery.objects.count()) == (second.pk, 1)
    assert second.text == "first"


def test_one_event_is_told_to_each_recipient():
    outbox.send_all([letter(recipient="a@example.org"), letter(recipient="b@example.org")])

    assert set(Delivery.objects.values_list("recipient", flat=True)) == {
        "a@example.org",
        "b@example.org",
    }


def test_message_id_is_the_same_for_the_same_letter_and_unlike_for_others(settings):
    settings.DESK_EMAIL = "stol@example.gov.pl"
    one = outbox.message_id("moved:1", "a@example.org")

    assert one == outbox.message_id("moved:1", "a@example.org")
    assert one != outbox.message_id("moved:2", "a@example.org")
    assert one != outbox.message_id("moved:1", "b@example.org")
    assert one.endswith("@stol@example.gov.pl>") is False
    assert one.endswith("@example.gov.pl>")


def test_subject_cannot_carry_a_header(monkeypatch):
    monkeypatch.setattr(
        outbox, "render_to_string", lambda name, context: "Subject: Hello\r\nBcc: x@example.org\n"
    )

    composed = outbox.compose("any", "pl", {}, key="k", recipient="a@example.org")

    assert composed.subject == "Hello"


def test_sending_nothing_writes_nothing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        outbox.send_all([])

    assert callbacks == []


@pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.SENDING])
def test_letter_on_its_way_is_not_sent_again_and_says_so(state):
    row = queued()
    Delivery.objects.filter(pk=row.pk).update(state=state)

    with pytest.raises(outbox.StillOnItsWay) as refusal:
        outbox.send_again(row, by=factories.person())

    assert str(refusal.value.message) != str(outbox.Refused.message)


@pytest.mark.parametrize(
    "state", [DeliveryState.FAILED, DeliveryState.UNSURE, DeliveryState.BOUNCED]
)
def test_troubled_letter_goes_back_into_the_queue_fresh(state):
    row = queued()
    Delivery.objects.filter(pk=row.pk).update(state=state, attempts=9, last_error="550 no")

    row = outbox.send_again(row, by=factories.person())

    row.refresh_from_db()
    assert (row.state, row.attempts, row.last_error) == (DeliveryState.PENDING, 0, "")


def test_old_invitation_is_not_sent_again_after_a_newer_calendar_letter():
    old = queued(
        "request", stream="invitee:1", calendar="BEGIN:VCALENDAR", calendar_method="REQUEST"
    )
    queued("cancel", stream="invitee:1", calendar="BEGIN:VCALENDAR", calendar_method="CANCEL")
    tasks.send_due_mail()
    tasks.send_due_mail()

    with pytest.raises(outbox.Overtaken):
        outbox.send_again(old, by=factories.person())


def test_invitation_is_sent_again_although_a_plain_reminder_followed():
    old = queued(
        "request", stream="invitee:1", calendar="BEGIN:VCALENDAR", calendar_method="REQUEST"
    )
    queued("reminder", stream="invitee:1")
    tasks.send_due_mail()
    tasks.send_due_mail()

    assert outbox.send_again(old, by=factories.person()).state == DeliveryState.PENDING


def test_same_key_and_recipient_are_refused_by_the_database():
    row = queued()
    twin = Delivery(key=row.key, recipient=row.recipient, subject="x", text="x", message_id="<y>")

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
