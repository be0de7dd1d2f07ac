"""From comments to an adopted version that is sent up, and its correction."""

import hashlib
import io
from datetime import timedelta

import docx
import openpyxl
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from pypdf import PdfReader

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from meetings.models import Decision
from reports import report_data, report_papers
from reports.activity import commenting, comparing, freezing, frozen_data, writing
from reports.activity_choices import TeamReportState
from reports.choices import PaperForm
from reports.models import (
    TeamActivityReport,
    TeamReportPaper,
    TeamReportPartRevision,
    TeamReportSending,
    TeamSnapshot,
    TeamSnapshotFile,
)
from tests import factories
from tests.reports.activity_world import OPEN, RESERVED, YEAR, ActivityWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ActivityWorld()


def letters(report):
    return list(Delivery.objects.about(report).order_by("pk"))


def test_members_are_asked_once_each_and_the_letter_carries_no_word_of_the_report(world):
    report = world.begun()
    world.written(report, "introduction", "kanareksłowa")

    report = world.commented(report)

    sent = letters(report)
    assert sorted(one.recipient for one in sent) == sorted(one.email for one in world.members)
    assert sent[0].subject.startswith(f"Prosimy o uwagi do projektu sprawozdania za {YEAR}") or (
        sent[0].subject.startswith("Prosimy o uwagi do projektu sprawozdania zespołu")
    )
    mail = "".join(one.subject + one.text + one.html for one in sent)
    assert "kanarek" not in mail


def test_a_comment_stays_with_its_answer_and_who_commented_is_silent_no_more(world):
    report = world.commented()
    made = world.comment(report)

    settled = world.settle(made)

    assert (settled.text, settled.answer) == ("Brakuje jednego.", "Dopisano.")
    assert settled.institution_name == world.world.mandates[0].seat.institution.name
    assert world.members[0] not in commenting.silent(report)
    with pytest.raises(commenting.SettledAlready):
        world.settle(made)


def test_comments_are_refused_before_they_are_asked_and_after_their_day(world):
    report = world.begun()
    with pytest.raises(commenting.NotAsked):
        world.comment(report)
    world.commented(report)
    yesterday = timezone.localdate() - timedelta(days=1)
    TeamActivityReport.objects.filter(pk=report.pk).update(comments_until_on=yesterday)

    with pytest.raises(commenting.DayOver):
        world.comment(report)


def test_adoption_waits_for_the_silent_for_open_comments_and_for_a_decision_of_the_team(world):
    report = world.begun()
    facts = {"decision": world.decision(), "by": world.by}
    with pytest.raises(freezing.NotCommentedYet):
        freezing.adopt(report, **facts)
    report = world.commented(report)
    with pytest.raises(freezing.CommentsStillAsked):
        freezing.adopt(report, **facts)
    made = world.comment(report)
    world.agreed(report)
    with pytest.raises(freezing.CommentsOpen):
        freezing.adopt(report, **facts)
    world.settle(made)
    Decision.objects.filter(pk=world.decision().pk).update(void_reason="Pomyłka")
    with pytest.raises(freezing.NoSuchDecision):
        freezing.adopt(report, **facts)

    assert TeamSnapshot.objects.count() == 0


def test_what_is_adopted_is_frozen_with_its_three_files(world):
    snapshot = world.adopted()

    assert snapshot.data_sha256 == report_data.sha256(report_data.canonical(snapshot.data))
    files = {one.form: one for one in snapshot.files.all()}
    assert set(files) == set(PaperForm.values)
    for one in files.values():
        assert hashlib.sha256(bytes(one.content)).hexdigest() == one.sha256
    assert world.again(snapshot.report).state == TeamReportState.FROZEN
    decision = world.decision()
    assert decision.signature in snapshot.data["adopted_by"]


def test_the_files_say_what_the_data_say_in_polish_with_title_and_tags(world):
    report = world.begun()
    world.written(report, "introduction", "Łącznie <b>zażółć</b> =1+1.")
    snapshot = world.adopted(world.commented(report))
    files = {one.form: bytes(one.content) for one in snapshot.files.all()}

    paper = docx.Document(io.BytesIO(files["docx"]))
    assert paper.core_properties.language == "pl"
    assert paper.core_properties.title == f"Sprawozdanie z działalności za {YEAR} r."
    headings = [one.text for one in paper.paragraphs if one.style.name == "Heading 1"]
    assert headings == [f"{part['number']} {part['title']}" for part in snapshot.data["parts"]]
    captions = [one.text for one in paper.paragraphs if one.style.name == "Caption"]
    tables = [table for part in snapshot.data["parts"] for table in part["tables"]]
    assert captions == [table["caption"] for table in tables]
    assert all(table["columns"][-1] == "Źródło" for table in tables[:-1])

    reader = PdfReader(io.BytesIO(files["pdf"]))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("pl", True)
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Łącznie <b>zażółć</b> =1+1." in text
    assert "Projekt. Nieprzyjęty." not in text

    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert "Obecność według instytucji" in book.sheetnames
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    everything = " ".join(str(cell.value) for cell in cells)
    words = {"kanarekposiedzenie", "kanarekdecyzja", "kanarekzadanie"}
    assert {one for one in words if one not in everything} == set()
    assert {one for one in RESERVED.values() if one in everything + text} == set()


