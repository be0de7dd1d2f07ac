"""Rows of the table of access for recommendations and for reports of teams."""

EVERYBODY = (200,) * 9
NATIONAL = (302, 404, 404, 404, 404, 404, 404, 200, 404)
SIGNED_IN = (302, *(200,) * 8)
MEMBERS = (302, 404, 404, 404, 200, 200, 200, 404, 404)
KEEPER = (302, 404, 404, 404, 404, 200, 404, 404, 404)
MEMBER = (302, 404, 404, 404, 200, 404, 404, 404, 404)
TEAM_AND_NATIONAL = (302, 404, 404, 404, 200, 200, 200, 200, 404)

ROWS = {
    "reports:recommendation-list": (EVERYBODY, ""),
    "reports:recommendation-table": (EVERYBODY, ""),
    "reports:recommendation-add": (NATIONAL, ""),
    "reports:recommendation-import": (NATIONAL, ""),
    "reports:recommendation": (EVERYBODY, "recommendation"),
    "reports:recommendation-edit": (NATIONAL, "recommendation"),
    "reports:recommendation-link": (NATIONAL, "recommendation"),
    "reports:recommendation-unlink": (NATIONAL, "recommendation recommendation_link", "POST"),
    "reports:team-reports": (SIGNED_IN, ""),
    "reports:team-comparison": (NATIONAL, ""),
    "reports:team-comparison-table": (NATIONAL, ""),
    "reports:team-years": (MEMBERS, "team"),
    "reports:team-report-begin": (KEEPER, "team"),
    "reports:team-activities": (MEMBERS, "team"),
    "reports:team-activity-add": (KEEPER, "team"),
    "reports:team-activity-edit": (KEEPER, "team team_activity"),
    "reports:team-activity-withdraw": (KEEPER, "team team_activity"),
    "reports:work-plan-begin": (KEEPER, "team", "POST"),
    "reports:work-plan": (MEMBERS, "team plan_year"),
    "reports:work-plan-adopt": (KEEPER, "team draft_plan_year"),
    "reports:work-plan-item-add": (KEEPER, "team draft_plan_year"),
    "reports:work-plan-item-edit": (KEEPER, "team draft_plan_year plan_item"),
    "reports:work-plan-item-remove": (KEEPER, "team draft_plan_year plan_item", "POST"),
    "reports:work-plan-outcome": (KEEPER, "team plan_year adopted_item"),
    "reports:team-report": (MEMBERS, "team_report"),
    "reports:team-report-refresh": (KEEPER, "team_report", "POST"),
    "reports:team-report-ask": (KEEPER, "team_report"),
    "reports:team-report-nothing": (MEMBER, "team_report", "POST"),
    "reports:team-report-adopt": (KEEPER, "team_report"),
    "reports:team-report-send": (KEEPER, "frozen_report", "POST"),
    "reports:team-report-correct": (KEEPER, "frozen_report", "POST"),
    "reports:team-report-part": (KEEPER, "team_report team_part"),
    "reports:team-part-refresh": (KEEPER, "team_report team_part", "POST"),
    "reports:team-part-turn": (KEEPER, "team_report team_part", "POST"),
    "reports:team-part-history": (KEEPER, "team_report team_part"),
    "reports:team-report-comment": (MEMBER, "team_report team_part"),
    "reports:team-comment-settle": (KEEPER, "team_report team_comment"),
    "reports:team-snapshot": (TEAM_AND_NATIONAL, "team_snapshot"),
    "reports:team-files-again": (KEEPER, "team_snapshot", "POST"),
    "reports:team-snapshot-file": (TEAM_AND_NATIONAL, "team_snapshot json"),
}
