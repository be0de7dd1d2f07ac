"""Which rows of the meetings room, for whom."""

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from coordination.choices import HandlingLabel
from meetings.choices import Answer, MeetingStatus, PollState, ProposalState
from teams.choices import RoleName
from teams.standing import standing_of


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Meetings this person may see today; the one place that decides (design §4.1, §4.2).

        Those who steer or chair the team see everything of it, drafts included. Members see what
        was convened, unless it is for named persons only. Whoever is invited sees that meeting,
        as long as the seat he was invited for is still his. Meetings labelled for all teams are
        seen by the members of all teams. At a joint meeting the same holds for each of its teams.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        standing = standing_of(user)
        inside = standing.teams
        steering = standing.holding(list(RoleName))
        convened = ~Q(status=MeetingStatus.DRAFT)
        of_team = Q(team__in=inside) | Q(pk__in=joined_by(inside))
        seen = of_team & ~Q(label=HandlingLabel.PERSONS) | Exists(invitations_of(user))
        if inside:
            seen |= Q(label__in=[HandlingLabel.PUBLIC, HandlingLabel.TEAMS])
        prepared = Q(team__in=steering)
        prepared |= Q(pk__in=joined_by(steering)) & ~Q(label=HandlingLabel.PERSONS)
        return self.filter(prepared | (convened & seen))

    def of_teams(self, teams):
        """Meetings that teams lead or take part in."""
        keys = [getattr(team, "pk", team) for team in teams]
        return self.filter(Q(team__in=keys) | Q(pk__in=joined_by(keys)))

    def upcoming(self, at=None):
        """Not over yet and neither cancelled nor already minuted."""
        return self.filter(
            status__in=[MeetingStatus.DRAFT, MeetingStatus.CONVENED, MeetingStatus.IN_SESSION],
            ends_at__gte=at or timezone.now(),
        )

    def convened(self):
        return self.filter(status=MeetingStatus.CONVENED)

    def announced_to_calendars(self):
        """Meetings that have been told to somebody, cancelled ones included."""
        return self.exclude(feed_entry="")

    def with_news_due(self, at=None):
        return self.filter(announce_due_at__lte=at or timezone.now())

    def with_answer_counts(self):
        """Add how many are invited and how many will come, counted for the rows shown only."""
        invited = apps.get_model("meetings", "Invitee").objects.current()
        coming = invited.filter(answer=Answer.ACCEPTED)
        return self.annotate(invited_count=_number(invited), accepted_count=_number(coming))


def _number(invitees):
    """Count invitees of the outer meeting; a join would group all meetings before paging."""
    of_meeting = invitees.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    counted = Subquery(of_meeting.annotate(number=Count("pk")).values("number"))
    return Coalesce(counted, 0)


def joined_by(teams):
    """Keys of the meetings in which teams take part beside the lead team."""
    return apps.get_model("meetings", "JoinedTeam").objects.filter(team__in=teams).values("meeting")


def inside_of(standing):
    """Say which parts are of meetings in which a person's teams take part."""
    return Q(meeting__team__in=standing.teams) | Q(meeting__in=joined_by(standing.teams))


def invitations_of(user):
    """Standing invitations of a person to the outer meeting: as guest or for a seat still his."""
    return (
        apps.get_model("meetings", "Invitee").objects.of_person(user).filter(meeting=OuterRef("pk"))
    )


class OfVisibleMeetings(models.QuerySet):
    """Things that hang on a meeting and share its readers."""

    def visible_to(self, user):
        return self.filter(
            meeting__in=apps.get_model("meetings", "Meeting").objects.visible_to(user)
        )


class PartsOfMeetings(OfVisibleMeetings):
    """Parts of a meeting that may have fewer readers than the meeting: items and documents."""

    def visible_to(self, user):
        """Parts that this person may read: never more than the meeting's own readers."""
        return super().visible_to(user).filter(self.rule_for(user))

    def readable_in(self, meeting, user):
        """Parts of one meeting that has already been found visible, by the same rule.

        Its officers read them all, which is known without a question.
        """
        parts = self.filter(meeting=meeting)
        if meeting.team_id in standing_of(user).holding(list(RoleName)):
            return parts
        return parts.filter(self.rule_for(user))

    def rule_for(self, user):
        """Say by a condition which parts of visible meetings a person may read.

        Nobody reads anything until a kind of part says who does.
        """
        return Q(pk__in=[])


class AgendaItemQuerySet(PartsOfMeetings):
    def rule_for(self, user):
        """Officers of the team read all (design §4.2).

        An item with readers of its own is for them; one without is for whoever its label names,
        the meeting's label where it has none. A guest who was invited for certain items reads
        those only.
        """
        standing = standing_of(user)
        readers = apps.get_model("meetings", "ItemReader").objects
        invitations = apps.get_model("meetings", "Invitee").objects.of_person(user)
        invited = Exists(invitations.filter(meeting=OuterRef("meeting")))
        seats_stood_for = invitations.filter(meeting=OuterRef("item__meeting")).values("seat")
        named = readers.filter(
            Q(seat__in=standing.seats)
            | Q(seat__in=seats_stood_for)
            | Q(invitee__in=invitations.values("pk"))
        )
        inside = inside_of(standing)
        elsewhere = named.filter(item__meeting=OuterRef("meeting"), invitee__isnull=False)
        unnamed = ~Exists(readers.filter(item=OuterRef("pk"))) & (inside | ~Exists(elsewhere))
        return (
            Q(meeting__team__in=standing.holding(list(RoleName)))
            | Exists(named.filter(item=OuterRef("pk")))
            | addressed("label", inside, invited) & unnamed
        )


