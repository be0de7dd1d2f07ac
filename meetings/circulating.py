"""Minutes go out to the members as frozen files, and each acknowledges or comments."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from coordination import audit, documents, outbox
from coordination.choices import READING_IS_AUDITED
from coordination.refusals import Refused
from meetings import notifications, papers, proposing, rules_clock
from meetings.choices import MeetingStatus, Rule
from meetings.models import Acknowledgement, MinutesRelease
from meetings.planning import lock

DEFAULT_OBJECTION_DAYS = 7


class NotHeld(Refused):
    message = _("Minutes are circulated after the meeting has been ended.")


class CorrectionNeedsReason(Refused):
    message = _("Say what was corrected since the minutes were last circulated.")


class AnswerTooLate(Refused):
    message = _("The time for remarks to these minutes is over. Please call the secretary.")


@transaction.atomic
def circulate(meeting, *, by, change_note="", late_reason=""):
    """Freeze the minutes as PDF and DOCX, send every invitee his letter, return the release.

    Args:
        meeting: A held meeting, or a closed one whose minutes were corrected.
        by: The person acting. Permission is the caller's to check.
        change_note: What was corrected; needed from the second release on.
        late_reason: Why the first release comes after the day that the rules set.

    Raises:
        NotHeld: The meeting has not been ended.
        CorrectionNeedsReason: A further release without its reason.
        BreachNeedsReason: The day for the minutes has passed and no reason is given.
    """
    meeting = lock(meeting)
    if meeting.status not in (MeetingStatus.HELD, MeetingStatus.CLOSED):
        raise NotHeld
    number = meeting.minutes.releases.count() + 1
    if number > 1 and not change_note:
        raise CorrectionNeedsReason
    if number == 1:
        rules_clock.let_pass(meeting, Rule.MINUTES, late_reason, by=by)
    days = meeting.rules.objection_days if meeting.rules else DEFAULT_OBJECTION_DAYS
    until = timezone.localdate() + timedelta(days=days)
    release = freeze(meeting, number, change_note, until, by)
    meeting.status = MeetingStatus.CLOSED
    meeting.revision += 1
    meeting.save(update_fields=["status", "revision"])
    tell_members(meeting, release)
    proposing.send_extracts(release, by=by)
    audit.record(
        "minutes.circulated",
        meeting,
        by=by,
        team_id=meeting.team_id,
        release=number,
        pdf_sha256=release.pdf.sha256,
        docx_sha256=release.docx.sha256,
    )
    return release


@transaction.atomic
def reopen(meeting, *, by):
    """Take circulated minutes up again for a correction; what was sent stays on record.

    Raises:
        NotHeld: They have not been circulated.
    """
    meeting = lock(meeting)
    if meeting.status != MeetingStatus.CLOSED:
        raise NotHeld
    meeting.status = MeetingStatus.HELD
    meeting.revision += 1
    meeting.save(update_fields=["status", "revision"])
    audit.record("minutes.reopened", meeting, by=by, team_id=meeting.team_id)
    return meeting


def freeze(meeting, number, change_note, until, by):
    """Make both files in Polish, the language of the record, and keep their bytes."""
    with translation.override("pl"):
        facts = papers.minutes_facts(
            meeting, number=number, change_note=change_note, remarks_until_on=until
        )
        title = f"{facts.title} ({number})" if number > 1 else facts.title
    name = slugify(f"protokol {meeting.number}-{meeting.year} {meeting.team.short_name} v{number}")
    files = {}
    for ending, media_type, make in (
        ("pdf", papers.PDF_TYPE, papers.minutes_pdf),
        ("docx", papers.DOCX_TYPE, papers.minutes_docx),
    ):
        files[ending] = documents.store_bytes(
            make(facts),
            file_name=f"{name}.{ending}",
            media_type=media_type,
            title=title,
            label=meeting.label,
            by=by,
        )
    return MinutesRelease.objects.create(
        minutes=meeting.minutes,
        number=number,
        change_note=change_note,
        remarks_until_on=until,
        released_by=by,
        **files,
    )


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
def acknowledge(acknowledgement, *, remark="", by=None):
    """Record that a member has taken note of the minutes, with or without a remark.

    Raises:
        AnswerTooLate: The last day for remarks has passed.
    """
    acknowledgement = (
        Acknowledgement.objects.select_for_update(of=("self",))
        .select_related("release__minutes__meeting", "invitee")
        .get(pk=acknowledgement.pk)
    )
    if timezone.localdate() > acknowledgement.release.remarks_until_on:
        raise AnswerTooLate
    acknowledgement.answered_at = timezone.now()
    acknowledgement.remark = remark
    acknowledgement.full_clean(exclude=["release", "invitee"])
    acknowledgement.save(update_fields=["answered_at", "remark"])
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
