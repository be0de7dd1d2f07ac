"""Real facts from `data/`: voivodeships, institutions, teams, seats, the public directory.

Loading twice changes nothing. What the sources do not say stays empty; nothing is guessed.
"""

import csv
import re
import tomllib
from datetime import date

from django.conf import settings
from django.db import transaction

from coordination import institutions as institution_operations
from coordination.models import Institution, Voivodeship
from teams import finding
from teams.choices import ServiceKind, TeamLevel
from teams.models import (
    Contact,
    FoundingAct,
    Operator,
    Programme,
    ProgrammePoint,
    Seat,
    Team,
    TeamTask,
)

FOLDER = settings.BASE_DIR / "data"
NATIONAL_KEYS = {"2004": "krajowy-2004", "2019": "krajowy-2019", "2023": "krajowy-2023"}
TEAM_MEMBERS_OF_2023 = "M.P. 2023 poz. 1036"
POINTS = {
    "aims": ServiceKind.AIM,
    "conditions": ServiceKind.CONDITION,
    "offer": ServiceKind.OFFER,
    "areas": ServiceKind.AREA,
}


def rows(name):
    """Read a table of facts."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    """Read a whole date; a year and a month alone are no day."""
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


@transaction.atomic
def load():
    """Load everything and return how many rows of each kind exist afterwards."""
    load_voivodeships()
    load_institutions()
    load_teams()
    load_seats()
    load_directory()
    for institution in Institution.objects.all():
        institution_operations.index(institution)
    for team in Team.objects.select_related("voivodeship"):
        finding.index(team)
    return {
        "voivodeships": Voivodeship.objects.count(),
        "institutions": Institution.objects.count(),
        "teams": Team.objects.count(),
        "seats": Seat.objects.count(),
    }


def load_voivodeships():
    for row in rows("voivodeships.csv"):
        Voivodeship.objects.update_or_create(
            teryt=row["teryt"],
            defaults={
                "name": row["name"],
                "seat": row["seat"],
                "office": row["voivodeship_office"],
            },
        )


def load_institutions():
    """Institutions are known by name, level and voivodeship; a name given later is kept."""
    voivodeships = {one.name: one for one in Voivodeship.objects.all()}
    for row in rows("institutions.csv"):
        key = {
            "name": row["name"],
            "level": row["level"],
            "voivodeship": voivodeships.get(row["voivodeship"]),
        }
        if Institution.objects.filter(former_names__name=row["name"]).exists():
            continue
        Institution.objects.get_or_create(
            **key,
            defaults={
                "short": row["abbreviation"],
                "kind": row["kind"],
                "source": row["source"],
            },
        )


def team_key(row, voivodeships):
    if row["level"] == TeamLevel.NATIONAL:
        return NATIONAL_KEYS[row["founded_date"][:4]]
    return f"wojewodztwo-{voivodeships[row['voivodeship']].teryt}"


def load_teams():
    """Three national bodies in a chain, and sixteen voivodeship teams."""
    voivodeships = {one.name: one for one in Voivodeship.objects.all()}
    predecessor = None
    for row in rows("teams.csv"):
        team, _created = Team.objects.get_or_create(
            key=team_key(row, voivodeships),
            defaults={
                "name": row["name"],
                "level": row["level"],
                "voivodeship": voivodeships.get(row["voivodeship"]),
                "coordinator_unit": row["coordinator_unit"],
                "founded_as_printed": row["founded_date"],
                "active_from_on": day(row["founded_date"]),
                "note": row["note"],
                "source": row["source"],
            },
        )
        if team.level == TeamLevel.NATIONAL:
            link_predecessor(team, predecessor)
            predecessor = team
        elif row["founding_act"]:
            FoundingAct.objects.get_or_create(
                team=team,
                title=row["founding_act"],
                defaults={"issued_on": team.active_from_on, "source": row["source"]},
            )


def link_predecessor(team, predecessor):
    """One national body followed another; on which day the older ended, only an act can say."""
    if predecessor is not None and team.predecessor_id is None:
        team.predecessor = predecessor
        team.save(update_fields=["predecessor"])


def load_seats():
    """Seats where a source lists the members of a team; since when, the sources do not say."""
    regional = {team.voivodeship_id: team for team in Team.objects.filter(level="voivodeship")}
    national = Team.objects.get(key="krajowy-2023")
    taken = set(Seat.objects.values_list("team_id", "institution_id"))
    known = Institution.objects.exclude(source="").order_by("pk")
    for position, institution in enumerate(known, start=1):
        team = regional.get(institution.voivodeship_id)
        if TEAM_MEMBERS_OF_2023 in institution.source:
            team = national
        if team is None or (team.pk, institution.pk) in taken:
            continue
        Seat.objects.create(
            team=team,
            institution=institution,
            position=position,
            from_on=None,
            source=institution.source,
        )


def load_directory():
    facts = tomllib.loads((FOLDER / "directory.toml").read_text(encoding="utf-8"))
    source = facts["source"]
    for entry in facts["team"]:
        load_team_facts(entry, source)
    found = facts["programme"]
    programme, _created = Programme.objects.update_or_create(
        key=found["key"],
        defaults={"name": found["name"], "summary": found["summary"], "source": source},
    )
    for name, kind in POINTS.items():
        for position, text in enumerate(found[name], start=1):
            ProgrammePoint.objects.update_or_create(
                programme=programme, kind=kind, position=position, defaults={"text": text}
            )
    for entry in facts["operator"]:
        Operator.objects.get_or_create(
            programme=programme,
            institution=Institution.objects.get(name=entry["institution"]),
            year_from=entry["year_from"],
            defaults={
                "year_to": entry["year_to"],
                "chosen_by": entry["chosen_by"],
                "source": source,
            },
        )
    for entry in facts["contact"]:
        load_contact(entry, programme, source)


def load_team_facts(entry, source):
    """Purpose, acts and tasks of a team; what an office has changed by hand is left alone."""
    team = Team.objects.get(key=entry["key"])
    if not team.purpose and entry.get("purpose"):
        team.purpose = entry["purpose"]
    if entry.get("active_until_on"):
        team.active_until_on = entry["active_until_on"]
    team.save(update_fields=["purpose", "active_until_on"])
    for act in entry.get("acts", []):
        FoundingAct.objects.get_or_create(
            team=team,
            title=act["title"],
            defaults={"issued_on": act["issued_on"], "source": team.source},
        )
    for position, text in enumerate(entry.get("tasks", []), start=1):
        TeamTask.objects.get_or_create(
            team=team, position=position, defaults={"text": text, "source": source}
        )


def load_contact(entry, programme, source):
    team = Team.objects.get(key=entry["team"]) if "team" in entry else None
    Contact.objects.get_or_create(
        team=team,
        programme=None if team else programme,
        name=entry["name"],
        defaults={
            "phone": entry.get("phone", ""),
            "email": entry.get("email", ""),
            "website": entry.get("website", ""),
            "source": source,
        },
    )
