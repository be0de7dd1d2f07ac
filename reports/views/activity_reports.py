"""Reports of teams: one's own by year, the whole text, comments asked, adopted and sent up."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit
from reports import activity_permissions, permissions
from reports.activity import commenting, freezing, reading, tracing, writing
from reports.activity.sections import BY_KEY
from reports.activity_choices import BEING_WRITTEN, TeamPartKey
from reports.forms.activity import (
    AskCommentsForm,
    BeginPlanForm,
    BeginReportForm,
    TeamAdoptForm,
)
from reports.models import TeamActivityReport, TeamReportComment, TeamSnapshot, WorkPlan
from reports.views.activity_found import (
    decisions_seen,
    form_page,
    kept_team,
    own_team,
    visible_team_report,
)
from teams.choices import TeamLevel
from teams.models import Team

COMMENT_DAYS = 14


@login_required
@require_safe
def team_reports(request):
    """One's own voivodeship teams, and what others have sent."""
    teams = Team.objects.visible_to(request.user).filter(level=TeamLevel.VOIVODESHIP)
    own = list(teams.select_related("voivodeship").in_polish_order())
    sent = TeamSnapshot.objects.visible_to(request.user).sent().without_data()
    sent = sent.exclude(report__team__in=own).select_related("report__team__voivodeship")
    context = {
        "teams": own,
        "sent": sent.order_by("-report__year", "report__team__voivodeship__teryt", "-number")[:64],
        "can_compare": permissions.can_review(request.user),
    }
    return render(request, "reports/activity/teams.html", context)


@login_required
@require_safe
def team_years(request, team):
    """The reports, plans and adopted versions of one team by year."""
    found = own_team(request, team)
    can_keep = activity_permissions.can_keep(request.user, found)
    snapshots = TeamSnapshot.objects.visible_to(request.user).filter(report__team=found)
    context = {
        "team": found,
        "reports": TeamActivityReport.objects.visible_to(request.user).filter(team=found),
        "plans": WorkPlan.objects.visible_to(request.user).filter(team=found),
        "snapshots": snapshots.without_data()
        .select_related("sending")
        .order_by("-report__year", "-number"),
        "can_keep": can_keep,
        "plan_form": BeginPlanForm(user=request.user) if can_keep else None,
    }
    return render(request, "reports/activity/team_years.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def team_report_begin(request, team):
    """Put a draft together from what really happened in a year."""
    found = kept_team(request, team)
    form = BeginReportForm(request.POST or None, user=request.user)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("year", "label")}
        report = writing.begin(found, by=request.user, **facts)
        messages.success(request, _("The draft is put together from the record of the desk."))
        return redirect(report)
    lead = _("Meetings, attendance, decisions, tasks and activities of the year are taken in.")
    title, back = _("Begin a report on a year"), years_of(found)
    return form_page(request, form, title, team=found, back=back, lead=lead)


def years_of(team):
    return redirect("reports:team-years", team.pk).url


@login_required
@require_safe
def team_report(request, pk):
    """The whole text as it stands, each sentence and row with the way to its source."""
    found = visible_team_report(request, pk)
    can_write = activity_permissions.can_write(request.user, found)
    parts, sources = reading.as_it_stands(found)
    comments: dict = {}
    for one in comments_of(found):
        comments.setdefault(one.part_id, []).append(one)
    for part in parts:
        part.comments = comments.get(part.key, [])
    stale = writing.stale_parts(found) if can_write else set()
    audit.record_reading(found, by=request.user, label=found.label, team_id=found.team_id)
    context = {
        "report": found,
        "parts": parts,
        "sources": reading.source_lines(sources.values(), tracing.links(request.user, sources)),
        "stale": stale,
        "left_out": found.parts.filter(is_left_out=True) if can_write else [],
        "unwritten": unwritten(found) if can_write else [],
        "open_comments": sum(not one.is_settled for rows in comments.values() for one in rows),
        "silent": commenting.silent(found) if can_write and found.is_commented else [],
        "snapshots": found.snapshots.without_data().select_related("sending").order_by("-number"),
        "is_being_written": found.state in BEING_WRITTEN,
        "has_answered": found.answers.filter(round=found.round, user=request.user).exists(),
        **rights(request.user, found),
    }
    return render(request, "reports/activity/report.html", context)


