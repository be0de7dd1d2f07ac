"""Dashboard and review list at 100 tasks × 60 institutions × 12 cycles: 72,000 contributions."""

from datetime import date

from django.utils import timezone

from benchmarks import servers
from benchmarks.pages import cookie_of, figure, queries, signed_in
from coordination.models import Institution, User
from reports.choices import AssignmentRole, CycleKind, CycleState, EditionState
from reports.models import (
    Assignment,
    Contribution,
    FormVersion,
    PlanEdition,
    ReportingCycle,
    ReviewEvent,
    Task,
)
from reports.printed_numbers import sort_key
from teams.choices import RoleName
from teams.models import Team, TeamRole

TASKS, INSTITUTIONS, CYCLES = 100, 60, 12
FILED = {"answer": "done", "boxes": {"done": "Szkolenia i spotkania. " * 20}, "reason": ""}


def measure():
    secretary = secretary_of_all()
    edition = PlanEdition.objects.create(
        name="Plan", year_from=2040, year_to=2042, state=EditionState.ADOPTED
    )
    assignments = assign_everybody(edition)
    first = fill(edition, assignments, 0, secretary)
    client = signed_in(secretary)
    pages = {"dashboard": "figures/", "institutions": "office/", "review list": "review/"}
    few = {name: queries(client, first.get_absolute_url() + part) for name, part in pages.items()}
    cycles = [fill(edition, assignments, number, secretary) for number in range(1, CYCLES)]
    last, cookie = cycles[-1].get_absolute_url(), cookie_of(client)
    with servers.serving("benchmarks.settings") as port:
        own = {name: servers.rate(port, last + part, cookie) for name, part in pages.items()}
    with servers.serving("benchmarks.floor") as port:
        bare = {
            name: servers.rate(port, f"/reports/{cycles[-1].pk}/{part}", cookie)
            for name, part in pages.items()
        }
    total = Contribution.objects.count()
    return {
        f"P5 {name} at {total} contributions": figure(own[name], bare[name])
        | {"queries": queries(client, last + part), "queries at a twelfth": few[name]}
        for name, part in pages.items()
    }


def secretary_of_all():
    """The secretary of a national team of the benchmark's own."""
    user = User.objects.create_user("sekretarz@example.org", "x", full_name="Sekretarz")
    team = Team.objects.create(key="bench-national", name="Zespół", level="national")
    TeamRole.objects.create(team=team, user=user, role=RoleName.SECRETARY, from_on=date(2020, 1, 1))
    return user


def assign_everybody(edition):
    institutions = Institution.objects.bulk_create(
        Institution(name=f"Instytucja {number}", kind="ministry", level="national")
        for number in range(INSTITUTIONS)
    )
    tasks = Task.objects.bulk_create(
        Task(edition=edition, number=f"I.{n}", sort_key=sort_key(f"I.{n}"), title=f"Zadanie {n}")
        for n in range(1, TASKS + 1)
    )
    return Assignment.objects.bulk_create(
        Assignment(task=task, institution=one, role=AssignmentRole.COOPERATING)
        for task in tasks
        for one in institutions
    )


def fill(edition, assignments, number, secretary):
    """One cycle with everybody's contribution, half of them filed."""
    year = 2041 - number
    cycle = ReportingCycle.objects.create(
        edition=edition,
        form=FormVersion.objects.first() or FormVersion.objects.create(name="1"),
        kind=CycleKind.ANNUAL,
        title=f"Rok {year}",
        period_from_on=date(year, 1, 1),
        period_to_on=date(year, 12, 31),
        opens_on=date(year, 1, 1),
        due_on=date(year, 3, 1),
        grace_on=date(year, 3, 5),
        closes_on=date(year, 12, 31),
        state=CycleState.OPEN,
        opened_at=timezone.now(),
    )
    made = Contribution.objects.bulk_create(
        (
            Contribution(
                cycle=cycle,
                assignment=one,
                task=one.task,
                institution=one.institution,
                state="submitted" if place % 2 else "draft",
                filed_at=timezone.now() if place % 2 else None,
            )
            for place, one in enumerate(assignments)
        ),
        batch_size=1000,
    )
    ReviewEvent.objects.bulk_create(
        (
            ReviewEvent(contribution=one, act="submitted", by=secretary, content=FILED)
            for one in made
            if one.state == "submitted"
        ),
        batch_size=1000,
    )
    return cycle
