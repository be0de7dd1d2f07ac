"""What the rooms offer each other: settings that name functions as strings.

A lower room must not import a higher one (one test holds that); where it shows something of it,
it asks the functions named here.
"""

# Rooms that may find a letter of theirs in the incoming mail; the first that takes it wins.
INCOMING_MAIL_READERS = [
    "meetings.replies.read_letter",
    "meetings.series_replies.read_letter",
    "meetings.mail_votes.read_letter",
]
# Who has a role, asked room by room; whose mail a person may see; what search and hand-over reach.
ROLE_CHECKS = [
    "teams.permissions.has_any_role",
    "exchange.permissions.has_any_role",
    "reports.permissions.has_any_role",
]
MAIL_TEAMS_OF = "teams.permissions.mail_teams_of"
SEARCH_TEAMS = "teams.finding.choices"
# Telephones of offices, which the case-data guard lets through wherever they are written.
OFFICE_TELEPHONES = ["teams.finding.office_telephones"]
# What rooms above put on the public page of a team: lists of `(title, entries)`.
PUBLIC_TEAM_PARTS = [
    "meetings.public_decisions.of_team",
    "reports.public_reports.of_team",
    "reports.statistics.public_part.of_team",
]
SEARCH_ROOMS = [
    "teams.finding.find",
    "exchange.searching.find",
    "meetings.finding.find",
    "reports.finding.find",
]
# Searches that a person keeps, as `(name, address, address to forget it)`.
KEPT_SEARCHES = "exchange.finding.kept_by"
HANDOVER_FOLLOWERS = ["meetings.handover.follow"]
GROUP_END_FOLLOWERS = ["meetings.ending_groups.follow"]
DEMO_LOADERS = [
    "teams.demo.load",
    "exchange.demo.load",
    "exchange.demo_library.load",
    "exchange.demo_requests.load",
    "meetings.demo.load",
    "reports.demo.load",
    "reports.demo_activity.load",
    "reports.demo_statistics.load",
    "reports.demo_releases.load",
]
# What waits for a person in other rooms, and whose rooms stand in the navigation for him alone.
WAITING_ROOMS = ["exchange.waiting.entries_for", "reports.waiting.entries_for"]
JOBS_OF_ROOMS = ["exchange.navigation.jobs", "reports.navigation.jobs"]
# Rooms that add to the letter with all that waits, in the rhythm that a person chose there.
DIGEST_ROOMS = ["exchange.digest"]
# What rooms above offer on the inside page of a team: lists of `(title, address)`.
TEAM_PAGE_ROOMS = ["reports.navigation.of_team"]
# Rounds that ask KCIK for its half-yearly figures, as `(title, state, address)` for a person.
KCIK_ROUNDS = "reports.statistics.kcik_rounds.rounds_for"
# Rooms that say what a thing of theirs is called to whom, where a lower room refers to it.
LINKED_ROOMS = ["meetings.linking", "reports.linking"]
