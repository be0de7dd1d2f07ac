"""Agendas as they were published, and what the next one made different."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from meetings import agenda_reading
from meetings.choices import ItemPurpose
from meetings.models import AgendaItem, AgendaVersion


def rows_of(meeting):
    """Return an agenda as plain values for a JSON field, one row for each item."""
    items = AgendaItem.objects.filter(meeting=meeting).select_related("section")
    return [
        {
            "item": item.pk,
            "position": item.position,
            "title": item.title,
            "section": item.section.title if item.section else "",
            "purpose": item.purpose,
            "presenter": item.presenter,
            "minutes": item.minutes,
            "reserved": agenda_reading.is_reserved(item, meeting),
        }
        for item in items.prefetch_related("readers")
    ]


def freeze(meeting, at):
    """Keep the agenda as it is now told to the invitees; the same one is not kept twice."""
    last = meeting.agenda_versions.order_by("-number").first()
    rows = rows_of(meeting)
    if last is not None and last.frozen == rows:
        return last
    number = last.number + 1 if last else 1
    return AgendaVersion.objects.create(
        meeting=meeting, number=number, frozen=rows, published_at=at
    )


@dataclass
class Shown:
    """A published agenda for one reader: its lines, and what it changed."""

    number: int
    published_at: object
    lines: list = field(default_factory=list)
    changes: list = field(default_factory=list)


def for_person(meeting, user):
    """Return the published agendas, the newest first, each with its differences to the one before.

    A row that this person may not read, or a reserved one that has left the agenda, is "reserved
    item" to him, and its changes are not told.
    """
    readable = set(meeting.items.readable_in(meeting, user).values_list("pk", flat=True))
    present = set(meeting.items.values_list("pk", flat=True))

    def may_read(row):
        return row["item"] in readable or (row["item"] not in present and not row["reserved"])

    shown, before = [], None
    for version in meeting.agenda_versions.order_by("number"):
        rows = [row | {"readable": may_read(row)} for row in version.frozen]
        changes = [] if before is None else differences(before, rows)
        shown.append(Shown(version.number, version.published_at, [said(r) for r in rows], changes))
        before = rows
    return shown[::-1]


def said(row):
    """Write a row as a line."""
    if not row["readable"]:
        return f"{row['position']}. {agenda_reading.reserved_words()}"
    facts = [str(ItemPurpose(row["purpose"]).label), row["presenter"]]
    if row["minutes"]:
        facts.append(_("%(minutes)s min") % {"minutes": row["minutes"]})
    return f"{row['position']}. {row['title']} ({', '.join(fact for fact in facts if fact)})"


def differences(before, after):
    """Say what the second agenda made different, a sentence each, for rows that may be read."""
    old = {row["item"]: row for row in before if row["readable"]}
    new = {row["item"]: row for row in after if row["readable"]}
    told = [
        _("Added: %(title)s.") % {"title": row["title"]}
        for key, row in new.items()
        if key not in old
    ]
    told += [
        _("Dropped: %(title)s.") % {"title": row["title"]}
        for key, row in old.items()
        if key not in new
    ]
    for key in old.keys() & new.keys():
        told += changes_of(old[key], new[key])
    kept = [key for key in old if key in new]
    if kept != [key for key in new if key in old]:
        told.append(_("The order has changed."))
    return told


def changes_of(old, new):
    """Say what changed in one item that stayed."""
    told = []
    if old["title"] != new["title"]:
        told.append(_("“%(old)s” is now “%(new)s”.") % {"old": old["title"], "new": new["title"]})
    names = {"minutes": _("length"), "presenter": _("presenter"), "purpose": _("purpose")}
    changed = [word for name, word in names.items() if old[name] != new[name]]
    if changed:
        told.append(
            _("%(title)s: changed %(what)s.") % {"title": new["title"], "what": ", ".join(changed)}
        )
    return told
