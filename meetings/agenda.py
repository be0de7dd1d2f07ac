"""An agenda written as simple lines, and the items that the lines stand for."""

import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, ItemReader

MOST_ITEMS = 80
NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+")
WITH_MINUTES = re.compile(r"\s*\((\d{1,3})\s*min\.?\)\s*$", re.IGNORECASE)


def read_lines(text):
    """Turn agenda lines into `(title, minutes)` pairs; minutes are None where not given.

    A line may begin with its number, which is dropped, and end with its length: "(15 min)".

    Raises:
        ValidationError: A line is too long, or there are too many; the message names the line.
    """
    entries = []
    for number, line in enumerate(text.splitlines(), start=1):
        line = NUMBERED.sub("", line).strip()
        if not line:
            continue
        length = WITH_MINUTES.search(line)
        title = WITH_MINUTES.sub("", line) if length else line
        if len(title) > 250 or not title:
            raise ValidationError(
                _("Line %(line)d of the agenda needs between 1 and 250 characters."),
                params={"line": number},
            )
        entries.append((title, int(length[1]) if length else None))
    if len(entries) > MOST_ITEMS:
        raise ValidationError(
            _("An agenda can have at most %(most)d items."), params={"most": MOST_ITEMS}
        )
    return entries


def as_lines(items):
    """Write items back as the lines that a person edits."""
    return "\n".join(
        f"{item.title} ({item.minutes} min)" if item.minutes else item.title for item in items
    )


def rewrite(meeting, entries, carried_from=None):
    """Make the meeting's items those of the lines; a line that stayed keeps its item.

    Args:
        meeting: A meeting whose record has not begun.
        entries: Pairs as `read_lines` gives them.
        carried_from: Unfinished items of earlier meetings by title, remembered as the origin.
    """
    carried_from = carried_from or {}
    standing = {one.title: one for one in meeting.team.standing_items.filter(ended_at=None)}
    left = {}
    for item in meeting.items.all():
        left.setdefault(item.title, []).append(item)
    for position, (title, minutes) in enumerate(entries, start=1):
        if left.get(title):
            item = left[title].pop(0)
            item.position, item.minutes = position, minutes
            item.save(update_fields=["position", "minutes"])
        else:
            item = AgendaItem(meeting=meeting, position=position, title=title, minutes=minutes)
            bring_in(item, carried_from.get(title), standing.get(title))
    for items in left.values():
        for item in items:
            drop(item)


def drop(item):
    """Take an item away; its documents leave the table with it, so that nobody else gets them."""
    item.documents.on_the_table().update(withdrawn_at=timezone.now())
    item.delete()


def bring_in(item, origin, standing):
    """Write down a new item; one that comes back keeps its purpose, its label and its readers."""
    model = origin or standing
    item.carried_from, item.standing = origin, standing
    if model is not None:
        item.purpose = model.purpose
    if origin is not None:
        item.presenter, item.label = origin.presenter, origin.label
    item.save()
    if origin is not None:
        seats = origin.readers.filter(seat__isnull=False).values_list("seat", flat=True)
        ItemReader.objects.bulk_create(ItemReader(item=item, seat_id=seat) for seat in seats)
