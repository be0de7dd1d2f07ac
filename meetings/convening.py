"""Calling a meeting, calling it off, and taking one person off the list."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit, outbox
from coordination.numbering import take_next
from coordination.refusals import Refused
from meetings import (
    advice,
    agenda_versions,
    announcing,
    joint,
    notifications,
    poll_replies,
    series_dates,
    task_asking,
)
from meetings.choices import STANDING_KINDS, Answer, MeetingStatus
from meetings.models import FurtherSeat, Invitee
from meetings.planning import lock
from meetings.reminding import plan_reminders
from teams.models import TeamRules


class NotADraft(Refused):
    message = _("This meeting has already been convened or cancelled.")


class NotConvened(Refused):
    message = _("Only a convened meeting can be changed in this way.")


class InThePast(Refused):
    message = _("The meeting would begin in the past. Give a new date first.")


class NobodyToInvite(Refused):
    message = _("Nobody would be invited: no seat of the team is filled on that day.")


class ShortNoticeNeedsReason(Refused):
    message = _("The notice is shorter than the rules ask for. Give the reason.")


def rules_on(team, day):
    """Return the rules of procedure in force on a day, or None."""
    return TeamRules.objects.on_day(day).filter(team=team).order_by("-from_on").first()


def invitee_for(meeting, seat, mandate, position):
    """Copy a seat and the person who fills it as they are today; the copy is not saved."""
    person = mandate.user
    return Invitee(
        meeting=meeting,
        seat=seat,
        user=person,
        name=person.full_name,
        email=person.email,
        phone=person.phone,
        institution_name=seat.institution.name,
        institution_short=seat.institution.short,
        seat_title=seat.title,
        standing=seat.standing,
        counts_to_quorum=seat.counts_to_quorum,
        kind=STANDING_KINDS[seat.standing],
        language=person.language,
        position=position,
    )


@transaction.atomic
def convene(meeting, *, by, short_notice_reason=""):
    """Freeze who is invited, give the meeting its number, and send each invitee one letter.

    Args:
        meeting: A draft; re-read under a lock.
        by: The person acting. Permission is the caller's to check.
        short_notice_reason: Needed when the notice that the rules ask for is not kept.

    Raises:
        NotADraft: It was convened or cancelled before.
        InThePast: It would begin before now.
        ShortNoticeNeedsReason: The notice is too short and no reason is given.
        NobodyToInvite: No seat is filled and there are no guests.
    """
    meeting = lock(meeting)
    now = timezone.now()
    day = timezone.localdate(meeting.starts_at)
    rules = rules_on(meeting.team, day)
    joined = joint.joined_of(meeting)
    for one in joined:
        one.rules = rules_on(one.team, day)
    if not meeting.is_draft:
        raise NotADraft
    if meeting.starts_at <= now:
        raise InThePast
    reason = short_notice_reason or meeting.short_notice_reason
    strictest = joint.strictest([rules, *(one.rules for one in joined)])
    if not advice.notice(strictest, meeting.starts_at).kept and not reason:
        raise ShortNoticeNeedsReason
    freeze_invitees(meeting, day)
    for one in joined:
        one.save(update_fields=["rules"])
    meeting.year = day.year
    meeting.number = take_next(f"meeting:{meeting.team_id}:{day.year}")
    meeting.status = MeetingStatus.CONVENED
    meeting.rules, meeting.short_notice_reason = rules, reason
    meeting.convened_by, meeting.convened_at = by, now
    meeting.announced = announcing.snapshot(meeting)
    meeting.revision += 1
    announcing.refresh_feed_entry(meeting, now)
    meeting.save()
    plan_reminders(meeting)
    task_asking.plan_round(meeting)
    agenda_versions.freeze(meeting, now)
    poll_replies.take_answers(meeting)
    if meeting.series_id is not None and meeting.series.dates_sent_at is not None:
        series_dates.follow_seats(meeting.series, day)
    announcing.invite(
        meeting, meeting.invitees.current().select_related("substitute_for"), stamp=now
    )
    audit.record("meeting.convened", meeting, by=by, team_id=meeting.team_id, reason=reason)
    return meeting


def freeze_invitees(meeting, day):
    """Copy the filled seats of a day into invitees; guests of the draft stay.

    A person who fills two seats is invited once, for the first of them; a seat of his in another
    team of a joint meeting is noted with it.
    """
    invited = set(meeting.invitees.current().values_list("email", flat=True))
    copies, further = {}, []
    for position, place in enumerate(places(meeting, day), start=1):
        if place.mandate is None:
            continue
        email = place.mandate.user.email
        if email in copies and copies[email].seat.team_id != place.seat.team_id:
            further.append((copies[email], place.seat))
        if email not in invited:
            invited.add(email)
            copies[email] = invitee_for(meeting, place.seat, place.mandate, position)
    if not invited:
        raise NobodyToInvite
    Invitee.objects.bulk_create(copies.values())
    FurtherSeat.objects.bulk_create(
        FurtherSeat(invitee=invitee, seat=seat, counts_to_quorum=seat.counts_to_quorum)
        for invitee, seat in further
    )


def places(meeting, day):
    """Return the seats of all teams that take part, with whom to invite, the lead team first."""
    return [place for team in joint.teams_of(meeting) for place in advice.places(team, day)]


@transaction.atomic
def cancel(meeting, *, reason, by):
    """Call a convened meeting off and take it out of every calendar.

    Raises:
        NotConvened: It is a draft, held or already cancelled.
    """
    meeting = lock(meeting)
    if not meeting.is_convened:
        raise NotConvened
    now = timezone.now()
    meeting.status, meeting.cancellation_reason = MeetingStatus.CANCELLED, reason
    meeting.sequence += 1
    meeting.revision += 1
    meeting.announce_due_at = None
    announcing.refresh_feed_entry(meeting, now)
    meeting.full_clean(exclude=["team", "created_by", "convened_by", "rules"])
    meeting.save()
    messages = series_dates.messages_for(meeting, "CANCEL", now)
    outbox.send_all(
        notifications.cancellation(meeting, invitee, messages)
        for invitee in meeting.invitees.current()
    )
    audit.record("meeting.cancelled", meeting, by=by, team_id=meeting.team_id, reason=reason)
    return meeting


@transaction.atomic
def remove_invitee(invitee, *, reason, by):
    """Take one person off a convened meeting; only he is told, by a CANCEL of his own.

    A deputy who is removed gives the place back: his principal is asked again.

    Raises:
        NotConvened: The meeting is not convened.
    """
    meeting = lock(invitee.meeting)
    if not meeting.is_convened:
        raise NotConvened
    withdraw(meeting, invitee, reason)
    for substitute in invitee.substitutes.filter(removed_at__isnull=True):
        withdraw(meeting, substitute, reason)
    principal = invitee.substitute_for
    if principal is not None and principal.removed_at is None:
        principal.answer, principal.answered_at = Answer.NONE, None
        principal.save(update_fields=["answer", "answered_at"])
    audit.record(
        "meeting.invitee_removed", meeting, by=by, team_id=meeting.team_id, invitee=invitee.pk
    )
    return invitee


def withdraw(meeting, invitee, reason):
    """End one invitation and tell that person alone."""
    invitee.removed_at, invitee.removal_reason = timezone.now(), reason[:250]
    invitee.save(update_fields=["removed_at", "removal_reason"])
    messages = series_dates.messages_for(meeting, "CANCEL")
    outbox.send_once(notifications.removal(meeting, invitee, messages))


def delete_guest_of_draft(invitee):
    """Take a guest off a draft: nobody was told, so nothing stays."""
    if not invitee.meeting.is_draft:
        raise NotADraft
    invitee.delete()
