"""Outgoing letters as octets that every mail program understands (RFC 6047).

The parts are built with the older half of the email package: its newer half parses every header it
has just been given, which costs ten times as much as handing the letter to the server.
"""

import base64
import re
from email import charset
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from functools import lru_cache

from django.conf import settings

# Octets of one encoded word: with its frame it stays under the 75 signs of RFC 2047 §2.
MOST_OCTETS = 42
NO_SPACE = re.compile(r"[^\s<>,;\x00-\x1f]+@[^\s<>,;\x00-\x1f]+")
WIRE = compat32.clone(linesep="\r\n")
READABLE = charset.Charset("utf-8")
READABLE.body_encoding = charset.QP
WHOLE = charset.Charset("utf-8")
WHOLE.body_encoding = charset.BASE64


def letter_of(delivery):
    """Build the message of an outgoing row.

    The calendar part stands last in multipart/alternative; attachments make it multipart/mixed
    with the alternative first. There is no Reply-To: answers go to the desk's own inbox.

    Raises:
        ValueError: The recipient's address is none.
    """
    message = body_of(delivery)
    files = list(delivery.attachments.all())
    if files:
        body, message = message, MIMEMultipart("mixed")
        message.attach(body)
        for version in files:
            message.attach(attachment_of(version))
    message["From"] = mailbox(settings.DESK_NAME, settings.DESK_EMAIL)
    message["To"] = mailbox(delivery.recipient_name, delivery.recipient)
    message["Subject"] = words_of(delivery.subject)
    message["Date"] = format_datetime(delivery.created_at)
    message["Message-ID"] = delivery.message_id
    message["Auto-Submitted"] = "auto-generated"
    return message


def body_of(delivery):
    """The words, as text and as HTML, and the calendar entry: alternatives of one another."""
    body = MIMEMultipart("alternative")
    body.attach(text_part(delivery.text, "plain", READABLE))
    if delivery.html:
        body.attach(text_part(delivery.html, "html", READABLE))
    if delivery.calendar:
        # base64 keeps the CRLF line ends of the calendar whole.
        part = text_part(delivery.calendar, "calendar", WHOLE)
        part.set_param("method", delivery.calendar_method)
        body.attach(part)
    return body


def text_part(text, subtype, encoding):
    part = MIMEText("", subtype)
    del part["Content-Transfer-Encoding"]
    part.set_payload(text.encode(), encoding)
    return part


def attachment_of(version):
    main, sub = version.media_type.split("/", 1)
    part = MIMEBase(main, sub)
    with version.file.open("rb") as file:
        part.set_payload(base64.encodebytes(file.read()).decode())
    part["Content-Transfer-Encoding"] = "base64"
    part.add_header("Content-Disposition", "attachment", filename=version.file_name)
    return part


@lru_cache(maxsize=1000)
def mailbox(name, address):
    """Return a name and an address as a header; the name is encoded where it has to be."""
    if not NO_SPACE.fullmatch(address):
        raise ValueError("no address")
    name = " ".join(name.split())
    if not name:
        return address
    if name.isascii():
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{address}>'
    return f"{encoded(name)} <{address}>"


@lru_cache(maxsize=100)
def words_of(text):
    """Return words as a header."""
    text = " ".join(text.split())
    return text if text.isascii() else encoded(text)


def encoded(text):
    """Return words as RFC 2047 asks, broken between words only, each line short enough."""
    chunks, chunk = [], ""
    for word in re.findall(r"\S+\s*", text):
        if chunk and len((chunk + word).encode()) > MOST_OCTETS:
            chunks.append(chunk)
            chunk = ""
        while len(word.encode()) > MOST_OCTETS:
            chunks.append(word[: MOST_OCTETS // 4])
            word = word[MOST_OCTETS // 4 :]
        chunk += word
    chunks.append(chunk)
    return "\n ".join(
        f"=?utf-8?b?{base64.b64encode(one.encode()).decode()}?=" for one in chunks if one
    )


def octets_of(delivery):
    """Return the letter as it goes over the wire."""
    return letter_of(delivery).as_bytes(policy=WIRE)
