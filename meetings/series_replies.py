"""Calendar replies to a series: to one of its meetings, or to all that are convened.

Programs answer for the whole and repeat the exceptions as they stand, unanswered; only what
carries an answer is read (itip.md §5).
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.choices import IncomingOutcome
from meetings import answering, ics
from meetings.choices import Answer, AnswerChannel, MeetingStatus
from meetings.models import Invitee, Series
from meetings.replies import ANSWERS, Doubtful, find_replies, senders_of, settle


def read_letter(mail, message):
    """Take an incoming letter if it answers one of our series.

    Args:
        mail: The stored row; outcome, reason, what it is about and the team are set on it.
        message: The parsed letter.

    Returns:
        Whether the letter is about a series.
    """
    replies = find_replies(message)
    if not replies or not replies[0].uid:
        return False
    series = Series.objects.select_related("team").filter(uid=replies[0].uid).first()
    if series is None:
        return False
    mail.about, mail.team_id = f"{series._meta.label_lower}:{series.pk}", series.team_id
    mail.outcome, mail.reason = settle_all(series, replies, senders_of(message))
    return True


def settle_all(series, replies, senders):
    """Act on each answer of a letter; return what became of it: the best of all, in words."""
    single = [one for one in replies if one.occurrence_at is not None and says_something(one)]
    whole = [one for one in replies if one.occurrence_at is None and says_something(one)]
    days = {timezone.localdate(one.occurrence_at) for one in single}
    results = [attempt(settle_day, series, one, senders) for one in single]
    results += [attempt(settle_whole, series, one, senders, days) for one in whole]
    if not results:
        return IncomingOutcome.REPEATED, _("The reply carries no answer; nothing was changed.")
    good = [one for one in results if one[0] in (IncomingOutcome.ACCEPTED, IncomingOutcome.COUNTER)]
    outcome = (good or results)[0][0]
    return outcome, " ".join(dict.fromkeys(str(reason) for _outcome, reason in good or results))[
        :500
    ]


def says_something(reply):
    """Whether a part of an answer says anything; repeated exceptions without answer do not."""
    said = {str(one.get("PARTSTAT", "")).upper() for one in reply.attendees.values()}
    return reply.method == "COUNTER" or bool(said & set(ics.PARTSTAT_ANSWERS))


def attempt(act, *facts):
    try:
        return act(*facts)
    except Doubtful as doubt:
        return doubt.outcome, doubt.reason
    except answering.Refused as refusal:
        return IncomingOutcome.STALE, str(refusal.message)


def settle_day(series, reply, senders):
    """Act on the answer to one day, which the rule gave whatever has become of it."""
    day = timezone.localdate(reply.occurrence_at)
    meeting = series.meetings.filter(series_day=day, number__isnull=False).first()
    if meeting is None:
        raise Doubtful(
            IncomingOutcome.REPEATED,
            _("The meeting of that day is not convened yet; it can be answered when it is."),
        )
    return settle(meeting, reply, senders)


def settle_whole(series, reply, senders, answered_days):
    """Act on the answer to all: note it, and answer every convened meeting it was asked for."""
    recipient = series.recipients.current().filter(email__in=list(reply.attendees)).first()
    if recipient is None or recipient.email not in senders:
        raise Doubtful(
            IncomingOutcome.QUARANTINED,
            _("The sender is not the person whose answer it claims to be."),
        )
    status = str(reply.attendees[recipient.email].get("PARTSTAT", "")).upper()
    answer = ics.PARTSTAT_ANSWERS.get(status)
    if reply.method == "COUNTER" or answer not in ANSWERS:
        raise Doubtful(
            IncomingOutcome.QUARANTINED,
            _("Another time or a deputy can be named for one meeting only, not for all."),
        )
    if reply.sequence > recipient.sequence:
        raise Doubtful(
            IncomingOutcome.QUARANTINED, _("The answer is about a version that was never sent.")
        )
    if recipient.reply_stamp and reply.stamp and reply.stamp <= recipient.reply_stamp:
        raise Doubtful(IncomingOutcome.REPEATED, _("The same answer had been recorded already."))
    recipient.answer, recipient.reply_stamp = answer, reply.stamp
    recipient.save(update_fields=["answer", "reply_stamp"])
    for invitee in asked(series, recipient, reply, answered_days):
        answering.record_answer(
            invitee,
            answer,
            via=AnswerChannel.MAIL,
            comment=reply.comment,
            by=recipient.user,
            reply_stamp=reply.stamp,
        )
    return IncomingOutcome.ACCEPTED, _("%(person)s, all dates: %(answer)s.") % {
        "person": recipient.name,
        "answer": Answer(answer).label,
    }


def asked(series, recipient, reply, answered_days):
    """Return the invitations that an answer to all is about: asked under its number or before."""
    own = Invitee.objects.current().filter(
        email=recipient.email,
        meeting__series=series,
        meeting__status=MeetingStatus.CONVENED,
        meeting__ends_at__gte=timezone.now(),
        series_sequence__lte=reply.sequence,
    )
    return list(own.exclude(meeting__series_day__in=answered_days).select_related("meeting"))
