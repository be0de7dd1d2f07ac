"""Letters for tests of the mail: what a room would hand to the outbox."""

from coordination import outbox


def letter(key="event", recipient="anna@example.org", **fields):
    fields = {"subject": "Zaproszenie", "text": "Dzień dobry\n", **fields}
    return outbox.Letter(key=key, recipient=recipient, **fields)


def queued(key="event", recipient="anna@example.org", **fields):
    """Return the row of a letter that waits in the outbox."""
    return outbox.send_once(letter(key, recipient, **fields))
