"""Recommendations: entered, answered, linked both ways, taken from a table whole or not at all."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.choices import HandlingLabel
from exchange import linking
from reports import recommendation_import, recommending, reviewing
from reports.choices import EditionState
from reports.models import ExternalRecommendation, PlanEdition
from reports.recommendation_choices import AnswerState, Body, Strength
from tests import factories
from tests.reports.activity_world import ActivityWorld, recommendation
from tests.reports.world import Plan

pytestmark = pytest.mark.django_db
LIST = "/kpd/recommendations/"
EXAMPLE = re.compile(r'<pre class="letter">(.*?)</pre>', re.DOTALL)
HEAD = "organ;runda;paragraf;treść;siła;termin;dokument źródłowy\n"


@pytest.fixture
def plan():
    return Plan(tasks=2, institutions=2)


def test_both_pages_answer_both_questions(plan, signed_in, client):
    made = recommendation(plan.secretary, text="Szkolić inspektorów.")
    recommending.link(made, plan.tasks[0], note="W części o szkoleniach.", by=plan.secretary)

    answers = client.get(made.get_absolute_url()).content.decode()
    answered = client.get(plan.tasks[0].get_absolute_url()).content.decode()

    assert plan.tasks[0].get_absolute_url() in answers
    assert "W części o szkoleniach." in answers
    assert made.get_absolute_url() in answered
    assert "Szkolić inspektorów." in answered
    assert (
        made.get_absolute_url() not in client.get(plan.tasks[1].get_absolute_url()).content.decode()
    )


def test_a_recommendation_for_teams_does_not_stand_on_the_public_page_of_a_task(plan, client):
    made = recommendation(plan.secretary, label=HandlingLabel.TEAMS)
    recommending.link(made, plan.tasks[0], note="kanarek", by=plan.secretary)

    page = client.get(plan.tasks[0].get_absolute_url()).content.decode()

    assert "kanarek" not in page
    assert client.get(made.get_absolute_url()).status_code == 404


def test_tasks_of_a_draft_plan_are_named_to_its_editors_only(plan, client, signed_in):
    made = recommendation(plan.secretary)
    draft = PlanEdition.objects.create(
        name="Projekt", year_from=1992, year_to=1993, state=EditionState.DRAFT
    )
    task = draft.tasks.create(title="kanarekprojekt", sort_key="1")
    recommending.link(made, task, note="", by=plan.secretary)

    assert "kanarekprojekt" not in client.get(made.get_absolute_url()).content.decode()
    page = signed_in(plan.secretary).get(made.get_absolute_url()).content.decode()
    assert "kanarekprojekt" in page


def test_what_was_done_is_shown_to_whoever_may_open_the_contribution(plan, signed_in, client):
    made = recommendation(plan.secretary)
    recommending.link(made, plan.tasks[0], note="", by=plan.secretary)
    one = plan.filed(plan.contribution(plan.open_cycle()))
    reviewing.accept(one, by=plan.secretary)

    pages = {
        "secretary": signed_in(plan.secretary).get(made.get_absolute_url()),
        "own": signed_in(plan.writers[0]).get(made.get_absolute_url()),
        "other": signed_in(plan.writers[1]).get(made.get_absolute_url()),
        "public": client.get(made.get_absolute_url()),
    }

    seen = {who for who, page in pages.items() if one.get_absolute_url() in page.content.decode()}
    assert seen == {"secretary", "own"}


def test_activities_of_teams_answer_it_for_those_who_may_see_them(signed_in, client):
    world = ActivityWorld()
    made = recommendation(world.secretary)
    world.activity.recommendations.add(made)

    inside = signed_in(world.members[0]).get(made.get_absolute_url()).content.decode()
    outside = client.get(made.get_absolute_url()).content.decode()

    assert world.activity.title in inside
    assert world.activity.title not in outside


def test_the_list_is_narrowed_by_body_round_answer_and_delay(plan, client):
    today = timezone.localdate()
    late = recommendation(plan.secretary, due_on=today - timedelta(days=1))
    answered = recommendation(
        plan.secretary,
        paragraph="46",
        due_on=today - timedelta(days=1),
        answer_state=AnswerState.ANSWERED,
    )
    nik = recommendation(plan.secretary, body=Body.NIK, round="2024")

    def found(query):
        return set(client.get(f"{LIST}?{query}").context["page"].object_list)

    assert found("body=nik") == {nik}
    assert found("round=2024") == {nik}
    assert found("unanswered=on") == {late, nik}
    assert found("overdue=on") == {late}
    assert found("answer_state=answered") == {answered}
    assert found("q=zalecenia") == {late, answered, nik}


def test_the_list_takes_as_many_queries_for_forty_as_for_two(plan, client):
    recommendation(plan.secretary)
    client.get(LIST)
    few = queries(client)
    for number in range(30):
        made = recommendation(plan.secretary, paragraph=str(number))
        recommending.link(made, plan.tasks[number % 2], note="", by=plan.secretary)

    assert queries(client) == few


def queries(browser):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(LIST).status_code == 200
    return len(captured)


def test_printed_numbers_stay_and_sort_as_people_expect(plan, client):
    for paragraph in ("10", "9", "III.2", "9a"):
        recommendation(plan.secretary, paragraph=paragraph)

    shown = [one.paragraph for one in client.get(LIST).context["page"].object_list]

    assert shown == ["III.2", "9", "9a", "10"]


def test_the_same_recommendation_is_not_entered_twice_and_another_body_has_a_name(plan):
    recommendation(plan.secretary)

    with pytest.raises(ValidationError):
        recommendation(plan.secretary)
    with pytest.raises(ValidationError):
        recommendation(plan.secretary, body=Body.OTHER)


def test_a_clash_shows_what_the_other_saved_and_keeps_what_was_typed(plan, signed_in):
    made = recommendation(plan.secretary)
    browser = signed_in(plan.secretary)
    address = f"{made.get_absolute_url()}edit/"
    form = browser.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    facts = {name: getattr(made, name) for name in recommending.FIELDS}
    recommending.save(
        facts | {"answer": "Odpowiedź kolegi"},
        by=plan.secretary,
        recommendation=made,
        based_on=made.revision,
    )

    answer = browser.post(address, typed | {"answer": "Moja odpowiedź"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Odpowiedź kolegi" in page
    assert "Moja odpowiedź" in page
    made.refresh_from_db()
    assert made.answer == "Odpowiedź kolegi"


def test_a_pasted_table_is_taken_whole(plan, signed_in):
    table = (
        HEAD + "GRETA;trzecia runda;45;Szkolić inspektorów.;wzywa;31.12.2027;Raport\n"
        "Rada miasta;2020;2;Informować.;zaleca;;Uchwała\n"
    )

    answer = signed_in(plan.secretary).post(f"{LIST}import/", {"table": table})

    assert answer.status_code == 302
    first, second = ExternalRecommendation.objects.order_by("body")
    assert (first.body, first.strength, str(first.due_on)) == (
        Body.GRETA,
        Strength.CALLS,
        "2027-12-31",
    )
    assert (second.body, second.body_name) == (Body.OTHER, "Rada miasta")


WRONG = [
    ("GRETA;;45;Szkolić.;;;Raport", "Wiersz 2: pole „runda lub rok” jest puste."),
    ("GRETA;1;45;Szkolić.;mocno;;Raport", "pole „siła” jest niezrozumiałe: „mocno”"),
    ("GRETA;1;45;Szkolić.;;kiedyś;Raport", "pole „termin” jest niezrozumiałe: „kiedyś”"),
    ("GRETA;1;45;PESEL 44051401359;;;Raport", "Wiersz 2: treść:"),
    ("GRETA;1;45;Szkolić.;;;Raport;PESEL 44051401359", "Wiersz 2: kolumna 8:"),
    ("GRETA;1;45;x;;;R\nGRETA;1;45;y;;;R", "Wiersz 3: to zalecenie jest już wpisane."),
    (f"GRETA;1;{'9' * 41};x;;;R", "Wiersz 2: paragraf:"),
]


@pytest.mark.parametrize(("rows", "sentence"), WRONG)
def test_a_wrong_row_is_named_and_nothing_is_half_imported(plan, signed_in, rows, sentence):
    good = "NIK;2020;1;Dobre zalecenie.;;;Informacja\n"

    answer = signed_in(plan.secretary).post(f"{LIST}import/", {"table": f"{HEAD}{rows}\n{good}"})

    said = " ".join(answer.context["form"].errors["table"])
    assert sentence.casefold() in said.casefold()
    assert ExternalRecommendation.objects.count() == 0


def test_a_workbook_is_read_and_one_with_a_formula_refused(plan, signed_in):
    browser = signed_in(plan.secretary)
    refused = browser.post(f"{LIST}import/", {"file": workbook("=1+1")})
    taken = browser.post(f"{LIST}import/", {"file": workbook("Treść")})

    assert "formuł" in " ".join(refused.context["form"].errors["file"])
    assert taken.status_code == 302
    assert ExternalRecommendation.objects.get().text == "Treść"


def workbook(text):
    book = openpyxl.Workbook()
    book.active.append(["organ", "rok", "nr", "treść", "dokument"])
    book.active.append(["RPO", 2021, 3, text, "Wystąpienie"])
    octets = io.BytesIO()
    book.save(octets)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return SimpleUploadedFile("zalecenia.xlsx", octets.getvalue(), kind)


def test_a_table_without_a_head_is_refused_with_a_sentence():
    lines = recommendation_import.lines_of_paste("a;b;c\n1;2;3")

    with pytest.raises(ValidationError, match=r"Pierwszy wiersz|The first row"):
        recommendation_import.rows_of(lines)


def test_a_post_can_be_about_a_recommendation_and_names_it_to_readers_only(plan):
    made = recommendation(plan.secretary, label=HandlingLabel.TEAMS)

    found = linking.thing_at(f"https://testserver.invalid{made.get_absolute_url()}")
    kind, key = linking.thing_at(made.get_absolute_url())
    row = type("Row", (), {"kind": kind, "thing": key})

    assert found is None
    assert (kind, key) == ("reports.recommendation", made.pk)
    assert linking.shown_to(plan.secretary, [row]) == [
        (f"{made}: {made.text}", made.get_absolute_url())
    ]
    assert linking.shown_to(factories.person(), [row]) == []


def test_it_is_found_by_its_words_and_by_our_answer(plan, signed_in):
    made = recommendation(plan.secretary, text="Schronienia dla mężczyzn", answer="Trwają prace")
    browser = signed_in(plan.secretary)

    for words in ("schronienie", "prace", "GRETA"):
        assert made.get_absolute_url() in browser.get(f"/search/?q={words}").content.decode()


def test_the_example_of_a_table_is_kept_in_its_own_words(plan, signed_in):
    page = signed_in(plan.secretary).get(f"{LIST}import/").content.decode()
    example = EXAMPLE.search(page)[1]

    rows = recommendation_import.rows_of(recommendation_import.lines_of_paste(example))

    written = [line.split(";")[4] for line in example.splitlines()[1:]]
    assert [str(Strength(row["strength"]).label) for row in rows] == written
