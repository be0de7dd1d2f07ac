"""What minutes say: the facts from which every paper, page and comparison of them is made.

Facts are frozen with a release as plain values. They hold the whole text with the label of each
paragraph and the readers of each item; `readings` decides what of it a person gets.
"""

from dataclasses import asdict, dataclass, field

from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coordination.templatetags.polish_dates import day_long, span
from meetings import agenda_reading, joint, paragraphs, quorum
from meetings.choices import ATTENDING, ItemState
from meetings.models import Presence


@dataclass
class ItemFacts:
    """One agenda item as the minutes tell it.

    `label` is "" for the meeting's; `seats` and `guests` are the keys of those it is kept for.
    A paragraph is a dict of `number` ("2.3"), `text`, `label` and `readers`.
    """

    position: int
    title: str
    state: str
    block: int | None
    label: str
    seats: list
    guests: list
    is_reserved: bool
    paragraphs: list
    decisions: list
    actions: list

    @property
    def heading(self):
        return f"{self.position}. {self.title}"


@dataclass
class MinutesFacts:
    """Everything a paper of minutes shows, in the active language."""

    title: str
    team: str
    subject: str
    lang: str
    handling: str
    details: list
    attendance_heading: str
    attendance_columns: list
    attendance: list
    quorum: str
    items_heading: str
    items: list = field(default_factory=list)
    decision_word: str = ""
    action_word: str = ""
    label: str = ""
    closing: list = field(default_factory=list)


def attendance_rows(meeting):
    """Return `(institution, person, presence)` for each seat and guest, deputies in their place."""
    presences = Presence.objects.filter(invitee__meeting=meeting).select_related(
        "invitee", "invitee__substitute_for"
    )
    rows = []
    for presence in presences.order_by("invitee__position", "invitee_id"):
        invitee = presence.invitee
        mode = presence.get_mode_display()
        if presence.deputy_name:
            mode = _("by a deputy: %(name)s") % {"name": presence.deputy_name}
        elif invitee.substitute_for and presence.mode in ATTENDING:
            mode = _("%(mode)s, in place of %(name)s") % {
                "mode": mode,
                "name": invitee.substitute_for.name,
            }
        rows.append([invitee.institution_name or _("guest"), invitee.name, mode])
    return rows


def quorum_sentence(meeting):
    """Say whether there was a quorum, by the rules that the meeting was called under."""
    # Who took part at all; what counted at a decision, after some had left, stands with it.
    found = quorum.of_whole_meeting(meeting)
    if not found.known:
        return _(
            "Seats represented: %(present)d. The team has no rules of procedure on record."
        ) % {"present": found.present}
    sentence = (
        _("There was a quorum: %(present)d of %(counting)d seats, %(needed)d needed.")
        if found.is_met
        else _("There was no quorum: %(present)d of %(counting)d seats, %(needed)d needed.")
    )
    return " ".join([sentence % asdict(found), *quorum.joined_sentences(found)])


def decision_sentence(decision):
    """Quote a decision with its kind, number and how it was taken."""
    sentence = _("%(kind)s No. %(number)s: %(text)s") % {
        "kind": decision.get_kind_display().capitalize(),
        "number": decision.signature,
        "text": decision.text,
    }
    if decision.taken_how:
        sentence += f" ({decision.taken_how})"
    if decision.is_void:
        sentence += " " + _("[void: %(reason)s]") % {"reason": decision.void_reason}
    return sentence


def action_sentence(action):
    """Quote a task with who does it and by when."""
    return _("%(title)s – %(who)s, by %(due)s") % {
        "title": action.title,
        "who": action.owner_seat.institution.short_name if action.owner_seat else action.team,
        "due": format_date(action.due_on, "j E Y") if action.due_on else _("no date set"),
    }


def state_of(item, block):
    """What became of an item; one that nobody took up is said to be so, not to be planned."""
    if item.state != ItemState.PLANNED:
        return item.get_state_display()
    return "" if block is not None and block.text else _("not taken up")


def item_facts(item, meeting):
    """Gather text, decisions and tasks of one agenda item; its readers are loaded."""
    block = getattr(item, "block", None)
    readers = item.readers.all()
    return ItemFacts(
        position=item.position,
        title=item.title,
        state=state_of(item, block),
        block=block.pk if block else None,
        label=item.label,
        seats=[one.seat_id for one in readers if one.seat_id],
        guests=[one.invitee_id for one in readers if one.invitee_id],
        is_reserved=agenda_reading.is_reserved(item, meeting),
        paragraphs=[
            {
                "number": f"{item.position}.{number}",
                "text": one.text,
                "label": one.label,
                "readers": list(one.readers),
            }
            for number, one in enumerate(paragraphs.split(block.text if block else ""), start=1)
        ],
        decisions=[decision_sentence(decision) for decision in item.decisions.all()],
        actions=[action_sentence(action) for action in item.actions.all()],
    )


def minutes_facts(meeting, *, number, change_note="", remarks_until_on=None):
    """Gather the facts of the minutes in the active language.

    Args:
        meeting: The meeting, in session or later.
        number: Which release of the minutes this is.
        change_note: What was corrected since the last release.
        remarks_until_on: The last day for remarks, a date.
    """
    items = meeting.items.select_related("block").prefetch_related(
        "readers", "decisions", "actions__owner_seat__institution"
    )
    details = [
        [_("Date"), span(meeting.local_start, meeting.local_end)],
        [_("Place"), meeting.place or _("remotely")],
        [_("Kind of meeting"), meeting.get_kind_display()],
    ]
    if number > 1:
        details.append(
            [
                _("Version"),
                _("%(number)d – corrected: %(note)s") % {"number": number, "note": change_note},
            ]
        )
    closing = [_("Minutes prepared on %(day)s.") % {"day": day_long(timezone.localdate())}]
    if remarks_until_on:
        closing.append(
            _("Remarks are accepted until %(day)s.") % {"day": day_long(remarks_until_on)}
        )
    return MinutesFacts(
        title=_("Minutes of meeting No. %(number)s") % {"number": meeting.signature},
        team=joint.heading(meeting),
        subject=meeting.title,
        lang=get_language(),
        handling=meeting.label,
        details=details,
        attendance_heading=_("Attendance"),
        attendance_columns=[_("Institution"), _("Person"), _("Presence")],
        attendance=attendance_rows(meeting),
        quorum=quorum_sentence(meeting),
        items_heading=_("Course of the meeting"),
        items=[item_facts(item, meeting) for item in items],
        decision_word=_("Decision"),
        action_word=_("Task"),
        label=_("Handling: %(label)s") % {"label": meeting.get_label_display()},
        closing=closing,
    )
