"""Circulating a report: who gets it, what they read, remarks with answers, reminders that end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.models import Delivery
from reports import compiling, report_circulating, report_reading, reviewing
from reports.choices import BlockKind, ReportState
from reports.models import CompiledReport, ReportRemark, ReportReminder
from tests import factories
from tests.reports.report_world import ACCEPTED, DRAFTED, FILED, ReportWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ReportWorld()


@pytest.fixture
def report(world):
    return world.circulated()


def letters(report, template):
    return Delivery.objects.about(report.cycle).filter(key__startswith=template)


def remark(world, report, text="Proszę dopisać szkolenie.", place=0):
    return report_circulating.remark(
        world.block(report, BlockKind.SUMMARY),
        world.plan.reporter(place),
        text=text,
        by=world.plan.signatories[place],
    )


def page(user, report, part="read/"):
    browser = Client()
    if user is not None:
        browser.force_login(user)
    return browser.get(f"{report.get_absolute_url()}{part}")


def test_it_goes_to_all_who_were_asked_and_to_the_members_of_the_national_team(world, report):
    sent_to = set(letters(report, "report-circulated").values_list("recipient", flat=True))

    people = [*world.plan.writers, *world.plan.signatories, world.member]
    assert sent_to == {person.email for person in people}
    assert report.addressees.count() == len(world.plan.institutions) + 1


def test_a_report_with_a_part_out_of_date_is_not_circulated(world):
    report = world.begun()
    reviewing.accept(world.rows[1], by=world.by)

    with pytest.raises(report_circulating.StillStale):
        world.circulated(report)

    report.refresh_from_db()
    assert (report.state, report.addressees.count()) == (ReportState.DRAFT, 0)


def test_a_day_that_has_passed_is_refused(world):
    with pytest.raises(report_circulating.DayOver):
        report_circulating.circulate(
            world.begun(),
            remarks_until_on=timezone.localdate() - timedelta(days=1),
            by=world.by,
        )


def test_bodies_read_what_was_circulated_whatever_is_written_afterwards(world, report):
    world.write(report, BlockKind.SUMMARY, "Nowe słowa sekretarza.")

    seen = page(world.plan.writers[0], report).content.decode()
    officer = page(world.plan.chair, report).content.decode()
    assert "Nowe słowa sekretarza." not in seen
    assert "Nowe słowa sekretarza." in officer

    again = world.circulated(CompiledReport.objects.get(pk=report.pk))
    assert again.round == 2
    assert "Nowe słowa sekretarza." in page(world.plan.writers[0], report).content.decode()


def test_a_part_left_out_is_not_shown(world):
    report = world.begun()
    compiling.turn(world.block(report, BlockKind.SUMMARY), by=world.by)
    report = world.circulated(report)

    assert "Podsumowanie" not in [part.title for part in report_reading.as_circulated(report)]
    with pytest.raises(report_circulating.NotShown):
        remark(world, report)


def test_nobody_outside_reads_a_draft_or_a_circulated_report(world):
    report = world.begun()
    inside = [world.plan.writers[0], world.plan.signatories[1], world.member]
    outside = [
        factories.person(),
        factories.administrator(),
        factories.former_member_of(world.plan.team),
        factories.member_of(factories.regional_team()),
    ]
    assert {page(user, report).status_code for user in [*inside, *outside]} == {404}
    assert page(world.plan.chair, report).status_code == 200

    report = world.circulated(report)

    assert {page(user, report).status_code for user in inside} == {200}
    assert {page(user, report).status_code for user in outside} == {404}
    assert page(None, report).status_code == 302


def test_canaries_of_what_was_not_accepted_are_nowhere_in_a_circulated_report(world, report):
    everything = "".join(
        page(user, report, part).content.decode()
        for user in (world.plan.chair, world.plan.writers[0], world.member)
        for part in ("read/", "")
    )

    assert ACCEPTED in everything
    assert FILED not in everything
    assert DRAFTED not in everything


def test_a_right_that_ended_yesterday_is_gone_with_the_next_click(world, report):
    world.member.mandates.update(until_on=factories.yesterday())
    world.plan.writers[0].posts.update(until_on=factories.yesterday())

    assert page(world.member, report).status_code == 404
    assert page(world.plan.writers[0], report).status_code == 404


def test_a_remark_stays_with_its_answer_beside_it(world, report):
    made = remark(world, report)
    report_circulating.settle_remark(made, result="partly", answer="Dopisano jedno.", by=world.by)

    seen = page(world.plan.writers[0], report).content.decode()
    assert "Proszę dopisać szkolenie." in seen
    assert "Dopisano jedno." in seen
    with pytest.raises(report_circulating.SettledAlready):
        report_circulating.settle_remark(made, result="taken", answer="Inaczej.", by=world.by)


def test_remarks_of_one_body_are_not_shown_to_another(world, report):
    remark(world, report, "kanarekuwaga")

    assert "kanarekuwaga" not in page(world.plan.writers[1], report).content.decode()
    assert "kanarekuwaga" in page(world.plan.chair, report).content.decode()


def test_only_an_addressee_remarks_and_only_in_time(world, report):
    stranger = factories.institution()
    with pytest.raises(report_circulating.NotAddressed):
        report_circulating.remark(
            world.block(report, BlockKind.SUMMARY),
            report_circulating.Reporter(institution=stranger),
            text="x",
            by=world.by,
        )
    CompiledReport.objects.update(remarks_until_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(report_circulating.DayOver):
        remark(world, report)
    CompiledReport.objects.update(state=ReportState.DRAFT)
    with pytest.raises(report_circulating.NotSentOut):
        remark(world, report)


def test_a_settled_remark_has_its_answer(world, report):
    made = remark(world, report)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportRemark.objects.filter(pk=made.pk).update(result="taken")


def due_now():
    ReportReminder.objects.filter(settled_at=None).update(due_at=timezone.now())


def test_the_silent_are_reminded_once_and_those_who_answered_are_not(world, report):
    remark(world, report, place=0)
    report_circulating.say_nothing_to_remark(
        report, world.plan.reporter(1), by=world.plan.signatories[1]
    )
    due_now()

    report_circulating.remind_due()
    report_circulating.remind_due()

    reminded = sorted(letters(report, "report-reminded").values_list("recipient", flat=True))
    silent = [world.plan.writers[2], world.plan.signatories[2], world.member]
    assert reminded == sorted(person.email for person in silent)


def test_reminders_end_with_the_day_with_a_new_round_and_with_adoption(world, report):
    CompiledReport.objects.update(remarks_until_on=timezone.localdate() - timedelta(days=1))
    due_now()
    assert report_circulating.remind_due() == 0
    assert ReportReminder.objects.filter(settled_at=None).count() == 0

    again = world.circulated(CompiledReport.objects.get(pk=report.pk))
    open_now = ReportReminder.objects.filter(settled_at=None)
    assert set(open_now.values_list("round", flat=True)) == {again.round}


def test_reminders_are_promised_before_and_on_the_day_and_no_later(report):
    days = [
        (timezone.localdate(one.due_at) - report.remarks_until_on).days
        for one in report.reminders.all()
    ]
    assert days == [-3, 0]


def test_it_waits_on_the_page_of_reports_until_the_body_answers(world, report, signed_in):
    address = reverse("reports:reports")
    seen = signed_in(world.member).get(address).content.decode()
    assert report.get_absolute_url() in seen

    body = report_circulating.Reporter(institution=world.member.mandates.get().seat.institution)
    report_circulating.say_nothing_to_remark(report, body, by=world.member)

    assert "prosimy o uwagi" not in signed_in(world.member).get(address).content.decode()
