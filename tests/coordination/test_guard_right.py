"""The right to keep what the guard stops: given and ended by administrators, on record."""

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from coordination.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def verbs(user):
    entries = LogEntry.objects.get_for_object(user).order_by("pk")
    return [one.additional_data["verb"] for one in entries if one.additional_data]


def test_an_administrator_gives_and_ends_it(client):
    person = factories.person()
    client.force_login(factories.administrator())
    address = reverse("coordination:person-guard-right", args=[person.pk])

    for may, expected in (("1", True), ("1", True), ("0", False)):
        assert client.post(address, {"may": may}).status_code == 302
        assert User.objects.get(pk=person.pk).may_override_guard is expected

    assert verbs(person) == ["person.guard_right_given", "person.guard_right_ended"]


def test_nobody_else_gives_it_not_even_to_himself(client):
    person = factories.coordinator_of(factories.regional_team("Zespół"))
    client.force_login(person)

    answer = client.post(reverse("coordination:person-guard-right", args=[person.pk]), {"may": "1"})

    assert answer.status_code == 404
    assert not User.objects.get(pk=person.pk).may_override_guard


def test_the_page_of_a_person_says_who_has_it(client):
    person = factories.person(may_override_guard=True)
    client.force_login(factories.administrator())

    page = client.get(reverse("coordination:person", args=[person.pk])).content.decode()

    assert "Odbierz to prawo" in page
    assert "Nadaj to prawo" not in page
