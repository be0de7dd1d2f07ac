"""Where a person stands today: the teams he sits in and the offices he holds."""

from dataclasses import dataclass

from django.apps import apps
from django.utils import timezone

from coordination.prepared import Prepared
from coordination.request_memory import remembered


@dataclass(frozen=True)
class Standing:
    """A person's seats and offices of one day, by key.

    Args:
        seats: The seats he fills, by key, with the key of their team.
        offices: Pairs of team and role that he holds.
    """

    seats: dict
    offices: frozenset

    @property
    def sits_in(self):
        """Keys of the teams he sits in."""
        return set(self.seats.values())

    @property
    def teams(self):
        """Keys of the teams whose inside he may see: he sits or works in them."""
        return self.sits_in | {team for team, _role in self.offices}

    def holding(self, roles):
        """Return the keys of the teams in which he holds one of these roles."""
        return {team for team, role in self.offices if role in roles}


NOWHERE = Standing({}, frozenset())


def standing_of(user, day=None):
    """Return where a person stands on a day, today by default; asked once while a page is read.

    Args:
        user: Anybody, also one who is not signed in or no longer active: he stands nowhere.
        day: The day of the question.
    """
    if not user.is_authenticated or not user.is_active:
        return NOWHERE
    day = day or timezone.localdate()
    return remembered(("standing", user.pk, day), lambda: _ask(user, day))


def _ask(user, day):
    filled, held = SEATS.ask(user.pk, day), OFFICES.ask(user.pk, day)
    return Standing(dict(filled), frozenset(held))


def _seats(person, day):
    seats = apps.get_model("teams", "Seat").objects.on_day(day)
    mandates = apps.get_model("teams", "Mandate").objects.on_day(day)
    filled = mandates.filter(user=person, seat__in=seats)
    return filled.order_by().values_list("seat", "seat__team")


def _offices(person, day):
    held = apps.get_model("teams", "TeamRole").objects.on_day(day).filter(user=person)
    return held.order_by().values_list("team", "role")


SEATS, OFFICES = Prepared(_seats), Prepared(_offices)
