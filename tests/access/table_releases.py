"""Who may knock at the addresses of releases and series, in the order of `table.WHO`."""

EVERYBODY = (200, 200, 200, 200, 200, 200, 200, 200, 200)
NATIONAL = (302, 404, 404, 404, 404, 404, 404, 200, 404)
REVIEWERS_AND_NATIONAL = (302, 404, 404, 404, 200, 404, 200, 200, 404)
REVIEWERS = (302, 404, 404, 404, 200, 404, 200, 404, 404)
IN_ANY_TEAM = (404, 404, 200, 404, 200, 200, 200, 200, 404)

ROWS = {
    "reports:public-statistics": (EVERYBODY, ""),
    "reports:series": (EVERYBODY, "series_key"),
    "reports:series-file": (EVERYBODY, "series_key csv"),
    "reports:region": (EVERYBODY, "teryt"),
    "reports:release": (IN_ANY_TEAM, "release_to_teams"),
    "reports:release-file": (EVERYBODY, "release_to_all csv"),
    "reports:release-requests": (REVIEWERS_AND_NATIONAL, ""),
    "reports:release-prepare": (NATIONAL, "released_round"),
    "reports:release-request": (REVIEWERS_AND_NATIONAL, "release_in_review"),
    "reports:release-again": (NATIONAL, "release_in_review"),
    "reports:release-send": (NATIONAL, "release_prepared"),
    "reports:release-decide": (REVIEWERS, "release_in_review"),
}
