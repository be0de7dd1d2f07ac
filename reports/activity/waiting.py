"""What waits for a person in the reports of teams: a draft that is due, comments asked."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.templatetags.polish_dates import day_long
from coordination.waiting import Entry
from reports.activity_choices import TeamReportState
from reports.models import TeamActivityReport
from teams.choices import TeamLevel
from teams.models import Team
from teams.permissions import teams_steered_by

# A report on a year that nobody has begun is asked for until the last day of this month.
LAST_MONTH = 6
DONE = [TeamReportState.ADOPTED, TeamReportState.SENT_UP]


def entries_for(user, today=None):
    """Return what the page of things to do shows: three questions whatever the number."""
    if not user.is_authenticated:
        return []
    today = today or timezone.localdate()
    return [*comments_for(user, today), *drafts_for(user, today)]


def comments_for(user, today):
    """Reports that this member is asked to comment on."""
    asked = TeamActivityReport.objects.awaiting_comments_of(user, today)
    for one in asked.select_related("team__voivodeship").order_by("comments_until_on", "pk")[:20]:
        until = day_long(one.comments_until_on)
        words = _("we ask for comments until %(day)s") % {"day": until}
        yield entry(one, words)


def drafts_for(user, today):
    """What the coordinator has to do next: begin, write, adopt or send."""
    keys = list(teams_steered_by(user).values_list("pk", flat=True))
    if not keys:
        return
    level = TeamLevel.VOIVODESHIP
    teams = Team.objects.active(today).filter(pk__in=keys, level=level)
    teams = list(teams.select_related("voivodeship").order_by("pk"))
    rows = TeamActivityReport.objects.filter(team__in=teams).select_related("team__voivodeship")
    reports = list(rows.order_by("team", "year"))
    begun = {(one.team_id, one.year) for one in reports}
    for team in teams:
        year = today.year - 1
        if today.month <= LAST_MONTH and (team.pk, year) not in begun:
            words = _("the draft is due until %(day)s")
            url = reverse("reports:team-report-begin", args=[team.pk])
            due = day_long(date(today.year, LAST_MONTH, 30))
            yield Entry(title_of(team, year), words % {"day": due}, url, room=_("Reports"))
    for one in reports:
        words = next_step(one, today)
        if words:
            yield entry(one, words)


def next_step(report, today):
    if report.state in DONE:
        return ""
    if report.is_draft:
        return _("finish the draft and ask for comments")
    if report.is_frozen:
        return _("send it to the national team")
    if report.is_correcting:
        return _("finish the correction and have it adopted")
    return _("have it adopted by the team") if report.comments_until_on < today else ""


def entry(report, words):
    title = title_of(report.team, report.year)
    return Entry(title, words, report.get_absolute_url(), room=_("Reports"))


def title_of(team, year):
    return _("Report of the team for %(year)d: %(team)s") % {"year": year, "team": team.short_name}
