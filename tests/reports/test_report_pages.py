"""Pages of the compiled report: clash, both texts side by side, sources beside the words."""

import re

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports import compiling, reviewing
from reports.choices import BlockKind
from reports.models import CompiledReport
from tests.reports.report_world import ACCEPTED, DRAFTED, FILED, ReportWorld

pytestmark = pytest.mark.django_db
PESEL = "44051401359"


@pytest.fixture
def world():
    return ReportWorld()


@pytest.fixture
def report(world):
    return world.begun()


@pytest.fixture
def browser(world, signed_in):
    return signed_in(world.by)


def address(block, part=""):
    return f"{block.get_absolute_url()}{part}"


def test_the_report_is_put_together_by_one_click(world, browser):
    page = f"{world.cycle.get_absolute_url()}report/"
    assert "Złóż sprawozdanie" in browser.get(page).content.decode()

    answer = browser.post(f"{page}begin/", follow=True)

    assert answer.status_code == 200
    assert CompiledReport.objects.get().begun_by == world.by


def test_the_list_says_which_parts_are_out_of_date(world, report, browser):
    assert "nieaktualna" not in browser.get(report.get_absolute_url()).content.decode()
    reviewing.accept(world.rows[1], by=world.by)

    seen = browser.get(report.get_absolute_url()).content.decode()

    assert seen.count(">nieaktualna<") > 2


def test_a_part_shows_its_sources_and_what_has_changed(world, report, browser):
    block = world.block(report, BlockKind.TASK, 0)
    seen = browser.get(address(block)).content.decode()
    assert ACCEPTED in seen
    assert world.rows[0].get_absolute_url() in seen
    assert FILED not in seen

    block = world.block(report, BlockKind.TASK, 1)
    reviewing.accept(world.rows[1], by=world.by)
    seen = browser.get(address(block)).content.decode()
    assert "Zmieniło się od czasu złożenia tej części:" in seen
    assert "przyjęty" in seen


def test_drafts_are_not_among_the_sources_beside_a_part(world, report, browser):
    seen = browser.get(address(world.block(report, BlockKind.TASK, 2))).content.decode()

    assert DRAFTED not in seen


def test_a_clash_shows_both_texts_and_loses_nothing(world, report, browser):
    block = world.block(report, BlockKind.SUMMARY)
    compiling.write(block, text="Słowa kolegi.", based_on=block.revision, by=world.plan.chair)

    answer = browser.post(address(block), {"text": "Moje słowa.", "based_on": block.revision})

    seen = answer.content.decode()
    assert answer.status_code == 409
    assert "Słowa kolegi." in seen
    assert "Moje słowa." in seen
    revision = re.search(r'name="based_on" value="(\d+)"', seen)[1]
    browser.post(address(block), {"text": "Razem.", "based_on": revision})
    assert world.block(report, BlockKind.SUMMARY).text == "Razem."


def test_refreshing_what_was_changed_by_hand_leads_to_both_texts(world, report, browser):
    block = world.write(report, BlockKind.TASK, "Własne słowa.", task=1)
    reviewing.accept(world.rows[1], by=world.by)

    answer = browser.post(address(block, "refresh/"), follow=True)

    seen = answer.content.decode()
    assert "Własne słowa." in seen
    assert FILED in seen
    fresh = {"text": compiling.fresh_text(block), "based_on": block.revision}
    browser.post(address(block, "choose/"), fresh)
    block = world.block(report, BlockKind.TASK, 1)
    assert (FILED in block.text, block.is_edited) == (True, False)


def test_the_reason_why_a_text_stays_stands_in_its_history(world, report, browser):
    block = world.write(report, BlockKind.TASK, "Własne słowa.", task=1)
    reviewing.accept(world.rows[1], by=world.by)

    browser.post(address(block, "keep/"), {"reason": "Mówi o tym samym."})

    assert "Mówi o tym samym." in browser.get(address(block, "history/")).content.decode()


def test_case_data_does_not_get_into_a_report(world, report, browser):
    block = world.block(report, BlockKind.SUMMARY)

    answer = browser.post(address(block), {"text": f"PESEL {PESEL}", "based_on": block.revision})

    assert answer.status_code == 422
    assert PESEL not in world.block(report, BlockKind.SUMMARY).text


def test_the_chair_reads_parts_and_changes_none(world, report, signed_in):
    chair = signed_in(world.plan.chair)
    block = world.block(report, BlockKind.SUMMARY)

    assert chair.get(address(block)).status_code == 200
    answer = chair.post(address(block), {"text": "Inaczej.", "based_on": block.revision})

    assert answer.status_code == 404
    assert world.block(report, BlockKind.SUMMARY).text == block.text


def test_a_chart_is_a_picture_with_all_figures_in_its_description(world, report, browser):
    block = world.block(report, BlockKind.REPORTERS)
    seen = browser.get(f"{report.get_absolute_url()}read/").content.decode()
    picture = browser.get(address(block, "chart.svg"))

    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg")
    for name, figures in block.chart["rows"]:
        assert f"{name}: przyjęte {figures[0]}" in seen


def test_a_body_remarks_from_the_text_and_reads_the_answer(world, report, signed_in):
    report = world.circulated(report)
    body, key = signed_in(world.plan.writers[0]), world.plan.reporter(0).key
    block = world.block(report, BlockKind.SUMMARY)

    answer = body.post(
        address(block, f"remark/{key}/"), {"text": "Proszę dopisać kurs."}, follow=True
    )
    assert "Proszę dopisać kurs." in answer.content.decode()
    remark = block.remarks.get()
    settle = reverse("reports:report-remark-settle", args=[world.cycle.pk, remark.pk])
    signed_in(world.by).post(settle, {"result": "taken", "answer": "Dopisano."})

    assert "Dopisano." in body.get(answer.request["PATH_INFO"]).content.decode()
    other = world.plan.reporter(1).key
    refused = body.post(address(block, f"remark/{other}/"), {"text": "Cudza."})
    assert refused.status_code == 404


def test_reading_is_written_into_the_audit_trail(world, report, browser):
    browser.get(f"{report.get_absolute_url()}read/")

    entry = LogEntry.objects.filter(additional_data__verb="read").latest("pk")
    assert (entry.object_repr, entry.actor) == ("reports.compiledreport", world.by)


def test_pages_take_as_many_queries_however_long_the_report(world, report, browser):
    pages = ["", "read/", "remarks/"]
    for part in pages:
        browser.get(f"{report.get_absolute_url()}{part}")
    few = [queries(browser, report, part) for part in pages]
    for place in range(6):
        section = report.blocks.first().section
        report.blocks.create(section=section, position=90 + place, kind="words", title="Nowa")

    assert [queries(browser, report, part) for part in pages] == few


def queries(browser, report, part):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(f"{report.get_absolute_url()}{part}").status_code == 200
    return len(captured)
