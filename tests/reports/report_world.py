"""A cycle with contributions in every state, and the report on it, for tests."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from meetings import vote_closing
from meetings.models import Decision
from reports import (
    assessing,
    compiling,
    contributing,
    freezing,
    planning,
    reference_data,
    report_circulating,
    report_papers,
    reviewing,
)
from reports.choices import AssignmentRole, BlockKind
from reports.models import Activity, Chapter, Task
from tests import factories
from tests.meetings.votes_world import circular, run_out, say
from tests.reports.world import Plan

ACCEPTED, FILED, DRAFTED = "kanarekprzyjety", "kanarekzlozony", "kanarekszkic"


class ReportWorld:
    """Three tasks in two chapters, three institutions: one accepted, one filed, one writing."""

    def __init__(self):
        reference_data.load_assessment_form()
        reference_data.load_report_template()
        self.plan = Plan(tasks=3, institutions=3)
        self.by = self.plan.secretary
        self.member = factories.mandate(factories.seat(self.plan.team)).user
        self.chapters = [
            Chapter.objects.create(edition=self.plan.edition, number=number, sort_key=key)
            for number, key in (("I", "0001"), ("II", "0002"))
        ]
        for place, task in enumerate(self.plan.tasks):
            Task.objects.filter(pk=task.pk).update(chapter=self.chapters[place // 2])
        self.assign(0, 1)
        self.cycle = self.plan.open_cycle()
        self.rows = [self.row(place, place) for place in range(3)]
        activity = Activity(
            kind="training", title="Kurs", held_on=self.cycle.period_from_on, participants=12
        )
        contributing.save_activity(self.rows[0], activity, partners=[], by=self.plan.writers[0])
        self.plan.filed(self.rows[0], ACCEPTED, 0)
        reviewing.accept(self.rows[0], by=self.by)
        self.plan.filed(self.rows[1], FILED, 1)
        self.plan.filled(self.rows[2], DRAFTED, 2)

    def assign(self, task, institution):
        return planning.assign(
            self.plan.tasks[task],
            institution=self.plan.institutions[institution],
            each_team=False,
            role=AssignmentRole.COOPERATING,
            by=self.by,
        )

    def row(self, task, institution):
        """The contribution of one institution to one task."""
        found = self.cycle.contributions.of_reporter(self.plan.reporter(institution)).with_facts()
        return found.get(task=self.plan.tasks[task])

    def begun(self):
        return compiling.begin(self.cycle, by=self.by)

    def block(self, report, kind, task=None):
        """The part of a kind, or of a task by its place in the plan."""
        rows = report.blocks.select_related("section", "report__cycle").filter(kind=kind)
        if task is not None:
            return rows.get(task=self.plan.tasks[task])
        return rows.get()

    def write(self, report, kind, text, *, task=None):
        block = self.block(report, kind, task)
        return compiling.write(block, text=text, based_on=block.revision, by=self.by)

    def settle(self, task=0, completion="carried_on"):
        """Rate, circulate and settle the assessment of one task; its lead does not agree."""
        one = assessing.begin(self.cycle, self.plan.tasks[task])
        words = {"completion": completion, "effect": "partial", "evidence": "sufficient"}
        ratings = [
            (question, question.words.get(key=words[question.key]), "Bo tak wynika z wkładów.")
            for question in one.form.questions.all()
        ]
        one = assessing.rate(one, ratings, based_on=one.revision, by=self.by)
        day = timezone.localdate() + timedelta(days=5)
        assessing.circulate(one, remarks_until_on=day, by=self.by)
        for body in assessing.bodies_of(one):
            place = self.plan.institutions.index(body.institution)
            stance = ("dissents", "Zrobiliśmy więcej.") if place == task else ("agrees", "")
            facts = {"stance": stance[0], "text": stance[1], "by": self.plan.signatories[place]}
            assessing.take_position(one, body, **facts)
        return assessing.settle(one, by=self.by)

    def circulated(self, report=None):
        report = report or self.begun()
        day = timezone.localdate() + timedelta(days=10)
        return report_circulating.circulate(report, remarks_until_on=day, by=self.by)

    def all_silent_bodies_agree(self, report):
        for one in report_circulating.silent_bodies(report):
            body = report_circulating.reporter_of(one)
            report_circulating.say_nothing_to_remark(report, body, by=self.by)

    def decision(self):
        """A decision that the national team takes by circular vote."""
        self.plan.coordinator = self.by
        if not self.plan.team.rules.exists():
            factories.rules(self.plan.team)
        self.plan.mandates = [
            seat.mandates.get() for seat in self.plan.team.seats.filter(mandates__isnull=False)
        ]
        ballot = circular(self.plan)
        for mandate in self.plan.mandates:
            say(ballot, mandate, "for")
        vote_closing.close(run_out(ballot), by=self.by)
        return Decision.objects.get(ballot=ballot)

    def adopted(self, *, english="In the reporting period work went on."):
        """The frozen report, with its files made."""
        report = self.begun()
        if english:
            self.write(report, BlockKind.ENGLISH, english)
        report = self.circulated(report)
        self.all_silent_bodies_agree(report)
        snapshot = freezing.adopt(report, decision=self.decision(), by=self.by)
        report_papers.make_waiting()
        return snapshot

    def corrected(self, snapshot, text="Poprawione podsumowanie."):
        report = freezing.begin_correction(snapshot.report, by=self.by)
        self.write(report, BlockKind.SUMMARY, text)
        return freezing.correct(report, reason="Pomyłka w liczbie.", decision=None, by=self.by)

    def money(self, amount="1234.50"):
        """Reopen the accepted contribution, state money spent and accept it anew."""
        one = self.rows[0]
        reviewing.reopen(one, reason="Dopisać", correct_by_on=timezone.localdate(), by=self.by)
        one.refresh_from_db()
        facts = {
            "answer": one.answer,
            "reason": "",
            "belongs_to": "",
            "self_rating": "",
            "spent": Decimal(amount),
        }
        writer, signatory = self.plan.writers[0], self.plan.signatories[0]
        contributing.save_answer(one, facts, based_on=one.revision, by=writer)
        contributing.file(one, by=signatory)
        return reviewing.accept(one, by=self.by)
