"""Which reports, plans and activities of teams, for whom."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from coordination.choices import HandlingLabel
from reports.activity_choices import TeamReportState
from reports.standing import reporting_standing
from teams.choices import RoleName
from teams.standing import standing_of


def officers_of(user):
    """Keys of the teams in which this person holds any office."""
    return standing_of(user).holding(list(RoleName))


class TeamReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reports of one's own teams: officers see drafts, members what was shown to them.

        Nobody outside the team reads what it is still writing, the national team neither: it
        gets the adopted version that was sent up.
        """
        standing = standing_of(user)
        shown = Q(team__in=standing.teams) & ~Q(state=TeamReportState.DRAFT)
        return self.filter(Q(team__in=officers_of(user)) | shown)

    def awaiting_comments_of(self, user, day):
        """Shown to this member for comments, and he has said nothing yet."""
        answers = apps.get_model("reports", "TeamReportAnswer").objects.filter(
            report=OuterRef("pk"), round=OuterRef("round"), user=user.pk
        )
        asked = self.filter(state=TeamReportState.COMMENTED, comments_until_on__gte=day)
        return asked.filter(~Exists(answers), team__in=standing_of(user).sits_in)


class TeamSnapshotQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Adopted versions: the team's own people; sent ones also the national team's officers.

        One whose label is "all teams" is read, once sent up, by the people of every team.
        """
        teams = standing_of(user).teams
        seen = Q(report__team__in=teams)
        if reporting_standing(user).reviews:
            seen |= self.is_sent()
        if teams:
            seen |= self.is_sent() & Q(label=HandlingLabel.TEAMS)
        return self.filter(seen)

    @staticmethod
    def is_sent():
        sendings = apps.get_model("reports", "TeamReportSending").objects
        return Q(Exists(sendings.filter(snapshot=OuterRef("pk"))))

    def sent(self):
        return self.filter(self.is_sent())

    def without_data(self):
        return self.defer("data", "errata")


class TeamActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Activities of one's own teams; those labelled for all teams, of any team."""
        standing = standing_of(user)
        seen = Q(team__in=standing.teams)
        if standing.teams or reporting_standing(user).reviews:
            seen |= Q(label=HandlingLabel.TEAMS)
        return self.filter(seen)

    def standing(self):
        return self.filter(withdrawn_at__isnull=True)

    def of_year(self, year):
        return self.filter(held_on__year=year)


class WorkPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Plans of one's own teams."""
        return self.filter(team__in=standing_of(user).teams)
