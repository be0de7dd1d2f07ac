"""Addresses of the teams room."""

from django.urls import path

from teams.views import directory, groups, imports, membership, teams

app_name = "teams"

urlpatterns = [
    path("teams/", teams.team_list, name="team-list"),
    path("teams/<int:pk>/", teams.team_detail, name="team-detail"),
    path("teams/<int:pk>/roster.csv", teams.roster_export, name="roster-export"),
    path("teams/<int:pk>/rules/add/", membership.rules_add, name="rules-add"),
    path("teams/<int:pk>/seats/add/", membership.seat_add, name="seat-add"),
    path("teams/<int:pk>/first-officer/", membership.first_officer, name="first-officer"),
    path("teams/<int:pk>/roles/add/", membership.role_add, name="role-add"),
    path("teams/<int:pk>/roles/<int:role>/end/", membership.role_end, name="role-end"),
    path("teams/<int:pk>/groups/add/", groups.group_add, name="group-add"),
    path("teams/<int:pk>/groups/<int:group>/end/", groups.group_end, name="group-end"),
    path("teams/<int:pk>/import/", imports.roster_upload, name="roster-import"),
    path("teams/<int:pk>/import/<int:version>/", imports.roster_confirm, name="roster-confirm"),
    path("teams/<int:pk>/seats/<int:seat>/", membership.seat_detail, name="seat-detail"),
    path("teams/<int:pk>/seats/<int:seat>/end/", membership.seat_end, name="seat-end"),
    path("teams/<int:pk>/seats/<int:seat>/appoint/", membership.appoint, name="appoint"),
    path(
        "teams/<int:pk>/mandates/<int:mandate>/hand-over/", membership.hand_over, name="hand-over"
    ),
    path("teams/<int:pk>/mandates/<int:mandate>/end/", membership.mandate_end, name="mandate-end"),
    path("directory/", directory.directory, name="directory"),
    path("directory/kcik/", directory.programme, name="programme"),
    path("directory/teams/<int:pk>/", directory.public_team, name="public-team"),
]
