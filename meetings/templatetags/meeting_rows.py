"""Rows of long tables, put together at once.

A template draws a cell in some twenty steps; a page of sixty invitees is thousands of them and
half of its time (ADR 10). Patterns are therefore filled by `format_html`, which escapes each
value, and words and addresses that every row repeats are looked up once.
"""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from coordination.templatetags.desk import badge
from coordination.templatetags.polish_dates import moment, span
from meetings.choices import Answer, AnswerChannel, MeetingStatus, PollAnswerWord
from meetings.templatetags.meeting_states import ANSWER_TONES, STATUS_TONES

register = template.Library()

POLL_TONES = {
    PollAnswerWord.YES: "good",
    PollAnswerWord.IF_NEED_BE: "warn",
    PollAnswerWord.NO: "bad",
}

# Filled twice: once with what all rows share, then, in the doubled braces, row by row.
INVITEE = (
    '<tr><td><strong>{{name}}</strong><div class="quiet small">{{institution}}{{instead}}</div>'
    '</td><td data-name="{answer}">{{badge}}{{comment}}</td>'
    '<td data-name="{how}" class="small">{{how}}</td>{links}</tr>\n'
)
COMMENT = '<div class="quiet small">„{}”</div>'
LINKS = (
    '<td><div class="actions small"><a href="{here}{{pk}}/answer/">{enter}'
    '<span class="visually-hidden">: {{name}}</span></a><a href="{here}{{pk}}/remove/">{remove}'
    '<span class="visually-hidden">: {{name}}</span></a></div></td>'
)
MEETING = (
    '<tr><td class="num">{{when}}</td>'
    '<td><a href="{here}{{pk}}/"><strong>{{title}}</strong></a>{{number}}</td>'
    '<td data-name="{team}">{{team}}</td><td>{{badge}}{{coming}}</td></tr>\n'
)
PERSON = (
    '<tr><td><strong>{name}</strong>{required}<div class="quiet small">{institution}</div>{comment}'
    "</td>{cells}{links}</tr>\n"
)
CELL = '<td data-name="{}">{}</td>'
ENTER = (
    '<td class="small"><a href="{}answer/{}/">{}<span class="visually-hidden">: {}</span></a></td>'
)
QUIET = ' <span class="quiet">{}</span>'
SMALL = '<div class="quiet small">{}</div>'


def badges(choices, tones):
    """Return the badge of each value of a field, made once for all rows."""
    return {
        choice.value: badge(str(choice.label), tones.get(choice, "quiet")) for choice in choices
    }


def words(choices):
    return {choice.value: str(choice.label) for choice in choices}


def pattern_of_answers(meeting, can_record):
    """Return the pattern of a row with the words and addresses of this meeting in it."""
    here = f"{reverse('meetings:meeting-detail', args=[meeting.pk])}invitees/"
    shared = {"answer": _("Answer"), "how": _("How and when")}
    links = {"here": here, "enter": _("Enter the answer"), "remove": _("Remove")}
    return format_html(INVITEE, links=format_html(LINKS, **links) if can_record else "", **shared)


@register.simple_tag
def answer_rows(meeting, invitees, can_record):
    """Draw the answers of the invitees, with links to enter or remove for those who may."""
    guest, in_place = _("guest"), _("in place of %(name)s")
    answers, channels = badges(Answer, ANSWER_TONES), words(AnswerChannel)

    def row(one):
        principal, via = one.substitute_for, channels.get(one.answered_via)
        return {
            "pk": one.pk,
            "name": one.name,
            "institution": one.institution_label or guest,
            "instead": f" · {in_place % {'name': principal.name}}" if principal else "",
            "badge": answers[one.answer],
            "comment": format_html(COMMENT, one.answer_comment) if one.answer_comment else "",
            "how": f"{via}, {moment(one.answered_at)}" if one.answered_at else "–",
        }

    return format_html_join("", pattern_of_answers(meeting, can_record), map(row, invitees))


@register.simple_tag
def meeting_rows(meetings):
    """Draw meetings as rows: when, what, whose, how far it has come."""
    pattern = format_html(MEETING, here=reverse("meetings:meeting-list"), team=_("Team"))
    number, coming = _("No. %(number)s"), _("will come: %(accepted)s of %(invited)s")
    states, teams = badges(MeetingStatus, STATUS_TONES), {}

    def row(one):
        if one.team_id not in teams:
            teams[one.team_id] = one.team.short_name
        others = [joined.team.short_name for joined in one.joined.all()]
        counts = {"accepted": one.accepted_count, "invited": one.invited_count}
        return {
            "pk": one.pk,
            "when": span(one.local_start, one.local_end),
            "title": one.title,
            "number": format_html(QUIET, number % {"number": one.signature}) if one.number else "",
            "team": ", ".join([teams[one.team_id], *others]),
            "badge": states[one.status],
            "coming": format_html(SMALL, coming % counts) if one.is_convened else "",
        }

    return format_html_join("", pattern, map(row, meetings))


@register.simple_tag
def poll_rows(poll, slots, invitees):
    """Draw what each asked person said of each slot, with a link to enter it on the telephone."""
    words_of = badges(PollAnswerWord, POLL_TONES) | {"": "–"}
    cells = {
        (slot.pk, word): format_html(CELL, moment(slot.local_start), shown)
        for slot in slots
        for word, shown in words_of.items()
    }
    required, enter, here = badge(_("needed")), _("Enter the answer"), poll.get_absolute_url()

    def row(one):
        # A thousand cells of a few kinds: each kind is escaped once, above.
        said = mark_safe("".join(cells[key] for key in one.said))  # noqa: S308
        return {
            "name": one.name,
            "required": format_html(" {}", required) if one.is_required else "",
            "institution": one.institution_label,
            "comment": format_html(COMMENT, one.comment) if one.comment else "",
            "cells": said,
            "links": format_html(ENTER, here, one.pk, enter, one.name) if poll.is_open else "",
        }

    return format_html_join("", PERSON, map(row, invitees))
