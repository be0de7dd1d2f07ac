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
        is_page_only: It stands on the page and in no letter, because letters tell of it otherwise.
    """

    title: str
    words: str
    url: str
    since: datetime | None = None
    is_private: bool = False
    room: str = ""
    is_page_only: bool = False


def people_wanting(rhythm):
    """Return the keys of people who want a letter of a rhythm because of what a room tells them.

    Args:
        rhythm: "daily" or "weekly".
    """
    keys: set[int] = set()
    for room in settings.DIGEST_ROOMS:
        keys |= import_string(f"{room}.people_wanting")(rhythm)
    return keys


def for_letters(user, rhythm):
    """Return what rooms add to a person's letter of a rhythm beside what waits for him."""
    return [
        entry
        for room in settings.DIGEST_ROOMS
        for entry in import_string(f"{room}.entries_for")(user, rhythm)
    ]


def elsewhere(user):
    """Return what waits for a person in the rooms that `WAITING_ROOMS` names, room by room."""
    return [entry for path in settings.WAITING_ROOMS for entry in import_string(path)(user)]
