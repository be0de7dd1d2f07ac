"""Groups of addressees: made, filled and closed by a team's officers; every change is on record."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from exchange.choices import GroupAct
from exchange.models import AudienceGroup, AudienceGroupChange, GroupMember


class InGroupAlready(Refused):
    message = _("It is in the group already.")


class IsClosed(Refused):
    message = _("This group is closed; what was sent to it stays readable.")


def lock_open(group):
    group = AudienceGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if group.closed_at is not None:
        raise IsClosed
    return group


def note(group, act, words, by):
    AudienceGroupChange.objects.create(group=group, act=act, words=str(words)[:250], by=by)
    audit.record(f"audience_group.{act}", group, by=by, team_id=group.team_id)


@transaction.atomic
def found(team, *, name, by):
    """Make an empty group of a team.

    Raises:
        ValidationError: The team has a group of this name.
    """
    group = AudienceGroup(team=team, name=name)
    group.full_clean(exclude=["team"])
    group.save()
    note(group, GroupAct.FOUNDED, name, by)
    return group


@transaction.atomic
def rename(group, *, name, by):
    """Give a group another name.

    Raises:
        IsClosed: See `lock_open`.
        ValidationError: The team has a group of this name.
    """
    group = lock_open(group)
    words = f"{group.name} → {name}"
    group.name = name
    group.full_clean(exclude=["team"])
    group.save(update_fields=["name"])
    note(group, GroupAct.RENAMED, words, by)
    return group


@transaction.atomic
def add(group, *, institution=None, person=None, by):
    """Put an institution or a person into a group; what was sent before does not reach it.

    Raises:
        IsClosed: See `lock_open`.
        InGroupAlready: It is there.
    """
    group = lock_open(group)
    member, is_new = GroupMember.objects.get_or_create(
        group=group, institution=institution, person=person
    )
    if not is_new:
        raise InGroupAlready
    note(group, GroupAct.ADDED, member, by)
    return member


@transaction.atomic
def remove(member, *, by):
    """Take a member out of its group; what it was sent before stays readable to it.

    Raises:
        IsClosed: See `lock_open`.
    """
    group = lock_open(member.group)
    note(group, GroupAct.REMOVED, member, by)
    member.delete()


@transaction.atomic
def close(group, *, by):
    """Close a group: it can be chosen no more, its record stays.

    Raises:
        IsClosed: See `lock_open`.
    """
    group = lock_open(group)
    group.closed_at = timezone.now()
    group.save(update_fields=["closed_at"])
    note(group, GroupAct.CLOSED, group.name, by)
    return group
