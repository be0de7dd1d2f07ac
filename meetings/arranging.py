"""Arranging an agenda: sections, items with their readers, their order, and who was told late."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.choices import is_wider
from coordination.refusals import Refused
from meetings import announcing, finding
from meetings.agenda import MOST_ITEMS, drop
from meetings.agenda_order import ITEM, SECTION, moved_behind, moved_down, moved_up, places
from meetings.choices import ARRANGEABLE, ItemPurpose, StandingPlace
from meetings.models import AgendaItem, AgendaSection, ItemReader, MinutesBlock
from meetings.planning import lock

WORDS = ["title", "purpose", "presenter", "minutes", "label"]


class NotArrangeable(Refused):
    message = _("The agenda can no longer be changed.")


class TooManyItems(Refused):
    message = _("An agenda can have at most 80 items.")


class ItemLabelTooWide(Refused):
    message = _("The label of an item cannot be wider than the meeting's.")


class ItemHasRecord(Refused):
    message = _("Something has been noted at this item. Withdraw it instead of removing it.")


def plain(title):
    """Return the words of an item of which nothing but the title is known."""
    return {
        "title": title,
        "purpose": ItemPurpose.DISCUSSION,
        "presenter": "",
        "minutes": None,
        "label": "",
    }


def lock_agenda(meeting):
    meeting = lock(meeting)
    if meeting.status not in ARRANGEABLE:
        raise NotArrangeable
    return meeting


def line_of(meeting):
    """Return the agenda as tokens in order, headings before their items."""
    items = list(meeting.items.values_list("pk", "section_id"))
    line = [(ITEM, key) for key, section in items if section is None]
    for section in meeting.sections.values_list("pk", flat=True):
        line.append((SECTION, section))
        line += [(ITEM, key) for key, own in items if own == section]
    return line


def write_order(meeting, line):
    """Give every row the place that the line gives it; rows already there are not written."""
    items, sections = places(line)
    for row in meeting.sections.all():
        if row.position != sections[row.pk]:
            row.position = sections[row.pk]
            row.save(update_fields=["position"])
    for row in meeting.items.all():
        if (row.position, row.section_id) != items[row.pk]:
            row.position, row.section_id = items[row.pk]
            row.save(update_fields=["position", "section"])


def note_change(meeting, event, by, **facts):
    """Finish a change of the agenda: revision, the promise to tell, the audit trail."""
    meeting.revision += 1
    meeting.save(update_fields=["revision"])
    if meeting.is_convened:
        announcing.promise(meeting)
    finding.index(meeting)
    audit.record(event, meeting, by=by, team_id=meeting.team_id, **facts)


def is_late_for(meeting, today=None):
    """Whether an item put on now comes after the day on which the documents are due."""
    if meeting.is_draft:
        return False
    today = today or timezone.localdate()
    days = meeting.rules.document_days if meeting.rules else 0
    return (timezone.localdate(meeting.starts_at) - today).days < days


@transaction.atomic
def add_section(meeting, *, title, by):
    """Put a heading at the end of the agenda and return it."""
    meeting = lock_agenda(meeting)
    section = AgendaSection(meeting=meeting, title=title, position=meeting.sections.count() + 1)
    section.full_clean()
    section.save()
    note_change(meeting, "agenda.section_added", by, section=section.pk)
    return section


@transaction.atomic
def rename_section(section, *, title, by):
    meeting = lock_agenda(section.meeting)
    section.title = title
    section.full_clean(exclude=["meeting"])
    section.save(update_fields=["title"])
    note_change(meeting, "agenda.section_renamed", by, section=section.pk)
    return section


@transaction.atomic
def remove_section(section, *, by):
    """Take a heading away; its items stay where they are, under the heading before."""
    meeting = lock_agenda(section.meeting)
    line = [token for token in line_of(meeting) if token != (SECTION, section.pk)]
    key = section.pk
    section.delete()
    write_order(meeting, line)
    note_change(meeting, "agenda.section_removed", by, section=key)


@transaction.atomic
def add_item(meeting, *, words, section=None, seats=(), guests=(), by, **origin):
    """Put an item at the end of a section and return it.

    Args:
        meeting: A draft, a convened meeting or one in session; re-read under a lock.
        words: Values of the fields in `WORDS`.
        section: The heading it stands under, or None for the end of the agenda.
        seats: Seats that alone may read it; none means all readers of the meeting.
        guests: Invitees without a seat who may read it too.
        by: The person acting. Permission is the caller's to check.
        origin: Where it comes from: `standing` or `carried_from`.

    Raises:
        NotArrangeable: The meeting is over or cancelled.
        TooManyItems: There are as many items as an agenda can have.
        ItemLabelTooWide: Its label would let more people read than the meeting's.
    """
    meeting = lock_agenda(meeting)
    if meeting.items.count() >= MOST_ITEMS:
        raise TooManyItems
    item = AgendaItem(meeting=meeting, position=MOST_ITEMS + 1, **origin)
    put_words(item, meeting, words)
    item.is_late = is_late_for(meeting)
    item.save()
    put_readers(item, seats, guests)
    if meeting.is_under_way:
        MinutesBlock.objects.create(minutes=meeting.minutes, item=item)
    line = line_of(meeting)
    if section is not None:
        token, last = (ITEM, item.pk), last_of(line, (SECTION, section.pk), (ITEM, item.pk))
        line = moved_behind(line, token, last)
    else:
        line = [*(one for one in line if one != (ITEM, item.pk)), (ITEM, item.pk)]
    write_order(meeting, line)
    note_change(meeting, "agenda.item_added", by, item=item.pk)
    item.refresh_from_db()
    return item


def last_of(line, section, leaving_out):
    """Return the last token of a section, the heading itself where it is empty."""
    last, inside = section, False
    for token in line:
        if token[0] == SECTION:
            inside = token == section
        elif inside and token != leaving_out:
            last = token
    return last


@transaction.atomic
def change_item(item, *, words, section=None, seats=(), guests=(), by):
    """Change an item's words, section and readers.

    Raises:
        NotArrangeable: The meeting is over or cancelled.
        ItemLabelTooWide: Its label would let more people read than the meeting's.
    """
    meeting = lock_agenda(item.meeting)
    item = AgendaItem.objects.get(pk=item.pk)
    put_words(item, meeting, words)
    item.save()
    put_readers(item, seats, guests)
    if section is not None and section.pk != item.section_id:
        line, token = line_of(meeting), (ITEM, item.pk)
        write_order(meeting, moved_behind(line, token, last_of(line, (SECTION, section.pk), token)))
    note_change(meeting, "agenda.item_changed", by, item=item.pk)
    item.refresh_from_db()
    return item


def put_words(item, meeting, words):
    if words["label"] and is_wider(words["label"], than=meeting.label):
        raise ItemLabelTooWide
    for name in WORDS:
        setattr(item, name, words[name])
    item.full_clean(exclude=["meeting", "section", "standing", "carried_from"])


def put_readers(item, seats, guests):
    """Make the readers of an item exactly these."""
    item.readers.all().delete()
    ItemReader.objects.bulk_create(
        [ItemReader(item=item, seat=seat) for seat in seats]
        + [ItemReader(item=item, invitee=guest) for guest in guests]
    )


@transaction.atomic
def remove_item(item, *, by):
    """Take an item off an agenda; one at which something was noted is withdrawn instead.

    Raises:
        NotArrangeable: The meeting is over or cancelled.
        ItemHasRecord: Minutes, a decision or a task hang on it.
    """
    meeting = lock_agenda(item.meeting)
    if MinutesBlock.objects.filter(item=item).exists() or item.carried_to.exists():
        raise ItemHasRecord
    key = item.pk
    drop(item)
    write_order(meeting, line_of(meeting))
    note_change(meeting, "agenda.item_removed", by, item=key)


@transaction.atomic
def move(meeting, token, *, by, step="", behind=None):
    """Move an item or a section: one step, or right behind another.

    Args:
        meeting: The meeting; two people ordering at once wait for each other here.
        token: `("item", key)` or `("section", key)`.
        by: The person acting.
        step: `"up"` or `"down"`; else `behind` counts.
        behind: The token it shall follow, None for the beginning.

    Raises:
        NotArrangeable: The meeting is over or cancelled.
        PlaceIsGone: The agenda has changed and no longer has the item or the place.
        MovedBehindItself: The place is inside of what is moved.
    """
    meeting = lock_agenda(meeting)
    line = line_of(meeting)
    if step:
        new = moved_up(line, token) if step == "up" else moved_down(line, token)
    else:
        new = moved_behind(line, token, behind)
    if new != line:
        write_order(meeting, new)
        note_change(meeting, "agenda.reordered", by)
    return meeting


@transaction.atomic
def take_standing(meeting, *, by):
    """Put the standing items of the team on an agenda: once each, at the beginning or the end."""
    meeting = lock_agenda(meeting)
    standing = list(meeting.team.standing_items.filter(ended_at__isnull=True))
    taken = set(meeting.items.exclude(standing=None).values_list("standing_id", flat=True))
    known = set(meeting.items.values_list("title", flat=True))
    first = []
    for one in standing:
        if one.pk in taken or one.title in known:
            continue
        words = plain(one.title) | {"purpose": one.purpose, "minutes": one.minutes}
        item = add_item(meeting, words=words, by=by, standing=one)
        if one.place == StandingPlace.BEGINNING:
            first.append((ITEM, item.pk))
    line = line_of(meeting)
    write_order(meeting, first + [token for token in line if token not in first])
