"""Which published series, requests to release and released tables, for whom."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from reports.release_choices import Audience, ReleaseState
from reports.standing import reporting_standing
from teams.standing import standing_of


class PublishedSeriesQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody's: what others have published already."""
        return self


class ReleaseRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Requests show counts that will be hidden: officers of the national team and reviewers."""
        if reporting_standing(user).reviews:
            return self
        if not user.is_authenticated or not user.is_active:
            return self.none()
        named = Q(first_reviewer=user) | Q(second_reviewer=user)
        return self.filter(named).exclude(state=ReleaseState.PREPARED)

    def waiting_for(self, user):
        """Requests sent to this person that he has not decided in their present revision."""
        decided = apps.get_model("reports", "ReleaseDecision").objects.filter(
            request=OuterRef("pk"), revision=OuterRef("revision"), by=user
        )
        named = Q(first_reviewer=user) | Q(second_reviewer=user)
        return self.filter(named, ~Exists(decided), state=ReleaseState.IN_REVIEW)


class StatReleaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public releases are everybody's; releases to teams are for whoever is in a team."""
        return self if standing_of(user).teams else self.filter(audience=Audience.PUBLIC)

    def newest(self):
        """Of each round and audience the last; earlier ones stay readable at their address."""
        later = self.model._default_manager.filter(
            round=OuterRef("round"), audience=OuterRef("audience"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))

    def without_data(self):
        return self.defer("data")
