"""When a person is told: his pace, his hours, the one letter, the web feed, kept searches."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from lxml import etree

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from coordination.working_days import WARSAW
from exchange import audiences, choosing, digest, notifying, posting
from exchange.choices import Pace, PostKind
from exchange.models import PaceChoice, ReadingHours, SavedSearch
from meetings import digests
from meetings.choices import DigestRhythm
from meetings.models import Digest
from teams.models import Mandate
from tests import factories
from tests.exchange.world import Side

pytestmark = pytest.mark.django_db
L = HandlingLabel


@pytest.fixture
def side():
    return Side()


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def told(post, user):
    return Delivery.objects.about(post).filter(recipient=user.email, key=f"post:{post.pk}")


@pytest.mark.parametrize("pace", Pace)
def test_pace_decides_whether_a_letter_goes_at_once(side, pace):
    choosing.choose(side.inspector, {PostKind.INFORMATION: pace}, None)

    post = side.sent()

    assert told(post, side.inspector).exists() == (pace == Pace.AT_ONCE)
    assert told(post, side.coordinator).exists()


def test_warnings_come_at_once_whatever_was_chosen_and_at_any_hour(side):
    choosing.choose(
        side.inspector, dict.fromkeys(choosing.CHOSEN_KINDS, Pace.IN_APP), (time(8), time(9))
    )

    letter = told(side.warning(), side.inspector).get()

    assert letter.due_at <= timezone.now()


def test_nobody_can_choose_a_pace_for_warnings(side):
    with pytest.raises(IntegrityError), transaction.atomic():
        PaceChoice.objects.create(user=side.inspector, kind=PostKind.WARNING, pace=Pace.IN_APP)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-25T10:00", None),
        ("2026-11-25T06:00", "2026-11-25T08:00"),
        ("2026-11-25T16:00", "2026-11-26T08:00"),
        ("2026-11-27T17:30", "2026-11-30T08:00"),
        ("2026-11-28T10:00", "2026-11-30T08:00"),
        ("2026-12-24T20:00", "2026-12-28T08:00"),
        # Both changes of the clock: the hour on the wall stays.
        ("2026-03-28T10:00", "2026-03-30T08:00"),
        ("2026-10-24T10:00", "2026-10-26T08:00"),
    ],
)
def test_letter_waits_for_the_hours_of_working_days(now, expected):
    hours = ReadingHours(from_hour=time(8), until_hour=time(16))

    found = notifying.next_within(hours, at(now))

    assert found == (at(expected) if expected else None)


def test_letter_outside_of_the_hours_is_in_the_outbox_and_waits(side, monkeypatch):
    choosing.choose(side.inspector, {}, (time(8), time(16)))
    night = at("2026-11-25T23:00")
    monkeypatch.setattr(notifying.timezone, "now", lambda: night)

    letter = told(side.sent(), side.inspector).get()

    assert letter.due_at == at("2026-11-26T08:00")


def test_choice_is_made_on_one_page(side, signed_in):
    browser = signed_in(side.inspector)
    page = browser.get("/exchange/telling/").content.decode()
    assert "Powiadomienia" in page

    sent = {f"pace_{kind.value}": Pace.DAILY for kind in choosing.CHOSEN_KINDS}
    wrong = sent | {"keeps_hours": "on", "from_hour": "16:00", "until_hour": "08:00"}
    assert browser.post("/exchange/telling/", wrong).status_code == 200
    browser.post("/exchange/telling/", wrong | {"until_hour": "18:00"})

    assert set(choosing.paces_of(side.inspector).values()) == {Pace.DAILY}
    assert ReadingHours.objects.get(user=side.inspector).until_hour == time(18)


def letters_of_digest(user):
    return list(Delivery.objects.filter(key__startswith=f"digest:{user.pk}:").order_by("pk"))


def due(user, rhythm, moment):
    Digest.objects.update_or_create(user=user, defaults={"rhythm": rhythm, "due_at": moment})


def test_daily_posts_come_in_the_one_letter_even_to_somebody_who_gets_it_weekly(side):
    choosing.choose(side.helper, {PostKind.INFORMATION: Pace.DAILY}, None)
    side.sent(L.TEAMS, title="Widoczny tytuł")
    due(side.helper, DigestRhythm.WEEKLY, at("2031-12-08T08:00"))

    digests.send_due(at("2031-12-02T07:00"))
    assert letters_of_digest(side.helper) == []
    digests.send_due(at("2031-12-02T08:05"))

    [letter] = letters_of_digest(side.helper)
    assert "Widoczny tytuł" in letter.text
    assert Digest.objects.get(user=side.helper).due_at == at("2031-12-03T08:00")


def test_weekly_posts_come_on_the_first_working_day_only(side):
    choosing.choose(side.helper, {PostKind.INFORMATION: Pace.WEEKLY}, None)
    side.sent(L.TEAMS, title="Raz w tygodniu")
    due(side.helper, DigestRhythm.DAILY, at("2031-12-02T08:00"))

    digests.send_due(at("2031-12-02T08:05"))
    assert letters_of_digest(side.helper) == []
    due(side.helper, DigestRhythm.DAILY, at("2031-12-08T08:00"))
    digests.send_due(at("2031-12-08T08:05"))

    [letter] = letters_of_digest(side.helper)
    assert "Raz w tygodniu" in letter.text


def test_restricted_post_is_not_named_in_the_letter(side):
    choosing.choose(side.inspector, {PostKind.INFORMATION: Pace.DAILY}, None)
    side.sent(L.UNITS, title="Kanarekzastrzezony")
    due(side.inspector, DigestRhythm.DAILY, at("2031-12-02T08:00"))

    digests.send_due(at("2031-12-02T08:05"))

    [letter] = letters_of_digest(side.inspector)
    assert "Kanarekzastrzezony" not in letter.text + letter.html + letter.subject


def test_person_who_wants_no_letter_gets_only_what_he_chose_here(side):
    side.sent(L.TEAMS)
    due(side.helper, DigestRhythm.NEVER, at("2031-12-02T08:00"))
    digests.send_due(at("2031-12-02T08:05"))
    assert letters_of_digest(side.helper) == []

    choosing.choose(side.helper, {PostKind.INFORMATION: Pace.DAILY}, None)
    digests.send_due(at("2031-12-03T08:05"))

    assert len(letters_of_digest(side.helper)) == 1


def test_read_posts_leave_the_letter(side, signed_in):
    choosing.choose(side.helper, {PostKind.INFORMATION: Pace.DAILY}, None)
    post = side.sent(L.TEAMS)
    assert len(digest.entries_for(side.helper, "daily")) == 1

    signed_in(side.helper).get(post.get_absolute_url())

    assert digest.entries_for(side.helper, "daily") == []


def entries(text):
    names = {"a": "http://www.w3.org/2005/Atom"}
    return [
        one.findtext("a:title", namespaces=names)
        for one in etree.fromstring(text.encode()).findall("a:entry", names)
    ]


def test_web_feed_holds_open_posts_only(side, client):
    titles = {}
    for label in L:
        to = {"persons": [side.helper]} if label == L.PERSONS else {}
        to = {"institutions": [side.ngo]} if label in (L.UNITS, L.INSTITUTIONS) else to
        titles[label] = f"Etykieta {label.value}"
        side.sent(label, title=titles[label], text=f"Kanarek{label.value}", **to)
    address = choosing.new_feed_address(side.helper)

    answer = client.get(address.get_absolute_url())

    text = answer.content.decode()
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [one.rpartition(": ")[2] for one in entries(text)] == [titles[L.TEAMS], titles[L.PUBLIC]]
    assert {word for word in L.values if f"Kanarek{word}" in text} == {"public", "teams"}


def test_web_feed_is_well_formed_whatever_is_written(side, client):
    side.sent(L.TEAMS, title="A & B <c>\x0b", text="x\x01\x1fy <b>&amp;</b>\nz")
    address = choosing.new_feed_address(side.helper)

    assert len(entries(client.get(address.get_absolute_url()).content.decode())) == 1


def test_web_feed_forgets_what_is_recalled_narrowed_or_expired(side, client):
    address = choosing.new_feed_address(side.inspector).get_absolute_url()
    recalled, narrowed, expired = [
        side.sent(L.TEAMS, title=f"Wpis {number}") for number in range(3)
    ]
    assert len(entries(client.get(address).content.decode())) == 3

    posting.recall(recalled, reason="x", by=side.officer)
    choice = audiences.Choice(L.UNITS, teams=(side.team,))
    posting.readdress(narrowed, choice, by=side.officer)
    type(expired).objects.filter(pk=expired.pk).update(valid_until_on=factories.yesterday())

    assert entries(client.get(address).content.decode()) == []


def test_web_feed_dies_with_the_place_in_the_teams_and_with_its_address(side, client):
    old = choosing.new_feed_address(side.inspector)
    new = choosing.new_feed_address(side.inspector)
    assert client.get(old.get_absolute_url()).status_code == 404
    assert client.get(new.get_absolute_url()).status_code == 200

    Mandate.objects.filter(user=side.inspector).update(until_on=factories.yesterday())

    assert client.get(new.get_absolute_url()).status_code == 404


def test_search_is_kept_offered_and_forgotten(side, signed_in):
    browser = signed_in(side.inspector)
    asked = "q=ulotki&kind=post&x=1"

    answer = browser.post("/exchange/searches/save/", {"query": asked})

    assert answer.url == "/search/?q=ulotki&kind=post"
    kept = SavedSearch.objects.get()
    assert "/search/?q=ulotki&amp;kind=post" in browser.get("/search/").content.decode()
    assert "ulotki" not in signed_in(side.helper).get("/search/").content.decode()
    assert signed_in(side.helper).post(f"/exchange/searches/{kept.pk}/forget/").status_code == 404
    browser.post(f"/exchange/searches/{kept.pk}/forget/")
    assert not SavedSearch.objects.exists()


def test_search_for_a_person_by_number_is_not_kept(side, signed_in):
    signed_in(side.inspector).post("/exchange/searches/save/", {"query": "q=44051401359"})

    assert not SavedSearch.objects.exists()


def test_kept_search_finds_anew_what_one_may_read_now(side, signed_in):
    post = side.sent(title="Kanarekszukany")
    browser = signed_in(side.inspector)
    browser.post("/exchange/searches/save/", {"query": "q=kanarekszukany"})
    address = f"/search/?{SavedSearch.objects.get().query}"
    assert post.get_absolute_url() in browser.get(address).content.decode()

    Mandate.objects.filter(user=side.inspector).update(
        until_on=factories.yesterday() - timedelta(days=1)
    )

    assert post.get_absolute_url() not in browser.get(address).content.decode()
