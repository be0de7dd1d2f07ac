"""Writing together without overwriting, honest answers, values, joint events, two signatures."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.choices import PostRole
from reports import contents, contributing, reviewing
from reports.choices import Answer, ContributionState, IndicatorKind, ValueState
from reports.models import Activity, ActivityPartner, Contribution
from tests import factories
from tests.coordination import files
from tests.reports.world import Plan, letters, post, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return Plan(tasks=2, institutions=2)


@pytest.fixture
def cycle(plan):
    return plan.open_cycle()


@pytest.fixture
def one(plan, cycle):
    return plan.contribution(cycle)


def box(plan, key="done"):
    return plan.form.boxes.get(key=key)


def save(plan, one, text, based_on=0):
    facts = {"text": text, "based_on": based_on, "by": plan.writers[0]}
    return contributing.save_box(one, box(plan), **facts)


def test_second_writer_who_started_from_an_old_text_is_told_and_nothing_is_lost(plan, one):
    save(plan, one, "Pierwszy")

    with pytest.raises(contributing.Clash) as clash:
        save(plan, one, "Drugi")

    assert clash.value.saved.text == "Pierwszy"
    assert one.texts.get().text == "Pierwszy"
    assert save(plan, one, "Oba", based_on=1).revision == 2


def test_text_longer_than_the_box_gets_a_sentence_and_is_not_cut(plan, one):
    with pytest.raises(ValidationError, match="201"):
        save(plan, one, "x" * 201)

    assert not one.texts.exists()


def test_answer_saved_by_two_clashes_too(plan, one):
    say(one, Answer.AS_BEFORE, by=plan.writers[0])
    facts = dict.fromkeys(contributing.FACTS, "") | {"answer": Answer.DONE, "spent": None}

    with pytest.raises(contributing.Clash):
        contributing.save_answer(one, facts, based_on=0, by=plan.writers[0])


@pytest.mark.parametrize(
    ("answer", "words", "ready"),
    [
        ("", {}, False),
        (Answer.AS_BEFORE, {}, True),
        (Answer.NO_ACTIVITY, {}, False),
        (Answer.NO_ACTIVITY, {"reason": "Brak środków"}, True),
        (Answer.NOT_APPLICABLE, {}, False),
        (Answer.NOT_APPLICABLE, {"reason": "Nie prowadzimy szkół"}, True),
        (Answer.NOT_OURS, {}, False),
        (Answer.NOT_OURS, {"belongs_to": "Inny urząd"}, True),
        (Answer.DONE, {}, False),
    ],
)
def test_each_honest_answer_asks_for_what_belongs_to_it(plan, one, answer, words, ready):
    if answer:
        say(one, answer, by=plan.writers[0], **words)

    if ready:
        filed = contributing.file(one, by=plan.signatories[0])
        assert filed.state == ContributionState.SUBMITTED
    else:
        with pytest.raises(contributing.NotReady):
            contributing.file(one, by=plan.signatories[0])


def test_what_was_done_needs_its_text_and_every_indicator(plan, one):
    one = say(one, Answer.DONE, by=plan.writers[0])
    assert len(contributing.problems(one)) == 2

    plan.filled(one)

    assert contributing.problems(one) == []


@pytest.mark.parametrize(
    ("kind", "state", "value", "kept"),
    [
        (IndicatorKind.COUNT, "given", "12", ("given", Decimal(12))),
        (IndicatorKind.COUNT, "given", "0", ("zero", None)),
        (IndicatorKind.COUNT, "zero", None, ("zero", None)),
        (IndicatorKind.COUNT, "unknown", None, ("unknown", None)),
        (IndicatorKind.COUNT, "not_collected", None, ("not_collected", None)),
        (IndicatorKind.COUNT, "given", None, None),
        (IndicatorKind.COUNT, "given", "1.5", None),
        (IndicatorKind.COUNT, "given", "-1", None),
        (IndicatorKind.PERCENT, "given", "99.5", ("given", Decimal("99.5"))),
        (IndicatorKind.PERCENT, "given", "101", None),
        (IndicatorKind.YES_NO, "given", "1", ("given", Decimal(1))),
        (IndicatorKind.YES_NO, "given", "2", None),
    ],
)
def test_zero_unknown_and_not_collected_stay_apart(plan, one, kind, state, value, kept):
    indicator = one.task.indicators.get()
    indicator.kind = kind
    indicator.save()
    facts = {"state": state, "value": value and Decimal(value), "by": plan.writers[0]}

    if kept is None:
        with pytest.raises(ValidationError):
            contributing.save_value(one, indicator, **facts)
    else:
        row = contributing.save_value(one, indicator, **facts)
        row.refresh_from_db()
        assert (row.state, row.value) == kept


def test_contributor_prepares_and_the_signatory_files(plan, one, signed_in):
    plan.filled(one)
    writer, signatory = signed_in(plan.writers[0]), signed_in(plan.signatories[0])

    refused = writer.post(reverse("reports:file", args=[one.pk]))
    writer.post(reverse("reports:prepare", args=[one.pk]))
    one.refresh_from_db()
    assert (refused.status_code, one.waits_for_signature) == (404, True)
    signatory.post(reverse("reports:file", args=[one.pk]))

    one.refresh_from_db()
    assert one.state == ContributionState.SUBMITTED
    assert (one.prepared_by, one.signed_by) == (plan.writers[0], plan.signatories[0])


def test_what_is_changed_after_it_was_prepared_is_prepared_anew(plan, one):
    plan.filled(one)
    contributing.prepare(one, by=plan.writers[0])

    save(plan, one, "Inny tekst", based_on=1)

    one.refresh_from_db()
    assert not one.waits_for_signature


def test_signatory_files_everything_that_is_ready_with_one_button(plan, signed_in):
    plan = Plan(tasks=4, institutions=1)
    cycle = plan.open_cycle()
    first, second, third, _fourth = cycle.contributions.with_facts()
    for one in (first, second, third):
        plan.filled(one)
    for one in (first, second):
        contributing.prepare(one, by=plan.writers[0])

    address = reverse("reports:sign-all", args=[cycle.pk, plan.reporter().key])
    assert signed_in(plan.writers[0]).post(address).status_code == 404
    signed_in(plan.signatories[0]).post(address)

    assert cycle.contributions.filter(state="submitted").count() == 2


def test_joint_event_is_entered_once_and_confirmed_by_the_other(plan, cycle, one, signed_in):
    event = Activity(kind="training", title="Wspólne szkolenie", held_on=date(2026, 3, 3))
    contributing.save_activity(one, event, partners=[plan.reporter(1)], by=plan.writers[0])
    partner = ActivityPartner.objects.get()
    other = signed_in(plan.writers[1])
    address = reverse("reports:partner-answer", args=[partner.pk])

    seen = other.get("/reports/").content.decode()
    other.post(address, {"confirms": "yes"})

    assert "Wspólne szkolenie" in seen
    asked = [one.recipient for one in letters(cycle) if one.key.startswith("partner:")]
    assert sorted(asked) == sorted([plan.writers[1].email, plan.signatories[1].email])
    facts = contents.written(one)["activities"]
    assert [one["partners"][0]["confirmed"] for one in facts] == [True]
    with pytest.raises(contributing.AnsweredAlready):
        contributing.answer_partner(partner, confirms=False, remark="", by=plan.writers[1])


def test_accepted_text_of_last_time_stands_beside_its_box(plan, signed_in):
    earlier = plan.open_cycle(period_from_on=date(2020, 1, 1), period_to_on=date(2020, 12, 31))
    old = plan.filed(plan.contribution(earlier), text="Tekst z poprzedniego roku")
    reviewing.accept(old, by=plan.secretary)
    one = plan.contribution(plan.open_cycle())

    page = signed_in(plan.writers[0]).get(one.get_absolute_url()).content.decode()

    assert "Tekst z poprzedniego roku" in page
    assert 'data-copy-from="before-done"' in page


def test_returned_text_of_last_time_is_not_offered(plan):
    earlier = plan.open_cycle(period_from_on=date(2020, 1, 1), period_to_on=date(2020, 12, 31))
    plan.filed(plan.contribution(earlier))

    assert contents.last_accepted(plan.contribution(plan.open_cycle())) is None


def test_box_saves_itself_and_a_clash_shows_both_texts(plan, one, signed_in):
    browser = signed_in(plan.writers[0])
    address = reverse("reports:box-save", args=[one.pk, "done"])
    htmx = {"HTTP_HX_REQUEST": "true"}

    first = browser.post(address, {"box-done-text": "Mój", "box-done-based_on": 0}, **htmx)
    clash = browser.post(address, {"box-done-text": "Cudzy", "box-done-based_on": 0}, **htmx)
    plain = browser.post(address, {"box-done-text": "Mój i cudzy", "box-done-based_on": 1})
    long = browser.post(address, {"box-done-text": "x" * 300, "box-done-based_on": 2})

    assert (first.status_code, clash.status_code) == (200, 409)
    assert (plain.status_code, long.status_code) == (302, 422)
    text = clash.content.decode()
    assert "Mój" in text
    assert "Cudzy" in text
    assert one.texts.get().text == "Mój i cudzy"


def test_case_data_is_refused_in_a_box_and_in_evidence(plan, one, signed_in):
    browser = signed_in(plan.writers[0])
    box_address = reverse("reports:box-save", args=[one.pk, "done"])
    facts = {"box-done-text": "osoba 44051401359", "box-done-based_on": 0}

    typed = browser.post(box_address, facts)
    sent = browser.post(
        reverse("reports:evidence-add", args=[one.pk]),
        {"title": "x", "file": files.upload("a.txt", b"44051401359")},
    )

    assert (typed.status_code, sent.status_code) == (422, 200)
    assert not one.texts.exists()
    assert not one.evidence.exists()


def test_whole_contribution_is_written_and_filed_on_the_page(plan, one, signed_in):
    browser = signed_in(plan.signatories[0])
    indicator = one.task.indicators.get()
    root = one.get_absolute_url()

    answers = [
        browser.post(
            f"{root}answer/",
            {"answer-answer": "done", "answer-spent": "1 200,50", "answer-based_on": 0},
        ),
        browser.post(f"{root}boxes/done/", {"box-done-text": "Tak", "box-done-based_on": 0}),
        browser.post(f"{root}values/", {f"values-value_{indicator.pk}": "12"}),
        browser.post(
            f"{root}activities/add/",
            {"kind": "training", "title": "Kurs", "held_on": "2026-01-05", "participants": 9},
        ),
        browser.post(
            f"{root}evidence/add/",
            {"title": "Program", "file": files.upload("program.txt", b"plan dnia")},
        ),
        browser.post(f"{root}file/"),
    ]

    assert [answer.status_code for answer in answers] == [302] * 6
    filed = contents.filed(one)
    assert (filed["boxes"], filed["spent"]) == ({"done": "Tak"}, "1200.50")
    assert [value["value"] for value in filed["values"]] == ["12.00"]
    assert [(a["title"], a["participants"]) for a in filed["activities"]] == [("Kurs", 9)]
    assert [e["file_name"] for e in filed["evidence"]] == ["program.txt"]
    assert filed["values"][0]["state"] == ValueState.GIVEN


def test_team_reports_by_its_coordinator(signed_in):
    team = factories.regional_team()
    coordinator = factories.coordinator_of(team)
    cycle = Plan(tasks=1, teams=True).open_cycle()
    one = Contribution.objects.get(cycle=cycle, team=team)
    say(one, Answer.AS_BEFORE, by=coordinator)

    signed_in(coordinator).post(reverse("reports:file", args=[one.pk]))

    one.refresh_from_db()
    assert one.state == ContributionState.SUBMITTED


def test_post_that_ended_yesterday_opens_nothing(plan, one, signed_in):
    former = post(plan.institutions[0], PostRole.SIGNATORY, until_on=factories.yesterday())

    assert signed_in(former).get(one.get_absolute_url()).status_code == 404
    assert signed_in(former).post(reverse("reports:file", args=[one.pk])).status_code == 404
