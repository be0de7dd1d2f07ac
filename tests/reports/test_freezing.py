"""Adopting, correcting and publishing: frozen bytes, errata, and what the public may read."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.models import Delivery
from meetings import deciding
from meetings.models import Decision
from reports import (
    compiling,
    freezing,
    report_circulating,
    report_data,
    report_papers,
    reviewing,
)
from reports.choices import BlockKind, PaperState, ReportState
from reports.models import CompiledReport, ReportPaper, Snapshot, SnapshotFile
from tests import factories
from tests.reports.report_world import ACCEPTED, DRAFTED, FILED, ReportWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ReportWorld()


def ready_to_adopt(world):
    report = world.circulated()
    world.all_silent_bodies_agree(report)
    return report


def get(address, user=None):
    browser = Client()
    if user is not None:
        browser.force_login(user)
    return browser.get(address)


def file_of(snapshot, form):
    return reverse("reports:snapshot-file", args=[snapshot.pk, form])


def test_adoption_records_the_decision_and_freezes_data_and_files(world):
    snapshot = world.adopted()

    assert snapshot.report.__class__.objects.get().state == ReportState.ADOPTED
    assert snapshot.decision.ballot.team == world.plan.team
    assert snapshot.decision.signature in snapshot.data["adopted_by"]
    assert {one.form for one in snapshot.files.all()} == {"docx", "pdf", "xlsx"}
    for one in snapshot.files.all():
        assert hashlib.sha256(bytes(one.content)).hexdigest() == one.sha256
    kept = Snapshot.objects.get().data
    assert hashlib.sha256(report_data.canonical(kept)).hexdigest() == snapshot.data_sha256


def test_frozen_data_hold_what_was_accepted_and_nothing_else(world):
    words = json.dumps(world.adopted().data, ensure_ascii=False)

    assert ACCEPTED in words
    assert FILED not in words
    assert DRAFTED not in words


@pytest.mark.parametrize("model", [Snapshot, SnapshotFile])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_what_is_frozen_cannot_be_changed_in_the_database(world, model, act):
    world.adopted()
    rows = model.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(id=99) if act == "update" else rows._raw_delete(rows.db)


def test_a_frozen_report_does_not_follow_its_sources(world):
    snapshot = world.adopted()
    before = snapshot.data_sha256
    world.money()

    kept = Snapshot.objects.get()
    assert report_data.sha256(report_data.canonical(kept.data)) == before


def test_an_adopted_report_is_changed_by_a_correction_only(world):
    snapshot = world.adopted()
    block = world.block(snapshot.report, BlockKind.SUMMARY)

    with pytest.raises(compiling.NotBeingCompiled):
        compiling.write(block, text="Inaczej", based_on=block.revision, by=world.by)
    with pytest.raises(compiling.NotBeingCompiled):
        world.circulated(snapshot.report)


def test_adoption_waits_for_the_day_or_for_all_answers(world):
    report = world.circulated()
    decision = world.decision()
    with pytest.raises(freezing.RemarksStillAsked):
        freezing.adopt(report, decision=decision, by=world.by)

    CompiledReport.objects.update(remarks_until_on=timezone.localdate() - timedelta(days=1))

    assert freezing.adopt(report, decision=decision, by=world.by).number == 1


def test_adoption_waits_for_an_answer_to_each_remark(world):
    report = world.circulated()
    made = report_circulating.remark(
        world.block(report, BlockKind.SUMMARY),
        world.plan.reporter(0),
        text="Proszę poprawić.",
        by=world.plan.signatories[0],
    )
    world.all_silent_bodies_agree(report)
    decision = world.decision()
    with pytest.raises(freezing.RemarksOpen):
        freezing.adopt(report, decision=decision, by=world.by)

    report_circulating.settle_remark(made, result="taken", answer="Poprawiono.", by=world.by)

    assert freezing.adopt(report, decision=decision, by=world.by).number == 1


def test_a_report_out_of_date_is_not_adopted(world):
    report = ready_to_adopt(world)
    reviewing.accept(world.rows[1], by=world.by)

    with pytest.raises(freezing.StillStale):
        freezing.adopt(report, decision=world.decision(), by=world.by)


def test_only_a_valid_decision_of_the_national_team_adopts(world):
    report, decision = ready_to_adopt(world), world.decision()
    deciding.void(decision, reason="Pomyłka", by=world.by)
    decision.refresh_from_db()

    with pytest.raises(freezing.NoSuchDecision):
        freezing.adopt(report, decision=decision, by=world.by)

    assert Snapshot.objects.count() == 0


def test_a_report_that_was_not_circulated_is_not_adopted(world):
    report = world.begun()
    with pytest.raises(freezing.NotCirculatedYet):
        freezing.adopt(report, decision=world.decision(), by=world.by)


def test_a_correction_is_another_version_with_its_errata(world):
    first = world.adopted()

    second = world.corrected(first)

    assert (second.number, second.reason) == (2, "Pomyłka w liczbie.")
    assert [one["heading"] for one in second.errata] == ["3. Podsumowanie"]
    assert second.errata[0]["after"] == "Poprawione podsumowanie."
    assert second.errata[0]["before"] in json.dumps(first.data, ensure_ascii=False).replace(
        "\\n", "\n"
    )
    assert Snapshot.objects.get(pk=first.pk).data == first.data
    assert get(first.get_absolute_url(), world.plan.chair).status_code == 200


def test_a_correction_that_changes_nothing_is_refused(world):
    report = freezing.begin_correction(world.adopted().report, by=world.by)

    with pytest.raises(freezing.NothingCorrected):
        freezing.correct(report, reason="Bez zmian.", decision=None, by=world.by)


def test_without_the_english_summary_nothing_is_published(world):
    snapshot = world.adopted(english="")
    with pytest.raises(freezing.NoEnglishSummary):
        freezing.publish(snapshot, by=world.by)

    assert get(snapshot.get_absolute_url()).status_code == 404


def test_nothing_is_published_before_its_files_are_made(world):
    report = world.begun()
    world.write(report, BlockKind.ENGLISH, "Summary.")
    report = world.circulated(report)
    world.all_silent_bodies_agree(report)
    snapshot = freezing.adopt(report, decision=world.decision(), by=world.by)

    with pytest.raises(freezing.FilesNotReady):
        freezing.publish(snapshot, by=world.by)


FORMS = ["docx", "pdf", "xlsx", "csv", "json"]


def test_the_public_reads_what_is_published_and_nothing_before_or_after(world):
    snapshot = world.adopted()
    addresses = [snapshot.get_absolute_url(), *(file_of(snapshot, form) for form in FORMS)]
    assert {get(address).status_code for address in addresses} == {404}

    freezing.publish(snapshot, by=world.by)
    assert {get(address).status_code for address in addresses} == {200}
    with pytest.raises(freezing.PublishedAlready):
        freezing.publish(snapshot, by=world.by)

    freezing.withdraw(snapshot, reason="Pomyłka", by=world.by)
    assert {get(address).status_code for address in addresses} == {404}
    assert snapshot.publications.get().withdrawal_reason == "Pomyłka"


def test_files_are_given_out_byte_for_byte(world):
    snapshot = world.adopted()
    freezing.publish(snapshot, by=world.by)

    for one in snapshot.files.all():
        assert get(file_of(snapshot, one.form)).content == bytes(one.content)
    octets = get(file_of(snapshot, "json")).content
    assert hashlib.sha256(octets).hexdigest() == snapshot.data_sha256


def test_open_data_have_a_line_for_each_task_and_no_zero_for_what_is_not_known(world):
    world.settle(0)
    snapshot = world.adopted()
    freezing.publish(snapshot, by=world.by)

    lines = get(file_of(snapshot, "csv")).content.decode("utf-8-sig").splitlines()
    rows = [dict(zip(lines[0].split(";"), line.split(";"), strict=True)) for line in lines[1:]]
    assert [row["number"] for row in rows] == [task.number for task in world.plan.tasks]
    assert (rows[0]["completion"], rows[1]["completion"]) == ("carried_on", "")


def test_the_public_page_of_the_national_team_and_the_plan_lead_to_it(world):
    snapshot = world.adopted()
    team = reverse("teams:public-team", args=[world.plan.team.pk])
    plan = world.plan.edition.get_absolute_url()
    assert snapshot.get_absolute_url() not in get(team).content.decode()

    freezing.publish(snapshot, by=world.by)

    assert snapshot.get_absolute_url() in get(team).content.decode()
    assert snapshot.get_absolute_url() in get(plan).content.decode()


def test_whoever_got_the_report_is_told_of_its_adoption(world):
    world.adopted()

    told = Delivery.objects.filter(key__startswith="report-adopted")
    people = [*world.plan.writers, *world.plan.signatories, world.member]
    assert {one.recipient for one in told} == {person.email for person in people}


def test_an_adopted_report_is_not_for_outsiders_before_it_is_published(world):
    snapshot = world.adopted()
    address = snapshot.get_absolute_url()

    assert get(address, world.plan.writers[1]).status_code == 200
    assert get(address, world.member).status_code == 200
    for user in (factories.person(), factories.administrator()):
        assert get(address, user).status_code == 404


def test_a_file_that_failed_is_made_again(world, monkeypatch):
    monkeypatch.setitem(report_papers.WRITERS, "pdf", lambda *_facts, **_more: 1 / 0)
    snapshot = world.adopted()
    assert snapshot.files.count() == 2
    assert ReportPaper.objects.filter(state=PaperState.FAILED).count() == 1

    monkeypatch.undo()
    report_papers.ask_again(snapshot, by=world.by)
    report_papers.make_waiting()

    assert snapshot.files.count() == 3


def test_a_decision_that_adopted_a_report_is_kept(world):
    snapshot = world.adopted()

    with pytest.raises(Exception, match="protected"):
        Decision.objects.get(pk=snapshot.decision_id).delete()
