"""Letters that come in are stored whole, sorted, and never lost."""

import io
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from coordination import incoming
from coordination.choices import DeliveryState, IncomingOutcome
from coordination.models import Delivery, IncomingMail
from tests.coordination.letters import queued

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_room_claims_a_letter(settings):
    settings.INCOMING_MAIL_READERS = ["tests.coordination.test_incoming.read_nothing"]


def read_nothing(mail, message):
    return False


def read_with_a_bug(mail, message):
    raise RuntimeError("a bug in a room")


def raw(headers="", body="Dzień dobry\r\n", sender="anna@example.org"):
    lines = f"From: {sender}\r\nTo: stol@example.gov.pl\r\nSubject: Odp\r\n{headers}\r\n{body}"
    return lines.encode()


def report(ours, *, kind="delivery-status", action="failed"):
    """A machine's report on a letter of ours (RFC 3464, RFC 8098)."""
    return (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example.org>\r\n"
        "Subject: Report\r\n"
        f'Content-Type: multipart/report; report-type={kind}; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n"
        f"--b\r\nContent-Type: message/{kind}\r\n\r\n"
        "Reporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {ours.recipient}\r\nAction: {action}\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: {ours.message_id}\r\n\r\n--b--\r\n"
    ).encode()


def sent(**fields):
    row = queued(**fields)
    Delivery.objects.filter(pk=row.pk).update(
        state=DeliveryState.SENT, accepted_at=row.created_at, about="meetings.meeting:7", team_id=4
    )
    return row


def test_letter_is_kept_byte_for_byte():
    octets = raw(body="bytes \xff \x01")

    mail = incoming.receive(octets)

    mail.refresh_from_db()
    assert (bytes(mail.raw), mail.sender, mail.subject) == (octets, "anna@example.org", "Odp")


def test_same_octets_twice_are_one_letter():
    first, second = incoming.receive(raw()), incoming.receive(raw())

    assert (first.pk, IncomingMail.objects.count()) == (second.pk, 1)


def test_letter_whose_worker_was_killed_is_settled_when_it_comes_again(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(incoming, "settle", lambda mail, message: sys.exit())
        with pytest.raises(SystemExit):
            incoming.receive(raw())

    mail = incoming.receive(raw())

    assert mail.outcome == IncomingOutcome.UNREADABLE


def test_letter_nobody_understands_waits_for_a_person():
    mail = incoming.receive(raw())

    assert list(IncomingMail.objects.waiting_for_a_person()) == [mail]


def test_letter_that_breaks_a_reader_waits_for_a_person(settings):
    settings.INCOMING_MAIL_READERS = ["tests.coordination.test_incoming.read_with_a_bug"]

    mail = incoming.receive(raw())

    mail.refresh_from_db()
    assert mail.outcome == IncomingOutcome.UNREADABLE


def test_answer_to_a_letter_of_ours_stands_beside_its_subject():
    ours = sent()

    mail = incoming.receive(raw(f"In-Reply-To: {ours.message_id}\r\n"))

    assert (mail.about, mail.team_id) == ("meetings.meeting:7", 4)


@pytest.mark.parametrize("headers", ["Auto-Submitted: auto-replied\r\n", "X-Autoreply: yes\r\n"])
def test_automatic_reply_changes_nothing_and_is_named_so(headers):
    ours = sent()

    mail = incoming.receive(raw(f"{headers}In-Reply-To: {ours.message_id}\r\n"))

    ours.refresh_from_db()
    assert (mail.outcome, mail.team_id) == (IncomingOutcome.AUTOMATIC, 4)
    assert ours.state == DeliveryState.SENT


def test_auto_submitted_no_is_a_person():
    assert incoming.receive(raw("Auto-Submitted: no\r\n")).outcome == IncomingOutcome.UNREADABLE


def test_returned_letter_marks_ours():
    ours = sent()

    mail = incoming.receive(report(ours))

    ours.refresh_from_db()
    assert (mail.outcome, mail.team_id) == (IncomingOutcome.BOUNCE, 4)
    assert ours.state == DeliveryState.BOUNCED
    assert ours.recipient in ours.last_error


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_report_that_a_letter_is_on_its_way_is_no_return(action):
    ours = sent()

    mail = incoming.receive(report(ours, action=action))

    ours.refresh_from_db()
    assert (mail.outcome, mail.team_id) == (IncomingOutcome.AUTOMATIC, 4)
    assert ours.state == DeliveryState.SENT


def test_read_receipt_is_no_return():
    ours = sent()

    mail = incoming.receive(report(ours, kind="disposition-notification", action="displayed"))

    ours.refresh_from_db()
    assert (mail.outcome, ours.state) == (IncomingOutcome.AUTOMATIC, DeliveryState.SENT)


@pytest.mark.parametrize(
    "sender", ["MAILER-DAEMON@mx.example.org", "Mail Delivery <mailer-daemon@mx.example.org>"]
)
def test_return_in_plain_words_is_known_by_its_sender(sender):
    assert incoming.receive(raw(sender=sender)).outcome == IncomingOutcome.BOUNCE


def test_return_of_an_unknown_letter_waits_for_a_person():
    mail = incoming.receive(raw(sender="MAILER-DAEMON@mx.example.org"))

    assert list(IncomingMail.objects.waiting_for_a_person()) == [mail]


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"\x00",
        b"\xff\xfe\xfd" * 50,
        b"Subject: \xb3\xf3d\xbc\r\nMessage-ID: <\xff@x>\r\nFrom: \xff <a@example.org>\r\n\r\n\xff",
        b"Subject: =?utf-8?B?AAAA?= =?utf-8?B?7aCA?=\r\n\r\nx",
        b"From: a\x00b@example.org\r\nSubject: a\x00b\r\n\r\n",
        b'From: "\r\nTo: <<<>>>\r\nDate: never\r\nMessage-ID: \r\n\r\n',
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n####",
        b"Content-Type: text/plain; charset=nonsense\r\nIn-Reply-To: <\xed\xa0\x80>\r\n\r\nx",
        b"Content-Type: multipart/report; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\n\r\n--b--",
        b"In-Reply-To: <a\x00b>\r\n\r\nx",
        b"Content-Type: text/plain; charset*=utf-8''%FF\r\n\r\nx",
        b"References: " + b"<a@b> " * 5000 + b"\r\n\r\nx",
    ],
)
def test_garbage_is_kept_and_breaks_nothing(octets):
    mail = incoming.receive(octets)

    mail.refresh_from_db()
    assert mail.outcome != IncomingOutcome.NEW
    assert bytes(mail.raw) == octets


