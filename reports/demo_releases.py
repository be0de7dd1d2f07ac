"""Two sample rounds of the past with their releases, and one that waits for its reviewers."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from coordination.models import Delivery, User
from reports import demo_statistics
from reports.demo import SECRETARY
from reports.models import DataTable, StatRelease
from reports.release_choices import THRESHOLDS, Audience, Verdict
from reports.statistics import releasing, returning, rounds
from reports.statistics_choices import ReturnState, RoundState

REVIEWERS = ["jerzy.modrzew@mswia.example.gov.pl", "piotr.sosna@kgp.example.gov.pl"]
YEARS_BACK = [3, 2]
WORDS = "Tabela przykładowa; wszystkie liczby są zmyślone."


@transaction.atomic
def load():
    """Release the sample table as its secretary and two reviewers would, once."""
    table = DataTable.objects.filter(title=demo_statistics.TITLE).first()
    if table is None or StatRelease.objects.filter(round__table=table).exists():
        return
    secretary = User.objects.get(email=SECRETARY)
    reviewers = [User.objects.get(email=email) for email in REVIEWERS]
    closed = table.rounds.filter(state=RoundState.CLOSED).first()
    if closed is None:
        return
    people = {
        one.institution: one.signed_by
        for one in closed.returns.filter(state=ReturnState.ACCEPTED).select_related(
            "institution__voivodeship", "signed_by"
        )
    }
    for back in YEARS_BACK:
        release(past_round(table, people, back, secretary), reviewers, secretary)
    release(closed, reviewers, secretary)
    sent(closed, Audience.TEAMS, reviewers, secretary)
    Delivery.objects.about(closed).delete()


def past_round(table, people, back, secretary):
    """A second half-year some years ago, of which everybody's figures were accepted."""
    year = timezone.localdate().year - back
    period = date(year, 7, 1), date(year, 12, 31)
    pairs = [(one, one.voivodeship) for one in people]
    made = demo_statistics.make_round(table, period, date(year + 1, 2, 28), secretary, pairs)
    for place, one in enumerate(made.returns.with_facts()):
        by = people[one.institution]
        demo_statistics.fill_in(one, by, place + back)
        demo_statistics.file(one, by)
        returning.accept(one, by=secretary)
    made = rounds.close_round(made, by=secretary)
    Delivery.objects.about(made).delete()
    return made


def sent(round, audience, reviewers, secretary):
    request = releasing.prepare(
        round, audience=audience, threshold=THRESHOLDS[audience], words=WORDS, by=secretary
    )
    first, second = reviewers
    return releasing.send(request, first=first, second=second, by=secretary)


def release(round, reviewers, secretary):
    request = sent(round, Audience.PUBLIC, reviewers, secretary)
    for one in reviewers:
        releasing.decide(
            request, verdict=Verdict.APPROVED, reason="Ukryto wszystkie małe liczby.", by=one
        )
    Delivery.objects.about(round).delete()