def test_the_database_refuses_to_change_what_is_frozen(world):
    snapshot = world.sent()

    for kept in (TeamSnapshot, TeamSnapshotFile, TeamReportPartRevision, TeamReportSending):
        with pytest.raises(DatabaseError), transaction.atomic():
            kept.objects.all()._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        TeamSnapshot.objects.filter(pk=snapshot.pk).update(title="Inny")


def test_later_changes_touch_no_adopted_version(world):
    snapshot = world.adopted()
    before = report_data.canonical(snapshot.data)
    world.meeting.title = "Zmieniony"
    world.meeting.save()

    snapshot.refresh_from_db()

    assert report_data.canonical(snapshot.data) == before
    assert OPEN["meeting"] in before.decode()


def test_a_report_goes_up_once_and_the_national_office_is_told_once_each(world):
    snapshot = world.adopted()
    Delivery.objects.about(snapshot.report).delete()

    world.sent(snapshot)

    told = {one.recipient for one in letters(snapshot.report)}
    assert told == {world.secretary.email, world.national_chair.email}
    with pytest.raises(freezing.NotFrozen):
        world.sent(snapshot)


def test_it_cannot_be_sent_before_its_files_are_made(world):
    report = world.agreed(world.commented())
    freezing.adopt(report, decision=world.decision(), by=world.by)

    with pytest.raises(freezing.NotFrozen):
        freezing.send_up(report, by=world.by)


def test_a_file_that_failed_is_made_again_and_only_then_is_the_report_frozen(world, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setitem(report_papers.WRITERS, "pdf", lambda *_facts, **_more: 1 / 0)
        snapshot = world.adopted()
    assert world.again(snapshot.report).state == TeamReportState.ADOPTED
    assert TeamReportPaper.objects.get(state="failed").form == "pdf"

    report_papers.ask_again(snapshot, by=world.by)
    report_papers.make_waiting()

    assert world.again(snapshot.report).state == TeamReportState.FROZEN


def test_a_correction_is_another_version_with_its_reason_and_errata(world):
    snapshot = world.sent()
    report = freezing.begin_correction(snapshot.report, by=world.by)
    facts = {"decision": world.decision(), "by": world.by}
    with pytest.raises(freezing.NoReason):
        freezing.adopt(report, **facts)
    with pytest.raises(freezing.NothingCorrected):
        freezing.adopt(report, reason="Nic", **facts)
    world.written(report, "conclusions", "Poprawione wnioski.")

    second = freezing.adopt(report, reason="Pomyłka", **facts)

    assert (second.number, second.reason) == (2, "Pomyłka")
    assert [one["heading"] for one in second.errata] == ["11. Wnioski"]
    seen = TeamSnapshot.objects.visible_to(world.secretary)
    assert list(seen) == [snapshot]


def test_a_correction_is_not_sent_for_comments(world):
    report = freezing.begin_correction(world.adopted().report, by=world.by)

    with pytest.raises(commenting.OnlyCorrected):
        world.commented(report)


def test_a_part_that_was_left_out_is_in_no_version_and_its_figure_is_no_information(world):
    report = world.begun()
    writing.turn(world.part(report, "meetings"), by=world.by)

    snapshot = world.adopted(world.commented(report))

    assert "Posiedzenia" not in [part["title"] for part in snapshot.data["parts"]]
    assert snapshot.data["figures"]["meetings"] is None
    assert snapshot.data["figures"]["decisions"] == 1
    assert snapshot.data["figures"]["releases"] is None
    assert list(snapshot.data["figures"]) == frozen_data.FIGURES


def test_all_teams_stand_in_the_order_of_their_codes_with_nothing_added_up(world):
    far = factories.voivodeship("32", "zachodniopomorskie")
    near = factories.voivodeship("02", "dolnośląskie")
    factories.regional_team("Zachodni", voivodeship=far)
    factories.regional_team("Dolny", voivodeship=near)
    world.sent()

    lines = comparing.lines(world.secretary, YEAR)

    assert [line.team.voivodeship.teryt for line in lines] == ["02", "14", "32"]
    assert [line.snapshot is None for line in lines] == [True, False, True]
    assert dict(lines[1].figures)[comparing.NAMES["meetings"]] == 1
    assert {number for _name, number in lines[0].figures} == {None}


def test_another_label_lets_all_teams_read_once_it_is_sent(world):
    report = world.begun(label=HandlingLabel.TEAMS)
    snapshot = world.adopted(world.commented(report))
    other = factories.member_of(
        factories.regional_team(voivodeship=factories.voivodeship("32", "zachodniopomorskie"))
    )
    seen = TeamSnapshot.objects.visible_to(other)
    assert list(seen.all()) == []

    world.sent(snapshot)

    assert list(TeamSnapshot.objects.visible_to(other)) == [snapshot]
