"""What waits for a person in rooms that the page of things to do does not know."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Entry:
    """One thing that waits: what, how much of it, and where."""

    title: str
    words: str
    url: str


def elsewhere(user):
    """Return what waits for a person in the rooms that `WAITING_ROOMS` names, room by room."""
    return [entry for path in settings.WAITING_ROOMS for entry in import_string(path)(user)]
