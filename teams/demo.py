"""Invented people on real seats, so that everything can be tried. Loading twice changes nothing."""

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from coordination import demo_accounts
from coordination.models import User
from teams import working_groups
from teams.choices import Capacity, QuorumRule, RoleName
from teams.models import Mandate, Seat, Team, TeamRole, TeamRules

FIRST = [
    "Barbara",
    "Marek",
    "Joanna",
    "Paweł",
    "Elżbieta",
    "Krzysztof",
    "Łucja",
    "Michał",
    "Żaneta",
    "Stanisław",
    "Halina",
    "Grzegorz",
    "Danuta",
    "Rafał",
    "Iwona",
]
LAST = [
    "Brzoza",
    "Jawor",
    "Wierzba",
    "Olcha",
    "Świerk",
    "Dąb",
    "Leszczyna",
    "Cis",
    "Jarząb",
    "Grab",
    "Buk",
    "Czeremcha",
    "Głóg",
    "Jałowiec",
    "Ligustr",
    "Rokitnik",
    "Tarnina",
]
SINCE = date(2025, 1, 15)
STAFFED = ["wojewodztwo-14", "wojewodztwo-30", "wojewodztwo-10", "krajowy-2023"]
NAMED_SEATS = {
    "Komenda Wojewódzka Policji z siedzibą w Radomiu": "Tomasz Wilk",
    "Prokuratura Okręgowa w Warszawie": "Ewa Lipska",
    "Stowarzyszenie Interwencji Prawnej": "Zofia Kalina",
    "Komenda Stołeczna Policji": "Piotr Sosna",
    "Komenda Główna Policji": "Piotr Sosna",
}
VACANT = "Straż Miejska m.st. Warszawy"
OFFICES = [
    ("wojewodztwo-14", RoleName.COORDINATOR, "Anna Borowik"),
    ("krajowy-2023", RoleName.SECRETARY, "Maria Topola"),
    ("krajowy-2023", RoleName.CHAIR, "Jerzy Modrzew"),
    ("wojewodztwo-30", RoleName.COORDINATOR, "Karolina Jesion"),
]


@transaction.atomic
def load():
    """Create people, mandates, offices and rules on the staffed teams."""
    people = create_accounts()
    invent = inventor()
    for key in STAFFED:
        team = Team.objects.get(key=key)
        give_rules(team)
        for seat in team.seats.on_day().select_related("institution").order_by("position"):
            fill(seat, people, invent)
    for key, role, name in OFFICES:
        TeamRole.objects.get_or_create(
            team=Team.objects.get(key=key),
            role=role,
            user=people[name],
            defaults={"from_on": SINCE, "appointing_act": "zarządzenie nr 1/2025 (demonstracja)"},
        )
    former_member(people["Adam Dawny"])
    working_group(people["Maria Topola"])


def create_accounts():
    """Return the printed accounts by name; all share one password and a proven address."""
    password = make_password(demo_accounts.PASSWORD)
    found = {}
    for email, name, what in demo_accounts.ACCOUNTS:
        user, _created = User.objects.get_or_create(
            email=email,
            defaults={
                "full_name": name,
                "password": password,
                "is_administrator": what.startswith("administrator"),
            },
        )
        EmailAddress.objects.get_or_create(
            user=user, email=email, defaults={"verified": True, "primary": True}
        )
        found[name] = user
    return found


def inventor():
    """Return a maker of people: the same names in the same order each time."""
    count = 0

    def person(institution):
        nonlocal count
        count += 1
        name = f"{FIRST[count % len(FIRST)]} {LAST[(count * 7) % len(LAST)]}"
        domain = slugify(institution.short_name.replace("ł", "l").replace("Ł", "L"))[:24].strip("-")
        ending = "org" if institution.kind == "ngo" else "gov.pl"
        local = slugify(name.replace("ł", "l").replace("Ł", "L")).replace("-", ".")
        email = f"{local}.{count}@{domain}.example.{ending}"
        user, _created = User.objects.get_or_create(email=email, defaults={"full_name": name})
        return user

    return person


def fill(seat, people, invent):
    """Give a seat its representative and, mostly, a deputy; one seat is vacant on purpose."""
    holder, deputy = invent(seat.institution), invent(seat.institution)
    if seat.institution.name == VACANT:
        return
    name = NAMED_SEATS.get(seat.institution.name)
    appoint(seat, people[name] if name else holder, Capacity.HOLDER, 0)
    if seat.position % 4:
        appoint(seat, deputy, Capacity.DEPUTY, 1)


def appoint(seat, user, capacity, order):
    if not seat.mandates.filter(capacity=capacity, until_on__isnull=True).exists():
        Mandate.objects.create(
            seat=seat,
            user=user,
            capacity=capacity,
            capacity_order=order,
            from_on=SINCE,
            appointing_act=f"pismo DEM.{seat.pk}.2025 (demonstracja)",
        )


def give_rules(team):
    """Rules of procedure invented for the demo, and named so."""
    TeamRules.objects.get_or_create(
        team=team,
        from_on=SINCE,
        defaults={
            "legal_basis": "regulamin pracy zespołu (demonstracja)",
            "quorum": QuorumRule.HALF,
            "notice_days": 7,
        },
    )


def former_member(user):
    """A person whose mandate ended last month: he sees nothing any more."""
    seat = Seat.objects.get(
        team__key="wojewodztwo-14", institution__name="Warszawskie Centrum Pomocy Rodzinie"
    )
    Mandate.objects.get_or_create(
        seat=seat,
        user=user,
        defaults={
            "capacity": Capacity.DEPUTY,
            "capacity_order": 9,
            "from_on": date(2024, 1, 10),
            "until_on": timezone.localdate() - timedelta(days=30),
            "appointing_act": "pismo DEM.0.2024 (demonstracja)",
        },
    )


def working_group(secretary):
    """A group of the national team, made of the first institutions in it."""
    national = Team.objects.get(key="krajowy-2023")
    if national.working_groups.exists():
        return
    working_groups.found(
        national,
        name="Grupa robocza do spraw wskaźników KPD",
        purpose="Opis wskaźników zadań krajowego planu działań i sposobu ich liczenia.",
        act="uchwała nr 1/2026 zespołu krajowego (demonstracja)",
        act_on=date(2026, 1, 20),
        from_on=date(2026, 2, 1),
        until_on=None,
        seats=list(national.seats.on_day().in_order()[:4]),
        by=secretary,
    )
