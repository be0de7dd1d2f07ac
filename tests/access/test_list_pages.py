"""A longer list takes no more queries than a short one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination import institutions, outbox
from coordination.choices import HandlingLabel, IncomingOutcome, PostRole
from coordination.models import IncomingMail, InstitutionPost
from exchange import audience_groups, audiences, posting
from reports.models import PlanEdition
from teams import finding
from teams.models import Contact, FoundingAct, TeamName
from tests import factories
from tests.access import places_exchange
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


class Shelf:
    """A team whose every list can be made longer."""

    def __init__(self):
        self.world = World(members=2)
        self.team, self.count = self.world.team, 0
        self.coordinator = self.world.coordinator
        self.coordinator.is_administrator = True
        self.coordinator.save()

    def grow(self, by):
        for _number in range(by):
            self.count += 1
            self.add(self.count)

    def add(self, number):
        institution = factories.institution(f"Komenda {number}", voivodeship=self.team.voivodeship)
        institutions.index(institution)
        seat = factories.seat(self.team, institution)
        user = factories.mandate(seat).user
        factories.mandate(seat, deputy=1)
        InstitutionPost.objects.create(
            user=user,
            institution=institution,
            role=PostRole.CONTRIBUTOR,
            from_on=factories.long_ago(),
        )
        other = factories.team(f"Komenda do spraw {number}")
        finding.index(other)
        factories.role(other, self.coordinator)
        outbox.send_once(
            outbox.Letter(
                key=f"k{number}",
                recipient="x@example.org",
                subject="x",
                text="x",
                team_id=self.team.pk,
            )
        )
        IncomingMail.objects.create(
            raw=b"x",
            sha256=str(number),
            team_id=self.team.pk,
            outcome=IncomingOutcome.UNREADABLE,
        )
        PlanEdition.objects.create(name="KPD", year_from=1900 + number, year_to=1900 + number)
        self.tell_more(number)
        self.world.draft(day=timezone.localdate() + timedelta(days=number))
        self.post(user, institution)

    def post(self, user, institution):
        """A warning to the team, a draft and a group."""
        choice = audiences.Choice(HandlingLabel.UNITS, teams=(self.team,))
        facts = places_exchange.WORDS
        post = posting.save_draft(choice, facts=facts, source=institution, by=user)
        posting.send(post, by=user)
        posting.save_draft(choice, facts=facts, source=self.team, by=self.coordinator)
        audience_groups.found(self.team, name=institution.name, by=self.coordinator)

    def tell_more(self, number):
        day = factories.long_ago() - timedelta(days=number)
        TeamName.objects.create(team=self.team, name=f"Dawna {number}", until_on=day)
        FoundingAct.objects.create(team=self.team, title=f"akt {number}")
        Contact.objects.create(team=self.team, name=f"Wydział {number}")


ADDRESSES = [
    "/institutions/",
    "/people/",
    "/mail/",
    "/mail/incoming/",
    "/teams/",
    "/teams/{team}/",
    "/teams/{team}/roster.csv",
    "/teams/{team}/seats/{seat}/",
    "/directory/",
    "/directory/teams/{team}/",
    "/kpd/",
    "/search/?q=komenda",
    "/waiting/",
    "/exchange/",
    "/exchange/?unread=1",
    "/exchange/groups/",
    "/exchange/drafts/",
    "/meetings/",
    "/meetings/month/",
    "/calendar/",
    "/profile/",
]


@pytest.fixture
def shelf():
    return Shelf()


def test_lists_of_thirty_take_as_many_queries_as_lists_of_three(shelf, signed_in):
    browser = signed_in(shelf.coordinator)
    seat = shelf.team.seats.first()
    addresses = [one.format(team=shelf.team.pk, seat=seat.pk) for one in ADDRESSES]
    shelf.grow(3)
    browser.get("/profile/")
    few = {address: queries(browser, address) for address in addresses}
    shelf.grow(27)

    many = {address: queries(browser, address) for address in addresses}

    assert {one: (few[one], many[one]) for one in few if many[one] > few[one]} == {}


def queries(browser, address):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)
