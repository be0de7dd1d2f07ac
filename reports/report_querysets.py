"""Which compiled reports, adopted ones and files of them, for whom."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from reports.choices import PaperState, ReportState
from reports.standing import bodies_of, reporting_standing


class CompiledReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reports this person may read; the one place that decides.

        Officers of the national team read every one. A body reads one that has been circulated to
        it, while its remarks are asked for and afterwards.
        """
        if reporting_standing(user).reviews:
            return self
        return self.exclude(state=ReportState.DRAFT).sent_to(user)

    def sent_to(self, user):
        """Reports circulated, in their last round, to a body for which this person speaks."""
        institutions, teams = bodies_of(user)
        if not institutions and not teams:
            return self.none()
        addressed = apps.get_model("reports", "ReportAddressee").objects.filter(
            Q(institution__in=institutions) | Q(team__in=teams),
            report=OuterRef("pk"),
            round=OuterRef("round"),
        )
        return self.filter(Exists(addressed))

    def awaiting_remarks_of(self, user, day):
        """Circulated ones to which a body of this person has said nothing yet."""
        institutions, teams = bodies_of(user)
        silent = apps.get_model("reports", "ReportAddressee").objects.filter(
            Q(institution__in=institutions) | Q(team__in=teams),
            report=OuterRef("pk"),
            round=OuterRef("round"),
            answered_at__isnull=True,
        )
        waiting = self.filter(state=ReportState.CIRCULATED, remarks_until_on__gte=day)
        return waiting.filter(Exists(silent))


class SnapshotQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones are everybody's; others are read by whoever may read the report."""
        if reporting_standing(user).reviews:
            return self
        readable = apps.get_model("reports", "CompiledReport").objects.sent_to(user)
        return self.filter(self.is_published() | Q(report__in=readable.values("pk")))

    @staticmethod
    def is_published():
        standing = apps.get_model("reports", "SnapshotPublication").objects.standing()
        return Q(Exists(standing.filter(snapshot=OuterRef("pk"))))

    def published(self):
        return self.filter(self.is_published())

    def without_data(self):
        """Leave the whole text out where only its heading is shown."""
        return self.defer("data", "errata")


class PublicationQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at__isnull=True)


class PaperQuerySet(models.QuerySet):
    def waiting(self, at):
        """Files nobody has in hand; the lease of a dead worker runs out."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
        return self.filter(free, state=PaperState.WAITING).order_by("asked_at", "pk")
