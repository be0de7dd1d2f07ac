"""Telling invitees: the invitation, and one merged letter that says what has changed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coordination import outbox
from coordination.templatetags.polish_dates import span
from meetings import agenda_reading, agenda_versions, ics, notifications, series_dates
from meetings.choices import Answer, AnswerChannel, MeetingStatus
from meetings.models import Meeting, RsvpEvent

MATERIAL = ("starts_at", "ends_at")


def snapshot(meeting):
    """Return what an invitee knows of a meeting, in plain values for a JSON field."""
    return {
        "title": meeting.title,
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "place": meeting.place,
        "video_link": meeting.video_link,
        "notes": meeting.notes,
        "agenda": agenda_reading.shared_titles(meeting),
        "documents": agenda_reading.shared_documents(meeting),
    }


def differences(before, after, *, silent_on_content=False):
    """Say in the active language what changed between two snapshots, a sentence each.

    Args:
        before: What the invitees were last told.
        after: What is true now.
        silent_on_content: Leave out titles and agenda lines, for labels whose text may not travel.
    """
    told = []
    if any(before[name] != after[name] for name in MATERIAL):
        told.append(
            _("New date: %(after)s (it was: %(before)s).")
            % {"after": _span_of(after), "before": _span_of(before)}
        )
    if before["place"] != after["place"]:
        told.append(
            _("The place has changed.")
            if silent_on_content
            else _("New place: %(place)s.") % {"place": after["place"] or _("remotely only")}
        )
    if before["video_link"] != after["video_link"]:
        told.append(_("The video link has changed."))
    if before["title"] != after["title"]:
        told.append(
            _("The subject has changed.")
            if silent_on_content
            else _("New subject: %(title)s.") % {"title": after["title"]}
        )
    if before["notes"] != after["notes"]:
        told.append(_("The words of the convener have changed."))
    told += _agenda_differences(before["agenda"], after["agenda"], silent_on_content)
    added = [title for title in after["documents"] if title not in before["documents"]]
    if added:
        told.append(
            _("New documents have been added.")
            if silent_on_content
            else _("New documents: %(titles)s.") % {"titles": ", ".join(added)}
        )
    return told


def _span_of(facts):
    start, end = (datetime.fromisoformat(facts[name]) for name in MATERIAL)
    return span(timezone.localtime(start), timezone.localtime(end))


def _agenda_differences(before, after, silent):
    added = [title for title in after if title not in before]
    dropped = [title for title in before if title not in after]
    if silent:
        return [_("The agenda has changed.")] if before != after else []
    told = [_("Added to the agenda: %(title)s.") % {"title": title} for title in added]
    told += [_("Dropped from the agenda: %(title)s.") % {"title": title} for title in dropped]
    if not told and before != after:
        told.append(_("The order of the agenda has changed."))
    return told


def promise(meeting):
    """Promise to tell the invitees soon; edits until then go into the same letter."""
    if meeting.announce_due_at is None:
        wait = timedelta(seconds=settings.ANNOUNCE_AFTER_SECONDS)
        Meeting.objects.filter(pk=meeting.pk, announce_due_at__isnull=True).update(
            announce_due_at=timezone.now() + wait
        )


def refresh_feed_entry(meeting, stamp):
    """Write the entry that calendars fetch; call inside the change, save follows at the caller."""
    meeting.feed_entry = ics.feed_entry(meeting, stamp=stamp)
    meeting.feed_version += 1


def invite(meeting, invitees, *, stamp=None):
    """Queue the invitation to people who have not had one, each in his language.

    Args:
        meeting: A convened meeting.
        invitees: Rows of `Invitee` just created; a deputy's letter names whom he stands for.
        stamp: DTSTAMP of the calendar message.
    """
    prefetch_related_objects([meeting], "items__readers", "team__voivodeship")
    messages = series_dates.messages_for(meeting, "REQUEST", stamp)
    invitees = list(invitees)
    messages.mark(invitees)
    outbox.send_all(notifications.invitation(meeting, invitee, messages) for invitee in invitees)


@transaction.atomic
def announce(meeting_pk):
    """Tell all invitees once what has changed since they were last told; safe to run again.

    A new time raises SEQUENCE and asks everybody anew; anything else keeps it, with a newer
    DTSTAMP (RFC 5546 §2.1.4).
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("team", "team__voivodeship")
        .filter(pk=meeting_pk, status=MeetingStatus.CONVENED, announce_due_at__isnull=False)
        .first()
    )
    if meeting is None:
        return
    now = snapshot(meeting)
    before, meeting.announced, meeting.announce_due_at = meeting.announced, now, None
    changed = now != before
    material = any(now[name] != before[name] for name in MATERIAL)
    if changed:
        stamp = timezone.now()
        if material:
            meeting.sequence += 1
            ask_again(meeting)
        refresh_feed_entry(meeting, stamp)
        agenda_versions.freeze(meeting, stamp)
        tell_of_change(meeting, before, now, stamp, material)
    meeting.save(
        update_fields=["announced", "announce_due_at", "sequence", "feed_entry", "feed_version"]
    )


def tell_of_change(meeting, before, now, stamp, material):
    """Queue the letter that says what changed, one to each current invitee."""
    silent = meeting.label not in ics.TEXT_MAY_TRAVEL
    prefetch_related_objects([meeting], "items__readers")
    messages = series_dates.messages_for(meeting, "REQUEST", stamp, is_material=material)
    sentences = {}
    letters = []
    for invitee in meeting.invitees.current().select_related("substitute_for"):
        if invitee.language not in sentences:
            with translation.override(invitee.language):
                sentences[invitee.language] = differences(before, now, silent_on_content=silent)
        letters.append(
            notifications.change(
                meeting, invitee, messages, sentences[invitee.language], asks_again=material
            )
        )
    outbox.send_all(letters)


def ask_again(meeting):
    """After a new date nobody has answered yet; earlier answers stay in the history."""
    answered = meeting.invitees.current().exclude(answer__in=[Answer.NONE, Answer.DELEGATED])
    RsvpEvent.objects.bulk_create(
        RsvpEvent(
            invitee=invitee, answer=Answer.NONE, via=AnswerChannel.DESK, sequence=meeting.sequence
        )
        for invitee in answered
    )
    answered.update(answer=Answer.NONE, answer_comment="", answered_at=None, reply_stamp=None)
