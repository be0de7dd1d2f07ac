"""Sample reports: one adopted and published, one that institutions are asked to remark on."""

from datetime import timedelta

from django.utils import timezone

from coordination.models import Delivery
from meetings import vote_closing
from meetings.choices import DecisionKind, VoteWord
from meetings.demo_outcomes import cast, open_vote
from meetings.models import Decision
from reports import compiling, freezing, report_circulating, report_papers, reviewing
from reports.choices import BlockKind, ContributionState
from reports.reporters import Reporter, signatories_of
from teams.choices import TeamLevel
from teams.models import Team

FOREWORD = "Tekst przykładowy: sprawozdanie powstało na podstawie wkładów przyjętych od instytucji."
CONCLUSIONS = (
    "Tekst przykładowy: w następnym okresie warto poprosić instytucje współpracujące o wartości "
    "wskaźników i o dokumenty, które pokazują skutek."
)
ENGLISH = (
    "Sample text: the institutions contributed to a part of the tasks of the sample plan. Where "
    "nothing was accepted the report says that there is no information; it does not say that "
    "nothing was done."
)
REMARK = "Proszę dopisać, że spotkania odbyły się także w drugim półroczu (przykład)."


def make(closed, running, institutions, secretary):
    """Make both reports: on the cycle that is over, and on the one that runs."""
    publish_one(closed, secretary)
    circulate_one(running, institutions, secretary)
    for cycle in (closed, running):
        Delivery.objects.about(cycle).delete()


def begun(cycle, secretary):
    report = compiling.begin(cycle, by=secretary)
    for key, text in (
        ("introduction", FOREWORD),
        ("conclusions", CONCLUSIONS),
        ("english", ENGLISH),
    ):
        block = report.blocks.get(section__key=key)
        compiling.write(block, text=text, based_on=block.revision, by=secretary)
    return report


def circulated(report, secretary, days):
    day = timezone.localdate() + timedelta(days=days)
    return report_circulating.circulate(report, remarks_until_on=day, by=secretary)


def publish_one(cycle, secretary):
    report = circulated(begun(cycle, secretary), secretary, 5)
    for one in report_circulating.silent_bodies(report):
        body = report_circulating.reporter_of(one)
        report_circulating.say_nothing_to_remark(report, body, by=secretary)
    snapshot = freezing.adopt(report, decision=adopting_decision(secretary), by=secretary)
    report_papers.make_waiting()
    freezing.publish(snapshot, by=secretary)


def adopting_decision(secretary):
    """A circular vote of the national team that adopted the report some days ago."""
    team = Team.objects.active().filter(level=TeamLevel.NATIONAL).latest("pk")
    at = timezone.now() - timedelta(days=20)
    ballot = open_vote(
        team,
        secretary,
        title="Przyjęcie sprawozdania śródokresowego (przykład)",
        text="Zespół przyjmuje sprawozdanie śródokresowe z planu przykładowego.",
        kind=DecisionKind.RESOLUTION,
        days=10,
        at=at,
    )
    cast(ballot, [(VoteWord.FOR, "")] * ballot.seats.count(), at)
    vote_closing.close(ballot, by=secretary, at=ballot.closes_at)
    Decision.objects.filter(ballot=ballot).update(adopted_at=ballot.closes_at)
    Delivery.objects.about(ballot).delete()
    return Decision.objects.get(ballot=ballot)


def circulate_one(cycle, institutions, secretary):
    """One remark waits for its answer; one contribution was accepted since."""
    report = circulated(begun(cycle, secretary), secretary, 14)
    police = Reporter(institution=institutions["Komenda Główna Policji"])
    block = report.blocks.filter(kind=BlockKind.TASK).first()
    by = signatories_of(police).first()
    report_circulating.remark(block, police, text=REMARK, by=by)
    association = Reporter(institution=institutions["Stowarzyszenie Interwencji Prawnej"])
    by = signatories_of(association).first()
    report_circulating.say_nothing_to_remark(report, association, by=by)
    filed = cycle.contributions.filter(state=ContributionState.SUBMITTED, team__isnull=False)
    reviewing.accept(filed.first(), by=secretary)
