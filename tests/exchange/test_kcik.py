"""The KCIK desk: counts without persons, four kinds of figures, calls and operators by year."""

from datetime import date

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


def test_number_zero_unknown_and_not_collected_stay_apart(side):
    figures = {
        "consultations": ("number", 31),
        "clients": ("zero", None),
        "sheltered": ("unknown", None),
        "interventions": ("not_collected", None),
    }

    kcik.note_figures(2026, 1, figures, by=side.secretary)

    row = kcik.half_years()[0]
    assert (row.year, row.half) == (2026, 1)
    assert [(cell.state, cell.value) if cell else None for _series, cell in row.cells] == [
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
