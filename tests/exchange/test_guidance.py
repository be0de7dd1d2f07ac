"""Guidance pages: read by all who belong, written by the national team, drafts until approved."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from coordination import search
from exchange import finding_library, guidance, plain_markup, reference_data
from exchange.library_choices import PageKind
from exchange.models import GuidancePage
from tests import factories
from tests.exchange.world import Side

database = pytest.mark.django_db


@pytest.fixture
def side():
    return Side()


@pytest.fixture
def secretary():
    return factories.secretary_of(factories.team("Krajowy Zespół"))


def page(**facts):
    fields = {"key": "kmr", "kind": PageKind.MECHANISM, "title": "Mechanizm", "text": "Pierwszy"}
    made = GuidancePage.objects.create(**(fields | facts))
    guidance.keep_revision(made)
    return made


@database
def test_pages_of_the_desk_are_loaded_once_as_drafts_and_are_found(side):
    number = reference_data.load()
    guidance.revise(
        GuidancePage.objects.get(key="sygnal"), text="Nowy", note="x", based_on=1, by=side.officer
    )

    assert reference_data.load() == number == GuidancePage.objects.count()
    assert GuidancePage.objects.get(key="sygnal").text == "Nowy"
    assert not any(one.is_approved for one in GuidancePage.objects.all())
    found = finding_library.find(side.officer, search.Asked("mechanizm referencyjny"))
    assert "Krajowy Mechanizm Referencyjny" in [hit.title for hit in found]
    assert finding_library.find(side.stranger, search.Asked("mechanizm referencyjny")) == []


@database
def test_path_shows_the_steps_of_ones_own_kind_first_and_takes_no_words(side, client):
    reference_data.load()
    client.force_login(side.officer)

    choosing = client.get(reverse("exchange:signal")).content.decode()
    steps = client.get("/exchange/guidance/sygnal-policja/").content.decode()

    own = choosing.partition('id="others"')[0]
    assert "Policja: mam sygnał" in own
    assert "Straż Graniczna: mam sygnał" not in own
    assert "<textarea" not in choosing + steps
    assert 'type="text"' not in (choosing + steps).partition("<main")[2]
    assert "projekt do zatwierdzenia przez zespół krajowy" in steps


@database
def test_coordinator_of_a_voivodeship_finds_the_path_of_the_voivodes_office(side, client):
    reference_data.load()
    title = "Urząd wojewódzki: mam sygnał"

    def own_of(user):
        client.force_login(user)
        page = client.get(reverse("exchange:signal")).content.decode()
        return page.partition('id="others"')[0]

    assert title in own_of(side.coordinator)
    assert title not in own_of(side.officer)
    assert title not in own_of(factories.coordinator_of(factories.team("Krajowy Zespół")))


@database
def test_text_is_a_draft_until_approved_and_again_after_a_change(secretary):
    made = page()
    assert not made.is_approved

    made = guidance.approve(made, revision=1, by=secretary)
    assert made.is_approved
    with pytest.raises(guidance.AlreadyApproved):
        guidance.approve(made, revision=1, by=secretary)

    made = guidance.revise(made, text="Drugi", note="poprawka", based_on=1, by=secretary)
    assert not made.is_approved
    assert [one.text for one in made.revisions.all()] == ["Drugi", "Pierwszy"]


@database
def test_two_writers_never_overwrite_each_other(secretary, client):
    made = page()
    guidance.revise(made, text="Cudzy tekst", note="x", based_on=1, by=secretary)
    client.force_login(secretary)
    address = reverse("exchange:guidance-edit", args=["kmr"])

    clash = client.post(address, {"text": "Mój tekst", "note": "y", "based_on": 1})
    text = clash.content.decode()

    assert "Cudzy tekst" in text
    assert "Mój tekst" in text
    client.post(address, {"text": "Oba teksty", "note": "y", "based_on": 2})
    assert GuidancePage.objects.get().text == "Oba teksty"


@database
def test_what_was_not_read_is_not_approved(secretary, client):
    made = page()
    guidance.revise(made, text="Inny", note="x", based_on=1, by=secretary)
    client.force_login(secretary)

    for typed in ("1", "", "x", "9" * 30):
        client.post(reverse("exchange:guidance-approve", args=["kmr"]), {"revision": typed})

    assert not GuidancePage.objects.get().is_approved


@database
def test_case_data_do_not_get_into_guidance(secretary, client):
    page()
    client.force_login(secretary)
    typed = {"text": "Ofiara Anna Nowak przebywa", "note": "x", "based_on": 1}

    client.post(reverse("exchange:guidance-edit", args=["kmr"]), typed)

    assert GuidancePage.objects.get().text == "Pierwszy"


def test_marks_become_headings_lists_and_links():
    parts = plain_markup.sections("Wstęp\n\n## Krok\n- jeden\n- **dwa**\n\n[Strona](/x/) i\ndalej")

    assert [part.heading for part in parts] == ["", "Krok"]
    assert parts[0].body == "<p>Wstęp</p>"
    assert parts[1].body == (
        "<ul><li>jeden</li><li><strong>dwa</strong></li></ul>"
        '<p><a href="/x/">Strona</a> i<br>dalej</p>'
    )


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//evil.example", "/\\evil.example", "http://x", "data:text/html,x"],
)
def test_other_addresses_become_no_link(address):
    assert "<a" not in plain_markup.sections(f"[x]({address})")[0].body


@given(st.text(alphabet="<>&\"'`*[]()#-/ \nax:", max_size=200))
def test_no_mark_lets_html_in(text):
    for part in plain_markup.sections(text):
        bare = part.body
        for tag in ("p", "ul", "ol", "li", "strong", "a"):
            bare = bare.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
        bare = bare.replace("<br>", "").replace('<a href="', "")
        assert "<" not in bare
