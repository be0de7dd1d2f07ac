"""States of meetings and answers as words with a tone."""

from django import template

from coordination.templatetags.desk import badge
from meetings.choices import Answer, MeetingStatus

register = template.Library()

ANSWER_TONES = {
    Answer.ACCEPTED: "good",
    Answer.DECLINED: "bad",
    Answer.NONE: "quiet",
    Answer.TENTATIVE: "warn",
    Answer.DELEGATED: "warn",
}
STATUS_TONES = {
    MeetingStatus.CONVENED: "good",
    MeetingStatus.IN_SESSION: "strong",
    MeetingStatus.HELD: "warn",
    MeetingStatus.CANCELLED: "bad",
}


@register.simple_tag
def answer_badge(invitee):
    """What somebody answered."""
    return badge(invitee.get_answer_display(), ANSWER_TONES[invitee.answer])


@register.simple_tag
def status_badge(meeting):
    """How far a meeting has come."""
    return badge(meeting.get_status_display(), STATUS_TONES.get(meeting.status, "quiet"))
