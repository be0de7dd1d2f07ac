"""One unique word in every text of a meeting, once for each label: who comes upon it where (S2)."""

import io
import re

import docx
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from coordination import documents
from coordination.choices import HandlingLabel
from coordination.models import Delivery
from meetings import attendance, circulating, convening, feeds, finding, planning, recording
from meetings.choices import DecisionKind, PresenceMode
from tests import factories
from tests.meetings.calendar_texts import unfolded
from tests.meetings.world import World

pytestmark = pytest.mark.django_db

FIELDS = ["title", "place", "notes", "agenda", "document", "minutes", "decision", "task"]
LABELS = [label.value for label in HandlingLabel]
FOR_ALL_TEAMS = {"public", "teams"}
ON_CONVENED = ["title", "place", "notes", "agenda", "document"]


def word(label, field):
    """A word that stands nowhere else and that the search can find."""
    return f"kanarek{label}{field}"


class Aviary:
    """A team with one convened and one minuted meeting for each label, and who may see them."""

    def __init__(self):
        self.world = World(members=2)
        self.meetings = {label: (self.convened(label), self.closed(label)) for label in LABELS}
        late = factories.member_of(self.world.team)
        other_team = factories.team()
        self.insiders = {
            "coordinator": self.world.coordinator,
            "chair": factories.chair_of(self.world.team),
            "invited member": self.world.members[0],
        }
        self.late = late
        self.other = factories.member_of(other_team)
        self.outsiders = {
            "former member": factories.former_member_of(self.world.team),
            "administrator": factories.administrator(),
            "stranger": factories.person(),
        }

    def prepared(self, label):
        meeting = self.world.draft(
            label=label,
            title=word(label, "title"),
            place=word(label, "place"),
            notes=word(label, "notes"),
            agenda=[(word(label, "agenda"), None), ("Drugi punkt", None)],
        )
        version = documents.store_bytes(
            b"%PDF-1.4 x",
            file_name=f"{word(label, 'document')}.pdf",
            media_type="application/pdf",
            title=word(label, "document"),
            label=label,
            by=self.world.coordinator,
        )
        planning.attach(meeting, version, by=self.world.coordinator)
        finding.index(meeting)
        return convening.convene(meeting, by=self.world.coordinator)

    convened = prepared

    def closed(self, label):
        meeting, by = self.prepared(label), self.world.coordinator
        recording.open_session(meeting, by=by)
        for invitee in meeting.invitees.current():
            attendance.note_presence(invitee, mode=PresenceMode.ON_SITE, by=by)
        first, second = meeting.items.select_related("block")
        text = word(label, "minutes")
        recording.save_block(first.block, text=text, based_on=0, by=by)
        facts = {"kind": DecisionKind.POSITION, "text": word(label, "decision"), "taken_how": ""}
        recording.note_decision(first, by=by, **facts)
        seat = self.world.mandates[0].seat
        task = {"title": word(label, "task"), "owner_seat": seat, "due_on": None}
        recording.note_action(second, by=by, **task)
        recording.end_session(meeting, by=by)
        circulating.circulate(meeting, by=by)
        return meeting


@pytest.fixture
def aviary():
    return Aviary()


def texts_for(user, label, meetings):
    """Everything that the desk gives a person about the meetings of a label, as one text."""
    browser = Client()
    if user is not None:
        browser.force_login(user)
    addresses = ["/waiting/", "/meetings/", "/meetings/?past=1", "/teams/", "/calendar/"]
    addresses += [f"/meetings/month/?month={one.local_start:%Y-%m}" for one in meetings]
    addresses += [f"/search/?q={word(label, field)}" for field in FIELDS]
    for meeting in meetings:
        addresses += [
            meeting.get_absolute_url(),
            reverse("meetings:meeting-answers", args=[meeting.pk]),
            reverse("meetings:answer-in-app", args=[meeting.pk]),
            reverse("meetings:minutes-circulate", args=[meeting.pk]),
            reverse("meetings:sign-in-sheet", args=[meeting.pk]),
            reverse("meetings:minutes-read", args=[meeting.pk]),
            reverse("meetings:minutes-compare", args=[meeting.pk, 1, 1]),
            reverse("meetings:minutes-remarks", args=[meeting.pk]),
        ]
        addresses += [
            reverse("meetings:document-download", args=[meeting.pk, one.pk])
            for one in meeting.documents.all()
        ]
        addresses += [
            reverse("meetings:release-download", args=[meeting.pk, 1, form])
            for form in ("pdf", "docx")
        ]
    found = [read(browser.get(address)) for address in addresses]
    if user is not None:
        feed = browser.get(feeds.address_for(user).get_absolute_url())
        found.append(unfolded(read(feed)))
    return "\n".join(found)


def read(answer):
    """The words of an answer: page, file or calendar; a search repeats what was asked for."""
    if answer.status_code != 200:
        return ""
    octets = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer["Content-Type"]
    name = answer.get("Content-Disposition", "")
    if kind.startswith("application/pdf") and octets.startswith(b"%PDF-1.7"):
        pages = PdfReader(io.BytesIO(octets)).pages
        return name + "".join(page.extract_text() for page in pages)
    if "wordprocessingml" in kind:
        return "\n".join(one.text for one in docx.Document(io.BytesIO(octets)).paragraphs)
    text = octets.decode(errors="replace")
    if 'action="/search/"' in text and "/search/?" in answer.wsgi_request.get_full_path():
        return "\n".join(re.findall(r'<a class="subject".*?</div></div>', text, re.DOTALL))
    return text + name


def canaries_in(text, label):
    return {field for field in FIELDS if word(label, field) in text}


@pytest.mark.parametrize("label", LABELS)
def test_owners_find_every_word_of_theirs(aviary, label):
    for name, user in aviary.insiders.items():
        found = canaries_in(texts_for(user, label, aviary.meetings[label]), label)
        assert found == set(FIELDS), name


@pytest.mark.parametrize("label", LABELS)
def test_outsiders_come_upon_none(aviary, label):
    for name, user in {**aviary.outsiders, "anonymous": None}.items():
        found = canaries_in(texts_for(user, label, aviary.meetings[label]), label)
        assert found == set(), name


@pytest.mark.parametrize("label", LABELS)
def test_members_of_another_team_see_what_is_for_all_teams(aviary, label):
    found = canaries_in(texts_for(aviary.other, label, aviary.meetings[label]), label)
    assert found == (set(FIELDS) if label in FOR_ALL_TEAMS else set())


@pytest.mark.parametrize("label", LABELS)
def test_a_member_who_was_not_invited_does_not_see_what_is_for_named_persons(aviary, label):
    found = canaries_in(texts_for(aviary.late, label, aviary.meetings[label]), label)
    assert found == (set() if label == "persons" else set(FIELDS))


@pytest.mark.parametrize("label", LABELS)
def test_letters_carry_what_the_label_lets_travel(aviary, label):
    letters = Delivery.objects.filter(
        about__in=[f"meetings.meeting:{one.pk}" for one in aviary.meetings[label]]
    )
    text = "".join(one.subject + one.text + one.html + unfolded(one.calendar) for one in letters)
    travelling = {"title", "place", "notes", "agenda"}
    assert canaries_in(text, label) == (set() if label == "persons" else travelling)
    attached = letters.filter(attachments__isnull=False).exists()
    assert attached == (label in FOR_ALL_TEAMS)
