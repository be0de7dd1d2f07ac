"""Names stand in Polish order, also where a page is made of facts that nobody sorted."""

import pytest
from django.urls import reverse

from coordination.filters import InstitutionFilter
from coordination.models import Institution
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = ["lubelskie", "łódzkie", "małopolskie", "śląskie", "zachodniopomorskie"]


@pytest.fixture
def voivodeships():
    for number, name in enumerate(reversed(NAMES), start=50):
        factories.voivodeship(str(number), name)


def test_voivodeships_of_the_public_statistics(voivodeships, client):
    page = client.get(reverse("reports:public-statistics"))

    assert [one.name for one in page.context["regions"]] == NAMES


def test_voivodeships_to_choose_from_among_institutions(voivodeships):
    form = InstitutionFilter({}, queryset=Institution.objects.none()).form

    assert [one.name for one in form.fields["voivodeship"].queryset] == NAMES
