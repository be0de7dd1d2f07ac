"""A small plan with its cycle, institutions and people, for the tests of this room."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from coordination.choices import PostRole
from coordination.models import Delivery, InstitutionPost
from reports import collecting, contributing, planning
from reports.choices import Answer, AssignmentRole, CycleKind, EditionState, ValueState
from reports.models import (
    FormBox,
    FormVersion,
    Indicator,
    PlanEdition,
    ReportingCycle,
)
from reports.reporters import Reporter
from tests import factories

_next = count(1)
BOXES = [("done", "Co zrobiono", 200), ("result", "Co to dało", 100)]


def form():
    """Return a form of two boxes."""
    made = FormVersion.objects.create(name=f"próba {next(_next)}")
    for position, (key, label, limit) in enumerate(BOXES, start=1):
        FormBox.objects.create(
            form=made,
            position=position,
            key=key,
            label_pl=label,
            label_en=label,
            guidance_pl="Krótko.",
            guidance_en="Briefly.",
            limit=limit,
        )
    return made


def days(due=None):
    """Days of a cycle that is due in ten days, unless said otherwise."""
    due = due or timezone.localdate() + timedelta(days=10)
    return {
        "period_from_on": date(due.year, 1, 1),
        "period_to_on": date(due.year, 12, 31),
        "opens_on": due - timedelta(days=40),
        "due_on": due,
        "grace_on": due + timedelta(days=2),
        "closes_on": due + timedelta(days=20),
    }


def post(institution, role, user=None, **fields):
    """Return a person with a post in an institution."""
    user = user or factories.person()
    fields.setdefault("from_on", factories.long_ago())
    InstitutionPost.objects.create(institution=institution, user=user, role=role, **fields)
    return user


class Plan:
    """An edition with tasks, each led by its own institution with a writer and a signatory.

    Args:
        tasks: How many tasks, each with one indicator.
        institutions: How many institutions; tasks go round among them.
        teams: Whether the first task is also each voivodeship team's.
        state: State of the edition.
    """

    def __init__(self, tasks=2, institutions=2, *, teams=False, state=EditionState.ADOPTED):
        number = next(_next)
        self.team = factories.team(f"Krajowy {number}")
        self.secretary = factories.secretary_of(self.team)
        self.chair = factories.chair_of(self.team)
        self.edition = PlanEdition.objects.create(
            name=f"Plan {number}", year_from=2100 + number, year_to=2100 + number
        )
        self.form = form()
        self.institutions = [
            factories.institution(f"Sprawozdawcza {number}-{place}")
            for place in range(institutions)
        ]
        self.writers = [post(one, PostRole.CONTRIBUTOR) for one in self.institutions]
        self.signatories = [post(one, PostRole.SIGNATORY) for one in self.institutions]
        self.tasks = [self.task(place) for place in range(tasks)]
        if teams:
            planning.assign(
                self.tasks[0],
                institution=None,
                each_team=True,
                role=AssignmentRole.COOPERATING,
                by=self.secretary,
            )
        if state != EditionState.DRAFT:
            PlanEdition.objects.filter(pk=self.edition.pk).update(state=state)
            self.edition.refresh_from_db()

    def task(self, place, **words):
        facts = {"number": f"I.{place + 1}", "title": f"Zadanie {place + 1}", "kind": "continuous"}
        task = planning.save_task(self.edition, facts | words, by=self.secretary)
        Indicator.objects.create(task=task, name="liczba", unit="osoby", target=Decimal(10))
        if self.institutions:
            planning.assign(
                task,
                institution=self.institutions[place % len(self.institutions)],
                each_team=False,
                role=AssignmentRole.LEAD,
                by=self.secretary,
            )
        return task

    def prepared_cycle(self, due=None, **fields):
        facts = {"kind": CycleKind.ANNUAL, "title": "Cykl", **days(due), **fields}
        return ReportingCycle.objects.create(edition=self.edition, form=self.form, **facts)

    def open_cycle(self, due=None, **fields):
        return collecting.open_cycle(self.prepared_cycle(due, **fields), by=self.secretary)

    def reporter(self, place=0):
        return Reporter(institution=self.institutions[place])

    def contribution(self, cycle, place=0):
        """The first contribution of one institution."""
        return cycle.contributions.of_reporter(self.reporter(place)).with_facts().first()

    def filled(self, contribution, text="Szkolenia odbyły się.", place=0):
        """Answer, write and value a contribution, without filing it."""
        by = self.writers[place]
        say(contribution, Answer.DONE, by=by)
        box = self.form.boxes.get(key="done")
        saved = contribution.texts.filter(box="done").first()
        contributing.save_box(
            contribution, box, text=text, based_on=saved.revision if saved else 0, by=by
        )
        for indicator in contribution.task.indicators.all():
            contributing.save_value(
                contribution, indicator, state=ValueState.GIVEN, value=Decimal(7), by=by
            )
        return contribution

    def filed(self, contribution, text="Szkolenia odbyły się.", place=0):
        self.filled(contribution, text, place)
        return contributing.file(contribution, by=self.signatories[place])


def say(contribution, answer, *, by, reason="", belongs_to=""):
    """Give the answer of a contribution as its form would, from its present revision."""
    contribution.refresh_from_db()
    facts = {
        "answer": answer,
        "reason": reason,
        "belongs_to": belongs_to,
        "self_rating": "",
        "spent": None,
    }
    return contributing.save_answer(contribution, facts, based_on=contribution.revision, by=by)


def letters(cycle, **wanted):
    """Letters about a cycle, in the order they were written."""
    return list(Delivery.objects.about(cycle).filter(**wanted).order_by("pk"))
