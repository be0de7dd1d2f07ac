"""Remarks of members to circulated minutes: made at a paragraph, settled one by one.

A remark keeps the words it was made to, so that it can be understood when the text has moved on.
Accepting a proposed wording writes it into the working text as a revision; what was circulated
stays as it was.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from meetings import paragraphs, readings
from meetings.choices import UNSETTLED, RemarkKind, RemarkState, RemarkVia
from meetings.models import (
    Acknowledgement,
    BlockRevision,
    MinutesApproval,
    MinutesBlock,
    MinutesRemark,
)
from meetings.planning import lock


class AnswerTooLate(Refused):
    message = _("The time for remarks to these minutes is over. Please call the secretary.")


class NoSuchParagraph(Refused):
    message = _("There is no such paragraph in the minutes that you received.")


class NothingProposed(Refused):
    message = _("Write a remark, or change the wording of the paragraph.")


class NoRemark(Refused):
    message = _("This remark has been settled already.")


class ParagraphChanged(Refused):
    message = _(
        "The paragraph has been changed since the remark was made. Put the wording in by hand, "
        "then mark the remark as already worked in."
    )


class RejectionNeedsReason(Refused):
    message = _("Say why the remark is rejected; its author reads it.")


def lock_open(acknowledgement):
    """Return a member's word under a lock while remarks are still taken."""
    acknowledgement = (
        Acknowledgement.objects.select_for_update(of=("self",))
        .select_related("release__minutes__meeting", "invitee__seat__institution", "invitee__user")
        .get(pk=acknowledgement.pk)
    )
    if timezone.localdate() > acknowledgement.release.remarks_until_on:
        raise AnswerTooLate
    if MinutesApproval.objects.filter(minutes=acknowledgement.release.minutes).exists():
        raise AnswerTooLate
    return acknowledgement


def paragraph_of(acknowledgement, number, *, on_screen):
    """Return `(block key, paragraph)` of what this member read under a number.

    Raises:
        NoSuchParagraph: It does not exist, or is reserved for others.
    """
    reader = readings.of_invitee(acknowledgement.invitee)
    reading = readings.read(acknowledgement.release.frozen, reader, on_screen=on_screen)
    for item in reading.facts["items"]:
        for one in item["paragraphs"]:
            if one["number"] == number and not one["is_reserved"]:
                return item["block"], one
    raise NoSuchParagraph


@transaction.atomic
def remark(
    acknowledgement, *, number, text, wording="", via=RemarkVia.PAGE, on_screen=False, by=None
):
    """Note what a member says to one paragraph and return the remark.

    Args:
        acknowledgement: Whose remark it is; re-read under a lock.
        number: The printed number of the paragraph, such as "2.3".
        text: The remark in words.
        wording: How the paragraph should read; the same words as before are no proposal.
        via: A value of `RemarkVia`.
        on_screen: He reads it signed in, where more is his to read than by a link.
        by: The person acting, where known.

    Raises:
        AnswerTooLate: The last day for remarks has passed, or the minutes are approved.
        NoSuchParagraph: He has no such paragraph.
        NothingProposed: Neither a remark nor another wording.
    """
    acknowledgement = lock_open(acknowledgement)
    block, one = paragraph_of(acknowledgement, number, on_screen=on_screen)
    wording = wording.replace("\r\n", "\n").strip()
    if wording == one["text"]:
        wording = ""
    if not text and not wording:
        raise NothingProposed
    made = MinutesRemark(
        acknowledgement=acknowledgement,
        block_id=block,
        number=number,
        kind=RemarkKind.SUGGESTION if wording else RemarkKind.COMMENT,
        quoted=one["text"],
        text=text,
        wording=wording,
        via=via,
    )
    made.full_clean(exclude=["acknowledgement", "block"])
    made.save()
    if acknowledgement.answered_at is None:
        acknowledgement.answered_at = timezone.now()
        acknowledgement.save(update_fields=["answered_at"])
    note(made, "minutes.remarked", by)
    return made


