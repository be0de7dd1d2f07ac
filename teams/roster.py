"""Who sits in a team, today and on any other day, under the names of that day."""

from dataclasses import dataclass, field

from coordination.models import InstitutionName
from teams.choices import Capacity
from teams.models import Mandate, Seat, TeamRole


@dataclass
class RosterRow:
    """One seat on a day, with the name its institution had then."""

    seat: Seat
    institution_name: str
    holder: Mandate | None = None
    deputies: list = field(default_factory=list)


def names_on(day, institutions):
    """Return the names that institutions carried on a day, by key: three queries, whatever many."""
    names = {one.pk: one.name for one in institutions}
    former = InstitutionName.objects.filter(institution__in=names, until_on__gte=day)
    for name in former.order_by("-until_on"):
        names[name.institution_id] = name.name
    return names


def roster(team, day):
    """Return the seats of a team on a day in their order, each with who filled it."""
    seats = list(
        Seat.objects.filter(team=team).on_day(day).select_related("institution").in_order()
    )
    names = names_on(day, [seat.institution for seat in seats])
    rows = {seat.pk: RosterRow(seat, names[seat.institution_id]) for seat in seats}
    mandates = Mandate.objects.on_day(day).filter(seat__in=rows).select_related("user").in_order()
    for mandate in mandates:
        row = rows[mandate.seat_id]
        if mandate.capacity == Capacity.HOLDER:
            row.holder = mandate
        else:
            row.deputies.append(mandate)
    return list(rows.values())


def officers(team, day):
    """Return the offices of a team on a day: the chair first, the coordinator last."""
    order = {"chair": 0, "deputy_chair": 1, "secretary": 2, "coordinator": 3}
    held = TeamRole.objects.on_day(day).filter(team=team).select_related("user")
    return sorted(held, key=lambda office: (order[office.role], office.pk))


def name_on(team, day):
    """Return the name a team carried on a day."""
    former = team.former_names.filter(until_on__gte=day).order_by("until_on").first()
    return former.name if former else str(team)
