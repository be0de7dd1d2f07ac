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


def killed_at(monkeypatch, row):
    """Let a worker die while it has this letter in hand."""
    real = posting.post

    def post(other, server):
        if other.pk == row.pk:
            raise SystemExit
        real(other, server)

    with monkeypatch.context() as patch:
        patch.setattr(posting, "post", post)
        with pytest.raises(SystemExit):
            posting.send_waiting()


def leases_run_out():
    Delivery.objects.filter(leased_until__isnull=False).update(
        leased_until=timezone.now() - timedelta(seconds=1)
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


def test_letter_of_a_killed_worker_goes_once_more_and_is_unsure(monkeypatch):
    row = queued()
    killed_at(monkeypatch, row)

    assert posting.send_waiting() == 0
    leases_run_out()
    assert posting.send_waiting() == 1

    row.refresh_from_db()
    assert (row.state, row.attempts) == (DeliveryState.UNSURE, 2)
    assert mail.outbox[0].message()["Message-ID"] == row.message_id


def test_worker_killed_in_a_batch_leaves_one_letter_in_doubt_and_repeats_no_other(monkeypatch):
    rows = [queued("event", f"p{number}@example.org") for number in range(10)]

    killed_at(monkeypatch, rows[4])
    leases_run_out()
    posting.send_waiting()

    states = list(Delivery.objects.order_by("pk").values_list("state", flat=True))
    assert states == [DeliveryState.UNSURE if n == 4 else DeliveryState.SENT for n in range(10)]
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(row.recipient for row in rows)


def test_unsure_letter_stays_unsure_when_the_repeat_was_put_off(monkeypatch):
    row = queued()
    killed_at(monkeypatch, row)
    leases_run_out()
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
        refusing(patch, posting.BrokenOff("closed"))
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
    queued("bad", "two words@example.org")
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
    assert states == [DeliveryState.SENT, DeliveryState.PENDING, DeliveryState.SENT]


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
        state=DeliveryState.UNSURE, unconfirmed=True, accepted_at=timezone.now()
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


def test_worker_that_runs_out_of_its_lease_gives_the_rest_back(monkeypatch):
    rows = [queued(f"event:{number}") for number in range(3)]
    real = posting.post

    def slow(row, server):
        real(row, server)
        monkeypatch.setattr(posting, "LONGEST_LETTER", posting.LEASE)

    monkeypatch.setattr(posting, "post", slow)
    posting.deliver(posting.claim(timezone.now()), mail.get_connection())

    found = [Delivery.objects.get(pk=row.pk) for row in rows]
    assert [(one.state, one.attempts, one.leased_until) for one in found] == [
        (DeliveryState.SENT, 1, None),
        (DeliveryState.PENDING, 0, None),
        (DeliveryState.PENDING, 0, None),
    ]


def test_server_that_cannot_be_reached_is_asked_once_for_a_batch(monkeypatch):
    rows = [queued(f"event:{number}") for number in range(3)]
    asked = []

    def unreachable(self):
        asked.append(1)
        raise TimeoutError("no answer")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", unreachable)

    assert posting.send_waiting() == 0

    found = [Delivery.objects.get(pk=row.pk) for row in rows]
    assert asked == [1]
    assert {(one.state, one.attempts, one.leased_until) for one in found} == {
        (DeliveryState.PENDING, 1, None)
    }
