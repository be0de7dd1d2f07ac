"""Questions put together once and asked many times."""

from datetime import date, timedelta

import pytest

from coordination.choices import InstitutionKind, InstitutionLevel
from coordination.models import Institution, InstitutionPost, User
from coordination.prepared import Prepared

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def roles(person, day):
    held = InstitutionPost.objects.on_day(day).filter(user=person)
    return held.order_by("pk").values_list("role", "from_on")


@pytest.fixture
def people():
    first, second = (
        User.objects.create(email=f"{name}@example.org", full_name=name)
        for name in ("pierwszy", "drugi")
    )
    institution = Institution.objects.create(
        name="Urząd", kind=InstitutionKind.POLICE, level=InstitutionLevel.NATIONAL
    )
    for person, role in ((first, "contributor"), (second, "signatory")):
        InstitutionPost.objects.create(
            user=person, institution=institution, role=role, from_on=TODAY
        )
    return first, second


def test_the_same_text_answers_for_each_person_and_day(people, django_assert_num_queries):
    first, second = people
    question = Prepared(roles)
    with django_assert_num_queries(4):
        assert question.ask(first.pk, TODAY) == [("contributor", TODAY)]
        assert question.ask(second.pk, TODAY) == [("signatory", TODAY)]
        assert question.ask(first.pk, TODAY - timedelta(days=1)) == []
        assert question.ask(0, TODAY) == []


def test_what_is_kept_is_the_text_and_never_an_answer(people):
    first, _second = people
    question = Prepared(roles)
    assert question.ask(first.pk, TODAY)
    InstitutionPost.objects.filter(user=first).delete()
    assert question.ask(first.pk, TODAY) == []
