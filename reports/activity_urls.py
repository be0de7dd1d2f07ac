"""Addresses of recommendations, and of reports, activities and work plans of teams."""

from django.urls import path

from reports.views import (
    activity_entries,
    activity_parts,
    activity_reports,
    activity_snapshots,
    recommendations,
)

RECOMMENDATIONS = "kpd/recommendations/"
RECOMMENDED = f"{RECOMMENDATIONS}<int:pk>/"
TEAMS = "reports/teams/"
TEAM = f"{TEAMS}<int:team>/"
ACTIVITY = f"{TEAM}activities/<int:activity>/"
PLAN = f"{TEAM}plans/<int:year>/"
ITEM = f"{PLAN}items/<int:item>/"
ONE = f"{TEAMS}reports/<int:pk>/"
PART = f"{ONE}parts/<int:part>/"
FROZEN = f"{TEAMS}adopted/<int:pk>/"

patterns = [
    path(RECOMMENDATIONS, recommendations.recommendation_list, name="recommendation-list"),
    path(
        f"{RECOMMENDATIONS}table.csv",
        recommendations.recommendation_table,
        name="recommendation-table",
    ),
    path(f"{RECOMMENDATIONS}add/", recommendations.recommendation_add, name="recommendation-add"),
    path(
        f"{RECOMMENDATIONS}import/",
        recommendations.recommendation_import_table,
        name="recommendation-import",
    ),
    path(RECOMMENDED, recommendations.recommendation, name="recommendation"),
    path(f"{RECOMMENDED}edit/", recommendations.recommendation_edit, name="recommendation-edit"),
    path(
        f"{RECOMMENDED}tasks/add/",
        recommendations.recommendation_link,
        name="recommendation-link",
    ),
    path(
        f"{RECOMMENDED}tasks/<int:link>/remove/",
        recommendations.recommendation_unlink,
        name="recommendation-unlink",
    ),
    path(TEAMS, activity_reports.team_reports, name="team-reports"),
    path(f"{TEAMS}compare/", activity_snapshots.team_comparison, name="team-comparison"),
    path(
        f"{TEAMS}compare/table.csv",
        activity_snapshots.team_comparison_table,
        name="team-comparison-table",
    ),
    path(TEAM, activity_reports.team_years, name="team-years"),
    path(f"{TEAM}begin/", activity_reports.team_report_begin, name="team-report-begin"),
    path(f"{TEAM}activities/", activity_entries.team_activities, name="team-activities"),
    path(f"{TEAM}activities/add/", activity_entries.activity_form, name="team-activity-add"),
    path(ACTIVITY, activity_entries.activity_form, name="team-activity-edit"),
    path(
        f"{ACTIVITY}withdraw/",
        activity_entries.activity_withdraw,
        name="team-activity-withdraw",
    ),
    path(f"{TEAM}plans/begin/", activity_entries.work_plan_begin, name="work-plan-begin"),
    path(PLAN, activity_entries.work_plan, name="work-plan"),
    path(f"{PLAN}adopt/", activity_entries.work_plan_adopt, name="work-plan-adopt"),
    path(f"{PLAN}items/add/", activity_entries.work_plan_item, name="work-plan-item-add"),
    path(ITEM, activity_entries.work_plan_item, name="work-plan-item-edit"),
    path(f"{ITEM}remove/", activity_entries.work_plan_item_remove, name="work-plan-item-remove"),
    path(f"{ITEM}outcome/", activity_entries.work_plan_outcome, name="work-plan-outcome"),
    path(ONE, activity_reports.team_report, name="team-report"),
    path(f"{ONE}refresh/", activity_reports.team_report_refresh, name="team-report-refresh"),
    path(f"{ONE}ask/", activity_reports.team_report_ask, name="team-report-ask"),
    path(f"{ONE}nothing/", activity_reports.team_report_nothing, name="team-report-nothing"),
    path(f"{ONE}adopt/", activity_reports.team_report_adopt, name="team-report-adopt"),
    path(f"{ONE}send/", activity_reports.team_report_send, name="team-report-send"),
    path(f"{ONE}correct/", activity_reports.team_report_correct, name="team-report-correct"),
    path(PART, activity_parts.team_report_part, name="team-report-part"),
    path(f"{PART}refresh/", activity_parts.team_part_refresh, name="team-part-refresh"),
    path(f"{PART}turn/", activity_parts.team_part_turn, name="team-part-turn"),
    path(f"{PART}history/", activity_parts.team_part_history, name="team-part-history"),
    path(f"{PART}comment/", activity_parts.team_report_comment, name="team-report-comment"),
    path(
        f"{ONE}comments/<int:comment>/",
        activity_parts.team_comment_settle,
        name="team-comment-settle",
    ),
    path(FROZEN, activity_snapshots.team_snapshot, name="team-snapshot"),
    path(f"{FROZEN}again/", activity_snapshots.team_files_again, name="team-files-again"),
    path(
        f"{FROZEN}report.<slug:form>",
        activity_snapshots.team_snapshot_file,
        name="team-snapshot-file",
    ),
]
