"""Who fills which seat and office, from when, by which document."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from teams import finding
from teams.choices import Capacity
from teams.models import Mandate, Seat, Team, TeamName, TeamRole, TeamRules


class SeatEnded(Refused):
    message = _("This seat has ended.")


class MandateEnded(Refused):
    message = _("This mandate has already ended.")


class RoleEnded(Refused):
    message = _("This role has already ended.")


class SamePerson(Refused):
    message = _("The successor must be another person.")


def lock_seat(seat, day):
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    if seat.until_on is not None and seat.until_on < day:
        raise SeatEnded
    return seat


@transaction.atomic
def add_seat(team, *, institution, title, standing, counts_to_quorum, from_on, by):
    """Give an institution a seat in a team.

    Raises:
        ValidationError: The institution has such a seat already.
    """
    seat = Seat(
        team=team,
        institution=institution,
        title=title,
        standing=standing,
        counts_to_quorum=counts_to_quorum,
        from_on=from_on,
    )
    seat.full_clean()
    seat.save()
    audit.record("seat.added", seat, by=by, team_id=team.pk)
    return seat


@transaction.atomic
def end_seat(seat, *, until_on, by):
    """End a seat and the mandates in it on the same day."""
    seat = lock_seat(seat, until_on)
    for mandate in seat.mandates.filter(until_on__isnull=True):
        end_mandate(mandate, until_on=until_on, act="", by=by)
    seat.until_on = until_on
    seat.full_clean()
    seat.save(update_fields=["until_on"])
    audit.record("seat.ended", seat, by=by, team_id=seat.team_id, until=until_on.isoformat())
    return seat


@transaction.atomic
def appoint(seat, *, user, capacity, from_on, act, by):
    """Appoint a representative, or the next deputy, and return the mandate.

    Args:
        seat: The seat to fill.
        user: The person.
        capacity: `Capacity.HOLDER` or `Capacity.DEPUTY`; deputies are numbered as they come.
        from_on: First day.
        act: The appointing document, as it is to be cited.
        by: The person acting.

    Raises:
        SeatEnded: The seat no longer exists on that day.
        ValidationError: The seat has a representative or does not exist yet on that day, or the
            person fills it already.
    """
    seat = lock_seat(seat, from_on)
    if seat.from_on is not None and from_on < seat.from_on:
        raise ValidationError(_("The seat begins later than that day."))
    if (
        capacity == Capacity.HOLDER
        and seat.mandates.filter(capacity=Capacity.HOLDER, until_on__gte=from_on).exists()
    ):
        raise ValidationError(_("Another representative fills this seat on that day."))
    order = 0
    if capacity == Capacity.DEPUTY:
        order = (seat.mandates.aggregate(last=Max("capacity_order"))["last"] or 0) + 1
    mandate = Mandate(
        seat=seat,
        user=user,
        capacity=capacity,
        capacity_order=order,
        from_on=from_on,
        appointing_act=act,
    )
    mandate.full_clean()
    mandate.save()
    audit.record("mandate.appointed", mandate, by=by, team_id=seat.team_id)
    return mandate


@transaction.atomic
def end_mandate(mandate, *, until_on, act, by):
    """End a mandate with its last day.

    Raises:
        MandateEnded: It has an end already.
        ValidationError: The last day lies before the first.
    """
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if mandate.until_on is not None:
        raise MandateEnded
    mandate.until_on, mandate.ending_act = until_on, act
    mandate.full_clean()
    mandate.save(update_fields=["until_on", "ending_act"])
    audit.record(
        "mandate.ended", mandate, by=by, team_id=mandate.seat.team_id, until=until_on.isoformat()
    )
    return mandate


@transaction.atomic
def hand_over(mandate, *, to, from_on, act, by):
    """Replace a representative by the next in one step; open invitations follow.

    The old mandate ends the day before the new one begins. Tasks belong to the seat.

    Args:
        mandate: The representative's mandate, still open.
        to: The successor. A deputy of the same seat leaves that place first.
        from_on: The successor's first day.
        act: The appointing document.
        by: The person acting.

    Raises:
        SamePerson: The successor is the present representative.
        MandateEnded: The mandate has an end already.
        ValidationError: The days do not fit.
    """
    if to.pk == mandate.user_id:
        raise SamePerson
    last_day = from_on - timedelta(days=1)
    for deputy in mandate.seat.mandates.filter(user=to, until_on__isnull=True):
        end_mandate(deputy, until_on=last_day, act=act, by=by)
    old = end_mandate(mandate, until_on=last_day, act=act, by=by)
    new = appoint(old.seat, user=to, capacity=Capacity.HOLDER, from_on=from_on, act=act, by=by)
    for path in settings.HANDOVER_FOLLOWERS:
        import_string(path)(old, new, by)
    return new


@transaction.atomic
def assign_role(team, *, user, role, from_on, act, by):
    """Give a person an office in a team."""
    office = TeamRole(team=team, user=user, role=role, from_on=from_on, appointing_act=act)
    office.full_clean()
    office.save()
    audit.record("role.assigned", office, by=by, team_id=team.pk, role=str(role))
    return office


@transaction.atomic
def end_role(office, *, until_on, by):
    """End an office with its last day.

    Raises:
        RoleEnded: It has an end already.
        ValidationError: The last day lies before the first.
    """
    office = TeamRole.objects.select_for_update().get(pk=office.pk)
    if office.until_on is not None:
        raise RoleEnded
    office.until_on = until_on
    office.full_clean()
    office.save(update_fields=["until_on"])
    audit.record("role.ended", office, by=by, team_id=office.team_id, until=until_on.isoformat())
    return office


@transaction.atomic
def put_rules_in_force(team, *, facts, by):
    """Put rules of procedure in force from a day, until the day before the next ones.

    Those in force until then end the day before.

    Args:
        team: The team.
        facts: Fields of `TeamRules`, with `from_on`.
        by: The person acting.

    Raises:
        ValidationError: Rules already begin on that day, or a rule is incomplete.
    """
    Team.objects.select_for_update().get(pk=team.pk)
    rules = TeamRules(team=team, **facts)
    for former in team.rules.on_day(rules.from_on).filter(from_on__lt=rules.from_on):
        former.until_on = rules.from_on - timedelta(days=1)
        former.save(update_fields=["until_on"])
    following = team.rules.filter(from_on__gt=rules.from_on).order_by("from_on").first()
    if following is not None:
        rules.until_on = following.from_on - timedelta(days=1)
    rules.full_clean()
    rules.save()
    audit.record("rules.in_force", rules, by=by, team_id=team.pk, since=rules.from_on.isoformat())
    return rules


@transaction.atomic
def rename_team(team, *, name, until_on, by):
    """Give a team a new name; the old one keeps the last day it was used.

    Raises:
        ValidationError: An earlier name was used on that day or later.
    """
    team = Team.objects.select_for_update().get(pk=team.pk)
    if team.former_names.filter(until_on__gte=until_on).exists():
        raise ValidationError(_("An earlier name was in use on that day."))
    former = TeamName(team=team, name=team.name, until_on=until_on)
    former.full_clean()
    former.save()
    team.name = name
    team.save(update_fields=["name"])
    finding.index(team)
    audit.record("team.renamed", team, by=by, team_id=team.pk, until=until_on.isoformat())
    return team
