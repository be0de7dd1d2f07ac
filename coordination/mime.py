"""Outgoing letters as octets that every mail program understands (RFC 2045–2047, 6047).

A letter has one of two shapes, so it is put together here from its parts. The email package of
Python builds any letter, at five to ten times what it costs to hand one to a server, and a
meeting of a large team is hundreds of them.
"""

import base64
import binascii
import re
from email.utils import format_datetime
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings

# Octets of one encoded word: with its frame it stays under the 75 signs of RFC 2047 §2.
MOST_OCTETS = 42
NO_SPACE = re.compile(r"[^\s<>,;\x00-\x1f]+@[^\s<>,;\x00-\x1f]+")
# No encoded text holds "=_": what follows "=" in quoted-printable is a number or a line end.
BOUNDARY = "=_desk_{}"


def octets_of(delivery):
    """Return the letter as it goes over the wire.

    The calendar part stands last in multipart/alternative; attachments make it multipart/mixed
    with the alternative first. There is no Reply-To: answers go to the desk's own inbox.

    Raises:
        ValueError: The recipient's address is none.
    """
    head = [
        f"From: {mailbox(settings.DESK_NAME, settings.DESK_EMAIL)}",
        f"To: {mailbox(delivery.recipient_name, delivery.recipient)}",
        f"Subject: {words_of(delivery.subject)}",
        f"Date: {format_datetime(delivery.created_at)}",
        f"Message-ID: {delivery.message_id}",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
    ]
    body = alternatives_of(delivery)
    files = [attachment(version) for version in delivery.attachments.all()]
    if files:
        body = multipart("mixed", [body, *files])
    return "\r\n".join(head).encode() + b"\r\n" + body


def alternatives_of(delivery):
    """The words, as text and as HTML, and the calendar entry: alternatives of one another."""
    parts = [readable("plain", delivery.text)]
    if delivery.html:
        parts.append(readable("html", delivery.html))
    if delivery.calendar:
        kind = f'text/calendar; charset="utf-8"; method={delivery.calendar_method}'
        # base64 keeps the CRLF line ends of the calendar whole.
        parts.append(part(kind, "base64", lines_of_base64(delivery.calendar.encode())))
    return multipart("alternative", parts)


def part(kind, encoding, octets, *more):
    head = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}", *more, "", ""]
    return "\r\n".join(head).encode() + octets


def multipart(kind, parts):
    """Join parts under one boundary; the shapes nest, so each has a boundary of its own."""
    boundary = BOUNDARY.format(kind)
    line = f"--{boundary}\r\n".encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + b"".join(line + one + b"\r\n" for one in parts) + f"--{boundary}--\r\n".encode()


def readable(subtype, text):
    """A text that people can read in the source of the letter."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    octets = binascii.b2a_qp(lines, istext=True).replace(b"\n", b"\r\n")
    return part(f'text/{subtype}; charset="utf-8"', "quoted-printable", octets)


def lines_of_base64(octets):
    return base64.encodebytes(octets).replace(b"\n", b"\r\n")


def attachment(version):
    """A file with its name as RFC 2231 writes one that is not plain."""
    with version.file.open("rb") as file:
        octets = lines_of_base64(file.read())
    name = f"Content-Disposition: attachment; filename*=utf-8''{quote(version.file_name)}"
    return part(version.media_type, "base64", octets, name)


@lru_cache(maxsize=1000)
def mailbox(name, address):
    """Return a name and an address as a header; the name is encoded where it has to be."""
    if not NO_SPACE.fullmatch(address):
        raise ValueError("no address")
    name = " ".join(name.split())
    if not name:
        return address
    if is_plain(name):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{address}>'
    return f"{encoded(name)} <{address}>"


@lru_cache(maxsize=100)
def words_of(text):
    """Return words as a header."""
    text = " ".join(text.split())
    return text if is_plain(text) else encoded(text)


def is_plain(text):
    """Whether words can stand in a header line as they are."""
    return text.isascii() and text.isprintable() and len(text) <= 60


def encoded(text):
    """Return words as RFC 2047 asks, broken between words where it can be, each line short."""
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
    return "\r\n ".join(
        f"=?utf-8?b?{base64.b64encode(one.encode()).decode()}?=" for one in chunks if one
    )
