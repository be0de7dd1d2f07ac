"""What waits for a person in rooms that the page of things to do does not know."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Entry:
    """One thing that waits: what, how much of it, and where.

    Args:
        title: What it is about.
        words: What is to be done, and until when.
        url: Where it is done.
        since: When it began to wait, where that is known.
        is_private: Its title stays on the desk and goes into no letter.
        room: The heading of its room on the page; entries of one room stand together.
    """

    title: str
    words: str
    url: str
    since: datetime | None = None
    is_private: bool = False
    room: str = ""


def elsewhere(user):
    """Return what waits for a person in the rooms that `WAITING_ROOMS` names, room by room."""
    return [entry for path in settings.WAITING_ROOMS for entry in import_string(path)(user)]
