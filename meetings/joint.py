"""Joint meetings: one team leads, further teams take part with their own seats and rules.

The lead team prepares, convenes and decides. Each team has its own quorum, by its own rules; a
person who sits in several of them is invited once and counts in each.
"""

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination import audit
from coordination.refusals import Refused
from meetings.models import JoinedTeam, Meeting
from teams.models import Seat


class NotADraftAnyMore(Refused):
    message = gettext_lazy(
        "Teams are joined while the meeting is a draft; afterwards its invitations have gone out."
    )


class LeadTeamJoined(Refused):
    message = gettext_lazy("The team that leads the meeting takes part anyway. Choose other teams.")


@transaction.atomic
def join(meeting, teams, *, by):
    """Set which further teams take part in a draft; those left out no longer do.

    Args:
        meeting: A draft; re-read under a lock.
        teams: The further teams.
        by: The person acting. Permission is the caller's to check.

    Raises:
        NotADraftAnyMore: It was convened or cancelled.
        LeadTeamJoined: The lead team is among them.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    wanted = {team.pk: team for team in teams}
    if not meeting.is_draft:
        raise NotADraftAnyMore
    if meeting.team_id in wanted:
        raise LeadTeamJoined
    meeting.joined.exclude(team__in=wanted).delete()
    present = set(meeting.joined.values_list("team", flat=True))
    JoinedTeam.objects.bulk_create(
        JoinedTeam(meeting=meeting, team=team) for pk, team in wanted.items() if pk not in present
    )
    meeting.revision += 1
    meeting.save(update_fields=["revision"])
    audit.record(
        "meeting.teams_joined", meeting, by=by, team_id=meeting.team_id, teams=sorted(wanted)
    )
    return meeting


def joined_of(meeting):
    """Return the further teams of a meeting with their rules; asked once for one meeting."""
    prefetch_related_objects([meeting], "joined__team__voivodeship", "joined__rules")
    return list(meeting.joined.all())


def teams_of(meeting):
    """Return all teams that take part, the lead team first."""
    return [meeting.team, *(one.team for one in joined_of(meeting))]


def sentence(meeting):
    """Say with whom a team meets, or return an empty text."""
    names = [str(one.team) for one in joined_of(meeting)]
    return _("Jointly with: %(teams)s") % {"teams": ", ".join(names)} if names else ""


def heading(meeting):
    """Return the teams as a paper names them: the lead team, then with whom."""
    return ". ".join(part for part in (str(meeting.team), sentence(meeting)) if part)


def rules_by_team(meeting):
    """Return the rules frozen with a meeting, by the key of their team."""
    return {meeting.team_id: meeting.rules} | {one.team_id: one.rules for one in joined_of(meeting)}


def rules_for(invitee):
    """Return the rules of the team whose seat an invitee fills."""
    meeting = invitee.meeting
    if invitee.seat_id is None or not joined_of(meeting):
        return meeting.rules
    return rules_by_team(meeting).get(invitee.seat.team_id, meeting.rules)


def strictest(rules):
    """Return the rules that ask for the longest notice, or None where no team has any."""
    known = [one for one in rules if one is not None]
    return max(known, key=lambda one: one.notice_days, default=None)


def seats_of(meeting):
    """Return today's seats of all teams that take part."""
    teams = [team.pk for team in teams_of(meeting)]
    return Seat.objects.filter(team__in=teams).on_day().select_related("institution").in_order()
