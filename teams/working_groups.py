"""Working groups: set up by a team from its own institutions, for a purpose and a time."""

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from teams import finding, membership
from teams.choices import Capacity, RoleName, TeamLevel
from teams.models import FoundingAct, Seat, Team


class GroupOfAGroup(Refused):
    message = _("A working group sets up no groups of its own; its team does.")


class NobodyInTheGroup(Refused):
    message = _("Choose at least one institution of the team.")


class SeatOfAnotherTeam(Refused):
    message = _("A working group is made of the institutions of its team.")


class NotAGroupAtWork(Refused):
    message = _("Only a working group that has not ended can be ended.")


@transaction.atomic
def found(parent, *, name, purpose, act, act_on, from_on, until_on, seats, by):
    """Set up a working group and return it; whoever founds it coordinates it at first.

    Args:
        parent: The team that sets it up.
        name: Its name.
        purpose: What it is to do.
        act: The founding decision, as it is to be cited.
        act_on: Its date.
        from_on: First day.
        until_on: Last day, or None while that is open.
        seats: Seats of the team whose institutions get a seat; who represents them there today
            represents them here, too.
        by: The person acting. Permission is the caller's to check.

    Raises:
        GroupOfAGroup: The team is a working group itself.
        NobodyInTheGroup: No seat is chosen.
        SeatOfAnotherTeam: A seat is not the team's.
        ValidationError: The days do not fit.
    """
    parent = Team.objects.select_for_update(of=("self",)).get(pk=parent.pk)
    if parent.level == TeamLevel.WORKING_GROUP:
        raise GroupOfAGroup
    if not seats:
        raise NobodyInTheGroup
    if any(seat.team_id != parent.pk for seat in seats):
        raise SeatOfAnotherTeam
    group = Team(
        key=f"{parent.key[:48]}-g{parent.working_groups.count() + 1}",
        name=name,
        level=TeamLevel.WORKING_GROUP,
        parent=parent,
        voivodeship=parent.voivodeship,
        purpose=purpose,
        coordinator_unit=parent.coordinator_unit,
        active_from_on=from_on,
        active_until_on=until_on,
    )
    group.full_clean()
    group.save()
    FoundingAct.objects.create(team=group, title=act, issued_on=act_on)
    for seat in seats:
        take_seat(group, seat, act, by)
    membership.assign_role(
        group, user=by, role=RoleName.COORDINATOR, from_on=from_on, act=act, by=by
    )
    finding.index(group)
    audit.record("group.founded", group, by=by, team_id=parent.pk)
    return group


def take_seat(group, seat, act, by):
    """Give the institution of a seat a seat in the group, filled by the same representative."""
    own = Seat(
        team=group,
        institution=seat.institution,
        title=seat.title,
        standing=seat.standing,
        counts_to_quorum=seat.counts_to_quorum,
        position=seat.position,
        from_on=group.active_from_on,
    )
    own.full_clean()
    own.save()
    audit.record("seat.added", own, by=by, team_id=group.pk)
    holders = seat.mandates.on_day(group.active_from_on).filter(
        capacity=Capacity.HOLDER, user__is_active=True
    )
    for mandate in holders[:1]:
        membership.appoint(
            own,
            user=mandate.user,
            capacity=Capacity.HOLDER,
            from_on=group.active_from_on,
            act=act,
            by=by,
        )


@transaction.atomic
def end(group, *, until_on, by):
    """End a working group with its last day: its seats end, its offices and papers stay.

    Raises:
        NotAGroupAtWork: It is no working group, or it has ended.
        Refused: Something of it goes on after that day; the room it is in says what.
        ValidationError: The last day lies before the first.
    """
    group = Team.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if group.level != TeamLevel.WORKING_GROUP or not Team.objects.active().filter(pk=group.pk):
        raise NotAGroupAtWork
    for path in settings.GROUP_END_FOLLOWERS:
        import_string(path)(group, until_on, by)
    group.active_until_on = until_on
    group.full_clean()
    group.save(update_fields=["active_until_on"])
    for seat in group.seats.filter(until_on__isnull=True):
        membership.end_seat(seat, until_on=until_on, by=by)
    audit.record("group.ended", group, by=by, team_id=group.parent_id, until=until_on.isoformat())
    return group
