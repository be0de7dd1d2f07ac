"""Days of what a team did and of the asking for comments."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.activity import from_entries
from reports.activity.drafting import Scope
from reports.models import TeamActivity
from tests.reports.activity_world import OPEN, ActivityWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ActivityWorld(members=1)


def test_a_draft_takes_only_what_has_taken_place(world):
    tomorrow = timezone.localdate() + timedelta(days=1)
    TeamActivity.objects.update(held_on=tomorrow)
    scope = Scope(world.team, tomorrow.year, world.activity.label)
    before = from_entries.activities(scope)

    TeamActivity.objects.update(held_on=timezone.localdate())
    after = from_entries.activities(
        Scope(world.team, timezone.localdate().year, world.activity.label)
    )

    assert OPEN["activity"] not in str(before.tables)
    assert OPEN["activity"] in str(after.tables)


@pytest.mark.parametrize("ahead", [-3, 0])
def test_comments_are_asked_for_until_a_day_after_today(world, signed_in, ahead):
    report = world.begun()
    day = timezone.localdate() + timedelta(days=ahead)

    answer = signed_in(world.by).post(
        f"/reports/teams/reports/{report.pk}/ask/", {"until_on": str(day)}
    )

    assert answer.status_code == 200
    assert "until_on" in answer.context["form"].errors
    assert str(day) in answer.content.decode()
    assert world.again(report).is_draft
