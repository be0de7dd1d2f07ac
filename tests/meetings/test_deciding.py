"""The life of a decision: numbers, dates, reviews, successors, the public page, extracts."""

import io
from datetime import timedelta

import docx
import pytest
from django.db import transaction
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from meetings import deciding, decision_papers, recording, vote_closing
from meetings.choices import DecisionKind, DecisionWay
from meetings.models import Decision, DecisionPublication
from tests import factories
from tests.meetings.test_poll_pages import cost
from tests.meetings.votes_world import circular, run_out, say
from tests.meetings.world import World, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=3)


def decide(world, meeting=None, text="Zespół przyjmuje plan.", **more):
    meeting = meeting or world.in_session()
    facts = {"kind": DecisionKind.RESOLUTION, "taken_how": "", "by": world.coordinator}
    return recording.note_decision(meeting.items.first(), text=text, **(facts | more))


def adopted_by_circular(world):
    ballot = circular(world)
    for mandate in world.mandates:
        say(ballot, mandate, "for")
    return Decision.objects.get(ballot=vote_closing.close(run_out(ballot), by=world.coordinator))


@settings(max_examples=8, deadline=None)
@given(acts=st.lists(st.sampled_from(["note", "void", "circular", "fail"]), max_size=6))
def test_whatever_happens_numbers_have_no_gap(acts):
    with transaction.atomic():
        world = World(members=1)
        meeting = world.in_session()
        for act in acts:
            if act == "note":
                decide(world, meeting)
            elif act == "circular":
                adopted_by_circular(world)
            elif act == "fail":
                with pytest.raises(Exception, match="text"):
                    decide(world, meeting, text="")
            else:
                last = world.team.decisions.valid().filter(meeting=meeting).first()
                if last:
                    recording.void_decision(last, reason="pomyłka", by=world.coordinator)
        by_year = {}
        for year, number in world.team.decisions.values_list("year", "number"):
            by_year.setdefault(year, []).append(number)
        for numbers in by_year.values():
            assert sorted(numbers) == list(range(1, len(numbers) + 1))
        transaction.set_rollback(True)


def test_consensus_is_noted_with_the_separate_positions(world):
    seat = world.mandates[1].seat
    decision = decide(
        world, way=DecisionWay.CONSENSUS, positions=[(seat, "Uważamy, że za wcześnie.")]
    )
    assert decision.positions.get().seat == seat
    with pytest.raises(Exception, match="zdanie odrębne"):
        deciding.note_position(decision, seat=seat, text="Jeszcze raz", by=world.coordinator)


def test_a_decision_comes_into_force_on_its_day(world):
    tomorrow = timezone.localdate() + timedelta(days=1)
    decision = decide(world, in_force_from_on=tomorrow)
    assert not decision.is_in_force
    assert list(Decision.objects.all().of_state("later")) == [decision]
    assert list(Decision.objects.all().of_state("in_force", tomorrow)) == [decision]


def test_the_owner_of_a_review_is_told_on_its_day_once(world):
    decision, seat = decide(world), world.mandates[0].seat
    on = timezone.localdate() + timedelta(days=30)
    review = deciding.plan_review(decision, on=on, seat=seat, by=world.coordinator)
    assert deciding.tell_of_reviews() == 0
    at = review.due_at + timedelta(minutes=1)
    assert deciding.tell_of_reviews(at) == 1
    assert deciding.tell_of_reviews(at) == 0
    assert [one.recipient for one in letters(decision)] == [world.members[0].email]
    assert "plan" not in letters(decision)[0].text


def test_a_review_is_noted_by_its_owner_and_the_next_one_follows(world, signed_in):
    decision, seat = decide(world), world.mandates[0].seat
    today = timezone.localdate()
    review = deciding.plan_review(decision, on=today, seat=seat, by=world.coordinator)
    browser = signed_in(world.members[0])
    assert decision.get_absolute_url() in browser.get("/waiting/").content.decode()
    address = f"{decision.get_absolute_url()}reviews/{review.pk}/"
    browser.post(address, {"finding": "Bez zmian.", "next_on": today + timedelta(days=90)})
    assert [one.finding for one in decision.reviews.all()] == ["Bez zmian.", ""]
    assert browser.post(address, {"finding": "x"}).status_code == 404
    assert signed_in(world.members[1]).get(address).status_code == 404
    with pytest.raises(deciding.ReviewIsDone):
        deciding.note_review(review, finding="x", by=world.coordinator)


