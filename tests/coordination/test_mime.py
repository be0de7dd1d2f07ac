"""Letters as octets: what another program reads is what was written."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr

import pytest

from coordination import documents, mime
from coordination.models import Delivery
from tests import factories
from tests.coordination.letters import queued

pytestmark = pytest.mark.django_db

LONG = "Zażółć gęślą jaźń i przyjdź na posiedzenie zespołu wojewódzkiego w Łodzi, śr., 9 grudnia"


def read(row):
    return message_from_bytes(mime.octets_of(row), policy=default)


@pytest.mark.parametrize("words", ["plain", "Łódź", LONG, "Ł" * 200, 'quo"ted \\ name', "a, b; c"])
def test_names_and_subjects_arrive_as_written(words):
    row = queued(subject=words, recipient_name=words[:60])
    message = read(row)
    assert message["Subject"] == words
    assert name_in(row) == words[:60].strip()
    assert message["To"].addresses[0].addr_spec == row.recipient


def name_in(row):
    """The name of the recipient as RFC 2047 §6.2 has it read.

    The newer parser of Python 3.11 puts a space between two encoded words of a name, wrongly.
    """
    raw = message_from_bytes(mime.octets_of(row))["To"]
    return parseaddr(str(make_header(decode_header(raw))))[0]


def test_text_html_and_calendar_arrive_as_written():
    calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Łódź\r\nEND:VCALENDAR\r\n"
    text = f"Dzień dobry,\n\n{LONG} {LONG}\n.\nFrom here\n"
    row = queued(text=text, html=f"<p>{LONG}</p>", calendar=calendar, calendar_method="REQUEST")
    message = read(row)
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == text
    assert LONG in message.get_body(("html",)).get_content()
    part = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    assert [one.get_payload(decode=True) for one in part] == [calendar.encode()]
    assert part[0]["Content-Type"].params["method"] == "REQUEST"
    assert part[0]["Content-Type"].params["charset"] == "utf-8"
    assert part[0].get_content_disposition() is None


def test_lines_end_as_mail_asks_and_stay_short():
    octets = mime.octets_of(queued(subject=LONG, text=LONG * 20, html=f"<p>{LONG * 20}</p>"))
    assert b"\n" not in octets.replace(b"\r\n", b"")
    assert max(len(line) for line in octets.split(b"\r\n")) <= 998


@pytest.mark.parametrize("subject", ["a\r\nBcc: x@example.org", "a\nb", "a\rb"])
def test_no_header_can_be_smuggled_in(subject):
    message = read(Delivery(**_fields(subject=subject)))
    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]


def test_an_address_with_a_line_break_is_refused():
    with pytest.raises(ValueError, match="no address"):
        mime.mailbox("", "a@example.org\r\nBcc: x@example.org")


def _fields(**more):
    row = queued()
    names = ["recipient", "message_id", "text", "created_at", "pk"]
    return {name: getattr(row, name) for name in names} | {"recipient_name": ""} | more


def test_attachments_arrive_byte_for_byte_under_their_names():
    row = queued(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", calendar_method="REQUEST")
    files = {"protokół nr 3.pdf": bytes(range(256)) * 40, 'a "b";c.docx': b"x"}
    for name, octets in files.items():
        version = documents.store_bytes(
            octets,
            file_name=name,
            media_type="application/pdf",
            title=name,
            label="public",
            by=factories.person(),
        )
        row.attachments.add(version)
    message = read(row)
    assert message.get_content_type() == "multipart/mixed"
    assert message.get_body(("plain",)) is not None
    found = {one.get_filename(): one.get_content() for one in message.iter_attachments()}
    assert found == files


@pytest.mark.parametrize(
    "text", ["", "\n", "=", ". \n", "a\r\nb\rc", "x" * 3000, "tab\t \n", "=_desk"]
)
def test_odd_texts_arrive_too(text):
    message = read(queued(text=text))
    got = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert got.rstrip("\n") == text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
