"""Running a cycle: opening it, asking for what was assigned later, more time, closing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.models import Institution
from coordination.refusals import Refused
from reports import chasing, letters
from reports.choices import CycleState
from reports.models import (
    Assignment,
    Contribution,
    Extension,
    FormVersion,
    ReportingCycle,
)
from reports.reporters import Reporter, reporters_in
from teams.choices import TeamLevel
from teams.models import Team


class CycleIsOpenAlready(Refused):
    message = _("This cycle has been opened already.")


class CycleIsNotOpen(Refused):
    message = _("This cycle is not open.")


class PlanIsNotAdopted(Refused):
    message = _("A cycle can be opened for an adopted plan only.")


class NobodyToAsk(Refused):
    message = _("No task of this plan is assigned to anybody, so nobody would be asked.")


class NoForm(Refused):
    message = _("No form is loaded. The administrator loads it with load_reference_data.")


class ExtensionIsShorter(Refused):
    message = _("This institution has until that day or longer already.")


def newest_form():
    """Return the newest wording of the form.

    Raises:
        NoForm: None is loaded.
    """
    form = FormVersion.objects.order_by("-pk").first()
    if form is None:
        raise NoForm
    return form


def lock(cycle):
    return (
        ReportingCycle.objects.select_for_update(of=("self",))
        .select_related("edition")
        .get(pk=cycle.pk)
    )


def lock_open(cycle):
    cycle = lock(cycle)
    if not cycle.is_open:
        raise CycleIsNotOpen
    return cycle


@transaction.atomic
def open_cycle(cycle, *, by):
    """Ask everybody who has a task: one contribution for each assignment.

    Args:
        cycle: A prepared cycle; re-read under a lock.
        by: The person acting. Permission is the caller's to check.

    Raises:
        CycleIsOpenAlready: Somebody opened it before, or it is closed.
        PlanIsNotAdopted: The plan is still a draft.
        NobodyToAsk: Nothing is assigned.
    """
    cycle = lock(cycle)
    if not cycle.is_draft:
        raise CycleIsOpenAlready
    if not cycle.edition.is_adopted:
        raise PlanIsNotAdopted
    cycle.state, cycle.opened_at = CycleState.OPEN, timezone.now()
    cycle.save(update_fields=["state", "opened_at"])
    asked = make_contributions(cycle)
    if not asked:
        raise NobodyToAsk
    audit.record("cycle.opened", cycle, by=by, contributions=len(asked))
    tell(cycle, asked)
    return cycle


def make_contributions(cycle):
    """Make what is missing, never the same twice, and return the new contributions."""
    known = set(cycle.contributions.values_list("assignment", "team"))
    teams = list(regional_teams())
    wanted = []
    assignments = Assignment.objects.in_force().filter(task__edition=cycle.edition)
    for one in assignments.select_related("task", "institution"):
        places = [(None, team) for team in teams] if one.each_team else [(one.institution, None)]
        wanted += [
            Contribution(
                cycle=cycle, assignment=one, task=one.task, institution=institution, team=team
            )
            for institution, team in places
            if (one.pk, team.pk if team else None) not in known and still_there(institution)
        ]
    Contribution.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=500)
    return wanted


def still_there(institution):
    """Whether an institution has not been abolished; one that has is asked nothing."""
    ended = institution.active_until_on if institution else None
    return ended is None or ended >= timezone.localdate()


def regional_teams():
    """Return the voivodeship teams at work today."""
    return (
        Team.objects.active()
        .filter(level=TeamLevel.VOIVODESHIP)
        .select_related("voivodeship")
        .in_polish_order()
    )


def tell(cycle, contributions):
    """Promise the reminders and write the opening letters, once for each who is asked."""
    reporters = reporters_in(contributions)
    chasing.promise(cycle, reporters)
    letters.send(letters.opened, cycle, reporters)


@transaction.atomic
def ask_missing(edition, *, by):
    """Ask in every open cycle of an edition for what was assigned since."""
    for cycle in edition.cycles.open():
        cycle = lock_open(cycle)
        asked = make_contributions(cycle)
        if asked:
            audit.record("cycle.asked_more", cycle, by=by, contributions=len(asked))
            tell(cycle, asked)


def ask_late_teams():
    """Ask voivodeship teams founded since a cycle was opened. Safe to run again.

    Returns:
        How many contributions were made.
    """
    today = set(regional_teams().values_list("pk", flat=True))
    made = 0
    for cycle in ReportingCycle.objects.open():
        asked = set(cycle.contributions.exclude(team=None).values_list("team", flat=True))
        if asked and today - asked:
            made += ask_more(cycle)
    return made


@transaction.atomic
def ask_more(cycle):
    """Make what is missing in an open cycle and tell those who are asked; return how many."""
    cycle = lock(cycle)
    asked = make_contributions(cycle) if cycle.is_open else []
    if asked:
        audit.record("cycle.asked_more", cycle, by=None, contributions=len(asked))
        tell(cycle, asked)
    return len(asked)


@transaction.atomic
def close_cycle(cycle, *, by):
    """Close a cycle: nothing is taken any more, promised reminders are settled.

    Raises:
        CycleIsNotOpen: It was closed before or never opened.
    """
    cycle = lock_open(cycle)
    cycle.state, cycle.closed_at = CycleState.CLOSED, timezone.now()
    cycle.save(update_fields=["state", "closed_at"])
    chasing.settle_all(cycle)
    audit.record("cycle.closed", cycle, by=by)
    return cycle


@transaction.atomic
def extend(cycle, reporter, *, until_on, reason, by):
    """Give one institution more time; its reminders move with it.

    Raises:
        CycleIsNotOpen: The cycle is not open.
        ExtensionIsShorter: It has that long already.
    """
    cycle = lock_open(cycle)
    if until_on <= due_on(cycle, reporter):
        raise ExtensionIsShorter
    extension = Extension.objects.create(
        cycle=cycle, until_on=until_on, reason=reason, granted_by=by, **reporter.fields
    )
    chasing.move(cycle, reporter, until_on)
    letters.send(letters.extended, cycle, [reporter], until_on=until_on)
    audit.record("cycle.extended", cycle, by=by, reporter=reporter.key, until=str(until_on))
    return extension


def extensions_of(cycle):
    """Return the latest extended day of each who has one, by the reporter's key."""
    days = {}
    for one in cycle.extensions.all():
        days[one.reporter_key] = max(one.until_on, days.get(one.reporter_key, one.until_on))
    return days


def due_on(cycle, reporter):
    """Return the last day in time for one reporter."""
    granted = cycle.extensions.filter(**reporter.fields).order_by("-until_on").first()
    return max(cycle.due_on, granted.until_on) if granted else cycle.due_on


def days_of(cycle, reporter):
    """Return `(due, late after, taken until)` for one reporter; more time moves all three."""
    due = due_on(cycle, reporter)
    return due, max(due, cycle.grace_on), max(due, cycle.closes_on)


def reporters_of(cycle):
    """Return everybody who is asked in a cycle: institutions first, then the teams."""
    asked = set(cycle.contributions.order_by().values_list("institution", "team").distinct())
    institutions = Institution.objects.filter(pk__in={one for one, _team in asked if one})
    institutions = institutions.select_related("parent")
    teams = Team.objects.filter(pk__in={team for _institution, team in asked if team})
    return [Reporter(institution=one) for one in institutions.in_polish_order()] + [
        Reporter(team=one) for one in teams.select_related("voivodeship").in_polish_order()
    ]
