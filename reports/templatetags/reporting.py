"""States of contributions in words; long lists hold many, so no template puts them together."""

import re

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coordination.templatetags.desk import badge
from reports.activity_choices import TeamReportState
from reports.choices import (
    AssessmentState,
    ContributionState,
    RemarkResult,
    ReportState,
    Stance,
)
from reports.recommendation_choices import AnswerState

register = template.Library()
MARKS = re.compile(r"\[\d{1,4}(?:–\d{1,4})?(?:, \d{1,4}(?:–\d{1,4})?)*\]")

TONES = {
    ContributionState.ACCEPTED: "good",
    ContributionState.SUBMITTED: "strong",
    ContributionState.RETURNED: "bad",
    ContributionState.WAIVED: "quiet",
}


@register.simple_tag
def contribution_state(contribution, own=False):
    """Where a contribution stands; to everybody outside, what is not filed is no information."""
    shown = state_badge(contribution, own)
    if contribution.is_late:
        return format_html("{} {}", shown, badge(_("late"), "warn"))
    return shown


def state_badge(contribution, own):
    tone = TONES.get(contribution.state)
    if own and contribution.waits_for_signature:
        return badge(_("waits for the signature"), "warn")
    if tone:
        icon = "check-lg" if tone == "good" else ""
        return badge(contribution.get_state_display(), tone, icon)
    if not own:
        return badge(_("no information"))
    if contribution.answer:
        return badge(contribution.get_state_display(), "warn")
    return badge(_("not begun"))


ASSESSMENT_TONES = {
    AssessmentState.DRAFT: "quiet",
    AssessmentState.CIRCULATED: "strong",
    AssessmentState.CONFIRMING: "warn",
    AssessmentState.SETTLED: "good",
}
STANCE_TONES = {Stance.AGREES: "good", Stance.REMARKS: "warn", Stance.DISSENTS: "bad"}


@register.simple_tag
def assessment_state(assessment):
    """Where an assessment stands; one that nobody has begun is None."""
    if assessment is None:
        return badge(pgettext("assessment", "not begun"))
    return badge(assessment.get_state_display(), ASSESSMENT_TONES[assessment.state])


@register.simple_tag
def stance_badge(position):
    return badge(position.get_stance_display(), STANCE_TONES[position.stance])


REPORT_TONES = {
    ReportState.DRAFT: "quiet",
    ReportState.CIRCULATED: "strong",
    ReportState.ADOPTED: "good",
    ReportState.CORRECTING: "warn",
}
RESULT_TONES = {
    RemarkResult.TAKEN: "good",
    RemarkResult.PARTLY: "warn",
    RemarkResult.DECLINED: "bad",
}


@register.simple_tag
def report_state(report):
    """Where a compiled report stands."""
    return badge(report.get_state_display(), REPORT_TONES[report.state])


@register.simple_tag
def remark_badge(remark):
    """What became of a remark to a report."""
    if not remark.is_settled:
        return badge(_("without an answer"), "warn")
    return badge(remark.get_result_display(), RESULT_TONES[remark.result])


TEAM_REPORT_TONES = {
    TeamReportState.DRAFT: "quiet",
    TeamReportState.COMMENTED: "strong",
    TeamReportState.ADOPTED: "warn",
    TeamReportState.FROZEN: "good",
    TeamReportState.SENT_UP: "good",
    TeamReportState.CORRECTING: "warn",
}
ANSWER_TONES = {
    AnswerState.NONE: "quiet",
    AnswerState.PREPARING: "warn",
    AnswerState.PARTLY: "warn",
    AnswerState.ANSWERED: "good",
    AnswerState.DECLINED: "bad",
}


@register.simple_tag
def team_report_state(report):
    """Where the yearly report of a team stands."""
    return badge(report.get_state_display(), TEAM_REPORT_TONES[report.state])


@register.simple_tag
def answer_badge(recommendation):
    """Where our answer to a recommendation stands."""
    tone = ANSWER_TONES[recommendation.answer_state]
    return badge(recommendation.get_answer_state_display(), tone)


@register.filter
def source_marks(text):
    """Words whose numbers in square brackets lead to the sources below; breaks are kept."""
    lines = (marked_line(line) for line in str(text).splitlines())
    return format_html_join(format_html("<br{}>", ""), "{}", ((line,) for line in lines))


def marked_line(line):
    pieces, at = [], 0
    for found in MARKS.finditer(line):
        number = found[0].strip("[]").replace("–", ",").split(",")[0]
        link = format_html('<a class="source-mark" href="#source-{}">{}</a>', number, found[0])
        pieces += [escape(line[at : found.start()]), link]
        at = found.end()
    pieces.append(escape(line[at:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
