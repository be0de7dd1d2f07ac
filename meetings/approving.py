"""Minutes are approved: at a meeting, by circulation, or tacitly when the day has passed.

A sweep looks at each version once its day is over. Silence is consent where that was said when
the minutes went out; remarks that nobody has settled are never overrun: they become the first
item of the next meeting, and nothing else does.
"""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination import audit, outbox
from coordination.refusals import Refused
from meetings import arranging, circulating, finding, minutes_facts, minutes_letters
from meetings.agenda_order import ITEM
from meetings.choices import (
    EDITABLE,
    UNSETTLED,
    ApprovalWay,
    ItemPurpose,
    MeetingStatus,
    RemarkState,
)
from meetings.models import (
    Meeting,
    MinutesApproval,
    MinutesRelease,
    MinutesRemark,
    MinutesSignature,
)
from meetings.planning import lock
from teams.choices import SeatStanding


class NotCirculated(Refused):
    message = gettext_lazy("Minutes are approved after they have been circulated.")


class ApprovedBefore(Refused):
    message = gettext_lazy("These minutes have been approved before.")


class RemarksOpen(Refused):
    message = gettext_lazy(
        "There are remarks that nobody has settled. Accept or reject each of them first."
    )


class MeetingMissing(Refused):
    message = gettext_lazy("Choose the meeting that approved the minutes.")


class NotLater(Refused):
    message = gettext_lazy("Only a later meeting of the same team can approve these minutes.")


def remarks_of(meeting):
    """Remarks to all versions of the minutes of a meeting, with what a list of them shows."""
    return MinutesRemark.objects.filter(
        acknowledgement__release__minutes__meeting=meeting
    ).select_related("acknowledgement__invitee", "acknowledgement__release", "settled_by", "block")


def unsettled(meeting):
    return remarks_of(meeting).filter(state__in=UNSETTLED)


def could_approve(meeting):
    """Later meetings of the same team that took place or are taking place."""
    states = [MeetingStatus.IN_SESSION, MeetingStatus.HELD, MeetingStatus.CLOSED]
    later = Meeting.objects.filter(team=meeting.team, starts_at__gt=meeting.starts_at)
    return later.filter(status__in=states).order_by("starts_at")


def approval_of(meeting):
    """Return how the minutes of a meeting were approved, or None."""
    approvals = MinutesApproval.objects.filter(minutes__meeting=meeting)
    return approvals.select_related("release", "meeting").first()


@transaction.atomic
def approve(meeting, *, way, at=None, approved_on=None, note="", by=None):
    """Record that the minutes are approved and tell the members; return the approval.

    Where accepted remarks have changed the text since it was last circulated, a final version is
    frozen first, so that what is approved is always bytes with a hash.

    Args:
        meeting: The meeting whose minutes are approved; re-read under a lock.
        way: A value of `ApprovalWay`.
        at: The meeting that approved them, for `MEETING`.
        approved_on: The day, today by default.
        note: Words for the record.
        by: Who records it; None for silence.

    Raises:
        NotCirculated: Nothing has gone out yet.
        ApprovedBefore: They are approved already.
        RemarksOpen: Somebody's remark is neither accepted nor rejected.
        MeetingMissing: Approved at a meeting that is not named.
        NotLater: The meeting named is not a later one of the same team.
    """
    meeting = lock(meeting)
    if not meeting.has_record or not meeting.minutes.releases.exists():
        raise NotCirculated
    if MinutesApproval.objects.filter(minutes=meeting.minutes).exists():
        raise ApprovedBefore
    if unsettled(meeting).exists():
        raise RemarksOpen
    if way == ApprovalWay.MEETING:
        if at is None:
            raise MeetingMissing
        if not could_approve(meeting).filter(pk=at.pk).exists():
            raise NotLater
    approval = MinutesApproval(
        minutes=meeting.minutes,
        release=final_release(meeting, by),
        way=way,
        meeting=at if way == ApprovalWay.MEETING else None,
        approved_on=approved_on or timezone.localdate(),
        note=note,
        recorded_by=by,
    )
    approval.full_clean(exclude=["minutes", "release", "meeting", "recorded_by"])
    approval.save()
    meeting.minutes.releases.filter(settled_at__isnull=True).update(settled_at=timezone.now())
    if meeting.status != MeetingStatus.CLOSED:
        meeting.status = MeetingStatus.CLOSED
        meeting.revision += 1
        meeting.save(update_fields=["status", "revision"])
    tell(meeting, approval)
    finding.index(meeting)
    audit.record(
        "minutes.approved",
        meeting,
        by=by,
        team_id=meeting.team_id,
        way=str(way),
        release=approval.release.number,
        pdf_sha256=approval.release.pdf.sha256,
    )
    return approval


def final_release(meeting, by):
    """Return the last version, or a new one where the text has changed since."""
    last = meeting.minutes.releases.order_by("-number").first()
    if not has_changed(meeting, last):
        return last
    accepted = remarks_of(meeting).filter(state=RemarkState.ACCEPTED).count()
    with translation.override("pl"):
        note = ngettext(
            "approved text, with %(count)d accepted remark",
            "approved text, with %(count)d accepted remarks",
            accepted,
        ) % {"count": accepted}
    return circulating.freeze(
        meeting, last.number + 1, note, last.remarks_until_on, ApprovalWay(last.way), by
    )


