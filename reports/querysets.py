"""Which rows of the reports room, for whom."""

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from reports.choices import (
    EDITABLE,
    FILED,
    SHOWN,
    AssessmentState,
    ContributionState,
    CycleState,
    EditionState,
)
from reports.standing import reporting_standing


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Adopted editions are public; a draft is for the officers of the national team."""
        if reporting_standing(user).reviews:
            return self
        return self.exclude(state=EditionState.DRAFT)


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user):
        editions = apps.get_model("reports", "PlanEdition").objects.visible_to(user)
        return self.filter(edition__in=editions)

    def in_force(self, day=None):
        day = day or timezone.localdate()
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))

    def with_people(self):
        """Load what a line of the plan shows."""
        return self.select_related("chapter", "subchapter").prefetch_related(
            "assignments__institution", "indicators"
        )


class AssignmentQuerySet(models.QuerySet):
    def in_force(self, day=None):
        day = day or timezone.localdate()
        return self.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gte=day),
            Q(task__ended_on__isnull=True) | Q(task__ended_on__gte=day),
        )


class CycleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All cycles for the national team's officers; others see those they are asked in."""
        if reporting_standing(user).reviews:
            return self
        own = apps.get_model("reports", "Contribution").objects.of_person(user)
        return self.exclude(state=CycleState.DRAFT).filter(pk__in=own.values("cycle"))

    def open(self):
        return self.filter(state=CycleState.OPEN)


class ContributionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Contributions this person may open; the one place that decides.

        Whoever writes or signs for the institution or team sees its own. Officers of the national
        team see every row, but of its content only what was filed (see `reports.contents`).
        """
        return self if reporting_standing(user).reviews else self.of_person(user)

    def of_person(self, user):
        """Contributions that this person writes or signs today."""
        standing = reporting_standing(user)
        if not standing.reports:
            return self.none()
        return self.filter(Q(institution__in=standing.institutions) | Q(team__in=standing.teams))

    def of_reporter(self, reporter):
        return self.filter(**reporter.fields)

    def missing(self):
        """Not filed: a draft does not count, and what was returned waits again."""
        return self.filter(state__in=EDITABLE)

    def filed(self):
        return self.filter(state__in=FILED)

    def with_facts(self):
        """Load what a line of a list shows."""
        return self.select_related(
            "task", "institution", "team", "team__voivodeship", "cycle", "assignment"
        )

    def by_state(self):
        """Return how many there are in each state."""
        counted = self.order_by().values("state").annotate(number=Count("pk"))
        found = {row["state"]: row["number"] for row in counted}
        return {state: found.get(state, 0) for state in ContributionState.values}


class OfVisibleContributions(models.QuerySet):
    """Things that hang on a contribution and are its institution's own."""

    def of_person(self, user):
        own = apps.get_model("reports", "Contribution").objects.of_person(user)
        return self.filter(contribution__in=own)


class PartnerQuerySet(models.QuerySet):
    def of_person(self, user):
        """Joint events in which this person's institution or team is named."""
        standing = reporting_standing(user)
        if not standing.reports:
            return self.none()
        return self.filter(Q(institution__in=standing.institutions) | Q(team__in=standing.teams))

    def unanswered(self):
        return self.filter(confirmed_at__isnull=True, denied_at__isnull=True)


class NudgeQuerySet(models.QuerySet):
    def due(self, at=None):
        return self.filter(settled_at__isnull=True, due_at__lte=at or timezone.now())


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Assessments this person may read: a body sees its own tasks', once circulated."""
        if reporting_standing(user).reviews:
            return self
        return self.filter(state__in=SHOWN).of_person(user)

    def of_person(self, user):
        """Assessments of tasks about which this person writes or signs in the same cycle."""
        standing = reporting_standing(user)
        if not standing.reports:
            return self.none()
        return self.of_bodies(standing.institutions, standing.teams)

    def of_bodies(self, institutions, teams):
        asked = apps.get_model("reports", "Contribution").objects.filter(
            Q(institution__in=institutions) | Q(team__in=teams),
            cycle=OuterRef("cycle"),
            task=OuterRef("task"),
        )
        return self.filter(Exists(asked))

    def awaiting_position_of(self, user, day=None):
        """Circulated ones of which a body for which this person signs has said nothing yet."""
        standing = reporting_standing(user)
        day = day or timezone.localdate()
        contributions = apps.get_model("reports", "Contribution").objects
        given = apps.get_model("reports", "Position").objects.filter(
            Q(institution=OuterRef("institution")) | Q(team=OuterRef("team")),
            assessment=OuterRef(OuterRef("pk")),
            round=OuterRef(OuterRef("round")),
        )
        silent = contributions.filter(
            Q(institution__in=standing.signs) | Q(team__in=standing.teams),
            ~Exists(given),
            cycle=OuterRef("cycle"),
            task=OuterRef("task"),
        )
        return self.filter(
            Exists(silent), state=AssessmentState.CIRCULATED, remarks_until_on__gte=day
        )
