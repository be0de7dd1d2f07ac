"""Pages of the reports of teams: what is typed is kept, clashes are shown, lists stay quick."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.activity import entering, waiting
from reports.activity.entering import SavedMeanwhile
from reports.models import TeamActivity, TeamActivityReport, WorkPlanItem
from tests import factories
from tests.reports.activity_world import OPEN, YEAR, ActivityWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ActivityWorld()


def team_page(world, path=""):
    return f"/reports/teams/{world.team.pk}/{path}"


def test_a_clash_shows_both_texts_and_saves_nothing(world, signed_in):
    report = world.begun()
    part = world.part(report, "introduction")
    browser = signed_in(world.by)
    world.written(report, "introduction", "Zapisane przez kogoś")

    answer = browser.post(part.get_absolute_url(), {"text": "Moje", "based_on": part.revision})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Zapisane przez kogoś" in page
    assert "Moje" in page
    part.refresh_from_db()
    assert part.text == "Zapisane przez kogoś"


def test_case_data_is_stopped_beside_the_field_and_nothing_is_lost(world, signed_in):
    part = world.part(world.begun(), "introduction")
    browser = signed_in(world.by)

    answer = browser.post(
        part.get_absolute_url(), {"text": "PESEL 44051401359 w tekście", "based_on": part.revision}
    )

    assert answer.status_code == 422
    assert "44051401359 w tekście" in answer.content.decode()
    part.refresh_from_db()
    assert part.text == ""


BAD = [
    ({"participants": "-3"}, "participants"),
    ({"participants": "2,5"}, "participants"),
    ({"participants": "9" * 30}, "participants"),
    ({"participants": "100001"}, "participants"),
    ({"held_on": "0000-00-00"}, "held_on"),
    ({"held_on": "0001-01-01"}, "held_on"),
    ({"held_on": "2009-12-31"}, "held_on"),
    ({"held_on": f"{timezone.localdate() + timedelta(days=1)}"}, "held_on"),
    ({"held_until_on": "2035-01-01"}, "held_until_on"),
    ({"held_until_on": f"{YEAR}-01-01"}, "held_until_on"),
    ({"text": "ofiara Anna Kowalska, PESEL 44051401359"}, "text"),
    ({"audience": "tel. 601 234 567"}, "audience"),
    ({"kind": "inne"}, "kind"),
    ({"label": "persons"}, "label"),
]


@pytest.mark.parametrize(("wrong", "field"), BAD)
def test_bad_input_gets_a_sentence_and_enters_nothing(world, signed_in, wrong, field):
    facts = {
        "kind": "training",
        "title": "Kurs",
        "held_on": f"{YEAR}-02-02",
        "label": "units",
        "participants": "10",
        **wrong,
    }

    answer = signed_in(world.by).post(team_page(world, "activities/add/"), facts)

    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert field in errors or "__all__" in errors
    assert TeamActivity.objects.filter(title="Kurs").count() == 0


def test_an_activity_is_entered_and_changed_and_a_clash_shows_what_the_other_saved(
    world, signed_in
):
    browser = signed_in(world.by)
    address = team_page(world, f"activities/{world.activity.pk}/")
    form = browser.get(address).context["form"]
    typed = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    entering.save_activity(
        world.team,
        world.activity_facts(place="Płock"),
        [],
        by=world.by,
        activity=world.activity,
        based_on=world.activity.revision,
    )

    answer = browser.post(address, typed | {"title": "Mój tytuł"})

    assert answer.status_code == 409
    assert ("Miejsce", "Płock") in [
        (str(label).capitalize(), value) for label, value in answer.context["theirs"]
    ]
    again = browser.post(
        address, typed | {"title": "Mój tytuł", "based_on": world.activity.revision + 1}
    )
    assert again.status_code == 302
    assert TeamActivity.objects.get(pk=world.activity.pk).title == "Mój tytuł"


def test_an_adopted_plan_takes_outcomes_and_nothing_else(world):
    facts = {"title": "Nowa", "quarter": 1, "seat": None}
    with pytest.raises(entering.PlanAdopted):
        entering.save_item(world.plan, facts, by=world.by)
    with pytest.raises(entering.PlanAdopted):
        entering.remove_item(world.item_silent, by=world.by)

    outcome = {"outcome": "moved", "outcome_note": "Brak środków"}
    item = world.item_silent
    entering.note_outcome(item, outcome, based_on=item.revision, by=world.by)

    with pytest.raises(SavedMeanwhile):
        entering.note_outcome(item, outcome, based_on=item.revision, by=world.by)
    assert WorkPlanItem.objects.get(pk=item.pk).outcome == "moved"
    with pytest.raises(entering.PlannedAlready):
        entering.begin_plan(world.team, year=YEAR, by=world.by)


def test_a_plan_is_adopted_only_with_items_and_by_a_decision_of_its_team(world):
    plan = entering.begin_plan(world.team, year=YEAR + 1, by=world.by)
    with pytest.raises(entering.PlanEmpty):
        entering.adopt_plan(plan, decision=world.decision(), by=world.by)
    facts = {"title": "Nowa", "quarter": 1, "seat": None}
    entering.save_item(plan, facts, by=world.by)
    other = ActivityWorld()

    with pytest.raises(entering.NoSuchDecision):
        entering.adopt_plan(plan, decision=other.decision(), by=world.by)


def words_for(user, today=None):
    return [str(entry.words) for entry in waiting.entries_for(user, today)]


def test_a_draft_waits_for_the_coordinator_and_comments_for_the_members(world):
    spring = timezone.localdate().replace(month=2, day=1)
    before = words_for(world.by, spring)
    report = world.begun()
    begun = words_for(world.by)
    report = world.commented(report)
    asked = words_for(world.members[0])
    world.agreed(report)

    assert len(before) == 1
    assert "projekt powinien powstać do" in before[0]
    assert "30 czerwca" in before[0]
    assert begun == ["dokończ projekt i poproś o uwagi"]
    assert asked[0].startswith("prosimy o uwagi do")
    assert words_for(world.members[0]) == []


def test_next_steps_follow_until_the_report_is_sent(world):
    report = world.commented()
    day = report.comments_until_on + timedelta(days=1)
    assert words_for(world.by, day)[-1:] == ["przedstaw zespołowi do przyjęcia"]
    snapshot = world.adopted(report)
    assert words_for(world.by) == ["prześlij zespołowi krajowemu"]
    world.sent(snapshot)

    assert words_for(world.by) == []


def test_pages_take_as_many_queries_with_many_rows_as_with_few(world, signed_in):
    report = world.commented()
    snapshot_pages = ["/reports/teams/", team_page(world), team_page(world, f"plans/{YEAR}/")]
    pages = [
        report.get_absolute_url(),
        team_page(world, f"activities/?year={YEAR}"),
        *snapshot_pages,
    ]
    browser = signed_in(world.by)
    browser.get("/profile/")
    few = {page: queries(browser, page) for page in pages}
    for number in range(6):
        world.entered(title=f"Kolejne {number}", planned=world.item_silent)
        world.comment(report, text=f"Uwaga {number}", by=world.members[number % 3])
        TeamActivityReport.objects.create(
            team=world.team, year=YEAR - 1 - number, begun_by=world.by
        )

    many = {page: queries(browser, page) for page in pages}

    assert {page: (few[page], many[page]) for page in pages if many[page] > few[page]} == {}


def test_the_comparison_takes_as_many_queries_for_sixteen_teams_as_for_one(world, signed_in):
    world.sent()
    browser = signed_in(world.secretary)
    address = f"/reports/teams/compare/?year={YEAR}"
    browser.get("/profile/")
    few = queries(browser, address)
    for number in range(15):
        place = factories.voivodeship(f"{50 + number}", f"województwo {number}")
        factories.regional_team(f"Zespół {number}", voivodeship=place)

    assert queries(browser, address) == few
    page = browser.get(address).content.decode()
    assert "Informacyjnie, nigdy jako ranking" in page
    table = browser.get(f"/reports/teams/compare/table.csv?year={YEAR}").content.decode()
    assert table.count("brak informacji") > 15 * 10


def queries(browser, address):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_the_report_is_reached_from_the_page_of_its_team_and_from_the_room(world, signed_in):
    report = world.commented()
    browser = signed_in(world.members[0])

    assert team_page(world) in browser.get(world.team.get_absolute_url()).content.decode()
    assert "/reports/teams/" in browser.get("/reports/").content.decode()
    assert report.get_absolute_url() in browser.get("/waiting/").content.decode()
    page = browser.get(report.get_absolute_url()).content.decode()
    assert OPEN["meeting"] in page
    assert 'href="#source-1"' in page
    assert 'id="source-1"' in page
