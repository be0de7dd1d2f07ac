"""At the meeting: opening it, attendance, minutes by item, decisions and tasks."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.models.people import new_secret
from coordination.refusals import Refused
from meetings import deciding, open_votes, packs, quorum, task_asking, task_following
from meetings.choices import ActionState, ItemState, MeetingStatus
from meetings.models import (
    BlockRevision,
    Minutes,
    MinutesBlock,
    Presence,
)
from meetings.planning import lock


class NotUnderWay(Refused):
    message = _("Attendance and minutes are taken only between opening and circulating.")


class NotToBeOpened(Refused):
    message = _("Only a convened meeting can be opened.")


class NothingMinuted(Refused):
    message = _("Note the attendance before the meeting is ended.")


class Clash(Exception):
    """Two people wrote the same block; carries the block as it now stands."""

    def __init__(self, block):
        super().__init__(block.pk)
        self.block = block


def lock_under_way(meeting):
    meeting = lock(meeting)
    if not meeting.is_under_way:
        raise NotUnderWay
    return meeting


@transaction.atomic
def open_session(meeting, *, by):
    """Open a convened meeting: from now on attendance and minutes are taken.

    Raises:
        NotToBeOpened: It is a draft, open already, or over.
    """
    meeting = lock(meeting)
    if not meeting.is_convened:
        raise NotToBeOpened
    meeting.status = MeetingStatus.IN_SESSION
    meeting.announce_due_at = None
    meeting.check_in_secret = new_secret()
    meeting.revision += 1
    meeting.save(update_fields=["status", "announce_due_at", "check_in_secret", "revision"])
    minutes = Minutes.objects.create(meeting=meeting, opened_by=by)
    MinutesBlock.objects.bulk_create(
        MinutesBlock(minutes=minutes, item=item) for item in meeting.items.all()
    )
    packs.pin_documents(meeting)
    task_asking.quote_answers(meeting, by=by)
    audit.record("meeting.opened", meeting, by=by, team_id=meeting.team_id)
    return minutes


@transaction.atomic
def end_session(meeting, *, by):
    """Say that the meeting is over; minutes can still be written.

    Raises:
        NotUnderWay: It is not in session.
        NothingMinuted: Nobody's attendance was noted.
        VoteStillOpen: A vote is neither closed nor called off.
    """
    meeting = lock(meeting)
    if meeting.status != MeetingStatus.IN_SESSION:
        raise NotUnderWay
    open_votes.refuse(meeting)
    if not Presence.objects.filter(invitee__meeting=meeting).exists():
        raise NothingMinuted
    meeting.status = MeetingStatus.HELD
    meeting.check_in_secret = ""
    meeting.revision += 1
    meeting.save(update_fields=["status", "check_in_secret", "revision"])
    audit.record("meeting.held", meeting, by=by, team_id=meeting.team_id)
    return meeting


@transaction.atomic
def save_block(block, *, text, based_on, by):
    """Save the text of one item and return the block; never over somebody else's words.

    Args:
        block: The block to write; re-read under a lock.
        text: The whole new text.
        based_on: The revision the writer started from.
        by: The writer.

    Raises:
        NotUnderWay: The minutes are circulated or not yet open.
        Clash: The block has been saved since; nothing is written.
    """
    lock_under_way(block.minutes.meeting)
    block = MinutesBlock.objects.select_for_update().get(pk=block.pk)
    text = text.replace("\r\n", "\n")
    if block.text == text:
        return block
    if block.revision != based_on:
        raise Clash(block)
    block.text, block.revision = text, block.revision + 1
    block.full_clean(exclude=["minutes", "item"])
    block.save(update_fields=["text", "revision"])
    BlockRevision.objects.create(block=block, number=block.revision, text=text, by=by)
    meeting = block.minutes.meeting
    audit.record(
        "minutes.written",
        meeting,
        by=by,
        team_id=meeting.team_id,
        block=block.pk,
        revision=block.revision,
    )
    return block


@transaction.atomic
def set_item_state(item, state, *, by):
    """Say what became of an item: discussed, decided, deferred, withdrawn."""
    lock_under_way(item.meeting)
    item.state = ItemState(state)
    item.save(update_fields=["state"])
    audit.record(
        "agenda.item_state",
        item.meeting,
        by=by,
        team_id=item.meeting.team_id,
        item=item.pk,
        state=str(state),
    )
    return item


@transaction.atomic
def note_decision(
    item, *, kind, text, taken_how, by, way="", positions=(), in_force_from_on=None, ballot=None
):
    """Note a decision at its item; its number is given here and now, without gaps.

    The quorum of the moment is kept with it.

    Args:
        item: The item at which it was taken.
        kind: A value of `DecisionKind`.
        text: The text of the decision.
        taken_how: How it was taken, in words.
        by: The person acting. Permission is the caller's to check.
        way: A value of `DecisionWay`, where it is known.
        positions: Pairs of a seat and its separate position.
        in_force_from_on: The day from which it is in force, None for at once.
        ballot: The vote that adopted it.

    Raises:
        NotUnderWay: The meeting is not open.
        ValidationError: The text is empty or too long.
    """
    meeting = lock_under_way(item.meeting)
    present = quorum.of_meeting(meeting, item)
    decision = deciding.adopt(
        meeting.team,
        day=timezone.localdate(meeting.starts_at),
        facts={
            "kind": kind,
            "text": text,
            "taken_how": taken_how,
            "way": way,
            "in_force_from_on": in_force_from_on,
        },
        present=present.present,
        needed=present.needed,
        by=by,
        source={"meeting": meeting, "item": item, "ballot": ballot},
        positions=positions,
    )
    if item.state in (ItemState.PLANNED, ItemState.DISCUSSED):
        set_item_state(item, ItemState.DECIDED, by=by)
    return decision


@transaction.atomic
def void_decision(decision, *, reason, by):
    """Mark a decision noted in error; its number stays used and listed (design §4.9).

    Raises:
        NotUnderWay: The record of its meeting is closed.
        DecisionIsVoid: It is void already.
    """
    lock_under_way(decision.meeting)
    return deciding.write_void(deciding.lock_valid(decision), reason, by)


@transaction.atomic
def note_action(item, *, title, owner_seat, due_on, by, accepted=True, **more):
    """Note a task at its item, owned by a seat of the team.

    Args:
        item: The item at which it was agreed.
        title: What is to be done.
        owner_seat: The seat that does it.
        due_on: By when, None without a date.
        by: The person acting. Permission is the caller's to check.
        accepted: Whether the owner took it on at the meeting; else it waits for his word.
        more: `priority`, `helpers`, `decision`.
    """
    meeting = lock_under_way(item.meeting)
    action = task_following.create(
        meeting.team,
        title=title,
        owner_seat=owner_seat,
        due_on=due_on,
        state=ActionState.ACCEPTED if accepted else ActionState.PROPOSED,
        source={"meeting": meeting, "item": item},
        by=by,
        **more,
    )
    audit.record("action.noted", meeting, by=by, team_id=meeting.team_id, action=action.pk)
    return action
