"""Letters of a date poll: one function per letter, composed and not sent."""

from django.conf import settings
from django.urls import reverse

from coordination import outbox


def _letter(template, poll, invitee, key):
    return outbox.compose(
        f"meetings/mail/{template}",
        invitee.language,
        {
            "poll": poll,
            "invitee": invitee,
            "slots": list(poll.slots.all()),
            "answer_url": settings.PUBLIC_URL
            + reverse("meetings:poll-by-link", args=[invitee.secret]),
        },
        key=key,
        recipient=invitee.email,
        recipient_name=invitee.name,
        stream=f"poll-invitee:{invitee.pk}",
        about=poll,
        team_id=poll.team_id,
    )


def asked(poll, invitee):
    """Ask a person when he can; his personal link needs no account."""
    return _letter("poll_asked", poll, invitee, f"poll:{poll.pk}")


def reminded(poll, invitee):
    """Ask a silent person once more."""
    return _letter("poll_reminded", poll, invitee, f"poll-reminder:{poll.pk}")


def withdrawn(poll, invitee):
    """Say that the poll is called off, and why."""
    return _letter("poll_withdrawn", poll, invitee, f"poll-withdrawn:{poll.pk}")
