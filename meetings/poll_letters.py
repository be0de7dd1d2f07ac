"""Letters of a date poll: one function per letter, composed and not sent."""

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse

from coordination import outbox


def send(letter, poll, invitees):
    """Queue the same kind of letter to several people; what all share is asked for once.

    Returns:
        How many letters that is.
    """
    prefetch_related_objects([poll], "slots", "team__voivodeship")
    letters = [letter(poll, one) for one in invitees]
    outbox.send_all(letters)
    return len(letters)


def _letter(template, poll, invitee, key, **context):
    return outbox.compose(
        f"meetings/mail/{template}",
        invitee.language,
        {
            "poll": poll,
            "invitee": invitee,
            "slots": [slot for slot in poll.slots.all() if slot.withdrawn_at is None],
            "answer_url": settings.PUBLIC_URL
            + reverse("meetings:poll-by-link", args=[invitee.secret]),
            **context,
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
    letter = _letter("poll_reminded", poll, invitee, f"poll-reminder:{poll.pk}")
    return outbox.gathering(letter)


def time_added(poll, invitee, slot):
    """Ask for one time more, also those who have answered for the others."""
    return _letter("poll_time_added", poll, invitee, f"poll-time:{slot.pk}", slot=slot)


def decided(poll, invitee):
    """Say which time was chosen; the invitation with its calendar entry comes later."""
    return _letter("poll_decided", poll, invitee, f"poll-decided:{poll.pk}")


def withdrawn(poll, invitee):
    """Say that the poll is called off, and why."""
    return _letter("poll_withdrawn", poll, invitee, f"poll-withdrawn:{poll.pk}")
