"""Letters with calendar answers, in the shapes in which mail programs really send them."""

import base64
import quopri
from datetime import UTC, datetime

from django.conf import settings

FORMS = ["google", "outlook", "apple", "thunderbird", "attached", "bare"]


def stamp_text(moment):
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def answer_lines(meeting, email, partstat, *, sequence=None, stamp=None, method="REPLY", **more):
    """Return the lines of an answer.

    Args:
        meeting: The meeting it is about.
        email: The ATTENDEE.
        partstat: Its PARTSTAT.
        sequence: The meeting's by default.
        stamp: DTSTAMP, now by default.
        method: `REPLY` or `COUNTER`.
        **more: `comment`, `starts_at` and `ends_at`, `delegated_to`, `mailto` (its spelling).
    """
    to = f';DELEGATED-TO="mailto:{more["delegated_to"]}"' if "delegated_to" in more else ""
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Some office//Calendar//EN",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{meeting.uid}",
        f"SEQUENCE:{meeting.sequence if sequence is None else sequence}",
        f"DTSTAMP:{stamp_text(stamp or datetime.now(UTC))}",
        f"ORGANIZER:mailto:{settings.DESK_EMAIL}",
        f"ATTENDEE;PARTSTAT={partstat}{to}:{more.get('mailto', 'mailto:')}{email}",
    ]
    if "comment" in more:
        lines.append(f"COMMENT:{more['comment']}")
    if "starts_at" in more:
        lines.append(f"DTSTART:{stamp_text(more['starts_at'])}")
        lines.append(f"DTEND:{stamp_text(more['ends_at'])}")
    return [*lines, "END:VEVENT", "END:VCALENDAR", ""]


def heads(sender, subject="Accepted", **headers):
    lines = [f"From: {sender}", f"To: {settings.DESK_EMAIL}", f"Subject: {subject}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return [*lines, "MIME-Version: 1.0"]


def mailed(lines, sender, form="google", **headers):
    """Wrap calendar lines into a letter and return its octets.

    Args:
        lines: What `answer_lines` returned.
        sender: The From address as written.
        form: One of `FORMS`.
        **headers: Further headers, underscores for hyphens.
    """
    text = "\r\n".join(lines)
    method = next(line for line in lines if line.startswith("METHOD:"))[7:]
    build = {
        "google": _alternative_with_base64,
        "outlook": _alternative_with_base64_and_no_file,
        "apple": _mixed_with_quoted_printable,
        "thunderbird": _mixed_with_plain,
        "attached": _attachment_only,
        "bare": _calendar_alone,
    }[form]
    return "\r\n".join([*heads(sender, **headers), *build(text, method)]).encode()


def _base64(text):
    return base64.encodebytes(text.encode()).decode().replace("\n", "\r\n")


def _alternative_with_base64(text, method):
    return [
        'Content-Type: multipart/mixed; boundary="out"',
        "",
        "--out",
        'Content-Type: multipart/alternative; boundary="in"',
        "",
        "--in",
        "Content-Type: text/plain; charset=UTF-8",
        "",
        "answered",
        "--in",
        f"Content-Type: text/calendar; charset=UTF-8; method={method}",
        "Content-Transfer-Encoding: 7bit",
        "",
        text,
        "--in--",
        "--out",
        'Content-Type: application/ics; name="invite.ics"',
        'Content-Disposition: attachment; filename="invite.ics"',
        "Content-Transfer-Encoding: base64",
        "",
        _base64(text),
        "--out--",
    ]


def _alternative_with_base64_and_no_file(text, method):
    return [
        'Content-Type: multipart/alternative; boundary="in"',
        "",
        "--in",
        'Content-Type: text/plain; charset="us-ascii"',
        "",
        "",
        "--in",
        f'Content-Type: text/calendar; charset="utf-8"; method={method}',
        "Content-Transfer-Encoding: base64",
        "",
        _base64(text),
        "--in--",
    ]


def _mixed_with_quoted_printable(text, method):
    body = quopri.encodestring(text.encode()).decode()
    return [
        'Content-Type: multipart/mixed; boundary="out"',
        "",
        "--out",
        f"Content-Type: text/calendar; name=answer.ics; METHOD={method}; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        body,
        "--out--",
    ]


def _mixed_with_plain(text, method):
    return [
        'Content-Type: multipart/alternative; boundary="in"',
        "",
        "--in",
        f"Content-Type: text/calendar; method={method}; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        text.replace("\r\n", "\n"),
        "--in--",
    ]


def _attachment_only(text, method):
    return [
        'Content-Type: multipart/mixed; boundary="out"',
        "",
        "--out",
        "Content-Type: text/plain",
        "",
        "see attached",
        "--out",
        'Content-Type: application/ics; name="answer.ics"',
        "Content-Transfer-Encoding: base64",
        "",
        _base64(text),
        "--out--",
    ]


def _calendar_alone(text, method):
    return [f"Content-Type: text/calendar; method={method}; charset=utf-8", "", text]