def test_a_chain_of_decisions_is_seen_from_both_ends(world, signed_in):
    meeting = world.in_session()
    first, second, third = [decide(world, meeting, f"Plan {n}") for n in range(3)]
    deciding.supersede(second, earlier=[first], by=world.coordinator)
    deciding.supersede(third, earlier=[second], by=world.coordinator)
    browser = signed_in(world.members[0])
    page = browser.get(second.get_absolute_url()).content.decode()
    assert first.get_absolute_url() in page
    assert third.get_absolute_url() in page
    second.refresh_from_db()
    assert not second.is_in_force
    assert list(Decision.objects.all().of_state("in_force")) == [third]


REFUSALS = {
    "void twice": (
        lambda one, world: deciding.void(one["void"], reason="x", by=world.coordinator),
        deciding.DecisionIsVoid,
    ),
    "publish a void one": (
        lambda one, world: deciding.publish(one["void"], by=world.coordinator),
        deciding.DecisionIsVoid,
    ),
    "review a void one": (
        lambda one, world: deciding.plan_review(
            one["void"], on=timezone.localdate(), by=world.coordinator
        ),
        deciding.DecisionIsVoid,
    ),
    "review a superseded one": (
        lambda one, world: deciding.plan_review(
            one["old"], on=timezone.localdate(), by=world.coordinator
        ),
        deciding.IsSuperseded,
    ),
    "supersede twice": (
        lambda one, world: deciding.supersede(
            one["newest"], earlier=[one["old"]], by=world.coordinator
        ),
        deciding.IsSuperseded,
    ),
    "supersede a later one": (
        lambda one, world: deciding.supersede(
            one["new"], earlier=[one["newest"]], by=world.coordinator
        ),
        deciding.NotNewer,
    ),
    "supersede itself": (
        lambda one, world: deciding.supersede(
            one["new"], earlier=[one["new"]], by=world.coordinator
        ),
        deciding.NotNewer,
    ),
    "take back what never stood": (
        lambda one, world: deciding.take_back(one["new"], reason="x", by=world.coordinator),
        deciding.IsNotPublished,
    ),
    "publish twice": (
        lambda one, world: [deciding.publish(one["new"], by=world.coordinator) for _n in "ab"],
        deciding.IsPublished,
    ),
}


@pytest.mark.parametrize("act", REFUSALS)
def test_what_a_decision_refuses_it_refuses_with_its_own_sentence(world, act):
    meeting = world.in_session()
    names = ("old", "void", "new", "newest")
    made = {name: decide(world, meeting, name) for name in names}
    deciding.supersede(made["new"], earlier=[made["old"]], by=world.coordinator)
    made["void"] = recording.void_decision(made["void"], reason="x", by=world.coordinator)
    do, refusal = REFUSALS[act]
    with pytest.raises(refusal) as caught:
        do(made, world)
    assert str(caught.value) != str(deciding.Refused.message)


def test_of_another_team_none_is_superseded(world):
    other = World(members=1)
    with pytest.raises(deciding.NotOfThisTeam):
        deciding.supersede(decide(world), earlier=[decide(other)], by=world.coordinator)


def test_publishing_shows_it_to_everybody_and_taking_back_hides_it(world, client, signed_in):
    decision = decide(world, text="Zespół ogłasza kanarekjawny.")
    public = f"/directory/teams/{world.team.pk}/"
    here, browser = decision.get_absolute_url(), signed_in(world.coordinator)
    assert "kanarekjawny" not in client.get(public).content.decode()
    browser.get(f"{here}publish/")
    assert DecisionPublication.objects.count() == 0
    browser.post(f"{here}publish/")
    assert "kanarekjawny" in client.get(public).content.decode()
    browser.post(f"{here}unpublish/", {"reason": "Do poprawy."})
    assert "kanarekjawny" not in client.get(public).content.decode()
    assert DecisionPublication.objects.get().withdrawal_reason == "Do poprawy."


