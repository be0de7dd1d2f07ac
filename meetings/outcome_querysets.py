"""Which decisions, votes and tasks, for whom."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from coordination.choices import HandlingLabel
from meetings.choices import (
    OPEN_ACTIONS,
    ActionState,
    BallotKind,
    BallotState,
)
from teams.choices import RoleName
from teams.standing import standing_of


def readable_items(user):
    return apps.get_model("meetings", "AgendaItem").objects.visible_to(user).values("pk")


def circular_rule(user):
    """Say by a condition which circular votes a person may see.

    They are for the team, and for officers and entitled seats alone where a vote is for named
    persons only.
    """
    standing = standing_of(user)
    seats = apps.get_model("meetings", "BallotSeat").objects
    entitled = seats.filter(ballot=OuterRef("pk"), seat__in=standing.seats)
    return Q(team__in=standing.holding(list(RoleName))) | Q(team__in=standing.teams) & (
        ~Q(label=HandlingLabel.PERSONS) | Exists(entitled)
    )


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Decisions of items this person may read, and of circular votes he may see."""
        ballots = (
            apps.get_model("meetings", "Ballot").objects.circular().filter(circular_rule(user))
        )
        return self.filter(
            Q(item__in=readable_items(user)) | Q(item__isnull=True, ballot__in=ballots.values("pk"))
        )

    def valid(self):
        return self.filter(void_reason="")

    def published(self):
        """What anybody may read on the public page of the team."""
        shown = apps.get_model("meetings", "DecisionPublication").objects.standing()
        return self.valid().filter(Exists(shown.filter(decision=OuterRef("pk"))))

    def of_state(self, state, today=None):
        """Decisions in force, superseded, void, or still to come into force."""
        today = today or timezone.localdate()
        match state:
            case "void":
                return self.exclude(void_reason="")
            case "superseded":
                return self.valid().filter(superseded_by__isnull=False)
            case "later":
                return self.valid().filter(superseded_by=None, in_force_from_on__gt=today)
        begun = Q(in_force_from_on__isnull=True) | Q(in_force_from_on__lte=today)
        return self.valid().filter(begun, superseded_by=None)


class PublicationQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at__isnull=True)


class ReviewQuerySet(models.QuerySet):
    def due(self, at=None):
        """Promised reviews whose owner is to be told now."""
        return self.filter(told_at__isnull=True, done_at__isnull=True).filter(
            due_at__lte=at or timezone.now(),
        )

    def waiting_for(self, user, today=None):
        """Due reviews of decisions that this person's seats or offices look after."""
        standing = standing_of(user)
        steered = standing.holding([RoleName.SECRETARY, RoleName.COORDINATOR])
        return self.filter(
            Q(seat__in=standing.seats) | Q(seat__isnull=True, decision__team__in=steered),
            done_at__isnull=True,
            due_on__lte=today or timezone.localdate(),
            decision__void_reason="",
            decision__superseded_by__isnull=True,
        )


class BallotQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Votes this person may see.

        One at a meeting is for whoever may read its item, a circular one by `circular_rule`.
        """
        return self.filter(
            Q(item__in=readable_items(user)) | Q(item__isnull=True) & circular_rule(user)
        )

    def circular(self):
        """Votes outside of meetings: they hang on no item."""
        return self.filter(item__isnull=True)

    def open(self):
        return self.filter(state=BallotState.OPEN)

    def due_to_close(self, at=None):
        return self.open().filter(closes_at__lte=at or timezone.now())

    def with_reminder_due(self, at=None):
        at = at or timezone.now()
        return self.open().filter(remind_at__lte=at, reminded_at__isnull=True, closes_at__gt=at)


class BallotSeatQuerySet(models.QuerySet):
    def visible_to(self, user):
        ballots = apps.get_model("meetings", "Ballot").objects.visible_to(user)
        return self.filter(ballot__in=ballots.values("pk"))

    def entitled(self):
        """Seats that may vote: those that do not keep out of it."""
        return self.filter(recused_at__isnull=True)

    def silent(self):
        """Entitled seats that have not voted yet, in whichever kind of vote."""
        votes = apps.get_model("meetings", "Vote").objects.filter(seat=OuterRef("pk"))
        turnout = apps.get_model("meetings", "SecretTurnout").objects.filter(seat=OuterRef("pk"))
        return self.entitled().filter(~Exists(votes), ~Exists(turnout))

    def to_vote(self, user, at=None):
        """Silent seats of this person in votes that he can answer now."""
        at = at or timezone.now()
        runs = Q(ballot__closes_at__isnull=True) | Q(ballot__closes_at__gt=at)
        return (
            self.silent()
            .filter(runs, seat__in=standing_of(user).seats, ballot__state=BallotState.OPEN)
            .exclude(ballot__kind=BallotKind.OPEN)
            .filter(ballot__in=apps.get_model("meetings", "Ballot").objects.visible_to(user))
        )


class OfVisibleBallots(models.QuerySet):
    """What hangs on an entitled seat and shares the readers of its vote."""

    def visible_to(self, user):
        seats = apps.get_model("meetings", "BallotSeat").objects.visible_to(user)
        return self.filter(seat__in=seats.values("pk"))


class ActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Tasks this person may see.

        One from an item is for whoever may read the item; one without is for its team. The owner's
        and the helpers' people see theirs; officers of the team that handed it down follow it.
        """
        standing = standing_of(user)
        officer = standing.holding(list(RoleName))
        helping = self.model.helpers.through.objects.filter(
            action=OuterRef("pk"), seat__in=standing.seats
        )
        return self.filter(
            Q(item__in=readable_items(user))
            | Q(item__isnull=True, team__in=standing.teams)
            | Q(owner_seat__in=standing.seats)
            | Q(parent__team__in=officer)
            | Exists(helping)
        )

    def open(self):
        """Still to be done, whether accepted yet or not."""
        return self.filter(state__in=OPEN_ACTIONS)

    def unfinished(self):
        """Open, or reported done and not verified yet."""
        return self.filter(state__in=[*OPEN_ACTIONS, ActionState.REPORTED])

    def overdue(self, today=None):
        return self.open().filter(due_on__lt=today or timezone.localdate())

    def of_seats_of(self, user):
        """Tasks owned by seats that this person fills today."""
        return self.filter(owner_seat__in=standing_of(user).seats)

    def to_settle_for(self, user):
        """Tasks that want an officer: reported done, or handed down and not answered yet."""
        steered = standing_of(user).holding([RoleName.SECRETARY, RoleName.COORDINATOR])
        handed_down = Q(state=ActionState.PROPOSED, owner_seat__isnull=True)
        return self.filter(Q(state=ActionState.REPORTED) | handed_down, team__in=steered)

    def of_team(self, team):
        return self.filter(team=team)

    def by_urgency(self):
        """Those with a date first, the nearest of them first."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")


class OfVisibleActions(models.QuerySet):
    """What hangs on a task and shares its readers."""

    def visible_to(self, user):
        actions = apps.get_model("meetings", "Action").objects.visible_to(user)
        return self.filter(action__in=actions.values("pk"))


class ActionReminderQuerySet(models.QuerySet):
    def due(self, at=None):
        return self.filter(sent_at__isnull=True, due_at__lte=at or timezone.now())


class TaskRoundQuerySet(models.QuerySet):
    def due(self, at=None):
        return self.filter(asked_at__isnull=True, due_at__lte=at or timezone.now())
