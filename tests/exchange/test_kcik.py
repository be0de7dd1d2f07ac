"""The KCIK desk: counts without persons, four kinds of figures, calls and operators by year."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coordination.choices import InstitutionKind
from exchange import kcik, permissions
from exchange.models import ConsultationCount, KcikFigure, ProgrammeCall
from teams.models import Operator, Programme
from tests import factories
from tests.exchange.world import Side

pytestmark = pytest.mark.django_db


@pytest.fixture
def side():
    made = Side()
    made.programme = Programme.objects.create(key="kcik", name="KCIK")
    made.secretary = factories.secretary_of(factories.team("Krajowy Zespół"))
    return made


def noted(by, number=12, **facts):
    fields = {
        "from_on": date(2026, 1, 1),
        "to_on": date(2026, 3, 31),
        "institution_kind": InstitutionKind.POLICE,
        "kind": "consultation",
    }
    return kcik.note_count(number=number, by=by, **(fields | facts))


def test_operator_of_this_year_and_national_secretary_keep_the_desk(side):
    year = timezone.localdate().year
    people = side.everybody | {"secretary": side.secretary}

    def keepers():
        return {name for name, user in people.items() if permissions.can_keep_kcik(user)}

    assert keepers() == {"secretary"}
    operator = kcik.add_operator(
        institution=side.ngo, year_from=year, year_to=year, chosen_by="konkurs", by=side.secretary
    )
    assert keepers() == {"secretary", "helper"}
    Operator.objects.filter(pk=operator.pk).update(year_from=year - 2, year_to=year - 1)
    assert keepers() == {"secretary"}


def test_operator_is_entered_once_from_a_year(side):
    facts = {"institution": side.ngo, "year_from": 2026, "year_to": 2027, "chosen_by": ""}
    kcik.add_operator(by=side.secretary, **facts)

    with pytest.raises(kcik.OperatorKnown):
        kcik.add_operator(by=side.secretary, **facts)


def test_small_counts_are_for_the_keepers_alone(side, client):
    noted(side.secretary, 4)
    address = reverse("exchange:kcik")

    client.force_login(side.officer)
    read = client.get(address).content.decode()
    client.force_login(side.secretary)
    kept = client.get(address).content.decode()

    assert "mniej niż 5" in read
    assert 'data-name="Ile">4</td>' not in read
    assert 'data-name="Ile">4</td>' in kept


@pytest.mark.parametrize(("number", "hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_zero_and_five_are_shown_and_what_lies_between_is_not(number, hidden):
    assert kcik.is_hidden(number, keeps=False) is hidden
    assert kcik.is_hidden(number, keeps=True) is False


def test_small_figure_and_total_that_gives_a_count_away_are_for_the_keepers_alone(side, client):
    for number, kind in ((40, "consultation"), (18, "shelter"), (3, "training")):
        noted(side.secretary, number, kind=kind)
    written = {"consultations": ("number", 61), "trainings": ("number", 2)}
    kcik.note_figures(2026, 1, written, by=side.secretary)
    kcik.note_figures(2025, 2, {"consultations": ("number", 52)}, by=side.secretary)
    address = reverse("exchange:kcik")

    client.force_login(side.officer)
    read = client.get(address).content.decode()
    client.force_login(side.secretary)
    kept = client.get(address).content.decode()

    assert 'data-name="konsultacje instytucji"><span class="quiet">ukryte</span>' in read
    assert 'data-name="przeprowadzone szkolenia"><span class="quiet">mniej niż 5</span>' in read
    assert ">52</td>" in read
    assert ">61<" not in read
    assert ">2<" not in read
    assert ">61</td>" in kept
    assert ">2</td>" in kept
    assert "ukryte" not in kept


def test_total_is_shown_when_the_small_count_lies_in_another_half_year_or_is_withdrawn(side):
    kcik.note_figures(2026, 1, {"consultations": ("number", 61)}, by=side.secretary)
    later = {"from_on": date(2026, 7, 1), "to_on": date(2026, 9, 30)}
    noted(side.secretary, 3, **later)
    wrong = noted(side.secretary, 2)

    def covered():
        return kcik.half_years(keeps=False)[0].cells[0].is_covered

    assert covered()
    kcik.withdraw_count(wrong, reason="Pomyłka", by=side.secretary)
    assert not covered()


def test_wrong_count_is_withdrawn_with_a_reason_and_leaves_the_page(side, client):
    count = noted(side.secretary, 77)
    kcik.withdraw_count(count, reason="Pomyłka", by=side.secretary)

    client.force_login(side.secretary)
    assert ">77<" not in client.get(reverse("exchange:kcik")).content.decode()
    assert ConsultationCount.objects.get().withdrawal_reason == "Pomyłka"
    with pytest.raises(kcik.Withdrawn):
        kcik.withdraw_count(count, reason="Znowu", by=side.secretary)


def test_days_in_the_wrong_order_are_refused(side):
    with pytest.raises(ValidationError):
        noted(side.secretary, to_on=date(2025, 1, 1))


TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("1999-12-31", "2000-01-31", "Nie wcześniej niż w roku 2000."),
        ("0001-01-01", "9999-12-31", "Nie wcześniej niż w roku 2000."),
        (str(TODAY), str(TODAY + timedelta(days=1)), "ostatni przypada po dzisiejszym"),
        ("2024-01-01", "2025-01-01", "najwyżej 366 dni"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_the_field(side, client, first, last, sentence):
    client.force_login(side.secretary)
    typed = {"from_on": first, "to_on": last, "institution_kind": "police", "number": "5"}
    typed["kind"] = "consultation"

    answer = client.post(reverse("exchange:kcik-count-add"), typed)

    assert sentence in answer.content.decode()
    assert not ConsultationCount.objects.exists()


def test_whole_leap_year_until_today_is_taken_and_the_same_count_only_once(side, client):
    client.force_login(side.secretary)
    address = reverse("exchange:kcik-count-add")
    typed = {"from_on": "2024-01-01", "to_on": "2024-12-31", "institution_kind": "police"}
    typed |= {"kind": "consultation", "number": "5"}

    client.post(address, typed)
    again = client.post(address, typed | {"number": "6"})

    assert "już wpisana" in again.content.decode()
    assert [one.number for one in ConsultationCount.objects.all()] == [5]
    kcik.withdraw_count(ConsultationCount.objects.get(), reason="Pomyłka", by=side.secretary)
    client.post(address, typed | {"number": "6"})
    assert [one.number for one in ConsultationCount.objects.order_by("pk")] == [5, 6]


def test_number_zero_unknown_and_not_collected_stay_apart(side):
    figures = {
        "consultations": ("number", 31),
        "clients": ("zero", None),
        "sheltered": ("unknown", None),
        "interventions": ("not_collected", None),
    }

    kcik.note_figures(2026, 1, figures, by=side.secretary)

    row = kcik.half_years(keeps=True)[0]
    assert (row.year, row.half) == (2026, 1)
    assert [(one.figure.state, one.figure.value) if one.figure else None for one in row.cells] == [
        ("number", 31),
        ("zero", None),
        ("unknown", None),
        ("not_collected", None),
        None,
    ]


@pytest.mark.parametrize("figure", [("number", None), ("number", 0), ("zero", 3), ("unknown", 1)])
def test_state_and_number_must_fit(side, figure):
    with pytest.raises(kcik.NoNumber):
        kcik.note_figures(2026, 1, {"clients": figure}, by=side.secretary)
    assert not KcikFigure.objects.exists()


def test_later_word_replaces_the_value_of_the_half_year(side):
    for figure in (("unknown", None), ("number", 8)):
        kcik.note_figures(2026, 2, {"clients": figure}, by=side.secretary)

    assert [(one.state, one.value) for one in KcikFigure.objects.all()] == [("number", 8)]


def test_forms_note_what_is_typed_and_refuse_what_is_wrong(side, client):
    client.force_login(side.secretary)
    figures = reverse("exchange:kcik-figures", args=[2026, 1])
    call = {"year": 2026, "title": "Otwarty konkurs ofert", "closes_on": "2026-05-31"}

    client.post(figures, {"clients_state": "number", "clients_value": "9"})
    wrong = client.post(figures, {"clients_state": "zero", "clients_value": "9"})
    client.post(reverse("exchange:kcik-call-add"), call)
    late = client.post(reverse("exchange:kcik-call-add"), call | {"opens_on": "2026-06-30"})

    assert KcikFigure.objects.get().value == 9
    assert "większą od zera" in wrong.content.decode()
    assert ProgrammeCall.objects.get().title == "Otwarty konkurs ofert"
    assert "wcześniejszy niż pierwszy" in late.content.decode()
    page = client.get(reverse("exchange:kcik")).content.decode()
    assert "Otwarty konkurs ofert" in page
    assert client.get(reverse("exchange:kcik-figures", args=[2026, 3])).status_code == 404
    assert client.get("/exchange/kcik/figures/99999999999/1/").status_code == 404


def test_page_has_no_field_for_words_about_a_case(side, client):
    client.force_login(side.secretary)

    for name in ("kcik-count-add", "kcik"):
        page = client.get(reverse(f"exchange:{name}")).content.decode().partition("<main")[2]
        assert "<textarea" not in page
        assert 'type="text"' not in page


@pytest.mark.parametrize("year", ["", "-5", "abc", "9" * 30, "1999", "2101"])
def test_half_year_that_cannot_be_is_answered_with_a_sentence(side, client, year):
    client.force_login(side.secretary)

    page = client.get(reverse("exchange:kcik-half-year"), {"year": year, "half": "1"}, follow=True)

    assert "Wpisz rok od 2000 do 2100 i wybierz półrocze." in page.content.decode()


def test_forms_with_words_do_not_say_that_they_take_numbers_only(side, client):
    client.force_login(side.secretary)
    words = "Tylko liczby"
    year = reverse("exchange:kcik-figures", args=[2026, 1])

    for address in (reverse("exchange:kcik-count-add"), year):
        assert words in client.get(address).content.decode()
    for name in ("kcik-call-add", "kcik-operator-add"):
        assert words not in client.get(reverse(f"exchange:{name}")).content.decode()
