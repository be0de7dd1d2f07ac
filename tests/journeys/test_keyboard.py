"""The job done with the keyboard alone, with scripts and without (quality A3)."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from coordination.demo_accounts import PASSWORD
from tests.journeys.running_desk import eventually

pytestmark = pytest.mark.journey

MOST_TABS = 140
COORDINATOR = "anna.borowik@muw.example.gov.pl"
MEMBER = "tomasz.wilk@kwp-radom.example.gov.pl"

# The name by which a screen reader calls the focused part.
FOCUSED_NAME = """() => {
  const part = document.activeElement;
  if (!part || part === document.body) return '';
  const labels = part.labels && part.labels.length ? part.labels[0].innerText : '';
  return (part.getAttribute('aria-label') || labels || part.innerText || part.value || '').trim();
}"""
IS_RINGED = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
}"""


@pytest.fixture(scope="module")
def strict_desk(prepared, tmp_path_factory):
    """A desk that demands the second factor, as production does."""
    folder = tmp_path_factory.mktemp("desk")
    running = prepared.embedded(folder, SECOND_FACTOR_REQUIRED="1").start()
    yield running
    running.stop()


class Keyboard:
    """Somebody without a mouse: he tabs to what he hears, types, and presses a key."""

    def __init__(self, page):
        self.page = page

    def opens(self, address):
        self.page.goto(address)
        return self

    def goes_to(self, name):
        """Tab until the part of this name has the focus; the ring must be seen there."""
        wanted = re.compile(rf"^{re.escape(name)}", re.IGNORECASE)
        for _step in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if wanted.match(self.page.evaluate(FOCUSED_NAME)):
                assert self.page.evaluate(IS_RINGED), f"no focus ring on {name}"
                return self
        raise AssertionError(f"The keyboard never reaches {name!r} on {self.page.url}")

    def types(self, name, text):
        self.goes_to(name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        return self

    def presses(self, name):
        """Press a link or a button that leads to another page."""
        self.goes_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_load_state("networkidle")
        return self

    def presses_in_place(self, name):
        """Press a button that, with scripts, changes a part of the page only."""
        self.goes_to(name)
        self.page.keyboard.press("Enter")
        return self

    def sees(self, words):
        self.page.get_by_text(re.compile(re.escape(words))).first.wait_for()
        return self


def code_for(secret):
    """The present code of an authenticator application."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def signs_in(person, email, secret=None):
    person.opens("/accounts/login/").types("Adres e-mail", email)
    person.types("Hasło", PASSWORD).presses("Zaloguj się")
    if secret:
        person.types("Kod", code_for(secret)).presses("Zaloguj się")
    return person


def sets_up_second_factor(person):
    """An account with a role is led there before anything else; returns the secret."""
    person.sees("najpierw ustaw drugi składnik").presses("Aktywuj")
    if "reauthenticate" in person.page.url:
        person.types("Hasło", PASSWORD).presses("Potwierdź")
    secret = person.page.locator("#authenticator_secret").input_value()
    person.types("Kod", code_for(secret)).presses("Aktywuj")
    return secret


@pytest.fixture(params=["with scripts", "without scripts"])
def keyboard(request, chromium, strict_desk):
    contexts = []

    def sit_down():
        context = chromium.new_context(
            base_url=strict_desk.url,
            locale="pl-PL",
            java_script_enabled=True,
        )
        if request.param == "without scripts":
            # The test itself asks the page what has the focus, so scripts stay on in the browser;
            # those of the desk are kept from arriving.
            context.route(re.compile(r"\.js(\?|$)"), lambda route: route.abort())
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Keyboard(context.new_page())

    yield sit_down
    for context in contexts:
        context.close()


_secrets = {}


def at_the_desk(person, email):
    """Sign in with the second factor; the first time it is set up on the way."""
    if email in _secrets:
        wait_for_fresh_code()
        return signs_in(person, email, _secrets[email])
    signs_in(person, email)
    _secrets[email] = sets_up_second_factor(person)
    return person


def wait_for_fresh_code():
    """A code is taken once only; the next one comes with the next half minute."""
    time.sleep(31 - time.time() % 30)


def test_a_meeting_is_planned_convened_answered_and_minuted(keyboard, strict_desk, tmp_path):
    anna = at_the_desk(keyboard(), COORDINATOR)
    plans_and_convenes(anna)
    address = anna.page.url
    eventually(lambda: strict_desk.sink.to(MEMBER, "Zaproszenie"), "the invitation comes")
    tomasz = at_the_desk(keyboard(), MEMBER)
    tomasz.opens(address).presses("Odpowiedz").goes_to("Przyjdę")
    tomasz.page.keyboard.press("Space")
    tomasz.presses("Wyślij odpowiedź").sees("Odpowiedź zapisano").presses("Wyloguj się")
    holds(anna, address)
    anna.opens("/waiting/").types("Szukaj", "klawiatury").presses("Szukaj")
    anna.sees("Posiedzenie z klawiatury").presses("Wyloguj się")
    assert anna.opens("/waiting/").page.url.startswith(f"{strict_desk.url}/accounts/login/")


def plans_and_convenes(anna):
    anna.opens("/waiting/").presses("Zaplanuj posiedzenie").types(
        "Temat", "Posiedzenie z klawiatury"
    )
    anna.types("Porządek obrad", "Otwarcie")
    anna.page.keyboard.press("Enter")
    anna.page.keyboard.type("Plan pracy")
    anna.presses("Zapisz szkic").sees("Szkic zapisano").presses("Zwołaj")
    anna.presses("Zwołaj i wyślij zaproszenia").sees("Posiedzenie zwołano")


def holds(anna, address):
    anna.opens(address).presses("Otwórz posiedzenie").sees("Posiedzenie otwarto")
    anna.goes_to("Obecność: ")
    anna.page.keyboard.type("na m")
    anna.presses("Zapisz obecność").sees("Obecność zapisano").presses("Do protokołu")
    anna.types("Przebieg i ustalenia", "Zapis z klawiatury.").presses_in_place("Zapisz tekst")
    anna.page.get_by_text(re.compile("Zapisano|Tekst zapisano")).first.wait_for()
    anna.opens(f"{address}minutes/").sees("Zapis z klawiatury.")
    anna.presses("Zakończ posiedzenie").sees("Posiedzenie się skończyło")
    anna.presses("Roześlij protokół").presses("Roześlij").sees("Protokół jest w drodze")
