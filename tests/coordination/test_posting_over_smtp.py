"""The postman and a real SMTP server."""

import pytest
from django.utils import timezone

from coordination import posting
from coordination.choices import DeliveryState
from coordination.models import Delivery
from tests.coordination.letters import queued

pytestmark = pytest.mark.django_db


def state_of(row):
    row.refresh_from_db()
    return row.state


def test_each_person_gets_an_envelope_of_his_own(smtp):
    for number in range(3):
        queued("event", f"p{number}@example.org")

    assert posting.send_waiting() == 3

    assert [recipients for recipients, _message in smtp.taken] == [
        ["p0@example.org"],
        ["p1@example.org"],
        ["p2@example.org"],
    ]


def test_letter_arrives_whole(smtp):
    row = queued(
        recipient_name="Łucja Żak",
        subject="Zespół – zażółć gęślą jaźń",
        text="Treść.\n.kropka na początku wiersza\n",
        html="<p>Treść</p>",
        calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        calendar_method="REQUEST",
    )

    posting.send_waiting()

    _recipients, message = smtp.taken[0]
    parts = {part.get_content_type(): part for part in message.walk()}
    calendar = parts["text/calendar"]
    assert message["Message-ID"] == row.message_id
    assert ".kropka na początku" in parts["text/plain"].get_payload(decode=True).decode()
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_payload(decode=True) == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def test_nine_get_the_letter_once_when_one_of_ten_is_refused(smtp):
    smtp.answers["p4@example.org"] = "550 no such user"
    rows = [queued("event", f"p{number}@example.org") for number in range(10)]

    posting.send_waiting()
    posting.send_waiting()

    assert smtp.recipients == [f"p{number}@example.org" for number in range(10) if number != 4]
    assert state_of(rows[4]) == DeliveryState.FAILED
    assert rows[4].last_error == "no such user"


def test_greylisted_letter_waits_and_then_arrives_once(smtp):
    smtp.answers["anna@example.org"] = "451 come back later"
    row = queued()

    posting.send_waiting()
    assert state_of(row) == DeliveryState.PENDING
    smtp.answers.clear()
    Delivery.objects.update(due_at=timezone.now())
    posting.send_waiting()

    assert state_of(row) == DeliveryState.SENT
    assert smtp.recipients == ["anna@example.org"]


@pytest.mark.parametrize("mood", ["drop", "hang"])
def test_silence_after_the_text_makes_the_letter_unsure_with_the_same_message_id(smtp, mood):
    smtp.after_text = mood
    row = queued()

    posting.send_waiting()
    assert state_of(row) == DeliveryState.PENDING
    smtp.after_text = "250 OK"
    Delivery.objects.update(due_at=timezone.now())
    posting.send_waiting()

    assert state_of(row) == DeliveryState.UNSURE
    assert {message["Message-ID"] for _recipients, message in smtp.taken} == {row.message_id}


def test_letter_refused_after_its_text_fails_and_the_next_goes(smtp):
    smtp.after_text = "554 not wanted"
    bad = queued("bad")
    posting.send_waiting()
    smtp.after_text = "250 OK"
    good = queued("good")

    posting.send_waiting()

    assert (state_of(bad), state_of(good)) == (DeliveryState.FAILED, DeliveryState.SENT)


def test_connection_is_made_anew_after_it_broke(smtp):
    first, second = queued("first", "a@example.org"), queued("second", "b@example.org")
    smtp.answers["a@example.org"] = "421 going down"

    posting.send_waiting()

    assert (state_of(first), state_of(second)) == (DeliveryState.PENDING, DeliveryState.SENT)


def test_server_that_is_not_there_fails_no_letter(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    rows = [queued(f"event:{number}") for number in range(3)]

    assert posting.send_waiting() == 0

    assert {state_of(row) for row in rows} == {DeliveryState.PENDING}
    assert {row.unconfirmed for row in rows} == {False}
