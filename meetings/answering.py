"""Answers of invitees, by whichever way they come."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit, outbox
from coordination.models import User
from coordination.refusals import Refused
from meetings import announcing, ics, joint, notifications
from meetings.choices import Answer, AnswerChannel, InviteeKind
from meetings.convening import withdraw
from meetings.models import Invitee, RsvpEvent
from meetings.planning import lock
from teams.choices import Capacity, DeputyRule


class AnswersClosed(Refused):
    message = _("This meeting can no longer be answered: it is over or has been cancelled.")


class NoLongerInvited(Refused):
    message = _("This invitation is no longer valid.")


class DeputyNotAllowed(Refused):
    message = _("The rules of this team allow only an appointed deputy to come.")


class DeputyAlreadyInvited(Refused):
    message = _("This person is already invited to the meeting.")


class DeputyOfTwoSeats(DeputyAlreadyInvited):
    message = _(
        "This person already comes as deputy of another seat. Nobody stands for two seats at one "
        "meeting; name another deputy."
    )


def lock_open_invitation(invitee):
    """Lock the meeting, then re-read the invitation; refuse when no answer is possible.

    Raises:
        AnswersClosed: The meeting is cancelled, over, or not convened.
        NoLongerInvited: The person was taken off the list.
    """
    meeting = lock(invitee.meeting)
    invitee = Invitee.objects.select_related("substitute_for").get(pk=invitee.pk)
    invitee.meeting = meeting
    if not meeting.is_convened or meeting.ends_at < timezone.now():
        raise AnswersClosed
    if invitee.removed_at is not None:
        raise NoLongerInvited
    return invitee


@transaction.atomic
def record_answer(invitee, answer, *, via, comment="", by=None, reply_stamp=None):
    """Record that an invitee will come, cannot come or is not sure, and return him.

    Whoever comes himself after all frees his deputy. SEQUENCE never rises on a reply.

    Args:
        invitee: The invited person.
        answer: `Answer.ACCEPTED`, `TENTATIVE` or `DECLINED`.
        via: The channel, a value of `AnswerChannel`.
        comment: A sentence to the convener, cut to 500 characters.
        by: The person who entered it, where known.
        reply_stamp: DTSTAMP of a calendar reply, to recognise older ones.

    Raises:
        AnswersClosed: See `lock_open_invitation`.
        NoLongerInvited: See `lock_open_invitation`.
    """
    invitee = lock_open_invitation(invitee)
    for substitute in invitee.substitutes.filter(removed_at__isnull=True):
        withdraw(invitee.meeting, substitute, str(_("The invited person answered in person.")))
    write_answer(invitee, answer, via=via, comment=comment, by=by, reply_stamp=reply_stamp)
    return invitee


def write_answer(invitee, answer, *, via, comment="", by=None, reply_stamp=None):
    """Put an answer on a locked invitation and into its history."""
    invitee.answer, invitee.answer_comment = answer, comment[:500]
    invitee.answered_at, invitee.answered_via = timezone.now(), via
    invitee.reply_stamp = reply_stamp or invitee.reply_stamp
    invitee.save(
        update_fields=["answer", "answer_comment", "answered_at", "answered_via", "reply_stamp"]
    )
    event = RsvpEvent.objects.create(
        invitee=invitee,
        answer=answer,
        comment=comment[:500],
        via=via,
        sequence=invitee.meeting.sequence,
        by=by,
    )
    audit.record(
        "meeting.answered",
        invitee.meeting,
        by=by,
        team_id=invitee.meeting.team_id,
        invitee=invitee.pk,
        answer=str(answer),
        via=str(via),
    )
    return event


def deputies_of(invitee):
    """Mandates of the appointed deputies who may come for this invitee."""
    if invitee.seat is None:
        return []
    day = timezone.localdate(invitee.meeting.starts_at)
    deputies = invitee.seat.mandates.on_day(day).filter(
        capacity=Capacity.DEPUTY, user__is_active=True
    )
    return list(deputies.exclude(user=invitee.user).select_related("user").in_order())


def may_send_stranger(invitee):
    """Whether the rules let an authorised person come who is no appointed deputy."""
    rules = joint.rules_for(invitee)
    return invitee.seat is not None and (rules is None or rules.deputies == DeputyRule.AUTHORISED)


@transaction.atomic
def send_deputy(
    invitee, *, via, mandate=None, name="", email="", authorisation="", comment="", by=None
):
    """Record "I cannot come, my deputy will", invite the deputy, and return his invitation.

    Args:
        invitee: The person who cannot come.
        via: The channel of the answer.
        mandate: The appointed deputy's mandate; otherwise a new person is named by
        name: first name and surname,
        email: his address and
        authorisation: the document that entitles him.
        comment: A sentence to the convener.
        by: The person who entered it, where known.

    Raises:
        DeputyNotAllowed: The rules want an appointed deputy.
        DeputyAlreadyInvited: That person is on the list.
        ValidationError: Name, address or authorisation is missing.
    """
    invitee = lock_open_invitation(invitee)
    if mandate is None and not may_send_stranger(invitee):
        raise DeputyNotAllowed
    deputy = copy_for_deputy(invitee, mandate, name, email, authorisation)
    for other in invitee.substitutes.filter(removed_at__isnull=True):
        if other.email == deputy.email:
            return other
        withdraw(invitee.meeting, other, str(_("Another deputy was named.")))
    twin = invitee.meeting.invitees.current().filter(email=deputy.email).first()
    if twin is not None:
        raise DeputyOfTwoSeats if twin.substitute_for_id else DeputyAlreadyInvited
    deputy.full_clean(exclude=["meeting", "seat", "user", "substitute_for"])
    deputy.save()
    write_answer(invitee, Answer.DELEGATED, via=via, comment=comment, by=by)
    announcing.invite(invitee.meeting, [deputy])
    return deputy


def copy_for_deputy(invitee, mandate, name, email, authorisation):
    """Build the deputy's invitation: the same seat, another person; not saved."""
    if mandate is not None:
        person, authorisation = mandate.user, mandate.appointing_act
        name, email = person.full_name, person.email
    else:
        email = email.strip().lower()
        if not (name and email and authorisation):
            raise ValidationError(_("Name the deputy, an e-mail address and the authorisation."))
        person = User.objects.active().filter(email=email).first()
    return Invitee(
        meeting=invitee.meeting,
        seat=invitee.seat,
        user=person,
        name=name,
        email=email,
        phone=person.phone if person else "",
        institution_name=invitee.institution_name,
        institution_short=invitee.institution_short,
        seat_title=invitee.seat_title,
        standing=invitee.standing,
        counts_to_quorum=invitee.counts_to_quorum,
        kind=InviteeKind.REQUIRED if invitee.kind == InviteeKind.REQUIRED else invitee.kind,
        language=person.language if person else invitee.language,
        substitute_for=invitee,
        authorisation=authorisation,
        sequence_offset=ics.offset_for(invitee.meeting, email),
        position=invitee.position,
    )


