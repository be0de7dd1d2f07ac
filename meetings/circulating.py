"""Minutes go out to the members as frozen files, and each acknowledges or comments."""

from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from coordination import audit, documents, outbox
from coordination.choices import READING_IS_AUDITED
from coordination.refusals import Refused
from meetings import (
    finding,
    minutes_facts,
    minutes_papers,
    minutes_templates,
    notifications,
    open_votes,
    proposing,
    readings,
    remarking,
    rules_clock,
)
from meetings.choices import ApprovalWay, MeetingStatus, Rule
from meetings.models import Acknowledgement, MinutesApproval, MinutesReading, MinutesRelease
from meetings.planning import lock

DEFAULT_OBJECTION_DAYS = 7


class NotHeld(Refused):
    message = _("Minutes are circulated after the meeting has been ended.")


class AlreadyApproved(Refused):
    message = _("These minutes are approved. A correction is decided by the next meeting.")


class CorrectionNeedsReason(Refused):
    message = _("Say what was corrected since the minutes were last circulated.")


@transaction.atomic
def circulate(meeting, *, by, way=ApprovalWay.MEETING, change_note="", late_reason=""):
    """Freeze the minutes as PDF and DOCX, send every invitee his letter, return the release.

    Args:
        meeting: A held meeting, or a closed one whose minutes were corrected.
        by: The person acting. Permission is the caller's to check.
        way: How this version is to be approved, a value of `ApprovalWay`.
        change_note: What was corrected; needed from the second release on.
        late_reason: Why the first release comes after the day that the rules set.

    Raises:
        NotHeld: The meeting has not been ended.
        CorrectionNeedsReason: A further release without its reason.
        BreachNeedsReason: The day for the minutes has passed and no reason is given.
        AlreadyApproved: The minutes are approved; a correction needs another meeting.
        VoteStillOpen: A vote of the meeting is neither closed nor called off.
    """
    meeting = lock(meeting)
    if meeting.status not in (MeetingStatus.HELD, MeetingStatus.CLOSED):
        raise NotHeld
    if MinutesApproval.objects.filter(minutes=meeting.minutes).exists():
        raise AlreadyApproved
    open_votes.refuse(meeting)
    number = meeting.minutes.releases.count() + 1
    if number > 1 and not change_note:
        raise CorrectionNeedsReason
    if number == 1:
        rules_clock.let_pass(meeting, Rule.MINUTES, late_reason, by=by)
    days = meeting.rules.objection_days if meeting.rules else DEFAULT_OBJECTION_DAYS
    until = timezone.localdate() + timedelta(days=days)
    meeting.minutes.releases.filter(settled_at__isnull=True).update(settled_at=timezone.now())
    release = freeze(meeting, number, change_note, until, way, by)
    meeting.status = MeetingStatus.CLOSED
    meeting.revision += 1
    meeting.save(update_fields=["status", "revision"])
    tell_members(meeting, release)
    finding.index(meeting)
    proposing.send_extracts(release, by=by)
    audit.record(
        "minutes.circulated",
        meeting,
        by=by,
        team_id=meeting.team_id,
        release=number,
        way=str(way),
        pdf_sha256=release.pdf.sha256,
        docx_sha256=release.docx.sha256,
    )
    return release


@transaction.atomic
def reopen(meeting, *, by):
    """Take circulated minutes up again for a correction; what was sent stays on record.

    Raises:
        NotHeld: They have not been circulated.
        AlreadyApproved: The minutes are approved.
    """
    meeting = lock(meeting)
    if meeting.status != MeetingStatus.CLOSED:
        raise NotHeld
    if MinutesApproval.objects.filter(minutes=meeting.minutes).exists():
        raise AlreadyApproved
    meeting.status = MeetingStatus.HELD
    meeting.revision += 1
    meeting.save(update_fields=["status", "revision"])
    audit.record("minutes.reopened", meeting, by=by, team_id=meeting.team_id)
    return meeting


