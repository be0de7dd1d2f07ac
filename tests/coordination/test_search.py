"""Search finds Polish words however they are typed, and shows nobody what is not his."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination import institutions, search
from coordination.models import Institution, SearchWord
from teams import finding
from tests import factories

pytestmark = pytest.mark.django_db


def named(name, **fields):
    institution = factories.institution(name, **fields)
    institutions.index(institution)
    return institution


def found(query):
    keys = search.matching(Institution, query)
    return set(Institution.objects.filter(pk__in=keys).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Urząd Miasta Łódź", "lodz"),
        ("Urząd Miasta Łódź", "ŁÓDŹ"),
        ("Urząd Miasta Łódź", "Łódź"),
        ("Zespół do spraw handlu ludźmi", "zespołu"),
        ("Zespół do spraw handlu ludźmi", "zespoly"),
        ("Zażółć gęślą jaźń", "zazolc gesla jazn"),
        ("Prokuratura Okręgowa", "prokuratury"),
        ("Prokuratura Okręgowa", "prok"),
        ("Prokuratura Okręgowa", "okręgowa prok"),
        ("Komenda Wojewódzka Policji", "komendy policji"),
        ("112-centrum", "112"),
    ],
)
def test_words_are_found_in_any_form(name, query):
    named(name)

    assert found(query) == {name}


@pytest.mark.parametrize(
    "query", ["", "   ", "!!!", "%", "_", "'", '"', "łąka", "prokuratura łódź"]
)
def test_other_words_find_nothing(query):
    named("Prokuratura Okręgowa")

    assert found(query) == set()


def test_every_word_must_be_there():
    named("Komenda Policji w Radomiu")
    named("Komenda Policji w Łodzi")

    assert found("komenda radom") == {"Komenda Policji w Radomiu"}


def test_renamed_institution_is_found_by_both_names():
    institution = named("Stara Nazwa")
    institutions.rename(
        institution, name="Świeża", short="", until_on=factories.yesterday(), by=factories.person()
    )

    assert (found("stara"), found("swieza")) == ({"Świeża"}, {"Świeża"})


def test_words_that_are_gone_are_forgotten():
    institution = named("Pierwsza")
    search.index(institution, title="Druga")

    assert (found("pierwsza"), found("druga")) == (set(), {"Pierwsza"})


def test_indexing_twice_changes_nothing():
    institution = named("Komenda Główna Policji")
    before = sorted(SearchWord.objects.values_list("pk", "word"))

    institutions.index(institution)

    assert sorted(SearchWord.objects.values_list("pk", "word")) == before


def test_hits_of_teams_carry_public_facts_only(signed_in):
    team = factories.team("Zespół Testowy", purpose="tajny cel")
    factories.member_of(team, factories.person(full_name="Łucja Tajna"))
    finding.index(team)
    browser = signed_in(factories.person())

    page = browser.get("/search/", {"q": "testowy"}).content.decode()

    assert "Zespół Testowy" in page
    assert "Tajna" not in page
    assert "tajny cel" not in page


@pytest.mark.parametrize("hidden", ["Tajna", "cel"])
def test_people_and_insides_of_teams_are_not_found(signed_in, hidden):
    team = factories.team("Zespół Testowy", purpose="tajny cel")
    factories.member_of(team, factories.person(full_name="Łucja Tajna"))
    finding.index(team)

    page = signed_in(factories.person()).get("/search/", {"q": hidden})

    assert page.context["hits"] == []


def test_query_is_shown_as_text(signed_in):
    page = signed_in(factories.person()).get("/search/", {"q": "<script>alert(1)</script>"})

    assert b"<script>alert" not in page.content


@given(st.text(max_size=300))
def test_any_query_is_answered(query):
    assert list(search.matching(Institution, query.replace("\x00", ""))) is not None


@given(st.text(max_size=300))
def test_folded_words_are_plain(text):
    assert all(search.WORD.fullmatch(word) for word in search.words_of(text))


def test_polish_order_is_the_same_on_both_databases():
    for name in [
        "Żory",
        "Zamość",
        "Źródła",
        "Łódź",
        "Lublin",
        "Ćmielów",
        "Cieszyn",
        "Dęblin",
        "Ława",
    ]:
        factories.institution(name)

    ordered = Institution.objects.in_polish_order().values_list("name", flat=True)

    assert list(ordered) == [
        "Cieszyn",
        "Ćmielów",
        "Dęblin",
        "Lublin",
        "Ława",
        "Łódź",
        "Zamość",
        "Źródła",
        "Żory",
    ]


def test_stems_are_right_when_many_threads_ask_at_once():
    """The stemmer works in place on its own letters; one for all threads mixed their words."""
    words = [f"{start}{end}" for start in ("zespoł", "szkoleni", "posiedzeni", "instytucj")
             for end in ("u", "ami", "ach", "owi", "em", "a")]  # fmt: skip
    alone = [search.stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(8) as threads:
        rounds = threads.map(
            lambda _n: [search.stem.__wrapped__(word) for word in words], range(400)
        )
        assert all(stems == alone for stems in rounds)
