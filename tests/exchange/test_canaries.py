"""A unique word in every text of a post, once for each label: who comes upon it where (S2)."""

import json

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from exchange import choosing, posting, sharing
from exchange.models import Post
from tests.exchange.world import Side

pytestmark = pytest.mark.django_db

L = HandlingLabel
FOR_READERS = {"title", "text", "correction", "comment", "filename", "filetext"}
FOR_SOURCE = {"wish"}
EVERYTHING = FOR_READERS | FOR_SOURCE
SOURCE = {"officer", "colleague"}
INSIDE = {"officer", "colleague", "helper", "inspector", "distant", "in_unit", "coordinator"}
READERS = {
    L.PUBLIC: INSIDE,
    L.TEAMS: INSIDE,
    L.UNITS: SOURCE | {"inspector", "coordinator"},
    L.INSTITUTIONS: SOURCE | {"inspector"},
    L.PERSONS: {"officer", "inspector"},
}


def word(label, field):
    """A word that stands nowhere else and that the search can find."""
    return f"kanarek{label}{field}"


class Aviary:
    """One post of the Police under each label, with words in everything it can hold."""

    def __init__(self):
        self.side = Side()
        addressed = {
            L.PUBLIC: {},
            L.TEAMS: {},
            L.UNITS: {"teams": [self.side.team]},
            L.INSTITUTIONS: {"institutions": [self.side.inspection]},
            L.PERSONS: {"persons": [self.side.inspector]},
        }
        self.posts = {label: self.post(label, to) for label, to in addressed.items()}

    def post(self, label, to):
        side = self.side
        draft = side.draft(
            label,
            title=word(label, "title"),
            text=word(label, "text"),
            allows_comments=True,
            asks_acknowledgement=True,
            **to,
        )
        upload = SimpleUploadedFile(
            f"{word(label, 'filename')}.txt", word(label, "filetext").encode()
        )
        posting.attach(draft, upload, by=side.officer)
        post = posting.send(draft, by=side.officer)
        post = posting.correct(
            post,
            title=post.title,
            text=f"{post.text} dalej",
            valid_until_on=None,
            reason=word(label, "correction"),
            based_on=post.revision,
            by=side.officer,
        )
        posting.comment(post, text=word(label, "comment"), by=side.inspector)
        if label not in (L.PUBLIC, L.TEAMS):
            sharing.ask(post, person=side.distant, reason=word(label, "wish"), by=side.inspector)
        return post

    def texts_for(self, user, post):
        """Everything that the desk gives a person about a post, as one text."""
        browser = Client()
        if user is not None:
            browser.force_login(user)
        label, at = post.audience.label, post.get_absolute_url()
        addresses = ["/exchange/", "/exchange/?unread=1", "/exchange/?unread=confirm", "/waiting/"]
        addresses += ["/exchange/?state=past", "/mail/", "/exchange/drafts/", "/teams/"]
        addresses += [f"/exchange/?q={word(label, field)[:-1]}" for field in EVERYTHING]
        addresses += [f"/search/?q={word(label, field)[:-1]}" for field in EVERYTHING]
        addresses += [at, *(f"{at}{part}/" for part in ("correct", "readdress", "share", "edit"))]
        addresses += [f"{at}files/{one.pk}/" for one in post.files.all()]
        addresses += [f"{at}draft-files/{one.pk}/" for one in post.files.all()]
        addresses += [f"{at}share/{one.pk}/" for one in post.share_requests.all()]
        addresses += [f"/mail/{one.pk}/" for one in Delivery.objects.about(post)]
        if user is not None:
            addresses.append(choosing.new_feed_address(user).get_absolute_url())
        return "\n".join(read(browser.get(address)) for address in addresses)


def read(answer):
    if answer.status_code != 200:
        return ""
    octets = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return octets.decode(errors="replace") + answer.get("Content-Disposition", "")


def canaries_in(text, label):
    return {field for field in EVERYTHING if word(label, field) in text}


@pytest.fixture
def aviary():
    return Aviary()


@pytest.mark.parametrize("label", L)
def test_readers_find_every_word_and_nobody_else_comes_upon_any(aviary, label):
    post = aviary.posts[label]
    is_open = label in (L.PUBLIC, L.TEAMS)
    people = {**aviary.side.everybody, "anonymous": None}

    found = {
        name: canaries_in(aviary.texts_for(user, post), label) for name, user in people.items()
    }

    expected = {}
    for name in people:
        reads = name in READERS[label]
        hears = name == "inspector" or (name in SOURCE and name in READERS[label])
        wish = FOR_SOURCE if hears and not is_open else set()
        words = FOR_READERS if reads else set()
        if label == L.PERSONS:
            words = words - {"filetext"}
        expected[name] = words | wish
    assert found == expected


@pytest.mark.parametrize("label", L)
def test_counts_know_of_nothing_that_does_not_reach_one(aviary, label):
    Post.objects.exclude(pk=aviary.posts[label].pk).update(state="archived")
    for name, user in aviary.side.everybody.items():
        if name in ("former", "administrator", "stranger"):
            continue
        browser = Client()
        browser.force_login(user)

        page = browser.get("/exchange/")

        shown = page.context["page"].paginator.count
        assert (name, shown) == (name, int(name in READERS[label]))
        assert page.context["unread"].total <= shown


@pytest.mark.parametrize("label", L)
def test_letters_hold_words_of_open_posts_only(aviary, label):
    letters = Delivery.objects.about(aviary.posts[label])
    assert letters.exists()

    text = "".join(one.subject + one.text + one.html for one in letters)

    found = canaries_in(text, label)
    assert found == ({"title", "text"} if label in (L.PUBLIC, L.TEAMS) else set())


@pytest.mark.parametrize("label", L)
def test_letters_reach_readers_only(aviary, label):
    readers = {aviary.side.everybody[name].email for name in READERS[label]}

    told = set(Delivery.objects.about(aviary.posts[label]).values_list("recipient", flat=True))

    assert told <= readers


def test_audit_trail_holds_none_of_the_words(aviary):
    entries = LogEntry.objects.all()
    assert entries.filter(object_repr="exchange.post").exists()

    found = {
        one.object_repr
        for one in entries
        if "kanarek" in json.dumps([one.changes, one.additional_data, one.object_repr], default=str)
    }

    assert found == set()
