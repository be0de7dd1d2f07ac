"""What teams did about a recommendation: told to all teams, linked for those who may open it."""

from datetime import date

import pytest

from coordination.choices import HandlingLabel
from reports.activity import entering, tracing
from tests import factories
from tests.reports.activity_world import YEAR, ActivityWorld, recommendation

pytestmark = pytest.mark.django_db


def test_an_activity_for_all_teams_is_linked_only_for_those_who_may_open_it(signed_in):
    world = ActivityWorld(members=1)
    made = recommendation(world.secretary)
    facts = world.activity_facts(
        title="Szkolenie dla wszystkich", label=HandlingLabel.TEAMS, held_on=date(YEAR, 5, 5)
    )
    done = entering.save_activity(world.team, facts, [made], by=world.by)
    stranger = factories.coordinator_of(factories.regional_team("Zespół obcy"))

    own = signed_in(world.members[0]).get(made.get_absolute_url()).content.decode()
    pages = [
        signed_in(one).get(made.get_absolute_url()).content.decode()
        for one in (world.secretary, stranger)
    ]

    address = done.get_absolute_url()
    assert f'href="{address}"' in own
    assert signed_in(world.members[0]).get(address).status_code == 200
    for page in pages:
        assert "Szkolenie dla wszystkich" in page
        assert f'href="{address}"' not in page
    key = f"activity:{done.pk}"
    assert tracing.links(world.members[0], [key]) == {key: address}
    assert tracing.links(stranger, [key]) == {}
