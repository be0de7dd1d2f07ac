"""Which requests for information and which replies, for whom."""

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from exchange.querysets import AddressedQuerySet
from exchange.request_choices import ReplyKind
from exchange.standing import reader_standing


def of_source(user, path=""):
    """Say by a condition that a person speaks for the institution or team that asks."""
    standing = reader_standing(user)
    return Q(**{f"{path}audience__source_institution__in": standing.institutions}) | Q(
        **{f"{path}audience__source_team__in": standing.offices}
    )


class RequestQuerySet(AddressedQuerySet):
    """Requests begin from `visible_to`: the asker's people and those of the addressees."""

    def asked_by_people_of(self, user):
        return self.filter(of_source(user))

    def asked_of(self, user):
        """Those that one of this person's institutions is asked to answer."""
        return self.filter(replies__institution__in=reader_standing(user).institutions).distinct()

    def open(self):
        return self.filter(closed_at__isnull=True)

    def with_source(self):
        return self.select_related(
            "audience__by", "audience__source_institution", "audience__source_team__voivodeship"
        )

    def with_counts(self):
        """Add how many were asked and how many have said something."""
        said = Count("replies", filter=~Q(replies__kind=""))
        return self.annotate(asked=Count("replies", distinct=False), said=said)


class ReplyQuerySet(models.QuerySet):
    """Replies: nobody reads another addressee's, unless the asker lets all of them."""

    def visible_to(self, user):
        requests = apps.get_model("exchange", "InformationRequest").objects.visible_to(user)
        own = Q(institution__in=reader_standing(user).institutions)
        reached = own | of_source(user, "request__") | Q(request__shares_replies=True)
        return self.filter(reached, request__in=requests)

    def to_answer_by(self, user):
        """Silent rows of this person's institutions in open requests."""
        return (
            self.visible_to(user)
            .silent()
            .filter(institution__in=reader_standing(user).institutions)
        )

    def silent(self):
        return self.filter(kind="", request__closed_at__isnull=True)

    def usable_as_evidence_by(self, user):
        """What this person himself answered with words of his institution."""
        said = [ReplyKind.ANSWERED, ReplyKind.PARTLY]
        return self.visible_to(user).filter(replied_by=user.pk, kind__in=said)


class RequestReminderQuerySet(models.QuerySet):
    def due(self, at):
        return self.filter(sent_at__isnull=True, due_at__lte=at)
