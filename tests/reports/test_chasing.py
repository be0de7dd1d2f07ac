"""Chasing: promises for each, kept once, only to the silent, with an end; requests by hand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.choices import PostRole
from reports import chasing, collecting, contributing
from reports.models import Nudge
from reports.reporters import Reporter
from tests import factories
from tests.reports.world import Plan, letters, post, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return Plan(tasks=2, institutions=2)


@pytest.fixture
def cycle(plan):
    return plan.open_cycle(due=timezone.localdate() + timedelta(days=30))


def at(cycle, days):
    return chasing.moment_of(cycle.due_on, days) + timedelta(minutes=5)


def reminded(cycle):
    """Who got how many reminders."""
    found: dict = {}
    for letter in letters(cycle):
        if letter.key.startswith("cycle-nudge"):
            found[letter.recipient] = found.get(letter.recipient, 0) + 1
    return found


def test_steps_before_on_and_after_the_day_are_kept_once_each_and_end(plan, cycle):
    for days in range(-20, 60):
        chasing.keep_due(at(cycle, days))
        chasing.keep_due(at(cycle, days))

    assert set(reminded(cycle).values()) == {len(chasing.STEPS)}
    assert not Nudge.objects.filter(settled_at__isnull=True).exists()


def test_sweep_that_slept_makes_one_letter_of_several_steps(plan, cycle):
    chasing.keep_due(at(cycle, 5))

    assert set(reminded(cycle).values()) == {1}


def test_whoever_has_filed_everything_hears_nothing_more(plan, cycle):
    plan.filed(plan.contribution(cycle, 0))

    chasing.keep_due(at(cycle, 20))

    silent = {plan.writers[1].email, plan.signatories[1].email}
    assert set(reminded(cycle)) == silent


def test_a_draft_and_a_prepared_one_do_not_count_as_filed(plan, cycle):
    plan.filled(plan.contribution(cycle, 0))
    contributing.prepare(plan.contribution(cycle, 0), by=plan.writers[0])
    say(plan.contribution(cycle, 1), "as_before", by=plan.writers[1])

    chasing.keep_due(at(cycle, 0))

    assert len(reminded(cycle)) == 4


def test_more_time_moves_the_reminders_of_that_institution_alone(plan, cycle):
    later = cycle.due_on + timedelta(days=40)
    chasing.keep_due(at(cycle, -14))
    collecting.extend(cycle, plan.reporter(0), until_on=later, reason="x", by=plan.secretary)

    chasing.keep_due(at(cycle, 3))
    before = reminded(cycle)
    chasing.keep_due(at(cycle, 40))

    assert (before[plan.writers[0].email], before[plan.writers[1].email]) == (1, 2)
    assert reminded(cycle)[plan.writers[0].email] == 2


def test_closed_cycle_reminds_nobody(plan, cycle):
    collecting.close_cycle(cycle, by=plan.secretary)

    chasing.keep_due(at(cycle, 10))

    assert reminded(cycle) == {}


def test_cycle_opened_late_promises_only_what_is_still_to_come(plan):
    cycle = plan.open_cycle(due=timezone.localdate() + timedelta(days=1))

    assert sorted(set(cycle.nudges.values_list("days", flat=True))) == [0, 3, 10]


def test_secretary_asks_with_one_click_and_it_is_logged(plan, cycle, signed_in):
    address = reverse("reports:reporter-nudge", args=[cycle.pk, plan.reporter().key])
    browser = signed_in(plan.secretary)

    done = browser.post(address, {"back": "list"})
    again = browser.post(address)

    assert (done.status_code, again.status_code) == (302, 409)
    row = Nudge.objects.get(kind="nudge")
    assert (row.by, row.missing, row.letters) == (plan.secretary, 1, 2)
    page = browser.get(reverse("reports:reporter-detail", args=[cycle.pk, plan.reporter().key]))
    assert "prośba sekretarza" in page.content.decode()


def test_escalation_asks_the_superior_and_names_no_content(plan, cycle):
    superior = factories.institution("Nadrzędna")
    head = post(superior, PostRole.SIGNATORY)
    plan.institutions[0].parent = superior
    plan.institutions[0].save()
    plan.filled(plan.contribution(cycle, 0), text="kanarektreść")

    chasing.escalate(cycle, plan.reporter(0), by=plan.secretary)

    letter = next(one for one in letters(cycle) if one.recipient == head.email)
    assert "prosimy" in letter.text
    assert "kanarektreść" not in letter.text + letter.html


def test_requests_that_make_no_sense_are_refused_in_words(plan, cycle):
    with pytest.raises(chasing.NoSuperior):
        chasing.escalate(cycle, plan.reporter(), by=plan.secretary)
    plan.filed(plan.contribution(cycle, 0))
    with pytest.raises(chasing.NothingIsMissing):
        chasing.nudge(cycle, plan.reporter(0), by=plan.secretary)
    plan.institutions[1].posts.update(until_on=factories.yesterday())
    with pytest.raises(chasing.NobodyToWriteTo):
        chasing.nudge(cycle, plan.reporter(1), by=plan.secretary)


@pytest.mark.parametrize("word", ["musi", "nakaz", "wzywa", "zobowiąz", "polec"])
def test_letters_ask_and_never_command(plan, cycle, word):
    chasing.keep_due(at(cycle, 10))
    chasing.nudge(cycle, plan.reporter(), by=plan.secretary)

    assert not [one for one in letters(cycle) if word in one.text.lower()]


def test_silence_is_no_information_in_the_list(plan, signed_in):
    cycle = plan.open_cycle(due=timezone.localdate() - timedelta(days=1))

    address = reverse("reports:cycle-office", args=[cycle.pk])
    text = signed_in(plan.secretary).get(f"{address}?which=overdue").content.decode()

    assert "brak informacji" in text
    assert "brak działań" not in text.replace("a nie brak działań", "")


def test_people_of_a_team_are_its_officers():
    team = factories.regional_team()
    coordinator = factories.coordinator_of(team)
    factories.member_of(team)
    cycle = Plan(tasks=1, teams=True).open_cycle()

    row = chasing.nudge(cycle, Reporter(team=team), by=factories.person())

    assert row.letters == 1
    assert coordinator.email in reminded(cycle)


def test_secretary_of_the_national_team_sees_which_letters_went(plan, cycle, signed_in):
    page = signed_in(plan.secretary).get("/mail/").content.decode()

    assert plan.writers[0].email in page
