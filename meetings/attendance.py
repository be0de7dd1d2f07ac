"""Who takes part: noted at the door, checked in by himself, coming later, leaving, keeping out."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from meetings.choices import ATTENDING, MeetingStatus, PresenceMode
from meetings.models import Invitee, Meeting, Presence, Recusal
from meetings.recording import lock_under_way


class OneDeputyTwoSeats(Refused):
    message = _("This person already takes part for another seat. Nobody fills two at one meeting.")


class NotInvited(Refused):
    message = _("No invitation to this meeting went to this address.")


class CheckInIsOver(Refused):
    message = _("One checks in while the meeting is in session.")


class NotThere(Refused):
    message = _("Somebody who is not there cannot leave.")


class CannotKeepOut(Refused):
    message = _("Only somebody who takes part can keep out of an item.")


def same_name(one, other):
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def refuse_second_seat(invitee, mode, deputy_name):
    """A person fills one seat at a meeting: as himself or as somebody's deputy (rule of quorum).

    Raises:
        OneDeputyTwoSeats: The person who would take part does so already for another seat.
    """
    if mode not in ATTENDING:
        return
    person = deputy_name or invitee.name
    others = Presence.objects.filter(
        invitee__meeting=invitee.meeting_id, mode__in=ATTENDING
    ).exclude(invitee=invitee.pk)
    for other in others.select_related("invitee"):
        if same_name(other.deputy_name or other.invitee.name, person):
            twin = not deputy_name and not other.deputy_name
            # Two people may bear one name; their addresses then tell them apart.
            if not twin or other.invitee.email == invitee.email:
                raise OneDeputyTwoSeats


@transaction.atomic
def note_presence(invitee, *, mode, deputy_name="", by, himself=False, **more):
    """Note how an invitee takes part; a later note replaces an earlier one.

    Args:
        invitee: Whom the note is about.
        mode: A value of `PresenceMode`.
        deputy_name: Who came in his place without notice.
        by: Who notes it, None for the person himself by his personal link.
        himself: Whether he checked in by himself.
        more: `arrived_at`, `left_at`, `excuse`, `excuse_document`, where they are known.

    Raises:
        NotUnderWay: The meeting is not open.
        OneDeputyTwoSeats: The person takes part for another seat already.
        ValidationError: He would leave before he came.
    """
    meeting = lock_under_way(invitee.meeting)
    named = deputy_name.strip() if mode == PresenceMode.BY_DEPUTY else ""
    refuse_second_seat(invitee, mode, named)
    presence = Presence.objects.filter(invitee=invitee).first() or Presence(invitee=invitee)
    presence.mode, presence.deputy_name = PresenceMode(mode), named
    presence.noted_by, presence.checked_in_by_himself = by, himself
    for name, value in more.items():
        setattr(presence, name, value)
    settle_times(presence, meeting)
    presence.full_clean(exclude=["invitee", "noted_by", "excuse_document"])
    presence.save()
    audit.record(
        "meeting.presence_noted",
        meeting,
        by=by,
        team_id=meeting.team_id,
        invitee=invitee.pk,
        mode=str(mode),
    )
    return presence


def settle_times(presence, meeting):
    """Keep times to those who take part, and excuses to those who do not."""
    if presence.mode not in ATTENDING:
        presence.arrived_at = presence.left_at = None
    elif presence.arrived_at is None:
        now = timezone.now()
        in_session = meeting.status == MeetingStatus.IN_SESSION
        presence.arrived_at = max(now, meeting.starts_at) if in_session else meeting.starts_at
    if presence.mode != PresenceMode.EXCUSED:
        presence.excuse, presence.excuse_document = "", None


@transaction.atomic
def leave(invitee, *, by, at=None):
    """Note that somebody has left; from now on his seat does not count.

    Raises:
        NotThere: He does not take part, or has left already.
    """
    meeting = lock_under_way(invitee.meeting)
    presence = Presence.objects.filter(invitee=invitee).first()
    if presence is None or not presence.is_there_at():
        raise NotThere
    presence.left_at = max(at or timezone.now(), presence.arrived_at or meeting.starts_at)
    presence.save(update_fields=["left_at"])
    audit.record("meeting.left", meeting, by=by, team_id=meeting.team_id, invitee=invitee.pk)
    return presence


@transaction.atomic
def come_back(invitee, *, by):
    """Note that somebody who had left is there again."""
    meeting = lock_under_way(invitee.meeting)
    presence = Presence.objects.filter(invitee=invitee).first()
    if presence is None or not presence.is_attending:
        raise NotThere
    presence.left_at = None
    presence.save(update_fields=["left_at"])
    audit.record("meeting.came_back", meeting, by=by, team_id=meeting.team_id, invitee=invitee.pk)
    return presence


def meeting_of_check_in(secret):
    """Return the meeting in session behind a check-in address, or None."""
    in_session = Meeting.objects.filter(status=MeetingStatus.IN_SESSION)
    found = in_session.exclude(check_in_secret="").filter(check_in_secret=secret)
    return found.select_related("team__voivodeship", "rules").first()


@transaction.atomic
def check_in(meeting, *, email="", user=None, remote=False):
    """Note an invitee as present by his own word: signed in, or by the invited address.

    Args:
        meeting: A meeting in session.
        email: The address to which the invitation went.
        user: The signed-in person, if there is one.
        remote: Whether he takes part remotely.

    Raises:
        CheckInIsOver: The meeting is not in session.
        NotInvited: Nobody of that address or account is expected.
    """
    if meeting.status != MeetingStatus.IN_SESSION:
        raise CheckInIsOver
    expected = Invitee.objects.filter(meeting=meeting).expected()
    invitee = None
    if user is not None:
        invitee = expected.filter(pk__in=Invitee.objects.of_person(user)).first()
    elif email:
        invitee = expected.filter(email__iexact=email.strip()).first()
    if invitee is None:
        raise NotInvited
    return check_in_invitee(invitee, by=user, remote=remote)


def check_in_invitee(invitee, *, by=None, remote=False):
    """Note an expected invitee as present; one who is there already stays as noted."""
    if invitee.meeting.status != MeetingStatus.IN_SESSION:
        raise CheckInIsOver
    presence = Presence.objects.filter(invitee=invitee).first()
    if presence is not None and presence.is_there_at():
        return presence
    mode = PresenceMode.REMOTE if remote else PresenceMode.ON_SITE
    return note_presence(invitee, mode=mode, by=by, himself=True, left_at=None)


@transaction.atomic
def keep_out(invitee, items, *, reason, by):
    """Note which items somebody keeps out of, all of them at once; others are taken back.

    Raises:
        CannotKeepOut: He does not take part.
    """
    meeting = lock_under_way(invitee.meeting)
    presence = Presence.objects.filter(invitee=invitee).first()
    items = list(items)
    if items and (presence is None or not presence.is_attending):
        raise CannotKeepOut
    Recusal.objects.filter(invitee=invitee).exclude(item__in=items).delete()
    kept = set(Recusal.objects.filter(invitee=invitee).values_list("item", flat=True))
    for item in items:
        if item.pk not in kept:
            Recusal.objects.create(item=item, invitee=invitee, reason=reason, noted_by=by)
    audit.record(
        "meeting.keeps_out",
        meeting,
        by=by,
        team_id=meeting.team_id,
        invitee=invitee.pk,
        items=[item.pk for item in items],
    )
