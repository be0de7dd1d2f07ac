"""Replies as calendar programs write them, built from an invitation that really came."""

import re
from email.message import EmailMessage


def calendar_of(letter):
    """Return the calendar text of a letter, unfolded."""
    part = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    return re.sub(r"\r?\n[ \t]", "", part.get_content())


def value(calendar, name):
    """Return the value of the first property of a name inside the event."""
    event = calendar[calendar.index("BEGIN:VEVENT") :]
    return re.search(rf"^{name}(?:;[^:\r\n]*)?:(.*?)\r?$", event, re.MULTILINE)[1]


def reply(letter, sender, answer, *, comment=""):
    """Return the octets of a REPLY to an invitation.

    Args:
        letter: The invitation as it came.
        sender: The address that answers.
        answer: PARTSTAT, such as `ACCEPTED`.
        comment: A sentence to the convener.
    """
    asked = calendar_of(letter)
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Calendar of an office//EN",
        "VERSION:2.0",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        f"UID:{value(asked, 'UID')}",
        f"SEQUENCE:{value(asked, 'SEQUENCE')}",
        f"DTSTAMP:{later(value(asked, 'DTSTAMP'))}",
        f"ORGANIZER:{value(asked, 'ORGANIZER')}",
        f"ATTENDEE;PARTSTAT={answer}:mailto:{sender}",
        *([f"COMMENT:{comment}"] if comment else []),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    message = EmailMessage()
    message["From"], message["To"] = sender, letter["From"]
    message["Subject"] = f"{answer}: {letter['Subject']}"
    message["In-Reply-To"] = letter["Message-ID"]
    message["Message-ID"] = f"<{answer.lower()}-{sender}-{value(asked, 'SEQUENCE')}>"
    message.set_content("See the attached answer.")
    message.add_alternative("\r\n".join(lines), subtype="calendar", params={"method": "REPLY"})
    return message.as_bytes()


def later(stamp):
    """A stamp of a minute after an invitation's, as a person who has read it answers."""
    date, clock = stamp.rstrip("Z").split("T")
    minute = min(int(clock[2:4]) + 1, 59)
    return f"{date}T{clock[:2]}{minute:02}59Z"
