"""What waits for a person in statistics: to fill in, to correct, to sign, to review."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from coordination.waiting import Entry
from reports.models import ReturnRound, StatReturn
from reports.standing import reporting_standing
from reports.statistics_choices import ReturnState, RoundState


@dataclass(frozen=True)
class Waiting:
    """One round of a person: how many of its returns wait for him, and in what way."""

    round: ReturnRound
    to_fill_in: int = 0
    to_correct: int = 0
    to_sign: int = 0
    to_review: int = 0

    @property
    def total(self):
        return self.to_fill_in + self.to_correct + self.to_sign + self.to_review

    @property
    def parts(self):
        """Pairs of words and tone for what is not nothing."""
        found = [
            (self.to_correct, _("to correct: %(number)d"), "bad"),
            (self.to_sign, _("to sign: %(number)d"), "strong"),
            (self.to_fill_in, _("to fill in: %(number)d"), "warn"),
            (self.to_review, _("to review: %(number)d"), "strong"),
        ]
        return [(words % {"number": number}, tone) for number, words, tone in found if number]


def rounds_for(user):
    """Return what waits in each round, the most urgent first; three queries at most."""
    standing = reporting_standing(user)
    numbers: dict = {}
    if standing.institutions:
        own = StatReturn.objects.of_person(user).filter(round__state=RoundState.OPEN)
        signs = Q(institution__in=standing.signs, state=ReturnState.PREPARED)
        rows = own.order_by().values("round")
        rows = rows.annotate(
            to_fill_in=Count("pk", filter=Q(state__in=[ReturnState.WAITING, ReturnState.DRAFT])),
            to_correct=Count("pk", filter=Q(state=ReturnState.RETURNED)),
            to_sign=Count("pk", filter=signs),
        )
        for row in rows:
            numbers.setdefault(row.pop("round"), {}).update(row)
    if standing.compiles:
        filed = StatReturn.objects.filter(state=ReturnState.FILED).order_by().values("round")
        for row in filed.annotate(to_review=Count("pk")):
            numbers.setdefault(row.pop("round"), {}).update(row)
    found = ReturnRound.objects.filter(pk__in=numbers).order_by("due_on", "pk")
    waiting = [Waiting(one, **numbers[one.pk]) for one in found]
    return [one for one in waiting if one.total]


def entries_for(user):
    """Return what the desk's page of things to do shows of statistics."""
    return [
        Entry(
            one.round.title,
            ", ".join(words for words, _tone in one.parts),
            one.round.get_absolute_url(),
            room=_("Statistics"),
        )
        for one in rounds_for(user)
    ]
