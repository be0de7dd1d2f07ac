"""Whom a person may choose from when he addresses something, and in whose name he may write."""

from django.db.models import Q

from coordination.models import Institution, InstitutionPost, User
from exchange.models import AudienceGroup
from exchange.standing import reader_standing
from teams.models import Mandate, Seat, Team, TeamRole


def sources_of(user):
    """Return in whose name a person may write: his institutions, and teams of his offices."""
    standing = reader_standing(user)
    institutions = Institution.objects.filter(pk__in=standing.institutions).in_polish_order()
    teams = Team.objects.filter(pk__in=standing.offices).select_related("voivodeship")
    return [*institutions, *teams.in_polish_order()]


def teams_to_address(user):
    """Teams to which a person may address something: those at work whose name he may know."""
    known = Team.objects.known_to(user).active().select_related("voivodeship")
    return known.in_polish_order()


def institutions_to_address():
    """Institutions that sit in a team today; others have nobody here who could read."""
    seated = Seat.objects.on_day().values("institution")
    posted = InstitutionPost.objects.on_day().values("institution")
    active = Institution.objects.active().filter(Q(pk__in=seated) | Q(pk__in=posted))
    return active.in_polish_order()


def groups_to_address(user):
    groups = AudienceGroup.objects.visible_to(user).open()
    return groups.select_related("team__voivodeship").in_polish_order()


def people_known_to(user):
    """People whom somebody may name by their name: those of the teams he sees from inside."""
    teams = reader_standing(user).teams
    seated = Mandate.objects.on_day().filter(seat__team__in=teams).values("user")
    serving = TeamRole.objects.on_day().filter(team__in=teams).values("user")
    return User.objects.active().filter(Q(pk__in=seated) | Q(pk__in=serving))
