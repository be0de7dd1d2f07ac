"""What a reader gets of an agenda: the words of an item, or "reserved item" under its number."""

from datetime import timedelta

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from coordination.choices import HandlingLabel, is_wider


def reserved_words():
    return _("reserved item")


def is_reserved(item, meeting):
    """Whether an item is kept from some readers of its meeting. Its readers are loaded."""
    narrower = item.label != "" and is_wider(meeting.label, than=item.label)
    return narrower or bool(item.readers.all())


def is_for(item, invitee):
    """Whether an invitee is among the named readers of an item."""
    return any(
        one.invitee_id == invitee.pk or (one.seat_id is not None and one.seat_id == invitee.seat_id)
        for one in item.readers.all()
    )


def travels_to(item, meeting, invitee=None):
    """Whether the words of an item may stand in a letter to an invitee, or in a shared text.

    Args:
        item: An item with its readers loaded.
        meeting: Its meeting.
        invitee: The recipient; None for what many read: a feed, a search index, a common paper.
    """
    if invitee is not None and item.label != HandlingLabel.PERSONS and item.readers.all():
        return is_for(item, invitee)
    return not is_reserved(item, meeting)


def lines(meeting, invitee=None):
    """Return the agenda of a letter, "1. Title", with reserved items named as such.

    A guest who was invited for certain items is told of those only.
    """
    prefetch_related_objects([meeting], "items__readers")
    items = meeting.items.all()
    only_own = invitee is not None and not invitee.seat_id
    only_own = only_own and any(is_for(item, invitee) for item in items)
    return [
        f"{item.position}. {item.title}"
        if travels_to(item, meeting, invitee) and (not only_own or is_for(item, invitee))
        else f"{item.position}. {reserved_words()}"
        for item in items
    ]


def shared_titles(meeting):
    """Return the titles that anybody who may see the meeting may read."""
    prefetch_related_objects([meeting], "items__readers")
    return [item.title for item in meeting.items.all() if travels_to(item, meeting)]


def shared_documents(meeting):
    """Return the titles of documents that are no reserved item's."""
    prefetch_related_objects([meeting], "items__readers")
    kept = [item.pk for item in meeting.items.all() if not travels_to(item, meeting)]
    on_table = meeting.documents.on_the_table().exclude(item__in=kept)
    return [attached.document.title for attached in on_table.select_related("document")]


def for_person(meeting, user):
    """Return the items of a meeting, each knowing whether this person may read it and when it is.

    Two attributes are added: `is_readable`, and `planned_at`, the local hour by the running sum
    of minutes, None from the first item without a length on.
    """
    readable = set(meeting.items.readable_in(meeting, user).values_list("pk", flat=True))
    items = list(
        meeting.items.select_related("section").prefetch_related("readers", "carried_from__meeting")
    )
    at = meeting.local_start
    for item in items:
        item.is_readable = item.pk in readable
        item.is_reserved = is_reserved(item, meeting)
        item.planned_at = at
        at = at + timedelta(minutes=item.minutes) if at and item.minutes else None
    return items
