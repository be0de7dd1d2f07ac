"""A unique word in every text of votes, decisions and tasks: who comes upon it where (S2)."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.test import Client

from coordination.models import Delivery
from meetings import (
    attendance,
    deciding,
    recording,
    task_asking,
    task_following,
    vote_closing,
    vote_opening,
    voting,
)
from meetings.choices import DecisionKind, VoteChannel
from meetings.models import TaskQuery
from tests import factories
from tests.meetings.votes_world import circular, run_out, say, seat_of
from tests.meetings.world import World

pytestmark = pytest.mark.django_db

OPEN = {"kanarekglosowanie", "kanarektekstobiegu"}
SAID = {"kanarekuzasadnienie", "kanarekuwagado"}
CLOSED = {"kanarekzamkniete", "kanarekuchwala", "kanarekprotiw"}
DECIDED = {"kanarekdecyzja", "kanarekzdanie", "kanarekprzeglad"}
TASKS = {"kanarekzadanie", "kanarekkrok"}
RESERVED = {"kanarekskrytadecyzja", "kanarekskrytezadanie", "kanarekskrytyglos"}
PERSONS = {"kanarekosobowe", "kanarektresciosob"}
EVERYTHING = OPEN | SAID | CLOSED | DECIDED | TASKS | RESERVED | PERSONS


class Aviary:
    """An open vote and a closed one, decisions, tasks, and a reserved item with one of each."""

    def __init__(self):
        self.world = World(members=3)
        self.by = self.world.coordinator
        self.votes()
        self.outcomes()
        self.people = {
            "coordinator": self.by,
            "chair": factories.chair_of(self.world.team),
            "first": self.world.members[0],
            "second": self.world.members[1],
            "late": factories.member_of(self.world.team),
            "other": factories.member_of(factories.team()),
            "former": factories.former_member_of(self.world.team),
            "administrator": factories.administrator(),
            "stranger": factories.person(),
            "anonymous": None,
        }

    def votes(self):
        self.open = circular(self.world, title="kanarekglosowanie", text="kanarektekstobiegu")
        say(self.open, self.world.mandates[0], "for", reason="kanarekuzasadnienie")
        voter = seat_of(self.open, self.world.mandates[0]).voters.get()
        voting.remark(voter.seat, "kanarekuwagado", voter=voter, via=VoteChannel.LINK)
        self.closed = circular(self.world, title="kanarekzamkniete", text="kanarekuchwala")
        for mandate in self.world.mandates[:2]:
            say(self.closed, mandate, "for")
        say(self.closed, self.world.mandates[2], "against", reason="kanarekprotiw")
        vote_closing.close(run_out(self.closed), by=self.by)
        facts = {"title": "kanarekosobowe", "text": "kanarektresciosob", "label": "persons"}
        self.persons = circular(self.world, **facts)

    def outcomes(self):
        meeting = self.world.in_session()
        shared, reserved = meeting.items.all()[:2]
        reserved.label = "persons"
        reserved.save()
        reserved.readers.create(seat=self.world.mandates[0].seat)
        self.decision = self.decide(shared, "kanarekdecyzja")
        seat = self.world.mandates[0].seat
        deciding.note_position(self.decision, seat=seat, text="kanarekzdanie", by=self.by)
        review = deciding.plan_review(self.decision, on=factories.yesterday(), by=self.by)
        deciding.note_review(review, finding="kanarekprzeglad", by=self.by)
        self.task = self.note(shared, "kanarekzadanie", seat)
        task_following.say(self.task, word="blocked", note="kanarekkrok", by=self.by)
        self.hidden = self.decide(reserved, "kanarekskrytadecyzja")
        self.hidden_task = self.note(reserved, "kanarekskrytezadanie", seat)
        self.hidden_task.refresh_from_db()
        self.meeting = meeting
        following = self.world.convened()
        task_asking.ask_due(following.starts_at - timedelta(days=6))
        self.following = following
        self.reserved_vote(meeting, reserved)

    def reserved_vote(self, meeting, item):
        for invitee in meeting.invitees.current():
            attendance.note_presence(invitee, mode="on_site", by=self.by)
        self.hidden_ballot = vote_opening.open_at_item(
            item,
            kind="secret",
            title="kanarekskrytyglos",
            text="x",
            decision_kind=DecisionKind.OPINION,
            by=self.by,
        )

    def decide(self, item, text):
        facts = {"kind": DecisionKind.OPINION, "taken_how": "", "by": self.by}
        return recording.note_decision(item, text=text, **facts)

    def note(self, item, title, seat):
        return recording.note_action(item, title=title, owner_seat=seat, due_on=None, by=self.by)

    def seen_by(self, name):
        browser = Client()
        if self.people[name] is not None:
            browser.force_login(self.people[name])
        things = [self.open, self.closed, self.persons, self.hidden_ballot, self.decision]
        things += [self.hidden, self.task, self.hidden_task, self.meeting]
        addresses = [
            *["/waiting/", "/meetings/", "/meetings/decisions/", "/meetings/votes/"],
            *["/meetings/tasks/", "/meetings/tasks/?state=accepted", "/search/?q=xyz"],
            f"/teams/{self.world.team.pk}/",
            f"/directory/teams/{self.world.team.pk}/",
            f"/meetings/{self.following.pk}/tasks/",
            *[thing.get_absolute_url() for thing in things],
            *[f"{self.task.get_absolute_url()}{act}/" for act in ("step", "arrange")],
            *[
                f"{self.decision.get_absolute_url()}{act}/"
                for act in ("dates", "supersede", "publish", "hand-down", "positions/add")
            ],
        ]
        pages = [browser.get(address) for address in addresses]
        text = "\n".join(one.content.decode() for one in pages if one.status_code == 200)
        return {word for word in EVERYTHING if word in text}


@pytest.fixture
def aviary():
    return Aviary()


@pytest.mark.parametrize("name", ["coordinator", "chair"])
def test_officers_find_every_word(aviary, name):
    assert aviary.seen_by(name) == EVERYTHING


def test_members_do_not_see_who_said_what_while_a_vote_runs(aviary):
    assert aviary.seen_by("second") == EVERYTHING - RESERVED - SAID


def test_a_named_reader_finds_what_is_reserved_for_him(aviary):
    assert aviary.seen_by("first") == EVERYTHING - SAID


def test_who_came_later_does_not_find_the_vote_of_named_persons(aviary):
    assert aviary.seen_by("late") == EVERYTHING - RESERVED - SAID - PERSONS


@pytest.mark.parametrize("name", ["other", "former", "administrator", "stranger", "anonymous"])
def test_outsiders_come_upon_none(aviary, name):
    assert aviary.seen_by(name) == set()


def test_letters_carry_what_the_label_lets_travel(aviary):
    text = "".join(one.subject + one.text + one.html for one in Delivery.objects.all())
    travelling = OPEN | {"kanarekzamkniete", "kanarekuchwala", "kanarekzadanie"}
    assert {word for word in EVERYTHING if word in text} == travelling


def test_the_trail_holds_no_words(aviary):
    trail = str(list(LogEntry.objects.values_list("changes", "additional_data", "object_repr")))
    said = SAID | {"kanarekprotiw", "kanarekzdanie", "kanarekprzeglad", "kanarekkrok"}
    texts = {"kanarektekstobiegu", "kanarekuchwala", "kanarekdecyzja", "kanarektresciosob"}
    assert {word for word in said | texts if word in trail} == set()
    secrets = [one.secret for one in TaskQuery.objects.all()]
    secrets += [voter.secret for seat in aviary.open.seats.all() for voter in seat.voters.all()]
    assert not [one for one in secrets if one in trail]
