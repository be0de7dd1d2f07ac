"""Outgoing letters as octets that every mail program understands (RFC 6047)."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings


def letter_of(delivery):
    """Build the message of an outgoing row.

    The calendar part stands last in multipart/alternative; attachments make it multipart/mixed
    with the alternative first. There is no Reply-To: answers go to the desk's own inbox.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(settings.DESK_NAME, addr_spec=settings.DESK_EMAIL)
    message["To"] = Address(delivery.recipient_name, addr_spec=delivery.recipient)
    message["Subject"] = delivery.subject
    message["Date"] = format_datetime(delivery.created_at)
    message["Message-ID"] = delivery.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(delivery.text, cte="quoted-printable")
    if delivery.html:
        message.add_alternative(delivery.html, subtype="html", cte="quoted-printable")
    if delivery.calendar:
        add_calendar(message, delivery.calendar, delivery.calendar_method)
    for version in delivery.attachments.all():
        main, sub = version.media_type.split("/", 1)
        with version.file.open("rb") as file:
            message.add_attachment(
                file.read(), maintype=main, subtype=sub, filename=version.file_name
            )
    return message


def add_calendar(message, text, method):
    """Add the one inline text/calendar part; base64 keeps its CRLF line ends whole."""
    message.add_alternative(text.encode(), maintype="text", subtype="calendar", cte="base64")
    part = message.get_payload()[-1]
    part.set_param("method", method)
    part.set_param("charset", "utf-8")


def octets_of(delivery):
    """Return the letter as it goes over the wire."""
    return letter_of(delivery).as_bytes(policy=SMTP)
