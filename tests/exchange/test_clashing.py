"""Two colleagues at one text of their institution: the later one is told and loses nothing."""

import pytest
from django.urls import reverse

from exchange import posting, requesting
from exchange.clashing import Overtaken
from tests.exchange.asking import Asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def side():
    return Asking()


def words(post, text):
    return {"title": post.title, "text": text, "valid_until_on": None, "reason": "pomyłka"}


def test_a_correction_of_an_older_text_changes_nothing(side):
    post = side.sent()
    posting.correct(post, **words(post, "Pierwsza"), based_on=1, by=side.officer)

    with pytest.raises(Overtaken):
        posting.correct(post, **words(post, "Druga"), based_on=1, by=side.colleague)

    post.refresh_from_db()
    assert (post.text, post.revision) == ("Pierwsza", 2)


def test_the_page_keeps_the_words_of_the_later_one_beside_those_that_stand(side, client):
    post = side.sent()
    address = reverse("exchange:post-correct", args=[post.pk])
    client.force_login(side.colleague)
    asked = client.get(address).context["form"]["based_on"].value()
    posting.correct(post, **words(post, "Tekst koleżanki"), based_on=1, by=side.officer)
    typed = {"title": post.title, "text": "Mój tekst", "reason": "pomyłka"}

    answer = client.post(address, typed | {"based_on": asked})

    assert "Tekst koleżanki" in answer.content.decode()
    assert "Mój tekst" in answer.content.decode()
    seen = answer.context["form"]["based_on"].value()
    assert client.post(address, typed | {"based_on": seen}).status_code == 302
    post.refresh_from_db()
    assert post.text == "Mój tekst"


def test_an_answer_given_meanwhile_stands_beside_ones_own(side, client):
    request = side.ask()
    row = side.row(request, side.ngo)
    second = side.sits(side.ngo, "Druga Pomocnica", deputy=1)
    address = reverse("exchange:request-reply", args=[request.pk, row.pk])
    client.force_login(second)
    asked = client.get(address).context["form"]["based_on"].value()
    side.answer(request, side.ngo, side.helper, text="Odpowiedź koleżanki")
    typed = {"kind": "partly", "text": "Moja odpowiedź"}

    answer = client.post(address, typed | {"based_on": asked})

    assert "Odpowiedź koleżanki" in answer.content.decode()
    assert "Moja odpowiedź" in answer.content.decode()
    seen = answer.context["form"]["based_on"].value()
    assert client.post(address, typed | {"based_on": seen}).status_code == 302
    row.refresh_from_db()
    assert (row.text, row.revision) == ("Moja odpowiedź", 2)


@pytest.mark.parametrize("based_on", ["", "x", "-1", "9999999999999"])
def test_a_form_that_does_not_say_where_it_began_is_refused(side, client, based_on):
    post = side.sent()
    client.force_login(side.officer)
    typed = {"title": post.title, "text": "Nowy", "reason": "x", "based_on": based_on}

    answer = client.post(reverse("exchange:post-correct", args=[post.pk]), typed)

    assert answer.status_code == 200
    post.refresh_from_db()
    assert post.revision == 1


def test_an_institution_corrects_its_answer_from_the_one_it_sees(side):
    request = side.ask()
    side.answer(request, side.ngo, side.helper)

    with pytest.raises(Overtaken):
        side.answer(request, side.ngo, side.helper, based_on=0)

    assert (
        requesting.reply(
            side.row(request, side.ngo), kind="noted", based_on=1, by=side.helper
        ).revision
        == 2
    )