def test_receive_mail_takes_a_letter_from_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw())))
    told = io.StringIO()

    call_command("receive_mail", stdout=told)

    assert told.getvalue().startswith("unreadable: ")
    assert IncomingMail.objects.get().subject == "Odp"


class Inbox:
    """Stands in for an IMAP server."""

    def __init__(self, letters):
        self.letters, self.seen = letters, []

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        return False

    def __call__(self, host, port, timeout):
        self.address = (host, port)
        return self

    def login(self, user, password, initial_folder):
        self.account = (user, password, initial_folder)
        return self

    def fetch(self, criteria, mark_seen, limit):
        for uid, octets in enumerate(self.letters):
            yield SimpleNamespace(
                uid=uid, obj=SimpleNamespace(as_bytes=lambda octets=octets: octets)
            )

    def flag(self, uid, flags, value):
        self.seen.append(uid)


def test_inbox_is_fetched_and_letters_marked_as_seen(monkeypatch):
    inbox = Inbox([raw(body="1"), raw(body="2")])
    monkeypatch.setattr(incoming, "MailBox", inbox)

    incoming.fetch("imaps://desk%40example.org:p%3Aw@imap.example.org/Odpowiedzi")

    assert (inbox.address, inbox.seen) == (("imap.example.org", 993), [0, 1])
    assert inbox.account == ("desk@example.org", "p:w", "Odpowiedzi")
    assert IncomingMail.objects.count() == 2


def test_letter_that_cannot_be_stored_stays_unseen_and_lets_the_next_pass(monkeypatch):
    inbox = Inbox([raw(body="1"), raw(body="2")])
    monkeypatch.setattr(incoming, "MailBox", inbox)
    real = incoming.receive

    def receive(octets):
        if octets.endswith(b"1"):
            raise RuntimeError("storage trouble")
        return real(octets)

    monkeypatch.setattr(incoming, "receive", receive)

    incoming.fetch("imaps://desk:secret@imap.example.org")

    assert inbox.seen == [1]
