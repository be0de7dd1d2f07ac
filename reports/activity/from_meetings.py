"""Parts from the record of meetings: who sits in the team, what was held, who was there."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from meetings.choices import ATTENDING, PresenceMode
from meetings.models import Invitee
from reports.activity import open_to_team
from reports.activity.drafting import Draft
from reports.report_texts import day_of
from teams.models import Seat

MODES = [
    PresenceMode.ON_SITE,
    PresenceMode.REMOTE,
    PresenceMode.BY_DEPUTY,
    PresenceMode.EXCUSED,
    PresenceMode.ABSENT,
]


def members(scope):
    """Institutions with a seat in the year."""
    draft = Draft()
    first, last = date(scope.year, 1, 1), date(scope.year, 12, 31)
    seats = (
        Seat.objects.filter(team=scope.team)
        .filter(Q(from_on__isnull=True) | Q(from_on__lte=last))
        .filter(Q(until_on__isnull=True) | Q(until_on__gte=first))
        .select_related("institution")
        .in_order()
    )
    key = draft.name("team", scope.team.pk, _("roster of the team"), None)
    rows = [
        ([one.institution.name, one.title or "–", one.get_standing_display(), until(one)], [key])
        for one in seats
    ]
    if not rows:
        draft.say(_("No information about the members of the team."))
        return draft
    number = len({seat.institution_id for seat in seats})
    words = ngettext(
        "In %(year)d %(number)d institution had a seat in the team.",
        "In %(year)d %(number)d institutions had a seat in the team.",
        number,
    )
    draft.say(words % {"year": scope.year, "number": number}, key)
    columns = [_("Institution"), _("Seat"), _("Standing"), _("Until")]
    draft.add_table(_("Members of the team"), columns, rows)
    return draft


def until(seat):
    return day_of(seat.until_on) if seat.until_on else "–"


def meetings(scope):
    """Meetings that took place, with how many of the seats were represented."""
    draft = Draft()
    held = list(open_to_team.meetings_held(scope))
    if not held:
        words = _("No information about meetings in %(year)d.")
        draft.say(words % {"year": scope.year})
        return draft
    named = [name_meeting(draft, one) for one in held]
    draft.figures["meetings"] = len(held)
    words = ngettext(
        "In %(year)d the team met %(number)d time.",
        "In %(year)d the team met %(number)d times.",
        len(held),
    )
    draft.say(words % {"year": scope.year, "number": len(held)}, *named)
    there: dict = {}
    for one in expected(scope, held):
        there.setdefault(one.meeting_id, []).append(mode_of(one) in ATTENDING)
    rows = [
        (meeting_cells(one, there.get(one.pk, [])), [key])
        for one, key in zip(held, named, strict=True)
    ]
    columns = [
        pgettext("column of a report", "No."),
        _("Day"),
        _("Kind"),
        _("Subject"),
        _("Present / invited"),
    ]
    draft.add_table(_("Meetings held"), columns, rows)
    return draft


def name_meeting(draft, meeting):
    words = _("meeting No. %(number)s") % {"number": meeting.signature}
    return draft.name("meeting", meeting.pk, words, meeting.local_start.date())


def meeting_cells(meeting, there):
    return [
        meeting.signature,
        day_of(meeting.local_start.date()),
        meeting.get_kind_display(),
        meeting.title,
        f"{sum(there)} / {len(there)}",
    ]


def expected(scope, held):
    """Those who were to come for a seat of the team, a substitute instead of whom he stood for."""
    own = Q(seat__team=scope.team) | Q(further_seats__seat__team=scope.team)
    return (
        Invitee.objects.filter(meeting__in=held)
        .expected()
        .filter(own | Q(substitute_for__seat__team=scope.team))
        .select_related("presence", "substitute_for")
        .distinct()
    )


def mode_of(invitee):
    """Return how an invitee took part; one who stands in for another is a deputy."""
    mode = invitee.presence.mode if hasattr(invitee, "presence") else ""
    if invitee.substitute_for_id and mode in (PresenceMode.ON_SITE, PresenceMode.REMOTE):
        return PresenceMode.BY_DEPUTY
    return mode


def attendance(scope):
    """Attendance by institution; what nobody noted stays "no information", never an absence."""
    draft = Draft()
    held = list(open_to_team.meetings_held(scope))
    keys = {one.pk: name_meeting(draft, one) for one in held}
    counted: dict = {}
    for one in expected(scope, held):
        who = one.substitute_for or one
        line = counted.setdefault(who.institution_name or who.name, {"meetings": [], "modes": []})
        line["meetings"].append(keys[one.meeting_id])
        line["modes"].append(mode_of(one))
    if not counted:
        draft.origins = {}
        draft.say(_("No information about attendance in %(year)d.") % {"year": scope.year})
        return draft
    by_deputy = sum(line["modes"].count(PresenceMode.BY_DEPUTY) for line in counted.values())
    words = ngettext(
        "Deputies came %(number)d time instead of representatives.",
        "Deputies came %(number)d times instead of representatives.",
        by_deputy,
    )
    if by_deputy:
        draft.say(words % {"number": by_deputy}, *keys.values())
    columns = [
        _("Institution"),
        pgettext("column of attendance", "Invited"),
        *(str(mode.label).capitalize() for mode in MODES),
        _("No information"),
    ]
    rows = [(attendance_cells(name, line), line["meetings"]) for name, line in counted.items()]
    draft.add_table(_("Attendance by institution"), columns, rows)
    return draft


def attendance_cells(name, line):
    modes = line["modes"]
    return [
        name,
        len(modes),
        *(modes.count(mode) for mode in MODES),
        modes.count(""),
    ]