class MeetingDocumentQuerySet(PartsOfMeetings):
    def rule_for(self, user):
        """Documents of an item share the item's readers.

        A label of its own, narrower than the meeting's, narrows it as it narrows an item; a guest
        of certain items gets theirs alone.
        """
        standing = standing_of(user)
        items = apps.get_model("meetings", "AgendaItem").objects
        invitations = apps.get_model("meetings", "Invitee").objects.of_person(user)
        invited = Exists(invitations.filter(meeting=OuterRef("meeting")))
        inside = inside_of(standing)
        limited = apps.get_model("meetings", "ItemReader").objects.filter(
            item__meeting=OuterRef("meeting"), invitee__in=invitations.values("pk")
        )
        of_all = Q(item__isnull=True) & (inside | ~Exists(limited))
        readable = items.filter(items.all().rule_for(user)).values("pk")
        return Q(meeting__team__in=standing.holding(list(RoleName))) | (
            of_all | Q(item__in=readable)
        ) & addressed("document__label", inside, invited)

    def on_the_table(self):
        return self.filter(withdrawn_at__isnull=True)

    def with_versions(self):
        """Load what `version` needs."""
        return self.select_related("document", "pinned").prefetch_related("document__versions")


def addressed(path, inside, invited):
    """Say whom a label names among those who may see the meeting (design §4.2)."""
    return (
        Q(**{f"{path}__in": ["", HandlingLabel.PUBLIC, HandlingLabel.TEAMS]})
        | Q(**{f"{path}__in": [HandlingLabel.UNITS, HandlingLabel.INSTITUTIONS]})
        & (inside | invited)
        | Q(**{path: HandlingLabel.PERSONS}) & invited
    )


class InviteeQuerySet(OfVisibleMeetings):
    def current(self):
        return self.filter(removed_at__isnull=True)

    def silent(self):
        """Current invitees who have not answered; a represented one has."""
        return self.current().filter(answer=Answer.NONE)

    def expected(self):
        """Those who are to come: deputies instead of whom they stand for, in order."""
        represented = self.current().filter(substitute_for__isnull=False)
        return self.current().exclude(pk__in=represented.values("substitute_for")).in_order()

    def of_person(self, user):
        """Standing invitations of a person: as guest, as substitute, or for a seat still his."""
        own = Q(seat__isnull=True) | Q(substitute_for__isnull=False)
        return self.current().filter(own | Q(seat__in=standing_of(user).seats), user=user)

    def in_order(self):
        return self.order_by("position", "institution_name", "pk")


class ReminderQuerySet(models.QuerySet):
    def due(self, at=None):
        return self.filter(sent_at__isnull=True, due_at__lte=at or timezone.now())


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Proposals this person may read.

        Officers of the team see all of it, officers of the team it came from follow it, whoever
        put it forward and whoever fills that seat today sees his own. A seat whose opinion is
        asked sees what it is asked of. Other members see what was accepted, unless it is for
        named persons only.
        """
        standing = standing_of(user)
        officer = standing.holding(list(RoleName))
        own = Q(proposed_by=user.pk, team__in=standing.teams) | Q(seat__in=standing.seats)
        accepted = Q(state=ProposalState.ACCEPTED, team__in=standing.teams)
        asked = apps.get_model("meetings", "Opinion").objects.filter(
            proposal=OuterRef("pk"), seat__in=standing.seats
        )
        return self.filter(
            Q(team__in=officer)
            | Q(passed_from__team__in=officer)
            | Q(question__team__in=officer)
            | own
            | Exists(asked)
            | accepted & ~Q(label=HandlingLabel.PERSONS)
        )

    def backlog(self):
        """Accepted and not yet on any agenda, the oldest first."""
        return self.filter(state=ProposalState.ACCEPTED, item__isnull=True).order_by("pk")

    def to_decide(self):
        return self.filter(state=ProposalState.SUBMITTED).order_by("pk")


class OfVisibleProposals(models.QuerySet):
    """Things that hang on a proposal and share its readers."""

    def visible_to(self, user):
        return self.filter(
            proposal__in=apps.get_model("meetings", "ItemProposal").objects.visible_to(user)
        )


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Questions of the teams in which this person holds an office: their matrix of answers."""
        return self.filter(team__in=standing_of(user).holding(list(RoleName)))


class PollQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Polls of one's own teams: officers and members today."""
        return self.filter(team__in=standing_of(user).teams)

    def open(self):
        return self.filter(state=PollState.OPEN)

    def with_reminder_due(self, at=None):
        at = at or timezone.now()
        return self.open().filter(remind_at__lte=at, reminded_at__isnull=True, until_at__gt=at)


class OfVisiblePolls(models.QuerySet):
    """Things that hang on a date poll and share its readers."""

    def visible_to(self, user):
        return self.filter(poll__in=apps.get_model("meetings", "DatePoll").objects.visible_to(user))


class AnswerReminderQuerySet(models.QuerySet):
    def due(self, at=None):
        return self.filter(sent_at__isnull=True, due_at__lte=at or timezone.now())


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Series of teams in which this person holds an office; members see dates that were sent.

        Those for named persons only stay with the officers.
        """
        standing = standing_of(user)
        return self.filter(
            Q(team__in=standing.holding(list(RoleName)))
            | Q(team__in=standing.teams, dates_sent_at__isnull=False)
            & ~Q(label=HandlingLabel.PERSONS)
        )

    def in_calendars(self):
        """Series whose dates were sent."""
        return self.filter(dates_sent_at__isnull=False)


class SeriesRecipientQuerySet(models.QuerySet):
    def current(self):
        return self.filter(removed_at__isnull=True)


class SlotQuerySet(OfVisiblePolls):
    def current(self):
        """Times that are still asked for."""
        return self.filter(withdrawn_at__isnull=True)
