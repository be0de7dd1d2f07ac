"""Finding a date: asking, answering by link, page or telephone, reminding the silent, choosing."""

from datetime import timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.choices import HandlingLabel
from coordination.refusals import Refused
from meetings import advice, carrying_over, planning, poll_letters
from meetings.agenda import read_lines
from meetings.choices import AnswerChannel, MeetingKind, PollAnswerWord, PollState
from meetings.local_times import end_after
from meetings.models import DatePoll, PollAnswer, PollInvitee, PollSlot
from teams.choices import SeatStanding
from teams.models import Mandate

MOST_SLOTS = 20
REMIND_BEFORE = timedelta(days=2)


class PollIsClosed(Refused):
    message = _("This poll is closed; your answer has not been taken. Please call the secretary.")


class PollIsSettled(Refused):
    message = _("This poll has been decided or withdrawn already.")


class NobodyToAsk(Refused):
    message = _("Nobody would be asked: no seat of the team is filled.")


class SlotIsPast(Refused):
    message = _("This time is past. Choose another.")


class NobodyCouldAnswer(Refused):
    message = _("The answers were due already, so nobody could answer for a new time.")


class TooManyTimes(Refused):
    message = _("A poll asks for at most twenty times.")


class TooFewTimes(Refused):
    message = _("A poll needs two times at least. Withdraw the whole poll instead.")


class SlotOfAnotherPoll(Refused):
    message = _("This time is no longer part of the poll. Look again.")


def lock(poll):
    return DatePoll.objects.select_for_update(of=("self",)).get(pk=poll.pk)


def lock_open(poll):
    """Lock a poll that its officers may still settle.

    Raises:
        PollIsSettled: It was decided or withdrawn before.
    """
    poll = lock(poll)
    if not poll.is_open:
        raise PollIsSettled
    return poll


@transaction.atomic
def ask(team, *, title, place, words, until_at, spans, required=None, by):
    """Ask the people who fill the seats of a team when they can, and return the poll.

    Args:
        team: The team that shall meet.
        title: Subject of the meeting to come.
        place: Where it would be; empty for remotely.
        words: Words to the invitees.
        until_at: Until when answers count, an aware datetime.
        spans: Pairs of aware beginnings and ends, at most `MOST_SLOTS`.
        required: Keys of the seats without which it makes no sense; None for all voting ones.
        by: The person acting. Permission is the caller's to check.

    Raises:
        NobodyToAsk: No seat is filled.
        ValidationError: A time is given twice, or ends before it starts, or comes before the
            answers are due (code `deadline`).
    """
    now = timezone.now()
    if until_at > min(start for start, _end in spans):
        raise ValidationError(_("Answers must be due before the first time."), code="deadline")
    remind_at = until_at - REMIND_BEFORE
    poll = DatePoll(
        team=team,
        title=title,
        place=place,
        words=words,
        until_at=until_at,
        remind_at=remind_at if remind_at > now else None,
        asked_by=by,
    )
    poll.full_clean(exclude=["team", "asked_by"])
    poll.save()
    for start, end in sorted(spans):
        save_slot(PollSlot(poll=poll, starts_at=start, ends_at=end))
    invitees = copies_of_seats(poll, required)
    if not invitees:
        raise NobodyToAsk
    PollInvitee.objects.bulk_create(invitees)
    poll_letters.send(poll_letters.asked, poll, poll.invitees.all())
    audit.record("poll.asked", poll, by=by, team_id=team.pk, slots=len(spans))
    return poll


def save_slot(slot):
    slot.full_clean()
    slot.save()


@transaction.atomic
def add_time(poll, *, starts_at, by):
    """Ask for one more time, as long as the others, and tell everybody who was asked.

    Raises:
        PollIsSettled: It was decided or withdrawn before.
        NobodyCouldAnswer: The deadline has passed.
        TooManyTimes: It asks for `MOST_SLOTS` already.
        ValidationError: It asks for this time already, or the time comes before the answers are
            due (code `deadline`).
    """
    poll = lock_open(poll)
    if poll.until_at <= timezone.now():
        raise NobodyCouldAnswer
    if starts_at < poll.until_at:
        raise ValidationError(_("Answers must be due before the first time."), code="deadline")
    times = list(poll.slots.current())
    if len(times) >= MOST_SLOTS:
        raise TooManyTimes
    minutes = (times[0].ends_at - times[0].starts_at).total_seconds() / 60
    slot = PollSlot(poll=poll, starts_at=starts_at, ends_at=end_after(starts_at, minutes))
    save_slot(slot)
    poll_letters.send(
        partial(poll_letters.time_added, slot=slot), poll, standing(poll.invitees.all())
    )
    audit.record("poll.time_added", poll, by=by, team_id=poll.team_id, slot=slot.pk)
    return slot


@transaction.atomic
def withdraw_time(slot, *, by):
    """Ask no longer for a time; what was said of it stays on record.

    Raises:
        PollIsSettled: The poll was decided or withdrawn before.
        SlotOfAnotherPoll: It was withdrawn before.
        TooFewTimes: Only one would be left.
    """
    poll = lock_open(slot.poll)
    slot = current_slot(poll, slot)
    if poll.slots.current().count() <= 2:
        raise TooFewTimes
    slot.withdrawn_at = timezone.now()
    slot.save(update_fields=["withdrawn_at"])
    audit.record("poll.time_withdrawn", poll, by=by, team_id=poll.team_id, slot=slot.pk)
    return slot


def current_slot(poll, slot):
    """Re-read a slot of a locked poll that is still asked for."""
    found = poll.slots.current().filter(pk=slot.pk).first()
    if found is None:
        raise SlotOfAnotherPoll
    return found


