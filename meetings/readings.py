"""Several lawful readings of one text of minutes: who gets which items and paragraphs.

The numbers are the same for everybody; what a reader may not have is "reserved" under its number
(design §4.2). A paper never holds what is for named persons only, not even for those persons:
that is read on the page. Rules of a paragraph, narrowest mark first:

- one that names institutions is for their seats,
- "addressed institutions only" without names is for seats of public bodies, not of NGOs,
- "addressees and their units" is for the team and the invited,
- a wider mark, or none, is for whoever may read the item.
"""

from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _

from coordination.choices import HandlingLabel, InstitutionKind
from meetings import agenda_reading
from meetings.models import Invitee
from meetings.permissions import steers
from teams.models import Seat
from teams.standing import standing_of

NOT_PUBLIC_BODIES = {InstitutionKind.NGO, InstitutionKind.INTERNATIONAL}


@dataclass(frozen=True)
class Reader:
    """What about a person decides what he may read.

    Args:
        seat: Key of the seat he sits in or stands for.
        invitee: Key of his invitation.
        institution: Short name of the seat's institution.
        is_public_body: Whether that institution is one.
        is_inside: He belongs to the team or was invited.
        is_officer: He keeps the minutes and reads all.
        is_anybody: All readers together: what is reserved for some is not for him.
    """

    seat: int | None = None
    invitee: int | None = None
    institution: str = ""
    is_public_body: bool = False
    is_inside: bool = False
    is_officer: bool = False
    is_anybody: bool = False


ANYBODY = Reader(is_inside=True, is_anybody=True)
OFFICER = Reader(is_inside=True, is_officer=True)


@dataclass
class Reading:
    """The facts as one reader gets them, and the numbers kept from him."""

    facts: dict
    hidden: list = field(default_factory=list)


def of_seat(seat, invitee=None):
    return Reader(
        seat=seat.pk,
        invitee=invitee.pk if invitee else None,
        institution=seat.institution.short_name,
        is_public_body=seat.institution.kind not in NOT_PUBLIC_BODIES,
        is_inside=True,
    )


def of_invitee(invitee):
    """Return the reader that an invited person is; his seat and its institution are loaded."""
    if invitee.seat is None:
        return Reader(invitee=invitee.pk, institution=invitee.institution_label, is_inside=True)
    return of_seat(invitee.seat, invitee)


def of_user(user, meeting):
    """Return the reader that a signed-in person is of a meeting he may see."""
    return of_user_at(user, [meeting])[meeting.pk]


def of_user_at(user, meetings):
    """Return the reader that a person is of each of several meetings, by key of the meeting."""
    prefetch_related_objects(meetings, "joined__team")
    invited = Invitee.objects.of_person(user).filter(meeting__in=meetings).order_by("-pk")
    invitees = {one.meeting_id: one for one in invited.select_related("seat__institution")}
    standing = standing_of(user)
    own = Seat.objects.filter(pk__in=standing.seats).select_related("institution").order_by("-pk")
    seats = {seat.team_id: seat for seat in own}
    return {one.pk: of_person_at(user, one, invitees.get(one.pk), seats) for one in meetings}


def of_person_at(user, meeting, invitee, seats):
    """Return the reader that a person is: an officer, an invitee, a member, or a stranger.

    Args:
        user: The person.
        meeting: A meeting he may see, with its further teams.
        invitee: His invitation, or None.
        seats: The first seat he fills in each team, by key of the team.
    """
    if steers(user, meeting):
        return OFFICER
    if invitee is not None:
        return of_invitee(invitee)
    teams = [meeting.team_id, *(one.team_id for one in meeting.joined.all())]
    filled = [seats[team] for team in teams if team in seats]
    if filled:
        return of_seat(min(filled, key=lambda seat: seat.pk))
    return Reader(is_inside=bool(standing_of(user).teams & set(teams)))


def reads_item(item, reader, handling, *, on_screen, is_limited):
    """Whether a reader may have an item of frozen facts."""
    label = item["label"] or handling
    if label == HandlingLabel.PERSONS and not on_screen:
        return False
    if reader.is_officer:
        return True
    if reader.is_anybody:
        return not item["is_reserved"]
    if item["seats"] or item["guests"]:
        return reader.seat in item["seats"] or reader.invitee in item["guests"]
    if is_limited:
        return False
    if label == HandlingLabel.PERSONS:
        return reader.invitee is not None
    return reader.is_inside or label in (HandlingLabel.PUBLIC, HandlingLabel.TEAMS)


def reads_paragraph(one, reader, *, on_screen):
    """Whether a reader of the item may have one of its paragraphs."""
    label = one["label"]
    if label == HandlingLabel.PERSONS and not on_screen:
        return False
    if reader.is_officer or label in ("", HandlingLabel.PUBLIC, HandlingLabel.TEAMS):
        return True
    if one["readers"]:
        named = {name.casefold() for name in one["readers"]}
        return reader.institution.casefold() in named
    if label == HandlingLabel.UNITS:
        return (reader.is_inside and not reader.is_anybody) or reader.invitee is not None
    if label == HandlingLabel.INSTITUTIONS:
        return reader.seat is not None and reader.is_public_body
    return False


def read(frozen, reader, *, on_screen=False):
    """Return what a reader gets of frozen facts; with the same reader always the same.

    Args:
        frozen: The facts of a release, as plain values.
        reader: Who reads.
        on_screen: Read on a page by somebody signed in, not taken away as a file.
    """
    handling = frozen["handling"]
    own = any(reader.invitee in item["guests"] for item in frozen["items"])
    is_limited = own and reader.seat is None and not reader.is_officer
    items, hidden = [], []
    with translation.override(frozen["lang"]):
        for item in frozen["items"]:
            rights = {"on_screen": on_screen, "is_limited": is_limited}
            if reads_item(item, reader, handling, **rights):
                items.append(readable(item, reader, hidden, on_screen=on_screen))
            else:
                hidden.append(str(item["position"]))
                items.append(reserved(item))
        facts = frozen | {"items": items, "reserved_note": reserved_note(hidden)}
    return Reading(facts, hidden)


def readable(item, reader, hidden, *, on_screen):
    """Return an item in which the paragraphs kept from this reader are a number."""
    shown = []
    for one in item["paragraphs"]:
        may_read = reads_paragraph(one, reader, on_screen=on_screen)
        if not may_read:
            hidden.append(one["number"])
        text = one["text"] if may_read else _("reserved paragraph")
        shown.append(
            {
                "number": one["number"],
                "text": text,
                "is_reserved": not may_read,
                "label": one["label"] if may_read else "",
                "readers": one["readers"] if may_read else [],
            }
        )
    return {
        "heading": f"{item['position']}. {item['title']}",
        "position": item["position"],
        "state": item["state"],
        "block": item["block"],
        "is_reserved": False,
        "paragraphs": shown,
        "decisions": item["decisions"],
        "actions": item["actions"],
    }


def reserved(item):
    """Return an item that is a number and nothing else."""
    return {
        "heading": f"{item['position']}. {agenda_reading.reserved_words()}",
        "position": item["position"],
        "state": "",
        "block": None,
        "is_reserved": True,
        "paragraphs": [],
        "decisions": [],
        "actions": [],
    }


def reserved_note(hidden):
    if not hidden:
        return ""
    return _("Reserved in this copy: %(numbers)s.") % {"numbers": ", ".join(hidden)}
