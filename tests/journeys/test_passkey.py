"""A passkey is made and signs in, with Chromium's own virtual authenticator (quality S7)."""

import pytest

from coordination.demo_accounts import PASSWORD

pytestmark = pytest.mark.journey

MEMBER = "ewa.lipska@prokuratura.example.gov.pl"


@pytest.fixture
def page(chromium, prepared, tmp_path):
    """A window with an authenticator that always finds its person present and known."""
    desk = prepared.embedded(tmp_path).start()
    context = chromium.new_context(base_url=desk.url, locale="pl-PL")
    context.set_default_timeout(20_000)
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    page.authenticator = devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )["authenticatorId"]
    page.devices = devices
    yield page
    context.close()
    desk.stop()


def sign_in_by_password(page):
    page.goto("/accounts/login/")
    page.fill("#id_login", MEMBER)
    page.fill("#id_password", PASSWORD)
    page.click("form.panel button.btn-primary")
    page.wait_for_url("**/waiting/")


def test_a_passkey_is_made_and_signs_in_without_a_password(page):
    sign_in_by_password(page)
    page.goto("/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.fill("#id_password", PASSWORD)
        page.locator("main form button[type=submit]").first.click()
    page.fill("#id_name", "Klucz służbowy")
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_signup, main form button").first.click()
    page.wait_for_url("**/accounts/2fa/**")
    kept = page.devices.send("WebAuthn.getCredentials", {"authenticatorId": page.authenticator})
    assert len(kept["credentials"]) == 1
    page.get_by_role("button", name="Wyloguj się").first.click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Zaloguj się kluczem dostępu").click()
    page.wait_for_url("**/waiting/")
    assert "Ewa Lipska" in page.locator("header").inner_text()
