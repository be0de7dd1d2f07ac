"""What invitees are told: one function per letter, composed and not sent."""

from django.conf import settings

from coordination import outbox
from meetings import agenda_reading, ics, joint, series_ics


def absolute(path):
    return settings.PUBLIC_URL + path


def _letter(template, meeting, invitee, key, *, method="", calendar="", stream="", **context):
    """Compose a letter to one invitee about a meeting, in his language and his stream."""
    named_only = meeting.is_named_persons_only
    return outbox.compose(
        f"meetings/mail/{template}",
        invitee.language,
        {
            "meeting": meeting,
            "invitee": invitee,
            "shows_details": not named_only,
            "shows_agenda": meeting.label in ics.TEXT_MAY_TRAVEL,
            # Called while the letter is written, in the language of its reader.
            "agenda": lambda: agenda_reading.lines(meeting, invitee),
            "jointly": lambda: joint.sentence(meeting),
            "answer_url": absolute(invitee.get_answer_path()),
            "meeting_url": absolute(meeting.get_absolute_url()),
            **context,
        },
        key=key,
        recipient=invitee.email,
        recipient_name=invitee.name,
        stream=stream or invitee.stream,
        about=meeting,
        team_id=meeting.team_id,
        calendar=calendar,
        calendar_method=method,
    )


def invitation(meeting, invitee, messages):
    """Invite a person; a deputy's calendar entry names whom he stands for."""
    delegator = invitee.substitute_for
    return _letter(
        "invitation",
        meeting,
        invitee,
        f"meeting-invitation:{meeting.pk}:{invitee.pk}",
        **messages.letter_for(invitee, delegator=delegator),
        delegator=delegator,
    )


def change(meeting, invitee, messages, sentences, *, asks_again):
    """Say what has changed; after a new date the person is asked anew."""
    return _letter(
        "change",
        meeting,
        invitee,
        f"meeting-change:{meeting.pk}:{meeting.feed_version}",
        **messages.letter_for(invitee, delegator=invitee.substitute_for),
        sentences=sentences,
        asks_again=asks_again,
    )


def cancellation(meeting, invitee, messages):
    """Say that the meeting will not take place and why."""
    return _letter(
        "cancellation",
        meeting,
        invitee,
        f"meeting-cancelled:{meeting.pk}",
        **messages.letter_for(invitee),
    )


def removal(meeting, invitee, messages):
    """Take the entry out of one person's calendar."""
    return _letter(
        "removal",
        meeting,
        invitee,
        f"meeting-removal:{meeting.pk}:{invitee.pk}",
        **messages.letter_for(invitee),
    )


def reminder(meeting, invitee, days):
    """Ask a silent invitee once more; the calendar entry is already his."""
    key = f"meeting-reminder:{meeting.pk}:{meeting.sequence}:{days}"
    return outbox.gathering(_letter("reminder", meeting, invitee, key, days=days))


def proposal_declined(meeting, invitee, event):
    """Answer a proposal of another time with thanks and DECLINECOUNTER."""
    return _letter(
        "proposal_declined",
        meeting,
        invitee,
        f"meeting-proposal-declined:{event.pk}",
        method="DECLINECOUNTER",
        calendar=series_ics.declined_counter(meeting, invitee),
    )


def proposal_received(meeting, invitee, event, person):
    """Tell a convener that somebody proposes another time."""
    return outbox.compose(
        "meetings/mail/proposal_received",
        person.language,
        {
            "meeting": meeting,
            "invitee": invitee,
            "event": event,
            "shows_details": not meeting.is_named_persons_only,
            "meeting_url": absolute(meeting.get_absolute_url()),
        },
        key=f"meeting-proposal:{event.pk}",
        recipient=person.email,
        recipient_name=person.full_name,
        about=meeting,
        team_id=meeting.team_id,
    )


def minutes_circulated(release, acknowledgement, attachments):
    """Send circulated minutes: the files where the label lets them travel, else the link."""
    meeting = release.minutes.meeting
    invitee = acknowledgement.invitee
    return outbox.compose(
        "meetings/mail/minutes",
        invitee.language,
        {
            "meeting": meeting,
            "invitee": invitee,
            "release": release,
            "shows_details": not meeting.is_named_persons_only,
            "has_files": bool(attachments),
            "answer_url": absolute(f"/minutes/{acknowledgement.secret}/"),
        },
        key=f"minutes-release:{release.pk}",
        recipient=invitee.email,
        recipient_name=invitee.name,
        stream=invitee.stream,
        about=meeting,
        team_id=meeting.team_id,
        attachments=attachments,
    )