def freeze(meeting, number, change_note, until, way, by):
    """Freeze the text in Polish, the language of the record, with a file of each reading."""
    with translation.override("pl"):
        facts = minutes_facts.minutes_facts(
            meeting, number=number, change_note=change_note, remarks_until_on=until
        )
    frozen = asdict(facts)
    common = readings.read(frozen, readings.ANYBODY)
    release = MinutesRelease.objects.create(
        minutes=meeting.minutes,
        number=number,
        change_note=change_note,
        remarks_until_on=until,
        released_by=by,
        frozen=frozen,
        way=way,
        **files_of(meeting, common, number, by),
    )
    for reading in lawful_readings(meeting, frozen):
        same = reading.hidden == common.hidden
        files = (
            {"pdf": release.pdf, "docx": release.docx}
            if same
            else files_of(meeting, reading, number, by)
        )
        MinutesReading.objects.create(release=release, hidden=reading.hidden, **files)
    return release


def lawful_readings(meeting, frozen):
    """Return each different reading once: the office's, and those of the recipients."""
    found = {}
    invitees = meeting.invitees.current().select_related("seat__institution")
    for reader in [readings.OFFICER, *map(readings.of_invitee, invitees)]:
        reading = readings.read(frozen, reader)
        found.setdefault(tuple(reading.hidden), reading)
    return list(found.values())


def files_of(meeting, reading, number, by, recipient=""):
    """Make and keep a reading as PDF and DOCX; return both versions by their form."""
    facts = reading.facts | {"recipient": recipient}
    title = f"{facts['title']} ({number})" if number > 1 else facts["title"]
    name = slugify(f"protokol {meeting.number}-{meeting.year} {meeting.team.short_name} v{number}")
    version = (meeting.minutes.pk, number)
    octets = {
        "pdf": minutes_papers.minutes_pdf(facts),
        "docx": minutes_templates.docx_for(meeting.team, facts, version),
    }
    return {
        form: documents.store_bytes(
            octets[form],
            file_name=f"{name}.{form}",
            media_type=media_type,
            title=title,
            label=meeting.label,
            by=by,
        )
        for form, media_type in minutes_papers.MEDIA_TYPES.items()
    }


def tell_members(meeting, release):
    """Write down whose word is awaited and queue one letter to each."""
    Acknowledgement.objects.bulk_create(
        Acknowledgement(release=release, invitee=invitee) for invitee in meeting.invitees.current()
    )
    travels = meeting.label not in READING_IS_AUDITED
    attachments = (release.pdf, release.docx) if travels else ()
    awaited = release.acknowledgements.select_related("invitee")
    outbox.send_all(notifications.minutes_circulated(release, one, attachments) for one in awaited)


@transaction.atomic
def acknowledge(acknowledgement, *, remark="", approves=None, by=None):
    """Record that a member has taken note of the minutes, with or without a remark.

    Args:
        acknowledgement: Whose word it is; re-read under a lock.
        remark: A remark to the minutes as a whole.
        approves: Whether he approves them, where they are approved by circulation.
        by: The person acting, where signed in or known by the link.

    Raises:
        AnswerTooLate: The last day for remarks has passed.
    """
    acknowledgement = remarking.lock_open(acknowledgement)
    acknowledgement.answered_at = timezone.now()
    acknowledgement.remark, acknowledgement.approves = remark, approves
    acknowledgement.full_clean(exclude=["release", "invitee", "pdf", "docx"])
    acknowledgement.save(update_fields=["answered_at", "remark", "approves"])
    remarking.keep_whole(acknowledgement, remark)
    meeting = acknowledgement.release.minutes.meeting
    audit.record(
        "minutes.acknowledged",
        meeting,
        by=by,
        team_id=meeting.team_id,
        invitee=acknowledgement.invitee_id,
        with_remark=bool(remark),
    )
    return acknowledgement
