"""Assessment of a task: three answers with reasons, positions of bodies, a person who decides."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coordination.choices import PostRole
from reports import assessing, planning, reference_data
from reports.choices import AssessmentState, AssignmentRole, Stance
from reports.models import Assessment, AssessmentEvent, AssessmentForm, AssessmentWord, Position
from tests.reports.world import Plan, letters, post

pytestmark = pytest.mark.django_db


def until():
    return timezone.localdate() + timedelta(days=7)


@pytest.fixture
def plan():
    reference_data.load_assessment_form()
    made = Plan(tasks=2, institutions=2)
    planning.assign(
        made.tasks[0],
        institution=made.institutions[1],
        each_team=False,
        role=AssignmentRole.COOPERATING,
        by=made.secretary,
    )
    return made


@pytest.fixture
def one(plan):
    return assessing.begin(plan.open_cycle(), plan.tasks[0])


def ratings(assessment, reason="Bo tak wynika z dokumentów.", completion="carried_on"):
    chosen = {"completion": completion, "effect": "partial", "evidence": "sufficient"}
    return [
        (question, question.words.get(key=chosen[question.key]), reason)
        for question in assessment.form.questions.all()
    ]


def rate(one, plan, **words):
    one.refresh_from_db()
    return assessing.rate(one, ratings(one, **words), based_on=one.revision, by=plan.secretary)


def circulate(one, plan):
    return assessing.circulate(one, remarks_until_on=until(), by=plan.secretary)


def say(one, plan, place=0, stance=Stance.AGREES, text=""):
    return assessing.take_position(
        one, plan.reporter(place), stance=stance, text=text, by=plan.signatories[place]
    )


def all_agree(one, plan):
    for place in (0, 1):
        say(one, plan, place)


OPERATIONS = {
    "rate": rate,
    "circulate": circulate,
    "position": say,
    "take_back": lambda one, plan: assessing.take_back(one, reason="Nowe dane", by=plan.secretary),
    "settle": lambda one, plan: assessing.settle(one, by=plan.secretary),
    "confirm": lambda one, plan: assessing.confirm(one, by=plan.chair),
}
ALLOWED = {
    "draft": {"rate", "circulate"},
    "circulated": {"position", "take_back", "settle"},
    "confirming": {"take_back", "confirm"},
    "settled": {"take_back"},
}


def bring_to(one, state, plan):
    rate(one, plan)
    if state == "draft":
        return
    circulate(one, plan)
    all_agree(one, plan)
    if state == "confirming":
        post(plan.institutions[0], PostRole.CONTRIBUTOR, plan.secretary)
    if state in ("confirming", "settled"):
        assessing.settle(one, by=plan.secretary)


@pytest.mark.parametrize("state", AssessmentState.values)
@pytest.mark.parametrize("name", OPERATIONS)
def test_each_operation_asks_for_its_state(plan, one, state, name):
    bring_to(one, state, plan)
    one.refresh_from_db()
    assert one.state == state
    events, positions = AssessmentEvent.objects.count(), Position.objects.count()

    if name in ALLOWED[state]:
        OPERATIONS[name](one, plan)
    else:
        with pytest.raises(assessing.Refused):
            OPERATIONS[name](one, plan)
        assert (AssessmentEvent.objects.count(), Position.objects.count()) == (events, positions)


def test_nobody_settles_a_task_of_his_own_institution_alone(plan, one):
    post(plan.institutions[0], PostRole.SIGNATORY, plan.secretary)
    rate(one, plan)
    circulate(one, plan)
    all_agree(one, plan)

    proposed = assessing.settle(one, by=plan.secretary)
    with pytest.raises(assessing.OwnInstitutionAlone) as refused:
        assessing.confirm(one, by=plan.secretary)
    confirmed = assessing.confirm(one, by=plan.chair)

    assert proposed.state == AssessmentState.CONFIRMING
    assert "Another person" in assessing.OwnInstitutionAlone.message._args[0]
    assert str(refused.value)
    assert (confirmed.state, confirmed.confirmed_by) == (AssessmentState.SETTLED, plan.chair)


def test_cooperating_institution_of_the_secretary_needs_no_second_person(plan, one):
    post(plan.institutions[1], PostRole.SIGNATORY, plan.secretary)
    bring_to(one, "settled", plan)

    one.refresh_from_db()
    assert (one.state, one.confirmed_by) == (AssessmentState.SETTLED, None)


def test_settling_waits_for_bodies_or_for_the_day(plan, one):
    rate(one, plan)
    circulate(one, plan)
    say(one, plan, 0)

    with pytest.raises(assessing.RemarksStillOpen):
        assessing.settle(one, by=plan.secretary)
    yesterday = timezone.localdate() - timedelta(days=1)
    Assessment.objects.filter(pk=one.pk).update(remarks_until_on=yesterday)

    assert assessing.settle(one, by=plan.secretary).is_settled
    with pytest.raises(assessing.Refused):
        say(one, plan, 1)


def test_letters_go_to_lead_and_cooperating_with_a_link_and_no_rating(plan, one):
    rate(one, plan, reason="kanarekpowód")
    before = len(letters(one.cycle))
    circulate(one, plan)

    sent = letters(one.cycle)[before:]
    people = {user.email for user in plan.writers + plan.signatories}
    assert {letter.recipient for letter in sent} == people
    assert all(one.get_absolute_url() in letter.text for letter in sent)
    assert not any("kanarekpowód" in letter.text + letter.html for letter in sent)


def test_old_assessment_keeps_its_words(plan, one):
    rate(one, plan)
    newer = AssessmentForm.objects.create(name="2099-1")
    AssessmentWord.objects.filter(key="carried_on").update(label_pl="inne słowo")

    again = assessing.begin(one.cycle, plan.tasks[0])
    fresh = assessing.begin(one.cycle, plan.tasks[1])

    kept = one.events.get().content[0]
    assert again.form != newer
    assert fresh.form == newer
    assert kept["word_pl"] == "prowadzone zgodnie z planem"


def test_loading_the_words_twice_changes_nothing(plan):
    AssessmentWord.objects.filter(key="carried_on").update(label_pl="poprawione ręcznie")
    count = AssessmentWord.objects.count()

    reference_data.load_assessment_form()

    assert AssessmentWord.objects.count() == count
    assert AssessmentWord.objects.get(key="carried_on").label_pl == "poprawione ręcznie"


def test_ratings_are_never_written_over_somebody_elses(plan, one):
    rate(one, plan)

    with pytest.raises(assessing.RatedMeanwhile):
        assessing.rate(one, ratings(one), based_on=0, by=plan.chair)


def test_positions_of_an_earlier_round_stay_and_do_not_count(plan, one):
    bring_to(one, "circulated", plan)
    say(one, plan, 1, Stance.DISSENTS, "Nie zgadzamy się.")
    OPERATIONS["take_back"](one, plan)
    circulate(one, plan)
    one.refresh_from_db()

    assert assessing.positions_of(one) == {}
    assert one.positions.filter(round=1).count() == 3


@pytest.mark.parametrize("model", [AssessmentEvent, Position])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_database_refuses_to_change_what_was_said(plan, one, model, act):
    bring_to(one, "circulated", plan)
    rows = model.objects.filter(assessment=one)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(round=9) if act == "update" else rows.delete()


def page(user, address):
    browser = Client()
    browser.force_login(user)
    answer = browser.get(address)
    return answer.content.decode() if answer.status_code == 200 else ""


def test_draft_is_seen_by_no_institution_until_it_is_circulated(plan, one):
    rate(one, plan, reason="kanarekoceny")
    root = one.cycle.get_absolute_url()
    addresses = [
        "/reports/",
        "/waiting/",
        "/search/?q=kanarek",
        root,
        f"{root}assessment/",
        f"{root}contradictions/",
        one.get_absolute_url(),
        one.get_absolute_url() + "rate/",
        plan.tasks[0].get_absolute_url(),
    ]

    def seen(user):
        text = "".join(page(user, address) for address in addresses)
        return "kanarekoceny" in text

    insiders = [*plan.writers, *plan.signatories]
    assert seen(plan.secretary)
    assert not any(seen(user) for user in insiders)
    circulate(one, plan)
    assert all(seen(user) for user in insiders)
    OPERATIONS["take_back"](one, plan)
    assert not any(seen(user) for user in insiders)


def test_list_takes_as_many_queries_for_sixty_tasks_as_for_two():
    def measured(tasks):
        reference_data.load_assessment_form()
        plan = Plan(tasks=tasks, institutions=2)
        cycle = plan.open_cycle()
        for task in plan.tasks:
            bring_to_circulated(assessing.begin(cycle, task), plan)
        browser = Client()
        browser.force_login(plan.secretary)
        address = reverse("reports:assessment-list", args=[cycle.pk])
        browser.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = browser.get(address)
        assert answer.content.decode().count("<tr>") == tasks + 1
        return len(queries)

    assert measured(60) == measured(2)


def bring_to_circulated(one, plan):
    rate(one, plan)
    circulate(one, plan)


def test_secretary_rates_circulates_and_a_signatory_answers_on_pages(plan):
    cycle = plan.open_cycle()
    address = reverse("reports:assessment", args=[cycle.pk, plan.tasks[0].pk])
    office, body = Client(), Client()
    office.force_login(plan.secretary)
    body.force_login(plan.signatories[0])
    answers = {"based_on": 0}
    for key, word in (("completion", "carried_on"), ("effect", "none"), ("evidence", "none")):
        answers |= {f"word_{key}": word, f"reason_{key}": "Powód."}

    missing = office.post(f"{address}rate/", answers | {"reason_effect": ""})
    office.post(f"{address}rate/", answers)
    office.post(f"{address}circulate/", {"remarks_until_on": until().isoformat()})
    position = f"{address}positions/{plan.reporter(0).key}/"
    wordless = body.post(position, {"stance": "dissents"})
    body.post(position, {"stance": "dissents", "text": "Skutek widać."})

    assert missing.context["form"].errors.keys() == {"reason_effect"}
    assert wordless.context["form"].errors.keys() == {"text"}
    assert Position.objects.get().text == "Skutek widać."
    assert "Skutek widać." in page(plan.secretary, address)
    assert page(plan.writers[0], position) == ""
