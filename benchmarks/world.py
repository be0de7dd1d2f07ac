"""The data the benchmarks work on: one team, people, meetings."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from coordination.choices import InstitutionKind, InstitutionLevel
from coordination.models import Institution, User
from meetings import convening, planning
from teams.choices import QuorumRule, RoleName, TeamLevel
from teams.models import Mandate, Seat, Team, TeamRole, TeamRules

AGENDA = [(f"Punkt {number} porządku obrad", 10) for number in range(1, 13)]


def prepare():
    for command in ("compile_catalogues", "migrate", "createcachetable"):
        call_command(command, verbosity=0, stdout=open("/dev/null", "w"))  # noqa: SIM115
    call_command("collectstatic", interactive=False, verbosity=0)


def team_of(size, key):
    """Return a team with its coordinator and as many filled seats."""
    team = Team.objects.create(key=key, name=f"Zespół {key}", level=TeamLevel.NATIONAL)
    since = timezone.localdate() - timedelta(days=400)
    TeamRules.objects.create(team=team, from_on=since, quorum=QuorumRule.HALF, notice_days=0)
    coordinator = User.objects.create(email=f"{key}@example.org", full_name=f"Koordynator {key}")
    TeamRole.objects.create(team=team, user=coordinator, role=RoleName.COORDINATOR, from_on=since)
    for number in range(size):
        institution = Institution.objects.create(
            name=f"Instytucja {key} {number}",
            kind=InstitutionKind.POLICE,
            level=InstitutionLevel.NATIONAL,
        )
        seat = Seat.objects.create(team=team, institution=institution, position=number)
        person = User.objects.create(
            email=f"p{number}@{key}.example.org", full_name=f"Osoba {key} {number}"
        )
        Mandate.objects.create(seat=seat, user=person, from_on=since)
    return team, coordinator


def meeting_of(team, coordinator, *, days=30, agenda=AGENDA, convened=True):
    start = (timezone.now() + timedelta(days=days)).replace(microsecond=0)
    facts = {
        "title": f"Posiedzenie za {days} dni",
        "kind": "ordinary",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "place": "Sala 1",
        "video_link": "",
        "notes": "",
        "label": "units",
    }
    draft = planning.draft(team, facts=facts, agenda_entries=agenda, by=coordinator)
    return convening.convene(draft, by=coordinator) if convened else draft
