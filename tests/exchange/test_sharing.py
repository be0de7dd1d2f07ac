"""Asking the source to share further: it grants or refuses, and nobody else decides."""

import pytest
from django.core.exceptions import ValidationError

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from exchange import audiences, posting, sharing
from exchange.choices import ShareState
from tests.exchange.world import Side, readers

pytestmark = pytest.mark.django_db
L = HandlingLabel


@pytest.fixture
def side():
    return Side()


def ask(side, post, **wanted):
    wanted = wanted or {"institution": side.ngo}
    return sharing.ask(post, reason="Prowadzą punkt porad", by=side.inspector, **wanted)


def told(prefix):
    return sorted(
        Delivery.objects.filter(key__startswith=prefix).values_list("recipient", flat=True)
    )


def test_source_is_asked_and_nothing_changes_until_it_answers(side):
    post = side.sent()
    ask(side, post)

    assert told("post-share:") == sorted([side.officer.email, side.colleague.email])
    assert "helper" not in readers(post, side.everybody)


def test_granted_wish_lets_in_and_tells_both(side):
    post = side.sent()
    wish = sharing.answer(ask(side, post), grants=True, words="", by=side.colleague)

    assert wish.state == ShareState.GRANTED
    assert "helper" in readers(post, side.everybody)
    assert told("post-share-answer") == [side.inspector.email]
    assert side.helper.email in told(f"post:{post.pk}")


def test_refusal_needs_a_reason_and_lets_nobody_in(side):
    post = side.sent()
    wish = ask(side, post)
    with pytest.raises(ValidationError):
        sharing.answer(wish, grants=False, words="", by=side.officer)

    sharing.answer(wish, grants=False, words="Trwają czynności", by=side.officer)

    assert "helper" not in readers(post, side.everybody)
    with pytest.raises(sharing.IsAnswered):
        sharing.answer(wish, grants=True, words="", by=side.officer)


def test_reason_of_a_refusal_stays_on_the_desk(side):
    wish = ask(side, side.sent())
    sharing.answer(wish, grants=False, words="Kanarekpowod", by=side.officer)

    letters = Delivery.objects.filter(key__startswith="post-share-answer")
    assert all("Kanarekpowod" not in one.text + one.html + one.subject for one in letters)


def test_same_wish_waits_once(side):
    post = side.sent()
    ask(side, post)

    with pytest.raises(sharing.AskedAlready):
        ask(side, post)
    ask(side, post, person=side.distant)


def test_post_for_named_persons_is_widened_by_a_person_only(side):
    post = side.sent(L.PERSONS, persons=[side.inspector])
    with pytest.raises(sharing.NotForBodies):
        ask(side, post)

    wish = ask(side, post, person=side.helper)
    assert told("post-share:") == [side.officer.email]
    sharing.answer(wish, grants=True, words="", by=side.officer)

    assert readers(post, side.everybody) == {"officer", "inspector", "helper"}


def test_open_post_has_nothing_to_share(side):
    with pytest.raises(sharing.NothingToShare):
        ask(side, side.sent(L.TEAMS))


def test_recalled_post_is_not_shared_any_more(side):
    post = side.sent()
    wish = ask(side, post)
    posting.recall(post, reason="x", by=side.officer)

    with pytest.raises(posting.NotSent):
        sharing.answer(wish, grants=True, words="", by=side.officer)


def test_what_is_addressed_already_is_not_asked_for(side):
    post = side.sent(L.INSTITUTIONS, institutions=[side.inspection, side.ngo])

    with pytest.raises(sharing.ReadsAlready):
        ask(side, post)


def test_reader_does_not_answer_for_the_source(side, signed_in):
    post = side.sent()
    wish = ask(side, post)
    address = f"{post.get_absolute_url()}share/{wish.pk}/"

    answer = signed_in(side.inspector).post(address, {"decision": "grant"})

    wish.refresh_from_db()
    assert answer.status_code == 403
    assert wish.state == ShareState.ASKED
    assert signed_in(side.helper).post(address, {"decision": "grant"}).status_code == 404


def test_wish_of_another_post_is_not_reached_through_ones_own(side, signed_in):
    wish = ask(side, side.sent())
    own = side.sent(by=side.inspector, source=side.inspection)

    address = f"{own.get_absolute_url()}share/{wish.pk}/"

    assert signed_in(side.inspector).get(address).status_code == 404


def test_wish_waits_for_the_source_on_the_page_of_things_to_do(side, signed_in):
    post = side.sent()
    wish = ask(side, post)
    address = f"{post.get_absolute_url()}share/{wish.pk}/"

    assert address in signed_in(side.colleague).get("/waiting/").content.decode()
    assert address not in signed_in(side.coordinator).get("/waiting/").content.decode()


def test_person_who_belongs_nowhere_cannot_be_let_in(side):
    wish = ask(side, side.sent(), person=side.stranger)

    with pytest.raises(audiences.NowhereToBelong):
        sharing.answer(wish, grants=True, words="", by=side.officer)
    wish.refresh_from_db()
    assert wish.state == ShareState.ASKED