def has_changed(meeting, release):
    """Whether the working text differs from what a release froze."""
    with translation.override("pl"):
        now = minutes_facts.minutes_facts(meeting, number=release.number)
    frozen = [
        (item["position"], item["paragraphs"], item["decisions"], item["actions"])
        for item in release.frozen.get("items", [])
    ]
    return frozen != [
        (item.position, item.paragraphs, item.decisions, item.actions) for item in now.items
    ]


def tell(meeting, approval):
    """Write to every member once, by the link of the version he last had."""
    latest = {}
    for release in meeting.minutes.releases.order_by("number"):
        for one in release.acknowledgements.select_related("invitee"):
            if one.invitee.removed_at is None:
                latest[one.invitee_id] = one
    outbox.send_all(minutes_letters.approved(meeting, approval, one) for one in latest.values())


def settle_due(day=None):
    """Look at each version whose day for remarks has passed, once; return how many that were.

    Args:
        day: Today by default.
    """
    day = day or timezone.localdate()
    due = MinutesRelease.objects.filter(settled_at__isnull=True, remarks_until_on__lt=day)
    keys = list(due.values_list("pk", flat=True))
    for key in keys:
        settle_release(key)
    return len(keys)


@transaction.atomic
def settle_release(key):
    """Approve a version tacitly or by the votes given, or put what is left before the meeting."""
    release = (
        MinutesRelease.objects.select_for_update(of=("self",))
        .select_related("minutes__meeting__team")
        .get(pk=key)
    )
    if release.settled_at is not None:
        return
    release.settled_at = timezone.now()
    release.save(update_fields=["settled_at"])
    meeting = release.minutes.meeting
    if MinutesApproval.objects.filter(minutes=release.minutes).exists():
        return
    if unsettled(meeting).exists():
        put_before_next_meeting(meeting)
    elif release.way == ApprovalWay.TACIT or has_majority(release):
        approve(meeting, way=release.way, approved_on=release.remarks_until_on)
    elif release.way == ApprovalWay.CIRCULATION:
        audit.record("minutes.not_approved_by_circulation", meeting, team_id=meeting.team_id)


def has_majority(release):
    """Whether more than half of the voting seats that received a version approve it."""
    if release.way != ApprovalWay.CIRCULATION:
        return False
    count = circulation_count(release)
    return count["approve"] * 2 > count["voting"]


def circulation_count(release):
    """Return how many voting seats received a version, approve it, and do not."""
    said = dict.fromkeys(("voting", "approve", "against"), 0)
    seats = {}
    awaited = release.acknowledgements.filter(
        invitee__standing=SeatStanding.VOTING, invitee__removed_at__isnull=True
    )
    for one in awaited.select_related("invitee"):
        seats.setdefault(one.invitee.seat_id, []).append(one.approves)
    for words in seats.values():
        said["voting"] += 1
        said["approve"] += True in words
        said["against"] += False in words and True not in words
    return said


def put_before_next_meeting(meeting):
    """Make the unsettled remarks the first item of the team's next meeting, where there is one.

    A meeting planned later gets it from `carrying_over`.
    """
    unsettled(meeting).update(state=RemarkState.LEFT)
    audit.record("minutes.remarks_left_to_meeting", meeting, team_id=meeting.team_id)
    following = (
        Meeting.objects.filter(team=meeting.team, status__in=EDITABLE, starts_at__gt=timezone.now())
        .order_by("starts_at")
        .first()
    )
    if following is None or following.items.filter(title=title_of_remarks(meeting)).exists():
        return
    words = arranging.plain(title_of_remarks(meeting)) | {"purpose": ItemPurpose.APPROVAL}
    item = arranging.add_item(following, words=words, by=None)
    arranging.move(following, (ITEM, item.pk), behind=None, by=None)


def title_of_remarks(meeting):
    """The title of the item at which a meeting settles what is left, in the teams' language."""
    with translation.override("pl"):
        return _("Remarks to the minutes of meeting No. %(number)s") % {"number": meeting.signature}


@transaction.atomic
def record_signature(release, *, kind, name, function, signed_on, file, by):
    """Record a signature that stands under a version; the file is kept as it came.

    Args:
        release: The version that was signed.
        kind: A value of `SignatureKind`.
        name: Who signed.
        function: As what, for example chair of the team.
        signed_on: The day, a date.
        file: The scan or the signed file, a stored `DocumentVersion`.
        by: The person acting. Permission is the caller's to check.
    """
    signature = MinutesSignature(
        release=release,
        kind=kind,
        name=name,
        function=function,
        signed_on=signed_on,
        file=file,
        recorded_by=by,
    )
    signature.full_clean(exclude=["release", "file", "recorded_by"])
    signature.save()
    meeting = release.minutes.meeting
    audit.record(
        "minutes.signed",
        meeting,
        by=by,
        team_id=meeting.team_id,
        release=release.number,
        kind=str(kind),
        sha256=file.sha256,
    )
    return signature
