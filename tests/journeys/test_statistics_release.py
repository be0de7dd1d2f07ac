"""A round is released: the preview of what will be hidden, two reviewers, the public page."""

import re

import pytest

from tests.journeys.people_at_work import Person
from tests.journeys.running_desk import eventually

pytestmark = pytest.mark.journey

MARIA = "maria.topola@mswia.example.gov.pl"
JERZY = "jerzy.modrzew@mswia.example.gov.pl"
PIOTR = "piotr.sosna@kgp.example.gov.pl"
WORDS = "Dane za pierwsze miesiące zbierania."


def test_a_release_is_previewed_reviewed_by_two_and_read_by_everybody(desk, window):
    maria = Person(window(), MARIA)
    address = prepares(maria)
    sends(maria)
    letter = eventually(lambda: desk.sink.to(JERZY, "Udostępnienie do sprawdzenia"), "a letter")[0]
    assert "prosi Państwa o sprawdzenie" in letter.get_body(("plain",)).get_content()
    approves(Person(window(), JERZY), address)
    maria.opens(address).sees("u dwóch recenzentów")
    # What looks for barriers is a script itself; the same pages were looked at for Jerzy.
    approves(Person(window(java_script_enabled=False), PIOTR), address, looked_at=True)
    maria.opens(address).sees("udostępniono").has_no_barriers()
    everybody_reads(Person(window()))
    assert window.complaints == []


def prepares(maria):
    """The newest round with an accepted return, one that came back and silent ones."""
    maria.opens("/reports/statistics/releases/").has_no_barriers()
    maria.page.locator("section[aria-labelledby=rounds] a.btn").first.click()
    maria.page.wait_for_load_state()
    maria.fills(threshold="9", words=WORDS).presses("Pokaż, co będzie ukryte")
    maria.sees("dopiero od 10").has_no_barriers()
    maria.fills(threshold="10").presses("Pokaż, co będzie ukryte")
    maria.sees("Co będzie ukryte").sees("ukryte: mała")
    maria.sees("sprawozdanie nie zostało przyjęte").has_no_barriers()
    return maria.page.url


def sends(maria):
    maria.presses("Przekaż dwóm recenzentom").has_no_barriers()
    options = maria.page.locator("[name=first] option")
    names = {one.inner_text(): one.get_attribute("value") for one in options.all()}
    chosen = {name.split()[0]: value for name, value in names.items()}
    assert "Maria" not in chosen
    maria.fills(first=chosen["Jerzy"], second=chosen["Jerzy"])
    maria.presses("Przekaż dwóm recenzentom").sees("Wybierz inną osobę.")
    maria.fills(second=chosen["Piotr"]).presses("Przekaż dwóm recenzentom")
    maria.sees("u dwóch recenzentów")


def approves(reviewer, address, *, looked_at=False):
    reviewer.opens("/waiting/").sees("Udostępnienie do decyzji")
    reviewer.opens(address).sees("ukryte: mała")
    if not looked_at:
        reviewer.has_no_barriers()
    reviewer.presses("Zdecyduj o udostępnieniu").chooses("zgadza się")
    reviewer.fills(reason="Wszystkie małe liczby są ukryte.")
    if not looked_at:
        reviewer.has_no_barriers()
    reviewer.presses("Zdecyduj o udostępnieniu").sees("Twoja decyzja została zapisana")


def everybody_reads(reader):
    reader.opens("/statistics/").has_no_barriers()
    reader.page.locator("section[aria-labelledby=releases] a.subject").first.click()
    reader.page.wait_for_load_state()
    reader.sees(WORDS).sees("Brak informacji. Nie oznacza to zera.").has_no_barriers()
    told = reader.text()
    assert "ukryte" in told
    assert "mała" not in told
    small = re.findall(r"(?m)^\s*[1-9]\s*$", told)
    assert small == []
    reader.opens("/statistics/voivodeships/30/").sees("Skala zjawiska").has_no_barriers()
