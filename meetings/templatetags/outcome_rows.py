"""Rows of decisions and tasks, put together at once (ADR 10)."""

from django import template
from django.template.defaultfilters import capfirst, truncatechars
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coordination.templatetags.desk import badge
from coordination.templatetags.polish_dates import day_long
from meetings.choices import ActionState, DecisionKind

register = template.Library()

# Filled twice: once with what all rows share, then, in the doubled braces, row by row.
DECISION = (
    '<tr><td class="num"><a href="{here}{{pk}}/"><strong>{{signature}}</strong>'
    '<span class="visually-hidden"> {{team}}</span></a></td>'
    '<td data-name="{decision}"><strong>{{kind}}</strong><div>{{text}}</div></td>'
    '<td data-name="{of}">{{team}}<div class="quiet small">{{when}}</div></td>'
    '<td data-name="{state}">{{badge}}</td></tr>\n'
)
TASK = (
    '<li><div><a class="subject" href="{here}{{pk}}/">{{title}}</a>'
    '<div class="quiet">{{facts}}</div></div><div class="actions">{{marks}}'
    '<a class="btn btn-plain btn-small" href="{here}{{pk}}/step/">{{act}}'
    '<span class="visually-hidden">: {{title}}</span></a></div></li>\n'
)


def team_names():
    """Return what names a team in short; each is put together once for all rows."""
    known = {}

    def name(team):
        if team.pk not in known:
            known[team.pk] = team.short_name
        return known[team.pk]

    return name


@register.simple_tag
def decision_rows(decisions):
    """Draw decisions as rows: number, text, whose and when, in which state."""
    heads = {"decision": _("Decision"), "of": _("Team"), "state": _("State")}
    pattern = format_html(DECISION, here=reverse("meetings:decision-list"), **heads)
    kinds = {kind.value: capfirst(str(kind.label)) for kind in DecisionKind}
    team, circular = team_names(), _("by a circular vote")

    def row(one):
        tone = "bad" if one.is_void else "good" if one.is_in_force else "quiet"
        at_a_meeting = day_long(one.meeting.local_start) if one.meeting else ""
        return {
            "pk": one.pk,
            "signature": one.signature,
            "team": team(one.team),
            "kind": kinds[one.kind],
            "text": truncatechars(one.text, 180),
            "when": at_a_meeting or f"{day_long(one.adopted_at)}, {circular}",
            "badge": badge(one.state_words, tone),
        }

    return format_html_join("", pattern, map(row, decisions))


@register.simple_tag
def own_task_rows(actions):
    """Draw the tasks of one's own institution, each with what can be said of it next."""
    pattern = format_html(TASK, here=reverse("meetings:task-list"))
    accept, report, by = _("Accept or refuse"), pgettext("button", "Report"), _("by")
    overdue = badge(_("overdue"), "bad")
    blocked = badge(pgettext("state of a task", "blocked"), "bad")
    team = team_names()

    def row(one):
        facts = [one.owner_seat.institution.short_name, team(one.team)]
        facts += [f"{by} {day_long(one.due_on)}"] if one.due_on else []
        marks = [overdue] if one.is_overdue else []
        marks += [blocked] if one.is_blocked else []
        return {
            "pk": one.pk,
            "title": one.title,
            "facts": " · ".join(facts),
            "marks": format_html_join("", "{}", ((mark,) for mark in marks)),
            "act": accept if one.state == ActionState.PROPOSED else report,
        }

    return format_html_join("", pattern, map(row, actions))