def copies_of_seats(poll, required):
    """Copy who fills the seats today; a person with two seats is asked once."""
    found, emails = [], set()
    for position, place in enumerate(advice.places(poll.team, timezone.localdate()), start=1):
        if place.mandate is None or place.mandate.user.email in emails:
            continue
        person, seat = place.mandate.user, place.seat
        emails.add(person.email)
        voting = seat.standing == SeatStanding.VOTING
        found.append(
            PollInvitee(
                poll=poll,
                seat=seat,
                user=person,
                name=person.full_name,
                email=person.email,
                phone=person.phone,
                institution_label=seat.institution.short_name,
                language=person.language,
                counts_to_quorum=seat.counts_to_quorum,
                is_required=voting if required is None else seat.pk in required,
                position=position,
            )
        )
    return found


def standing(invitees):
    """Of asked people, those who still fill the seat they were asked for.

    The links of the others are dead, so no letter goes to them any more.
    """
    own = Mandate.objects.on_day().filter(seat=OuterRef("seat"), user=OuterRef("user"))
    holds = Q(Exists(own), user__is_active=True)
    return invitees.filter(Q(seat__isnull=True) | Q(user__isnull=True) | holds)


def still_stands(invitee):
    """Whether a personal link still belongs to somebody who fills the seat it was sent for."""
    return standing(PollInvitee.objects.filter(pk=invitee.pk)).exists()


@transaction.atomic
def answer(invitee, words, *, via, by=None, comment="", at=None):
    """Take what a person says of the slots; a later answer replaces an earlier one.

    Args:
        invitee: Who answers.
        words: A word of `PollAnswerWord` by slot key; slots left out stay unanswered.
        via: A value of `AnswerChannel`.
        by: Who enters it, None for a personal link without an account.
        comment: What else he says.
        at: The moment, now by default.

    Raises:
        PollIsClosed: It was decided or withdrawn, or the deadline has passed.
        SlotOfAnotherPoll: A slot is not of this poll.
    """
    poll = lock(invitee.poll)
    at = at or timezone.now()
    late = poll.until_at < at and via != AnswerChannel.SECRETARY
    if not poll.is_open or late:
        raise PollIsClosed
    slots = {slot.pk: slot for slot in poll.slots.current()}
    if not set(words) <= set(slots):
        raise SlotOfAnotherPoll
    invitee.answers.filter(slot__in=slots).exclude(slot__in=words).delete()
    for key, word in words.items():
        PollAnswer.objects.update_or_create(
            invitee=invitee, slot=slots[key], defaults={"word": PollAnswerWord(word)}
        )
    invitee.comment, invitee.answered_at, invitee.answered_via = comment, at, via
    invitee.save(update_fields=["comment", "answered_at", "answered_via"])
    audit.record(
        "poll.answered", poll, by=by, team_id=poll.team_id, invitee=invitee.pk, via=str(via)
    )
    return invitee


def remind_due(at=None):
    """Remind the silent of every poll whose time for it has come. Safe to run again.

    Returns:
        How many people were reminded.
    """
    at = at or timezone.now()
    due = list(DatePoll.objects.with_reminder_due(at).values_list("pk", flat=True))
    return sum(remind(pk, at) for pk in due)


@transaction.atomic
def remind(poll_pk, at):
    poll = DatePoll.objects.select_for_update(of=("self",)).get(pk=poll_pk)
    if not poll.is_open or poll.reminded_at is not None:
        return 0
    poll.reminded_at = at
    poll.save(update_fields=["reminded_at"])
    silent = standing(poll.invitees.filter(answered_at__isnull=True))
    return poll_letters.send(poll_letters.reminded, poll, silent)


@transaction.atomic
def withdraw(poll, *, reason, by):
    """Call a poll off; who was asked is told why.

    Raises:
        PollIsSettled: It was decided or withdrawn before.
    """
    poll = lock_open(poll)
    poll.state, poll.closing_reason = PollState.WITHDRAWN, reason
    poll.save(update_fields=["state", "closing_reason"])
    poll_letters.send(poll_letters.withdrawn, poll, standing(poll.invitees.all()))
    audit.record("poll.withdrawn", poll, by=by, team_id=poll.team_id)
    return poll


@transaction.atomic
def choose(poll, slot, *, by):
    """Make the draft of a meeting at a slot and return it; the poll stays on record.

    Everybody asked is told the result, so that the other times are free again; the answers
    become replies when the meeting is convened (`poll_replies`).

    Raises:
        PollIsSettled: It was decided or withdrawn before.
        SlotOfAnotherPoll: The slot is not of this poll.
        SlotIsPast: Its time is over.
    """
    poll = lock_open(poll)
    slot = current_slot(poll, slot)
    if slot.starts_at <= timezone.now():
        raise SlotIsPast
    meeting = planning.draft(
        poll.team,
        facts={
            "title": poll.title,
            "kind": MeetingKind.ORDINARY,
            "starts_at": slot.starts_at,
            "ends_at": slot.ends_at,
            "place": poll.place or str(_("to be given")),
            "video_link": "",
            "notes": "",
            "label": HandlingLabel.UNITS,
        },
        agenda_entries=read_lines("\n".join(carrying_over.opening_agenda(poll.team))),
        by=by,
        carried_from=carrying_over.origins(poll.team),
    )
    poll.state, poll.chosen, poll.meeting = PollState.DECIDED, slot, meeting
    poll.save(update_fields=["state", "chosen", "meeting"])
    poll_letters.send(poll_letters.decided, poll, standing(poll.invitees.all()))
    audit.record("poll.decided", poll, by=by, team_id=poll.team_id, meeting=meeting.pk)
    return meeting