def comments_of(report):
    rows = TeamReportComment.objects.filter(part__report=report)
    return rows.select_related("by", "settled_by").order_by("pk")


def unwritten(report):
    """Parts that only a person can write, and that nobody has written yet."""
    empty = report.parts.filter(text="", is_left_out=False)
    return [part for part in empty if BY_KEY[TeamPartKey(part.key)].is_by_hand]


def rights(user, report):
    return {
        "can_write": activity_permissions.can_write(user, report),
        "can_comment": activity_permissions.can_comment(user, report),
        "can_ask": activity_permissions.can_ask_comments(user, report),
        "can_adopt": activity_permissions.can_adopt(user, report),
        "can_send": activity_permissions.can_send_up(user, report),
        "can_correct": activity_permissions.can_correct(user, report),
    }


@login_required
@require_POST
def team_report_refresh(request, pk):
    """Bring every part up to date whose sources have changed."""
    found = visible_team_report(request, pk, activity_permissions.can_write)
    number = writing.refresh_all(found, by=request.user)
    messages.success(request, _("Parts brought up to date: %(number)d.") % {"number": number})
    return redirect(found)


@login_required
@require_http_methods(["GET", "POST"])
def team_report_ask(request, pk):
    """Show the draft to the members and ask for their comments."""
    found = visible_team_report(request, pk, activity_permissions.can_ask_comments)
    day = timezone.localdate() + timedelta(days=COMMENT_DAYS)
    form = AskCommentsForm(request.POST or None, initial={"until_on": day}, user=request.user)
    if form.is_valid():
        commenting.ask(found, until_on=form.cleaned_data["until_on"], by=request.user)
        messages.success(request, _("The members are asked for their comments."))
        return redirect(found)
    number = len(commenting.members_of(found.team))
    lead = _("Members and deputies who get a letter: %(number)d.") % {"number": number}
    title, back = _("Ask for comments"), found.get_absolute_url()
    return form_page(request, form, title, team=found.team, back=back, lead=lead)


@login_required
@require_POST
def team_report_nothing(request, pk):
    """A member says that he has read the report and has nothing to add."""
    found = visible_team_report(request, pk, activity_permissions.can_comment)
    commenting.say_nothing(found, by=request.user)
    messages.success(request, _("Thank you, it is noted that you have no comments."))
    return redirect(found)


@login_required
@require_http_methods(["GET", "POST"])
def team_report_adopt(request, pk):
    """Adopt the report by a decision of the team, and freeze it."""
    found = visible_team_report(request, pk, activity_permissions.can_adopt)
    form = TeamAdoptForm(
        request.POST or None,
        decisions=decisions_seen(request.user, found.team),
        needs_reason=found.is_correcting,
        user=request.user,
    )
    if form.is_valid():
        snapshot = freezing.adopt(
            found,
            decision=form.cleaned_data["decision"],
            reason=form.cleaned_data.get("reason", ""),
            by=request.user,
        )
        messages.success(request, _("Adopted and frozen; its files are being made."))
        return redirect(snapshot)
    lead = _("What is adopted cannot be changed any more; a correction is another version.")
    title, back = _("Adopt and freeze the report"), found.get_absolute_url()
    return form_page(request, form, title, team=found.team, back=back, lead=lead)


@login_required
@require_POST
def team_report_send(request, pk):
    """Send the frozen report to the office of the national team."""
    found = visible_team_report(request, pk, activity_permissions.can_send_up)
    freezing.send_up(found, by=request.user)
    messages.success(request, _("The report is sent to the national team."))
    return redirect(found)


@login_required
@require_POST
def team_report_correct(request, pk):
    """Begin a correction of what was adopted."""
    found = visible_team_report(request, pk, activity_permissions.can_correct)
    freezing.begin_correction(found, by=request.user)
    messages.success(request, _("You can correct the parts now; what was adopted stays."))
    return redirect(found)
