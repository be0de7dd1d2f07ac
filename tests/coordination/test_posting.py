"""What the postman does with what the mail server says, and with its silence."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from coordination import outbox, posting
from coordination.choices import DeliveryState
from coordination.models import Delivery
from tests import factories
from tests.coordination.letters import queued

pytestmark = pytest.mark.django_db


def refusing(monkeypatch, trouble):
    """Let every attempt to hand a letter over end in the given trouble."""

    def post(row, server):
        raise trouble

    monkeypatch.setattr(posting, "post", post)


def later(row, **span):
    """Let the time come at which a letter is due again."""
    Delivery.objects.filter(pk=row.pk).update(
        due_at=timezone.now() - timedelta(**span or {"hours": 1})
    )


def test_accepted_letter_is_sent_once():
    row = queued()

    assert posting.send_waiting() == 1
    assert posting.send_waiting() == 0

    row.refresh_from_db()
    assert (row.state, row.attempts, row.leased_until) == (DeliveryState.SENT, 1, None)
    assert row.accepted_at is not None
    assert [sent.to for sent in mail.outbox] == [["anna@example.org"]]


def test_letter_goes_out_with_the_message_id_of_its_row():
    row = queued()

    posting.send_waiting()

    assert mail.outbox[0].message()["Message-ID"] == row.message_id


def test_later_letter_of_a_stream_waits_for_the_earlier(monkeypatch):
    first = queued("request", stream="invitee:1")
    second = queued("cancel", stream="invitee:1")
    other = queued("request", "b@example.org", stream="invitee:2")

    claimed = posting.claim(timezone.now())

    assert [row.pk for row in claimed] == [first.pk, other.pk]
    assert posting.claim(timezone.now()) == []
    Delivery.objects.filter(pk=first.pk).update(
        state=DeliveryState.SENT, accepted_at=timezone.now()
    )
    assert [row.pk for row in posting.claim(timezone.now())] == [second.pk]


def test_stream_goes_on_after_a_letter_was_given_up():
    first = queued("request", stream="invitee:1")
    second = queued("cancel", stream="invitee:1")
    Delivery.objects.filter(pk=first.pk).update(state=DeliveryState.FAILED)

    assert [row.pk for row in posting.claim(timezone.now())] == [second.pk]


def test_letters_without_a_stream_do_not_wait_for_each_other():
    rows = [queued(f"event:{number}") for number in range(3)]

    assert [row.pk for row in posting.claim(timezone.now())] == [row.pk for row in rows]


def test_letter_of_a_killed_worker_goes_once_more_and_is_unsure():
    row = queued()
    posting.claim(timezone.now())

    assert posting.send_waiting() == 0
    Delivery.objects.filter(pk=row.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert posting.send_waiting() == 1

    row.refresh_from_db()
    assert (row.state, row.attempts) == (DeliveryState.UNSURE, 2)
    assert row.last_error == posting.UNCONFIRMED
    assert mail.outbox[0].message()["Message-ID"] == row.message_id


def test_unsure_letter_stays_unsure_when_the_repeat_was_put_off(monkeypatch):
    row = queued()
    posting.claim(timezone.now())
    Delivery.objects.filter(pk=row.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    with monkeypatch.context() as patch:
        refusing(patch, smtplib.SMTPDataError(451, b"later"))
        posting.send_waiting()
    later(row)

    posting.send_waiting()

    row.refresh_from_db()
    assert row.state == DeliveryState.UNSURE


def test_connection_lost_after_the_text_was_handed_over_makes_the_letter_unsure(monkeypatch):
    row = queued()
    with monkeypatch.context() as patch:
        refusing(patch, smtplib.SMTPServerDisconnected("Connection unexpectedly closed"))
        posting.send_waiting()
    later(row)

    posting.send_waiting()

    row.refresh_from_db()
    assert row.state == DeliveryState.UNSURE


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (smtplib.SMTPDataError(554, b"refused"), "refused"),
        (smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"no such user")}), "no such user"),
        (smtplib.SMTPSenderRefused(550, b"not from here", "stol@example.org"), "not from here"),
    ],
)
def test_final_refusal_stops_the_letter_and_is_shown(monkeypatch, trouble, words):
    row = queued()
    refusing(monkeypatch, trouble)

    posting.send_waiting()

    row.refresh_from_db()
    assert (row.state, row.last_error, row.accepted_at) == (DeliveryState.FAILED, words, None)


@pytest.mark.parametrize(
    "trouble",
    [
        smtplib.SMTPDataError(451, b"greylisted"),
        smtplib.SMTPRecipientsRefused({"a@example.org": (450, b"busy")}),
        smtplib.SMTPConnectError(421, b"too many"),
        ConnectionRefusedError("nobody there"),
        TimeoutError("no answer"),
    ],
)
def test_passing_trouble_is_tried_again_later(monkeypatch, trouble):
    row = queued()
    refusing(monkeypatch, trouble)
    before = timezone.now()

    posting.send_waiting()

    row.refresh_from_db()
    assert (row.state, row.attempts, row.leased_until) == (DeliveryState.PENDING, 1, None)
    assert row.due_at >= before + timedelta(minutes=1)
    assert row.last_error != ""


def test_waits_grow_and_end_in_a_failure_the_secretary_sees(monkeypatch):
    row = queued()
    refusing(monkeypatch, TimeoutError("no answer"))
    waits = []
    for _attempt in range(len(posting.WAITS) + 1):
        later(row)
        before = timezone.now()
        posting.send_waiting()
        row.refresh_from_db()
        waits.append(round((row.due_at - before).total_seconds() / 60))

    assert waits[:-1] == posting.WAITS
    assert row.state == DeliveryState.FAILED


def test_wrong_password_of_the_desk_does_not_fail_the_letters(monkeypatch):
    row = queued()
    refusing(monkeypatch, smtplib.SMTPAuthenticationError(535, b"bad credentials"))

    posting.send_waiting()

    row.refresh_from_db()
    assert row.state == DeliveryState.PENDING


def test_one_refused_of_ten_does_not_keep_the_nine(monkeypatch):
    rows = [queued("event", f"p{number}@example.org") for number in range(10)]
    real = posting.post

    def post(row, server):
        if row.recipient == "p4@example.org":
            raise smtplib.SMTPRecipientsRefused({row.recipient: (550, b"unknown")})
        real(row, server)

    monkeypatch.setattr(posting, "post", post)

    assert posting.send_waiting() == 9

    states = list(Delivery.objects.order_by("pk").values_list("state", flat=True))
    assert states == [DeliveryState.FAILED if n == 4 else DeliveryState.SENT for n in range(10)]
    assert len(rows) == 10


def test_letter_that_cannot_be_written_fails_alone():
    queued("bad", "not-an-address\u0000@example.org")
    queued("good", "good@example.org")

    assert posting.send_waiting() == 1

    states = dict(Delivery.objects.values_list("key", "state"))
    assert states == {"bad": DeliveryState.FAILED, "good": DeliveryState.SENT}


def test_unforeseen_mistake_in_one_letter_leaves_the_others_settled(monkeypatch):
    first, second, third = (queued(f"event:{number}") for number in range(3))
    real = posting.post

    def post(row, server):
        if row.pk == second.pk:
            raise RuntimeError("a bug")
        real(row, server)

    monkeypatch.setattr(posting, "post", post)

    assert posting.send_waiting() == 2

    states = [Delivery.objects.get(pk=row.pk).state for row in (first, second, third)]
    assert states == [DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.SENT]


def test_letter_sent_again_by_hand_starts_its_attempts_anew(monkeypatch):
    row = queued()
    Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.FAILED, attempts=9)
    outbox.send_again(row, by=factories.person())
    refusing(monkeypatch, TimeoutError("no answer"))

    posting.send_waiting()

    row.refresh_from_db()
    assert row.state == DeliveryState.PENDING


def test_unsure_letter_sent_again_by_hand_can_become_sent():
    row = queued()
    Delivery.objects.filter(pk=row.pk).update(
        state=DeliveryState.UNSURE, last_error=posting.UNCONFIRMED, accepted_at=timezone.now()
    )

    outbox.send_again(row, by=factories.person())
    posting.send_waiting()

    row.refresh_from_db()
    assert (row.state, row.last_error) == (DeliveryState.SENT, "")


def test_one_sweep_sends_no_more_than_its_share(settings):
    settings.MAIL_PER_SWEEP = 3
    for number in range(5):
        queued(f"event:{number}")

    assert posting.send_waiting() == 3


def test_slow_batch_does_not_lose_its_lease_to_a_second_worker():
    longest = posting.BATCH * 20

    assert posting.LEASE.total_seconds() > longest
