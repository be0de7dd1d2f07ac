"""From a proposed item to a quorum, and a date found: two people, two browsers (issue 3)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.people_at_work import Person
from tests.journeys.running_desk import eventually

pytestmark = pytest.mark.journey

ANNA = "anna.borowik@muw.example.gov.pl"
ZOFIA = "zofia.kalina@fundacja.example.org"
TOMASZ = "tomasz.wilk@kwp-radom.example.gov.pl"
POLL = "Spotkanie w sprawie wspólnych kontroli"
NEXT = "/meetings/2/"
ITEM = "Ulotki dla kierowców autobusów"


def test_an_item_is_proposed_accepted_ordered_and_dealt_with(desk, window, tmp_path):
    anna, zofia = Person(window(), ANNA), Person(window(), ZOFIA)
    proposal = proposes(zofia, tmp_path)
    accepts_and_places(anna, proposal)
    orders(anna)
    zofia.opens(proposal).sees("w porządku obrad").sees("Wstawiono do porządku obrad")
    zofia.opens(NEXT).sees(ITEM).sees("punkt zastrzeżony").has_no_barriers()
    assert "Wspólne kontrole" not in zofia.text()
    takes_all_documents(anna)
    opens_the_meeting(anna, zofia)
    keeps_the_clock(anna)
    finds_a_date(desk, anna, window)
    assert window.complaints == []


def proposes(zofia, folder):
    zofia.opens("/meetings/").presses("Zgłoszone punkty").has_no_barriers().presses("Zgłoś punkt")
    paper = folder / "ulotka.png"
    zofia.page.screenshot(path=paper)
    zofia.fills(title=ITEM, justification="Kierowcy widzą osoby w drodze do pracy.")
    zofia.page.set_input_files("[name=documents]", paper)
    zofia.has_no_barriers().presses("Zgłoś").sees("Zgłoszono. Tutaj będzie widać")
    return zofia.address()


def accepts_and_places(anna, proposal):
    anna.opens("/waiting/").sees(ITEM)
    anna.opens(proposal).has_no_barriers().chooses("przyjąć").presses("Rozstrzygnij")
    anna.page.locator("[name=meeting]").select_option("2")
    anna.presses("Wstaw do porządku").sees("W porządku obrad: 8.")


def titles(person):
    return person.page.locator(".arranged strong").all_inner_texts()


def orders(anna):
    """With a button, and by dragging; the same order comes of both."""
    anna.opens(f"{NEXT}agenda/").has_no_barriers()
    assert titles(anna)[-1] == ITEM
    row = anna.page.locator("li", has_text=ITEM)
    anna.clicks(row.get_by_role("button", name="W górę"))
    assert titles(anna)[-2] == ITEM
    # A window that shows the whole agenda: where the page had to be scrolled to the first row,
    # the mouse would stand still over it and nothing would be dragged.
    anna.page.set_viewport_size({"width": 1280, "height": 2000})
    row = anna.page.locator("li[draggable=true]", has_text=ITEM)
    with anna.page.expect_navigation():
        row.drag_to(anna.page.locator(".arranged li").first)
    assert titles(anna)[0] == ITEM


def takes_all_documents(anna):
    """A worker makes the pack while the page shows how far it is."""
    anna.opens(NEXT).presses("Wszystkie w ZIP")
    link = anna.page.get_by_role("link", name="Paczka dokumentów: ZIP")
    link.wait_for(timeout=40_000)
    with anna.page.expect_download() as waiting:
        link.click()
    assert waiting.value.suggested_filename.endswith(".zip")


def opens_the_meeting(anna, zofia):
    """She checks in on her own; the other's page counts her without being touched."""
    anna.opens(NEXT).presses("Otwórz posiedzenie").has_no_barriers()
    before = int(anna.page.locator("#quorum b").inner_text())
    check_in = anna.page.locator("a[href*='/check-in/']").first.get_attribute("href")
    zofia.opens(check_in).has_no_barriers().presses("Jestem na posiedzeniu")
    zofia.sees("Obecność odnotowana")
    anna.page.wait_for_function(
        "count => Number(document.querySelector('#quorum b').innerText) === count",
        arg=before + 1,
        timeout=25_000,
    )
    anna.opens(anna.address())
    row = anna.page.locator("tr", has_text="Zofia Kalina")
    row.get_by_role("button", name="Wyjście").click()
    anna.sees("odnotowano wyjście")
    assert int(anna.page.locator("#quorum b").inner_text()) == before


def keeps_the_clock(anna):
    anna.presses("Do protokołu")
    anna.clicks(anna.page.locator(".clock button").first)
    anna.sees("trwa,").has_no_barriers()
    anna.opens(NEXT).sees("Zegar regulaminu")


def finds_a_date(desk, anna, window):
    """Three times, an answer by a personal link without an account, and the meeting is made."""
    anna.opens("/meetings/").presses("Szukanie terminu").presses("Zapytaj o termin")
    days = [timezone.localdate() + timedelta(days=number) for number in (30, 31, 32)]
    anna.fills(title=POLL, until_day=str(timezone.localdate() + timedelta(days=8)))
    for number, day in enumerate(days):
        anna.fills(**{f"slots-{number}-day": str(day), f"slots-{number}-hour": "10:00"})
    anna.has_no_barriers().presses("Wyślij pytanie").sees("odpowiedziało 0 z 11").has_no_barriers()
    poll = anna.address()
    letter = eventually(lambda: asked(desk), "the question has come")
    link = re.search(r"http\S+/when/\S+", letter.get_body(("plain",)).get_content())[0]
    tomasz = Person(window())
    tomasz.opens(link).has_no_barriers()
    tomasz.page.get_by_role("radio", name="tak", exact=True).nth(1).check()
    tomasz.page.get_by_role("radio", name="nie", exact=True).nth(0).check()
    tomasz.presses("Wyślij odpowiedź").sees("Dziękujemy, odpowiedź zapisana")
    anna.opens(poll).sees("odpowiedziało 1 z 11")
    anna.page.get_by_role("link", name="Wybierz").first.click()
    anna.has_no_barriers().presses("Utwórz posiedzenie").sees("Szkic posiedzenia jest gotowy")
    anna.presses("Zwołaj").presses("Zwołaj i wyślij zaproszenia")
    row = anna.page.locator("tr", has_text="Tomasz Wilk")
    row.get_by_text("będzie", exact=True).wait_for()


def asked(desk):
    """The newest letter to Tomasz that asks him for a date of this meeting."""
    letters = [
        message
        for _recipients, message in list(desk.sink.letters)
        if TOMASZ in str(message["To"]) and "Kiedy można się spotkać" in message["Subject"]
    ]
    return next((one for one in letters if POLL in one.get_body(("plain",)).get_content()), None)
