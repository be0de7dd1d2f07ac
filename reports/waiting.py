"""What waits for a person in this room: to write, to sign, to correct, to confirm, to review."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.waiting import Entry
from reports import permissions
from reports.activity import waiting as team_waiting
from reports.choices import ContributionState
from reports.models import (
    ActivityPartner,
    Assessment,
    CompiledReport,
    Contribution,
    ReportingCycle,
)
from reports.standing import reporting_standing
from reports.statistics import release_waiting, return_waiting


@dataclass(frozen=True)
class Waiting:
    """One open cycle of a person: how much of it waits for him, and in what way."""

    cycle: ReportingCycle
    to_write: int = 0
    to_sign: int = 0
    to_correct: int = 0
    to_review: int = 0

    @property
    def total(self):
        return self.to_write + self.to_sign + self.to_correct + self.to_review


def cycles_for(user):
    """Return what waits in each open cycle, the most urgent first; two queries at most."""
    standing = reporting_standing(user)
    numbers: dict = {}
    if standing.reports:
        signs = Q(institution__in=standing.signs) | Q(team__in=standing.teams)
        own = Contribution.objects.of_person(user).filter(cycle__state="open")
        prepared = Q(prepared_at__isnull=False)
        rows = (
            own.order_by()
            .values("cycle")
            .annotate(
                to_sign=Count("pk", filter=signs & prepared & Q(state__in=["draft", "returned"])),
                to_write=Count("pk", filter=Q(state=ContributionState.DRAFT, prepared_at=None)),
                to_correct=Count(
                    "pk", filter=Q(state=ContributionState.RETURNED, prepared_at=None)
                ),
            )
        )
        for row in rows:
            numbers.setdefault(row.pop("cycle"), {}).update(row)
    if standing.compiles:
        filed = Contribution.objects.filter(cycle__state="open", state=ContributionState.SUBMITTED)
        for row in filed.order_by().values("cycle").annotate(to_review=Count("pk")):
            numbers.setdefault(row.pop("cycle"), {}).update(row)
    cycles = ReportingCycle.objects.filter(pk__in=numbers).order_by("due_on", "pk")
    found = [Waiting(cycle, **numbers[cycle.pk]) for cycle in cycles]
    return [one for one in found if one.total]


def partners_for(user):
    """Return joint events that this person's institution is asked to confirm."""
    return (
        ActivityPartner.objects.of_person(user)
        .unanswered()
        .select_related("activity", "institution", "team__voivodeship")
        .order_by("activity__held_on", "pk")[:50]
    )


def assessments_for(user):
    """Return assessments that wait for the position of a body for which this person signs."""
    return (
        Assessment.objects.awaiting_position_of(user)
        .select_related("task", "cycle")
        .order_by("remarks_until_on", "task__sort_key")[:50]
    )


def reports_for(user):
    """Return circulated reports on which a body of this person has said nothing yet."""
    return (
        CompiledReport.objects.awaiting_remarks_of(user, timezone.localdate())
        .select_related("cycle")
        .order_by("remarks_until_on", "pk")[:20]
    )


def entries_for(user):
    """Return what the desk's page of things to do shows of this room."""
    found, room = [], _("Reports")
    for one in cycles_for(user):
        parts = [
            (one.to_write, _("to write: %(number)d")),
            (one.to_correct, _("to correct: %(number)d")),
            (one.to_sign, _("to sign: %(number)d")),
            (one.to_review, _("to review: %(number)d")),
        ]
        words = ", ".join(words % {"number": number} for number, words in parts if number)
        found.append(Entry(one.cycle.title, words, one.cycle.get_absolute_url(), room=room))
    number = len(partners_for(user)) if permissions.has_any_role(user) else 0
    if number:
        words = ngettext(
            "%(number)d joint event to confirm", "%(number)d joint events to confirm", number
        )
        found.append(
            Entry(
                _("Joint events"),
                words % {"number": number},
                reverse("reports:reports"),
                room=room,
            )
        )
    if permissions.has_any_role(user):
        found += [
            Entry(
                _("Position on the assessment of task %(number)s") % {"number": one.task.number},
                str(one.cycle),
                one.get_absolute_url(),
                room=room,
            )
            for one in assessments_for(user)
        ]
    found += team_waiting.entries_for(user)
    found += [
        Entry(_("Remarks to the draft report"), str(one.cycle), one.get_absolute_url())
        for one in reports_for(user)
    ]
    return found + return_waiting.entries_for(user) + release_waiting.entries_for(user)
