"""Minimal valid things for tests: each word makes one, saved, with nothing surprising inside."""

from datetime import timedelta
from itertools import count

from allauth.account.models import EmailAddress
from django.utils import timezone

from coordination.choices import InstitutionKind, InstitutionLevel
from coordination.models import Delivery, Institution, User, Voivodeship
from teams.choices import Capacity, QuorumRule, RoleName, TeamLevel
from teams.models import Mandate, Seat, Team, TeamRole, TeamRules

PASSWORD = "a long sentence for tests"
_next = count(1)


def long_ago():
    """A day on which everything here has already begun."""
    return timezone.localdate() - timedelta(days=400)


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def person(email=None, full_name="", *, password=None, **fields):
    """Return a person who can sign in once `password` is given; the address is then proven."""
    number = next(_next)
    email = email or f"person{number}@example.org"
    name = full_name or f"Osoba Numer{number}"
    user = User.objects.create_user(email, password, full_name=name, **fields)
    if password:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def administrator(**fields):
    return person(is_administrator=True, **fields)


def voivodeship(teryt="14", name="mazowieckie"):
    return Voivodeship.objects.get_or_create(
        teryt=teryt, defaults={"name": name, "seat": "Miasto", "office": f"Urząd ({name})"}
    )[0]


def institution(name=None, **fields):
    defaults = {"kind": InstitutionKind.POLICE, "level": InstitutionLevel.NATIONAL}
    name = name or f"Instytucja {next(_next)}"
    return Institution.objects.create(name=name, **(defaults | fields))


def team(name=None, **fields):
    """Return a national team, unless fields say otherwise."""
    number = next(_next)
    defaults = {"key": f"team-{number}", "level": TeamLevel.NATIONAL}
    return Team.objects.create(name=name or f"Zespół {number}", **(defaults | fields))


def regional_team(name=None, **fields):
    """Return a voivodeship team of Mazowieckie, unless fields say otherwise."""
    fields.setdefault("voivodeship", voivodeship())
    return team(name, level=TeamLevel.VOIVODESHIP, **fields)


def seat(of_team=None, of_institution=None, **fields):
    """Return a voting seat without a known beginning."""
    return Seat.objects.create(
        team=of_team or team(), institution=of_institution or institution(), **fields
    )


def mandate(of_seat=None, user=None, *, deputy=0, **fields):
    """Return a mandate in force: the representative's, or the `deputy`-th deputy's."""
    fields.setdefault("from_on", long_ago())
    return Mandate.objects.create(
        seat=of_seat or seat(),
        user=user or person(),
        capacity=Capacity.DEPUTY if deputy else Capacity.HOLDER,
        capacity_order=deputy,
        **fields,
    )


def role(of_team, user=None, name=RoleName.COORDINATOR, **fields):
    """Return an office in force, the coordinator's by default."""
    fields.setdefault("from_on", long_ago())
    return TeamRole.objects.create(team=of_team, user=user or person(), role=name, **fields)


def rules(of_team, **fields):
    """Return rules of procedure in force: quorum of half the seats."""
    fields.setdefault("from_on", long_ago())
    fields.setdefault("quorum", QuorumRule.HALF)
    return TeamRules.objects.create(team=of_team, **fields)


def member_of(of_team, user=None, **fields):
    """Return a person who represents a new institution in a team today."""
    return mandate(seat(of_team), user, **fields).user


def coordinator_of(of_team, user=None):
    return role(of_team, user).user


def chair_of(of_team, user=None):
    return role(of_team, user, RoleName.CHAIR).user


def secretary_of(of_team, user=None):
    return role(of_team, user, RoleName.SECRETARY).user


def former_member_of(of_team, user=None):
    """Return a person whose mandate ended yesterday."""
    return mandate(seat(of_team), user, until_on=yesterday()).user


def letter(**fields):
    """A letter in the outbox, waiting to be sent."""
    number = next(_next)
    known = {
        "key": f"test:{number}",
        "recipient": "odbiorca@example.org",
        "subject": "Sprawa",
        "text": "Treść",
        "message_id": f"<{number}@example.org>",
    }
    return Delivery.objects.create(**(known | fields))
