"""People come by invitation: one link, one use, two weeks."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from coordination import people
from coordination.models import AccountInvitation, Delivery, User
from tests import factories

pytestmark = pytest.mark.django_db

SENTENCE = "trzy zielone parasole"


def invite(email="nowa@example.org", **fields):
    fields = {"full_name": "Nowa Osoba", "language": "pl", **fields}
    return people.invite(email=email, by=factories.administrator(), **fields)


def open_account(invitation, password=SENTENCE, again=None, name="Nowa Osoba"):
    return Client().post(
        f"/welcome/{invitation.secret}/",
        {"full_name": name, "password": password, "again": again or password},
    )


def can_sign_in(email, password=SENTENCE):
    browser = Client()
    browser.post("/accounts/login/", {"login": email, "password": password})
    return browser.get("/profile/").status_code == 200


def page_of(invitation):
    return Client().get(f"/welcome/{invitation.secret}/").status_code


def test_link_of_the_letter_opens_the_account():
    invitation = invite()

    assert f"/welcome/{invitation.secret}/" in Delivery.objects.get().text
    assert open_account(invitation).status_code == 302
    assert can_sign_in("nowa@example.org")


@pytest.mark.parametrize(("language", "words"), [("pl", "Państwa konto"), ("en", "Your account")])
def test_letter_speaks_the_language_of_its_reader(language, words):
    invite(language=language)

    assert words in Delivery.objects.get().subject


def test_opening_the_page_uses_nothing_up():
    invitation = invite()

    assert [page_of(invitation) for _scanner in range(3)] == [200, 200, 200]


def test_link_works_once():
    invitation = invite()
    open_account(invitation)

    assert page_of(invitation) == 404
    assert open_account(invitation, "another long sentence").status_code == 404
    assert not can_sign_in("nowa@example.org", "another long sentence")


def test_link_expires():
    invitation = invite()

    with time_machine.travel(timezone.now() + people.VALID_FOR + timedelta(minutes=1)):
        assert page_of(invitation) == 404
        assert open_account(invitation).status_code == 404


def test_revoked_link_does_not_work():
    invitation = invite()
    people.revoke(invitation, by=factories.administrator())

    assert (page_of(invitation), open_account(invitation).status_code) == (404, 404)


def test_second_invitation_ends_the_first():
    first = invite()
    second = invite()

    assert (page_of(first), page_of(second)) == (404, 200)
    assert User.objects.filter(email="nowa@example.org").count() == 1


def test_link_of_a_deactivated_person_does_not_work():
    invitation = invite()
    people.deactivate(invitation.user, by=factories.administrator())

    assert page_of(invitation) == 404


def test_operation_itself_refuses_a_link_that_is_over():
    invitation = invite()
    people.accept(invitation, full_name="Nowa Osoba", password=SENTENCE)

    with pytest.raises(people.InvitationOver):
        people.accept(invitation, full_name="Inna Osoba", password="x")


def test_accepted_invitation_cannot_be_revoked_afterwards(signed_in):
    invitation = invite()
    open_account(invitation)

    answer = signed_in(factories.administrator()).post(f"/invitations/{invitation.pk}/revoke/")

    assert answer.status_code == 404


def test_person_of_a_roster_is_invited_into_the_same_row():
    user = factories.person("nowa@example.org")

    assert invite("Nowa@Example.org ").user == user


def test_person_who_can_sign_in_is_not_invited_again():
    factories.person("nowa@example.org", password=factories.PASSWORD)

    with pytest.raises(people.AlreadyKnown):
        invite()


def test_deactivated_person_is_not_invited_before_he_is_activated():
    user = factories.person("nowa@example.org")
    people.deactivate(user, by=factories.administrator())

    with pytest.raises(people.Deactivated):
        invite()


@pytest.mark.parametrize(
    ("password", "again"),
    [
        ("short", "short"),
        ("password1234", "password1234"),
        (SENTENCE, "another sentence"),
        ("nowa@example.org", "nowa@example.org"),
    ],
)
def test_bad_password_opens_nothing_and_gets_a_sentence(password, again):
    invitation = invite()

    answer = open_account(invitation, password, again)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert page_of(invitation) == 200


def test_administrator_cannot_lock_himself_out():
    administrator = factories.administrator()

    with pytest.raises(people.NotYourself):
        people.deactivate(administrator, by=administrator)


def test_inviting_in_the_page_sends_one_letter(signed_in):
    browser = signed_in(factories.administrator())
    typed = {"full_name": "Nowa Osoba", "email": "Nowa@Example.org", "language": "pl"}

    assert browser.post("/people/invite/", typed).status_code == 302

    assert AccountInvitation.objects.get().email == "nowa@example.org"
    assert Delivery.objects.count() == 1
