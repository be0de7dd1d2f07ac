"""The plan and its cycle for the table of access: the member writes and signs for his own."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from coordination import documents
from coordination.choices import HandlingLabel, PostRole
from reports import contributing, planning, reviewing, workbooks
from reports.choices import AssignmentRole, EditionState
from reports.models import Activity, PlanEdition
from reports.reporters import Reporter
from tests.access import places_assessments, places_compiled, places_statistics
from tests.coordination import files
from tests.reports.world import Plan, post, say

TABLE = "numer;zadanie;termin\nI.7;Nowe zadanie;31.12.2027\n"


def add(places):
    """Return the arguments of this room's addresses, made with the given places."""
    member = places.actors["member"]
    institution = places.world.mandates[0].seat.institution
    for role in (PostRole.CONTRIBUTOR, PostRole.SIGNATORY):
        post(institution, role, member)
    elsewhere = places.world.mandates[2].seat.institution
    post(elsewhere, PostRole.CONTRIBUTOR)
    plan = Plan(tasks=2, institutions=1, teams=True)
    by = places.actors["national"]
    earlier = PlanEdition.objects.create(
        name="Wcześniejsza", year_from=1990, year_to=1991, state=EditionState.CLOSED
    )
    old_task = earlier.tasks.create(title="Stare zadanie", sort_key="999999")
    draft = PlanEdition.objects.create(name="Projekt", year_from=1992, year_to=1993)
    draft_task = planning.save_task(draft, {"title": "Zadanie w projekcie"}, by=by)
    chapter = planning.save_chapter(draft, number="I", title="Rozdział", subchapters=["A"], by=by)
    table = documents.store(
        SimpleUploadedFile("plan.csv", TABLE.encode()),
        title="Plan",
        label=HandlingLabel.PERSONS,
        by=by,
    )
    for task in plan.tasks:
        planning.assign(
            task,
            institution=institution,
            each_team=False,
            role=AssignmentRole.COOPERATING,
            by=plan.secretary,
        )
    for number in (3, 4, 5):
        task = plan.task(number) if plan.edition.is_draft else adopted_task(plan, number)
        planning.assign(
            task,
            institution=institution,
            each_team=False,
            role=AssignmentRole.LEAD,
            by=plan.secretary,
        )
    cycle = plan.open_cycle()
    prepared = plan.prepared_cycle(title="Przygotowany")
    own = list(cycle.contributions.of_reporter(Reporter(institution=institution)).with_facts())
    filed, accepted, written = own[0], own[1], own[2]
    evidence = contributing.attach(
        filed, files.upload("dowod.txt", b"x"), title="Program", by=member
    )
    for one in (filed, accepted):
        say(one, "as_before", by=member)
        contributing.file(one, by=member)
    reviewing.accept(accepted, by=by)
    own_evidence = contributing.attach(
        written, files.upload("szkic.txt", b"x"), title="Szkic", by=member
    )
    activity = contributing.save_activity(
        written,
        Activity(kind="training", title="Szkolenie", held_on=date(2026, 1, 5)),
        partners=[],
        by=member,
    )
    joint = contributing.save_activity(
        plan.contribution(cycle),
        Activity(kind="training", title="Wspólne", held_on=date(2026, 1, 5)),
        partners=[Reporter(institution=institution)],
        by=plan.writers[0],
    )
    workbook = documents.store(
        files.upload("kpd.xlsx", workbooks.write(cycle, own)),
        title="KPD",
        label=HandlingLabel.PERSONS,
        by=member,
    )
    task = plan.tasks[0]
    assessed = places_assessments.add(cycle, own, by=by)
    return (
        assessed
        | places_compiled.add(plan, cycle, member, institution)
        | places_statistics.add(member, institution)
        | {
            "kpd_adopted": plan.edition.pk,
            "kpd_task": task.pk,
            "kpd_assignment": task.assignments.in_force().first().pk,
            "kpd_indicator": task.indicators.first().pk,
            "kpd_draft": draft.pk,
            "kpd_draft_task": draft_task.pk,
            "kpd_chapter": chapter.pk,
            "kpd_old_task": old_task.pk,
            "kpd_table": table.pk,
            "cycle": cycle.pk,
            "cycle_prepared": prepared.pk,
            "reporter": f"i{institution.pk}",
            "filed": filed.pk,
            "filed_event": filed.events.first().pk,
            "filed_evidence": evidence.pk,
            "accepted": accepted.pk,
            "written": written.pk,
            "written_evidence": own_evidence.pk,
            "written_activity": activity.pk,
            "box": "done",
            "partner": joint.partners.get().pk,
            "workbook_version": workbook.pk,
            "post": elsewhere.posts.get().pk,
        }
    )


def adopted_task(plan, number):
    """Return a task added to an adopted edition by an act."""
    return planning.save_task(
        plan.edition,
        {"number": f"II.{number}", "title": f"Dodane {number}"},
        basis="uchwała zmieniająca",
        in_force_on=date(2026, 1, 1),
        by=plan.secretary,
    )
