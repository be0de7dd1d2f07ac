"""A unique word in every text of a date poll: who comes upon it where (quality S2)."""

import pytest
from auditlog.models import LogEntry
from django.test import Client

from coordination.models import Delivery
from meetings import convening, planning, polling
from meetings.choices import AnswerChannel
from tests import factories
from tests.meetings.test_polling import asked
from tests.meetings.world import World

pytestmark = pytest.mark.django_db

ASKED = {"title": "kanarektemat", "place": "kanarekmiejsce", "words": "kanarekslowa"}
COMMENT = "kanarekuwaga"
REASON = "kanarekpowod"
CLASH = "kanarekkolizja"


class Aviary:
    """An open poll and a withdrawn one, an answer with a comment, and a clash."""

    def __init__(self):
        self.world = World(members=2)
        self.open = asked(self.world, times=3, **ASKED)
        self.withdrawn = asked(self.world, **ASKED)
        polling.withdraw(self.withdrawn, reason=REASON, by=self.world.coordinator)
        self.first = self.open.invitees.get(user=self.world.members[0])
        words = {self.open.slots.first().pk: "yes"}
        polling.answer(self.first, words, comment=COMMENT, via=AnswerChannel.LINK)
        self.clash()
        self.people = {
            "coordinator": self.world.coordinator,
            "chair": factories.chair_of(self.world.team),
            "first": self.world.members[0],
            "second": self.world.members[1],
            "other": factories.member_of(factories.team()),
            "former": factories.former_member_of(self.world.team),
            "administrator": factories.administrator(),
            "stranger": factories.person(),
            "anonymous": None,
        }

    def clash(self):
        """Another team meets at the second time with somebody of this one."""
        other = World(members=1)
        factories.mandate(factories.seat(other.team), self.world.members[1])
        slot = self.open.slots.all()[1]
        facts = other.facts(starts_at=slot.starts_at, ends_at=slot.ends_at, title=CLASH)
        draft = planning.draft(other.team, facts=facts, agenda_entries=[], by=other.coordinator)
        convening.convene(draft, by=other.coordinator)

    def seen_by(self, name):
        browser = Client()
        if self.people[name] is not None:
            browser.force_login(self.people[name])
        here, slot = self.open.get_absolute_url(), self.open.slots.first()
        addresses = [
            *["/waiting/", "/meetings/", "/meetings/polls/", "/meetings/month/", "/search/?q=xyz"],
            f"/teams/{self.world.team.pk}/",
            *[here, f"{here}answer/", f"{here}answer/{self.first.pk}/"],
            *[f"{here}choose/{slot.pk}/", f"{here}times/add/", f"{here}withdraw/"],
            self.withdrawn.get_absolute_url(),
        ]
        pages = [browser.get(address) for address in addresses]
        text = "\n".join(one.content.decode() for one in pages if one.status_code == 200)
        return {word for word in {*ASKED.values(), COMMENT, REASON, CLASH} if word in text}


@pytest.fixture
def aviary():
    return Aviary()


@pytest.mark.parametrize("name", ["coordinator", "chair"])
def test_officers_find_every_word_but_the_other_teams(aviary, name):
    assert aviary.seen_by(name) == {*ASKED.values(), COMMENT, REASON}


def test_a_member_finds_what_was_asked_and_his_own_words(aviary):
    assert aviary.seen_by("first") == {*ASKED.values(), COMMENT, REASON}


def test_a_member_does_not_find_the_words_of_another(aviary):
    assert aviary.seen_by("second") == {*ASKED.values(), REASON, CLASH}


@pytest.mark.parametrize("name", ["other", "former", "administrator", "stranger", "anonymous"])
def test_outsiders_come_upon_none(aviary, name):
    assert aviary.seen_by(name) == set()


def test_a_link_shows_its_readers_words_and_nobody_elses(aviary):
    other = aviary.open.invitees.get(user=aviary.world.members[1])
    own = Client().get(f"/when/{aviary.first.secret}/").content.decode()
    theirs = Client().get(f"/when/{other.secret}/").content.decode()
    for text in (own, theirs):
        assert all(word in text for word in ASKED.values())
    assert COMMENT in own
    assert COMMENT not in theirs
    assert CLASH not in theirs
    assert other.name not in own


def test_letters_carry_the_question_and_no_answer(aviary):
    letters = Delivery.objects.filter(about__startswith="meetings.datepoll:")
    text = "".join(one.subject + one.text + one.html for one in letters)
    assert all(word in text for word in [*ASKED.values(), REASON])
    assert COMMENT not in text
    assert CLASH not in text


def test_secrets_of_links_stay_out_of_pages_and_the_trail(aviary, signed_in):
    page = signed_in(aviary.world.coordinator).get(aviary.open.get_absolute_url())
    trail = str(list(LogEntry.objects.values_list("changes", "additional_data")))
    for invitee in aviary.open.invitees.all():
        assert invitee.secret not in page.content.decode()
        assert invitee.secret not in trail