@transaction.atomic
def propose_time(invitee, *, starts_at, ends_at, via, comment="", reply_stamp=None):
    """Keep a proposal of another time and tell the conveners; the meeting does not move."""
    invitee = lock_open_invitation(invitee)
    if reply_stamp is not None:
        invitee.reply_stamp = reply_stamp
        invitee.save(update_fields=["reply_stamp"])
    event = RsvpEvent.objects.create(
        invitee=invitee,
        answer=invitee.answer,
        comment=comment[:500],
        via=via,
        sequence=invitee.meeting.sequence,
        proposed_start_at=starts_at,
        proposed_end_at=ends_at,
    )
    audit.record(
        "meeting.time_proposed",
        invitee.meeting,
        team_id=invitee.meeting.team_id,
        invitee=invitee.pk,
    )
    convener = invitee.meeting.convened_by
    outbox.send_once(notifications.proposal_received(invitee.meeting, invitee, event, convener))
    return event


@transaction.atomic
def decline_proposal(event, *, by):
    """Thank for a proposed time and keep the date; answered once only."""
    lock(event.invitee.meeting)
    settled = RsvpEvent.objects.filter(pk=event.pk, proposal_settled_at__isnull=True)
    if not settled.update(proposal_settled_at=timezone.now()):
        return
    outbox.send_once(notifications.proposal_declined(event.invitee.meeting, event.invitee, event))
    audit.record(
        "meeting.proposal_declined",
        event.invitee.meeting,
        by=by,
        team_id=event.invitee.meeting.team_id,
        invitee=event.invitee_id,
    )


def entered_by_secretary(invitee, answer, *, comment, by):
    """Record an answer given by telephone or letter."""
    return record_answer(invitee, answer, via=AnswerChannel.SECRETARY, comment=comment, by=by)
