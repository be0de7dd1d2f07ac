"""An account with a role is used with a second factor only."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from coordination.choices import PostRole
from coordination.models import InstitutionPost
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def with_post():
    user = factories.person()
    InstitutionPost.objects.create(
        user=user,
        institution=factories.institution(),
        role=PostRole.CONTRIBUTOR,
        from_on=factories.long_ago(),
    )
    return user


WITH_A_ROLE = {
    "coordinator": lambda: factories.coordinator_of(factories.team()),
    "chair": lambda: factories.chair_of(factories.team()),
    "member": lambda: factories.member_of(factories.team()),
    "deputy": lambda: factories.mandate(deputy=1).user,
    "administrator": factories.administrator,
    "post": with_post,
}
WITHOUT = {
    "stranger": factories.person,
    "former member": lambda: factories.former_member_of(factories.team()),
}


def code_of(secret):
    counter = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def with_factor(email="anna@example.org"):
    user = factories.coordinator_of(
        factories.team(), factories.person(email, password=factories.PASSWORD)
    )
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return user, secret


def after_password(user):
    browser = Client()
    answer = browser.post("/accounts/login/", {"login": user.email, "password": factories.PASSWORD})
    assert answer.url.startswith(reverse("mfa_authenticate"))
    return browser


def is_signed_in(browser):
    return browser.get("/profile/").status_code == 200


@pytest.mark.parametrize("who", WITH_A_ROLE)
def test_account_with_a_role_is_led_to_the_second_factor_first(signed_in, who):
    answer = signed_in(WITH_A_ROLE[who]()).get("/profile/")

    assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))


@pytest.mark.parametrize("who", WITHOUT)
def test_account_without_a_role_is_left_alone(signed_in, who):
    assert signed_in(WITHOUT[who]()).get("/profile/").status_code == 200


def test_account_with_a_second_factor_passes(signed_in):
    user, _secret = with_factor()

    assert signed_in(user).get("/profile/").status_code == 200


def test_demo_may_relax_it(signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False

    assert signed_in(WITH_A_ROLE["chair"]()).get("/profile/").status_code == 200


def test_posting_past_the_second_factor_is_not_possible(signed_in):
    team = factories.team()

    answer = signed_in(factories.coordinator_of(team)).post(f"/teams/{team.pk}/seats/add/", {})

    assert answer.url == reverse("mfa_index")


def test_password_alone_does_not_sign_in():
    user, _secret = with_factor()

    assert not is_signed_in(after_password(user))


def test_code_signs_in():
    user, secret = with_factor()
    browser = after_password(user)

    browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert is_signed_in(browser)


def test_wrong_code_does_not_sign_in():
    user, secret = with_factor()
    browser = after_password(user)

    wrong = f"{(int(code_of(secret)) + 500_000) % 1_000_000:06d}"
    browser.post(reverse("mfa_authenticate"), {"code": wrong})

    assert not is_signed_in(browser)


def test_code_is_used_once():
    user, secret = with_factor()
    code = code_of(secret)
    after_password(user).post(reverse("mfa_authenticate"), {"code": code})

    second = after_password(user)
    second.post(reverse("mfa_authenticate"), {"code": code})

    assert not is_signed_in(second)


def test_recovery_code_signs_in_once():
    user, _secret = with_factor()
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    first, second = after_password(user), after_password(user)

    first.post(reverse("mfa_authenticate"), {"code": code})
    second.post(reverse("mfa_authenticate"), {"code": code})

    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


def test_setting_up_asks_for_the_password_again_and_then_shows_the_secret():
    user = factories.person("anna@example.org", password=factories.PASSWORD)
    factories.coordinator_of(factories.team(), user)
    browser = Client()
    browser.force_login(user)

    asked = browser.get(reverse("mfa_activate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    browser.post(asked.url, {"password": factories.PASSWORD})
    page = browser.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert Authenticator.objects.filter(user=user, type="totp").exists()
    assert is_signed_in(browser)
