"""Compiling a report: from accepted contributions alone, out of date when a source changes."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports import assessing, compiling, planning, report_reading, report_sources, reviewing
from reports.choices import BlockAct, BlockKind, SourceKind
from reports.models import BlockSource, CompiledReport, ReportBlock, ReportBlockRevision, Task
from reports.report_reading import numbers_for
from tests.reports.report_world import ACCEPTED, DRAFTED, FILED, ReportWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ReportWorld()


@pytest.fixture
def report(world):
    return world.begun()


def all_words(report):
    return repr(list(report.blocks.values_list("title", "text", "tables", "chart")))


def stale_kinds(report):
    keys = report_sources.stale_blocks(report)
    return {(one.kind, one.task_id) for one in report.blocks.filter(pk__in=keys)}


def test_the_report_says_what_was_accepted_and_nothing_else(report):
    words = all_words(report)

    assert ACCEPTED in words
    assert FILED not in words
    assert DRAFTED not in words


def test_parts_follow_the_template_with_chapters_and_their_tasks_in_printed_order(world, report):
    kinds = [(one.kind, one.level) for one in report.blocks.all()]
    within = [one for one in kinds if one[0] in (BlockKind.CHAPTER, BlockKind.TASK)]

    assert within == [
        (BlockKind.CHAPTER, 2),
        (BlockKind.TASK, 3),
        (BlockKind.TASK, 3),
        (BlockKind.CHAPTER, 2),
        (BlockKind.TASK, 3),
    ]
    titles = list(report.blocks.filter(kind=BlockKind.TASK).values_list("title", flat=True))
    assert titles == [str(task) for task in world.plan.tasks]
    assert not report.blocks.get(kind=BlockKind.SUMMARY).is_left_out
    assert report.blocks.get(kind=BlockKind.CONTRADICTIONS).is_left_out


def test_tasks_stand_as_numbers_are_read_not_as_they_are_spelt(world):
    extra = planning.save_task(
        world.plan.edition,
        {"number": "I.10", "title": "Dziesiąte"},
        basis="uchwała",
        in_force_on=timezone.localdate(),
        by=world.by,
    )
    Task.objects.filter(pk=extra.pk).update(chapter=world.chapters[0])
    planning.assign(
        extra, institution=world.plan.institutions[0], each_team=False, role="lead", by=world.by
    )
    report = world.begun()

    rows = report.blocks.filter(kind=BlockKind.TASK, chapter=world.chapters[0])
    numbers = [one.task.number for one in rows]
    assert numbers == ["I.1", "I.2", "I.10"]


@pytest.mark.parametrize(
    ("levels", "numbers"),
    [
        ([1, 1, 1], ["1.", "2.", "3."]),
        ([1, 2, 3, 3, 2, 3, 1], ["1.", "", "", "", "", "", "2."]),
        ([], []),
    ],
)
def test_sections_are_numbered_without_gaps(levels, numbers):
    assert numbers_for(levels) == numbers


def test_a_part_left_out_takes_no_number(world, report):
    before = {one.title: one.number for one in report_reading.as_it_stands(report)}

    compiling.turn(world.block(report, BlockKind.SUMMARY), by=world.by)

    after = {one.title: one.number for one in report_reading.as_it_stands(report)}
    assert before["Stan zadań według rozdziałów"] == "4."
    assert after["Stan zadań według rozdziałów"] == "3."
    assert "Podsumowanie" not in after


def test_silence_is_no_information_and_never_no_activity(world, report):
    text = world.block(report, BlockKind.TASK, 2).text

    assert text.startswith("Brak informacji")
    assert "brak działań" not in all_words(report).casefold().replace(
        "brak informacji nie oznacza braku działań", ""
    )


def test_each_part_knows_its_sources(world, report):
    block = world.block(report, BlockKind.TASK, 0)
    known = set(block.sources.values_list("kind", "key"))
    rows = world.cycle.contributions.filter(task=world.plan.tasks[0])

    assert known == {
        (SourceKind.CYCLE, world.cycle.pk),
        (SourceKind.TASK, world.plan.tasks[0].pk),
        *((SourceKind.CONTRIBUTION, one.pk) for one in rows),
    }


def test_nothing_is_out_of_date_at_first(report):
    assert report_sources.stale_blocks(report) == set()


def test_a_contribution_accepted_turns_its_task_and_the_tables_out_of_date(world, report):
    reviewing.accept(world.rows[1], by=world.by)

    stale = stale_kinds(report)
    assert (BlockKind.TASK, world.plan.tasks[1].pk) in stale
    assert (BlockKind.TASK, world.plan.tasks[0].pk) not in stale
    assert (BlockKind.INDICATORS, None) in stale
    assert (BlockKind.WORDS, None) not in stale


def test_a_contribution_opened_again_turns_its_task_out_of_date(world, report):
    reviewing.reopen(world.rows[0], reason="Błąd", correct_by_on=timezone.localdate(), by=world.by)

    assert (BlockKind.TASK, world.plan.tasks[0].pk) in stale_kinds(report)


def test_a_draft_saved_or_filed_turns_nothing_out_of_date(world, report):
    world.plan.filed(world.rows[2], "zmiana", 2)

    assert report_sources.stale_blocks(report) == set()


def test_an_assessment_settled_and_taken_back_turns_its_task_out_of_date(world, report):
    one = world.settle(0)
    assert (BlockKind.TASK, world.plan.tasks[0].pk) in stale_kinds(report)
    compiling.refresh_all(report, by=world.by)
    assert report_sources.stale_blocks(report) == set()

    assessing.take_back(one, reason="Nowe dane", by=world.by)

    assert (BlockKind.TASK, world.plan.tasks[0].pk) in stale_kinds(report)


def test_an_amendment_of_the_plan_turns_its_task_out_of_date(world, report):
    task = world.plan.tasks[2]
    facts = {"number": task.number, "title": "Inne brzmienie", "kind": task.kind}
    planning.save_task(
        world.plan.edition,
        facts,
        task=task,
        basis="uchwała",
        in_force_on=timezone.localdate(),
        by=world.by,
    )

    stale = stale_kinds(report)
    assert (BlockKind.TASK, task.pk) in stale
    assert (BlockKind.CHAPTER, None) in stale


def test_an_assessment_is_printed_with_reasons_and_the_dissent_beside_it(world):
    world.settle(0)
    report = world.begun()

    tables = {one["caption"]: one for one in world.block(report, BlockKind.TASK, 0).tables}
    assert [row[0] for row in tables["Ocena"]["rows"]] == ["Wykonanie", "Skutek", "Dowody"]
    assert tables["Ocena"]["rows"][0][2] == "Bo tak wynika z wkładów."
    positions = {row[1]: row[2] for row in tables["Stanowiska instytucji"]["rows"]}
    assert positions == {"nie zgadzamy się": "Zrobiliśmy więcej.", "zgadzamy się": "–"}


def test_refreshing_brings_a_part_up_to_date_and_keeps_what_it_said(world, report):
    reviewing.accept(world.rows[1], by=world.by)
    block = world.block(report, BlockKind.TASK, 1)

    compiling.refresh(block, by=world.by)

    block = world.block(report, BlockKind.TASK, 1)
    assert FILED in block.text
    assert block.pk not in report_sources.stale_blocks(report)
    earlier = block.revisions.get(number=1)
    assert (FILED in earlier.text, earlier.act) == (False, BlockAct.BUILT)


def test_refreshing_all_leaves_what_was_changed_by_hand(world, report):
    world.write(report, BlockKind.TASK, "Własne słowa.", task=1)
    reviewing.accept(world.rows[1], by=world.by)

    refreshed, left = compiling.refresh_all(report, by=world.by)

    assert (refreshed > 0, left) == (True, 1)
    block = world.block(report, BlockKind.TASK, 1)
    assert block.text == "Własne słowa."
    with pytest.raises(compiling.EditedByHand):
        compiling.refresh(block, by=world.by)
    assert FILED in compiling.fresh_text(block)


def test_choosing_after_a_change_by_hand_brings_tables_up_to_date(world, report):
    block = world.write(report, BlockKind.TASK, "Własne słowa.", task=1)
    reviewing.accept(world.rows[1], by=world.by)

    compiling.choose(block, text="Połączone słowa.", based_on=block.revision, by=world.by)

    block = world.block(report, BlockKind.TASK, 1)
    assert block.text == "Połączone słowa."
    assert block.tables[0]["caption"] == "Wartości wskaźników"
    assert block.pk not in report_sources.stale_blocks(report)


def test_the_text_may_stay_for_a_reason(world, report):
    block = world.write(report, BlockKind.TASK, "Własne słowa.", task=1)
    reviewing.accept(world.rows[1], by=world.by)
    with pytest.raises(compiling.NoReason):
        compiling.keep(block, reason=" ", by=world.by)

    compiling.keep(block, reason="Tekst mówi o tym samym.", by=world.by)

    block = world.block(report, BlockKind.TASK, 1)
    last = block.revisions.first()
    assert (block.text, last.act, last.reason) == (
        "Własne słowa.",
        BlockAct.KEPT,
        "Tekst mówi o tym samym.",
    )
    assert block.pk not in report_sources.stale_blocks(report)
    with pytest.raises(compiling.NothingChanged):
        compiling.keep(block, reason="Jeszcze raz.", by=world.by)


def test_nobody_writes_over_somebody_else(world, report):
    block = world.block(report, BlockKind.SUMMARY)
    compiling.write(block, text="Pierwszy.", based_on=block.revision, by=world.by)

    with pytest.raises(compiling.ChangedMeanwhile) as clash:
        compiling.write(block, text="Drugi.", based_on=block.revision, by=world.by)

    assert clash.value.block.text == "Pierwszy."
    assert world.block(report, BlockKind.SUMMARY).text == "Pierwszy."


def test_a_task_assigned_later_joins_the_report(world, report):
    world.assign(2, 0)

    compiling.refresh_all(report, by=world.by)

    sources = world.block(report, BlockKind.TASK, 2).sources
    assert sources.filter(kind=SourceKind.CONTRIBUTION).count() == 2


def test_there_is_one_report_on_a_cycle(world, report):
    with pytest.raises(compiling.CompiledAlready):
        compiling.begin(world.cycle, by=world.by)
    with pytest.raises(compiling.NothingAsked):
        compiling.begin(world.plan.prepared_cycle(title="Inny"), by=world.by)

    assert CompiledReport.objects.count() == 1


@pytest.mark.parametrize("act", ["update", "delete"])
def test_revisions_are_never_changed(report, act):
    rows = ReportBlockRevision.objects.filter(block__report=report)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(text="inny") if act == "update" else rows._raw_delete(rows.db)


def test_refreshing_writes_only_the_sources_that_changed(world, report):
    before = set(BlockSource.objects.filter(block__report=report).values_list("pk", flat=True))
    reviewing.accept(world.rows[1], by=world.by)
    compiling.refresh_all(report, by=world.by)

    after = BlockSource.objects.filter(block__report=report)
    new = after.exclude(pk__in=before)
    assert set(new.values_list("kind", "key")) == {(SourceKind.CONTRIBUTION, world.rows[1].pk)}


def test_looking_for_stale_parts_takes_as_many_queries_however_long_the_plan(world, report):
    with CaptureQueriesContext(connection) as few:
        report_sources.stale_blocks(report)
    for place in range(3, 9):
        task = planning.save_task(
            world.plan.edition,
            {"number": f"II.{place}", "title": f"Nowe {place}"},
            basis="uchwała",
            in_force_on=timezone.localdate(),
            by=world.by,
        )
        planning.assign(
            task,
            institution=world.plan.institutions[0],
            each_team=False,
            role="lead",
            by=world.by,
        )
    compiling.refresh_all(report, by=world.by)
    with CaptureQueriesContext(connection) as many:
        report_sources.stale_blocks(report)

    assert ReportBlock.objects.filter(report=report, kind=BlockKind.TASK).count() == 9
    assert len(many) == len(few)
