"""Signing in: by e-mail and password, slowly after mistakes, telling strangers nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination import people, posting
from coordination.models import Delivery
from tests import factories

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
HOME = "/waiting/"


def sign_in(client, email, password=factories.PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def is_signed_in(client):
    return client.get("/profile/").status_code == 200


def test_person_signs_in_with_his_address_in_any_case(client):
    factories.person("anna@example.org", password=factories.PASSWORD)

    sign_in(client, "Anna@Example.ORG")

    assert is_signed_in(client)


def test_password_is_kept_by_argon2():
    from coordination.settings import PASSWORD_HASHERS

    assert PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_wrong_password_and_unknown_address_get_the_same_answer():
    factories.person("anna@example.org", password=factories.PASSWORD)

    known = sign_in(Client(), "anna@example.org", "wrong password").content.decode()
    unknown = sign_in(Client(), "nina@example.org", "wrong password").content.decode()

    assert without_tokens(known, "anna") == without_tokens(unknown, "nina")


def without_tokens(page, name):
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
    return page.replace(f"{name}@example.org", "")


def test_reset_says_the_same_for_known_and_unknown_addresses():
    factories.person("anna@example.org", password=factories.PASSWORD)

    answers = [
        Client().post("/accounts/password/reset/", {"email": email})
        for email in ("anna@example.org", "nina@example.org")
    ]

    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, "/accounts/password/reset/done/")
    ] * 2


def test_reset_letter_goes_through_the_outbox_to_known_people_only():
    factories.person("anna@example.org", password=factories.PASSWORD)
    for email in ("anna@example.org", "nina@example.org"):
        Client().post("/accounts/password/reset/", {"email": email})

    assert mail.outbox == []
    assert list(Delivery.objects.values_list("recipient", flat=True)) == ["anna@example.org"]


def test_reset_works_from_its_letter(client):
    factories.person("anna@example.org", password=factories.PASSWORD)
    client.post("/accounts/password/reset/", {"email": "anna@example.org"})
    link = re.search(r"http://testserver(/\S+)", Delivery.objects.get().text)[1]

    page = client.get(link, follow=True)
    new = "an entirely new sentence"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert sign_in(Client(), "anna@example.org", new).status_code == 302


def test_desk_that_cannot_mail_still_answers_a_reset(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    factories.person("anna@example.org", password=factories.PASSWORD)

    answer = client.post("/accounts/password/reset/", {"email": "anna@example.org"})

    assert answer.status_code == 302
    assert posting.send_waiting() == 0


def test_sixth_mistake_closes_the_door_for_a_while(client):
    factories.person("anna@example.org", password=factories.PASSWORD)
    for _attempt in range(5):
        sign_in(client, "anna@example.org", "wrong password")

    sign_in(client, "anna@example.org")
    assert not is_signed_in(client)

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        sign_in(client, "anna@example.org")
        assert is_signed_in(client)


def test_mistakes_of_one_person_do_not_lock_out_another(client):
    factories.person("anna@example.org", password=factories.PASSWORD)
    factories.person("marek@example.org", password=factories.PASSWORD)
    for _attempt in range(5):
        sign_in(client, "anna@example.org", "wrong password")

    sign_in(client, "marek@example.org")

    assert is_signed_in(client)


def test_nobody_signs_up(client):
    answer = client.post(
        "/accounts/signup/",
        {
            "email": "x@example.org",
            "password1": factories.PASSWORD,
            "password2": factories.PASSWORD,
        },
    )

    assert answer.status_code == 200
    assert not factories.User.objects.filter(email="x@example.org").exists()


def test_person_made_for_a_roster_cannot_sign_in_before_he_is_invited(client):
    user = factories.person("anna@example.org")

    sign_in(client, user.email, "")

    assert not is_signed_in(client)


def test_deactivated_person_is_out_with_his_very_next_click(signed_in):
    user = factories.person()
    browser = signed_in(user)
    assert is_signed_in(browser)

    people.deactivate(user, by=factories.administrator())

    assert not is_signed_in(browser)


def test_deactivated_person_cannot_sign_in(client):
    user = factories.person("anna@example.org", password=factories.PASSWORD)
    people.deactivate(user, by=factories.administrator())

    sign_in(client, user.email)

    assert not is_signed_in(client)


def test_signing_in_failing_and_out_are_in_the_audit_trail(client):
    user = factories.person("anna@example.org", password=factories.PASSWORD)
    sign_in(client, user.email, "wrong password")
    sign_in(client, user.email)
    client.post("/accounts/logout/")

    verbs = [
        entry.additional_data["verb"]
        for entry in LogEntry.objects.get_for_object(user).order_by("pk")
        if (entry.additional_data or {}).get("verb", "").startswith("sign_in")
    ]
    assert verbs == ["sign_in.failed", "sign_in.done", "sign_in.out"]


def test_sessions_are_listed_and_can_be_ended(client):
    user = factories.person("anna@example.org", password=factories.PASSWORD)
    other = Client()
    for browser in (client, other):
        sign_in(browser, user.email)
        browser.get("/profile/")

    assert client.get(reverse("usersessions_list")).status_code == 200
    client.post(reverse("usersessions_list"))

    assert (is_signed_in(client), is_signed_in(other)) == (True, False)


def test_way_back_after_signing_in_stays_on_the_desk(client):
    factories.person("anna@example.org", password=factories.PASSWORD)

    answer = client.post(
        f"{LOGIN}?next=https://evil.example.org/",
        {
            "login": "anna@example.org",
            "password": factories.PASSWORD,
            "next": "https://evil.example.org/",
        },
    )

    assert answer.url.startswith("/")


@pytest.mark.parametrize(
    ("minutes", "signed"), [([29, 58], [True, True]), ([31], [False]), ([5, 36], [True, False])]
)
def test_session_ends_after_half_an_hour_without_a_click(signed_in, minutes, signed):
    browser, began = signed_in(factories.person()), timezone.now()
    browser.get("/profile/")

    for minute, expected in zip(minutes, signed, strict=True):
        with time_machine.travel(began + timedelta(minutes=minute)):
            assert is_signed_in(browser) == expected


def test_session_ends_after_half_a_day_however_busy(signed_in):
    browser, began = signed_in(factories.person()), timezone.now()
    browser.get("/profile/")
    for quarter in range(1, 48):
        with time_machine.travel(began + timedelta(minutes=15 * quarter)):
            assert is_signed_in(browser)

    with time_machine.travel(began + timedelta(hours=12, minutes=1)):
        assert not is_signed_in(browser)


def test_page_that_asks_by_itself_keeps_no_session_alive(signed_in):
    browser, began = signed_in(factories.person()), timezone.now()
    browser.get("/profile/")
    for minute in (10, 20):
        with time_machine.travel(began + timedelta(minutes=minute)):
            browser.get("/profile/", headers={"HX-Trigger-Name": "poll"})

    with time_machine.travel(began + timedelta(minutes=31)):
        assert not is_signed_in(browser)