def keep_whole(acknowledgement, text):
    """Keep the remark to the minutes as a whole beside those to paragraphs: one, the latest."""
    own = acknowledgement.remarks.filter(number="", via=RemarkVia.PAGE, state=RemarkState.OPEN)
    if not text:
        own.update(state=RemarkState.WITHDRAWN, settled_at=timezone.now())
        return
    found = own.first() or MinutesRemark(acknowledgement=acknowledgement)
    found.text = text
    found.save()


@transaction.atomic
def note_whole(acknowledgement, sentences, *, via, by=None):
    """Note remarks to the minutes as a whole, one of each sentence; return them."""
    acknowledgement = lock_open(acknowledgement)
    made = []
    for text in sentences:
        one = MinutesRemark(acknowledgement=acknowledgement, text=text, via=via)
        one.full_clean(exclude=["acknowledgement", "block"])
        one.save()
        note(one, "minutes.remarked", by)
        made.append(one)
    return made


@transaction.atomic
def withdraw(made, *, by=None):
    """Take a remark back while nobody has settled it.

    Raises:
        NoRemark: It has been settled, or is gone.
    """
    lock_open(made.acknowledgement)
    made = MinutesRemark.objects.select_for_update().filter(pk=made.pk).first()
    if made is None or made.state != RemarkState.OPEN:
        raise NoRemark
    made.state, made.settled_at = RemarkState.WITHDRAWN, timezone.now()
    made.save(update_fields=["state", "settled_at"])
    note(made, "minutes.remark_withdrawn", by)


@transaction.atomic
def settle(made, state, *, reason="", put_in=True, by):
    """Accept a remark, reject it with a reason, or leave it to the meeting.

    Args:
        made: The remark; re-read under a lock.
        state: `ACCEPTED`, `REJECTED` or `LEFT`.
        reason: Shown to its author; needed for a rejection.
        put_in: Whether an accepted wording goes into the text now; False where it is in already.
        by: The person acting. Permission is the caller's to check.

    Raises:
        NoRemark: It has been accepted or rejected before.
        RejectionNeedsReason: Rejected without saying why.
        ParagraphChanged: The paragraph no longer has the words the wording was made for.
    """
    meeting = lock(made.acknowledgement.release.minutes.meeting)
    made = MinutesRemark.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if made.state not in UNSETTLED:
        raise NoRemark
    if MinutesApproval.objects.filter(minutes=meeting.minutes).exists():
        raise NoRemark
    if state == RemarkState.REJECTED and not reason:
        raise RejectionNeedsReason
    if state == RemarkState.ACCEPTED and made.is_suggestion and put_in:
        put_wording_in(made, by)
    made.state, made.reason = RemarkState(state), reason
    made.settled_by, made.settled_at = by, timezone.now()
    made.full_clean(exclude=["acknowledgement", "block", "settled_by"])
    made.save(update_fields=["state", "reason", "settled_by", "settled_at"])
    note(made, "minutes.remark_settled", by, state=str(state))
    return made


def put_wording_in(made, by):
    """Write a proposed wording in the place of its paragraph, as a revision of the text."""
    block = MinutesBlock.objects.select_for_update().get(pk=made.block_id)
    position = int(made.number.rpartition(".")[2]) - 1
    text = paragraphs.reworded(block.text, made.quoted, made.wording, position)
    if text is None:
        raise ParagraphChanged
    block.text, block.revision = text, block.revision + 1
    block.full_clean(exclude=["minutes", "item"])
    block.save(update_fields=["text", "revision"])
    BlockRevision.objects.create(block=block, number=block.revision, text=text, by=by)


def note(made, verb, by, **details):
    meeting = made.acknowledgement.release.minutes.meeting
    audit.record(
        verb,
        meeting,
        by=by,
        team_id=meeting.team_id,
        remark=made.pk,
        paragraph=made.number,
        **details,
    )
