"""Drafts of meetings: create, change, add guests and documents."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.choices import is_wider
from coordination.refusals import Refused
from meetings import agenda, announcing, finding, ics, rules_clock
from meetings.choices import EDITABLE, InviteeKind, Rule
from meetings.models import Invitee, Meeting, MeetingDocument
from meetings.reminding import plan_reminders

FACTS = [
    "title",
    "kind",
    "starts_at",
    "ends_at",
    "place",
    "video_link",
    "notes",
    "label",
    "short_notice_reason",
]


class NotEditable(Refused):
    message = _("This meeting can no longer be changed.")


class ChangedMeanwhile(Refused):
    message = _("Somebody else has changed this meeting meanwhile.")


class LabelTooNarrow(Refused):
    message = _("A document of this meeting has a wider label. Change the document first.")


@transaction.atomic
def draft(team, *, facts, agenda_entries, by, carried_from=None):
    """Write down a meeting that nobody is told of yet, and return it.

    Args:
        team: The team that will meet.
        facts: Values of the fields in `FACTS`.
        agenda_entries: Pairs of title and minutes.
        by: The person acting. Permission is the caller's to check.
        carried_from: Unfinished agenda items by title.

    Raises:
        ValidationError: The facts break a constraint.
    """
    meeting = Meeting(team=team, created_by=by, **facts)
    meeting.full_clean()
    meeting.save()
    agenda.rewrite(meeting, agenda_entries, carried_from)
    finding.index(meeting)
    audit.record("meeting.drafted", meeting, by=by, team_id=team.pk)
    return meeting


def lock(meeting):
    """Re-read a meeting under a lock that lasts until the transaction ends."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


@transaction.atomic
def change(meeting, *, facts, agenda_entries, revision, by):
    """Change a draft, or a convened meeting whose invitees will be told in one merged letter.

    Args:
        meeting: The meeting; re-read under a lock.
        facts: Values of the fields in `FACTS`.
        agenda_entries: Pairs of title and minutes, or None to leave the agenda.
        revision: The revision the person started from.
        by: The person acting.

    Raises:
        NotEditable: It is held, closed or cancelled.
        ChangedMeanwhile: Somebody saved after the person opened the form.
        ValidationError: The facts break a constraint.
    """
    meeting = lock(meeting)
    if meeting.status not in EDITABLE:
        raise NotEditable
    if meeting.revision != revision:
        raise ChangedMeanwhile
    for name, value in facts.items():
        setattr(meeting, name, value)
    refuse_wider_documents(meeting)
    meeting.revision += 1
    meeting.full_clean()
    meeting.save(update_fields=[*facts, "revision"])
    if agenda_entries is not None:
        agenda.rewrite(meeting, agenda_entries)
    if meeting.is_convened:
        plan_reminders(meeting)
        announcing.promise(meeting)
    finding.index(meeting)
    audit.record("meeting.changed", meeting, by=by, team_id=meeting.team_id)
    return meeting


def refuse_wider_documents(meeting):
    """A file's label is never wider than its meeting's (design §4.2)."""
    labels = meeting.documents.on_the_table().values_list("document__label", flat=True)
    if any(is_wider(label, than=meeting.label) for label in labels):
        raise LabelTooNarrow


@transaction.atomic
def attach(meeting, version, *, by, item=None, late_reason=""):
    """Put a stored document on the table of a meeting, for all of it or for one item.

    Raises:
        NotEditable: The meeting is cancelled.
        LabelTooNarrow: The document would let more people read than the meeting.
        BreachNeedsReason: The day for documents has passed and no reason is given.
    """
    meeting = lock(meeting)
    if meeting.is_cancelled:
        raise NotEditable
    if is_wider(version.document.label, than=meeting.label):
        raise LabelTooNarrow
    rules_clock.let_pass(meeting, Rule.DOCUMENTS, late_reason, by=by)
    attached = MeetingDocument.objects.create(meeting=meeting, document=version.document, item=item)
    if meeting.is_convened:
        announcing.promise(meeting)
    audit.record(
        "meeting.document_added",
        meeting,
        by=by,
        team_id=meeting.team_id,
        document=version.document_id,
    )
    return attached


@transaction.atomic
def add_guest(meeting, *, name, email, institution_name, language, user, by):
    """Add a person without a seat; he is told when the meeting is convened, or now if it is.

    Raises:
        NotEditable: The meeting is over or cancelled.
        ValidationError: The address is invited already.
    """
    meeting = lock(meeting)
    if meeting.status not in EDITABLE:
        raise NotEditable
    guest = Invitee(
        meeting=meeting,
        user=user,
        name=name,
        email=email.lower(),
        institution_name=institution_name,
        language=language,
        kind=InviteeKind.GUEST,
        sequence_offset=ics.offset_for(meeting, email.lower()),
        position=900,
    )
    guest.full_clean()
    guest.save()
    if meeting.is_convened:
        announcing.invite(meeting, [guest])
    audit.record("meeting.guest_added", meeting, by=by, team_id=meeting.team_id, invitee=guest.pk)
    return guest