def test_a_voided_decision_leaves_the_public_page(world, client):
    decision = decide(world, text="kanarekjawny")
    deciding.publish(decision, by=world.coordinator)
    recording.void_decision(decision, reason="pomyłka", by=world.coordinator)
    page = client.get(f"/directory/teams/{world.team.pk}/").content.decode()
    assert "kanarekjawny" not in page
    assert Decision.objects.count() == 1


def test_a_decision_for_named_persons_is_never_published(world, signed_in):
    decision = decide(world, world.in_session(label="persons"))
    with pytest.raises(deciding.NotForThePublic):
        deciding.publish(decision, by=world.coordinator)
    page = signed_in(world.coordinator).get(f"{decision.get_absolute_url()}extract/pdf/")
    assert page.status_code == 403


def test_the_extract_is_one_text_as_tagged_pdf_and_docx(world):
    decision = decide(world, text="Zespół przyjmuje plan.\nPlan ogłasza się.")
    deciding.note_position(
        decision, seat=world.mandates[0].seat, text="Za wcześnie.", by=world.coordinator
    )
    with translation.override("pl"):
        pdf, _type = decision_papers.extract(decision, "pdf")
        word, _type = decision_papers.extract(decision, "docx")
    paper = PdfReader(io.BytesIO(pdf))
    assert "/StructTreeRoot" in paper.trailer["/Root"]
    assert paper.trailer["/Root"]["/Lang"] == "pl"
    text = " ".join("".join(page.extract_text() for page in paper.pages).split())
    written = " ".join(one.text for one in docx.Document(io.BytesIO(word)).paragraphs)
    for words in ("Zespół przyjmuje plan.", "Plan ogłasza się.", "Za wcześnie.", "1/"):
        assert words in text
        assert words in written
    assert docx.Document(io.BytesIO(word)).core_properties.language == "pl"


def test_the_register_is_filtered_by_team_kind_year_and_state(world, signed_in):
    meeting = world.in_session()
    one = decide(world, meeting, "Uchwała kanarekjeden")
    two = decide(world, meeting, "Opinia kanarekdwa", kind=DecisionKind.OPINION)
    recording.void_decision(two, reason="x", by=world.coordinator)
    browser = signed_in(world.members[0])

    def seen(**query):
        page = browser.get("/meetings/decisions/", query).content.decode()
        return [word for word in ("kanarekjeden", "kanarekdwa") if word in page]

    assert seen() == ["kanarekjeden", "kanarekdwa"]
    assert seen(kind="opinion") == ["kanarekdwa"]
    assert seen(state="void") == ["kanarekdwa"]
    assert seen(state="in_force") == ["kanarekjeden"]
    assert seen(year=one.year, team=world.team.pk) == ["kanarekjeden", "kanarekdwa"]
    assert seen(year=2001) == []


def test_a_register_of_sixty_costs_as_much_as_of_three(world, signed_in):
    meeting, browser = world.in_session(), signed_in(world.members[0])
    figures = []
    for more in (3, 57):
        for number in range(more):
            decide(world, meeting, f"Uchwała {number}")
        figures.append(cost(browser, "/meetings/decisions/"))
    assert figures[0] == figures[1]


def test_members_of_other_teams_find_nothing_in_the_register(world, signed_in):
    decision = decide(world, text="kanareknasz")
    stranger = signed_in(factories.member_of(factories.team()))
    assert "kanareknasz" not in stranger.get("/meetings/decisions/").content.decode()
    assert stranger.get(decision.get_absolute_url()).status_code == 404


def test_where_no_decision_is_earlier_none_is_asked_for(world, signed_in):
    meeting = world.in_session()
    first = decide(world, meeting, "Pierwsza")
    second = decide(world, meeting, "Druga")
    browser = signed_in(world.coordinator)
    address = f"{first.get_absolute_url()}supersede/"
    assert address not in browser.get(first.get_absolute_url()).content.decode()
    page = browser.get(address).content.decode()
    assert "Zespół nie ma wcześniejszej decyzji." in page
    assert 'name="earlier"' not in page
    page = browser.get(second.get_absolute_url()).content.decode()
    assert f"{second.get_absolute_url()}supersede/" in page
