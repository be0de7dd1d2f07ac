"""Three institutions side by side – police, an NGO, another voivodeship – each with its share."""

import re

import pytest

from tests.journeys.people_at_work import Person
from tests.journeys.running_desk import eventually

pytestmark = pytest.mark.journey

TOMASZ = "tomasz.wilk@kwp-radom.example.gov.pl"
ZOFIA = "zofia.kalina@fundacja.example.org"
KAROLINA = "karolina.jesion@wuw.example.gov.pl"
NGO = "Stowarzyszenie Interwencji Prawnej"
EWA = "ewa.lipska@prokuratura.example.gov.pl"
TITLE = "Ogłoszenie do sprawdzenia w powiatach"
WORDS = "Co się dzieje: nowe ogłoszenie.\n\nGdzie: w powiecie.\n\nDo kogo dzwonić: do dyżurnego."


@pytest.fixture
def people(window):
    return {
        "police": Person(window(), TOMASZ),
        "ngo": Person(window(java_script_enabled=False), ZOFIA),
        "far": Person(window(), KAROLINA),
        "prosecution": Person(window(), EWA),
    }


def test_a_warning_reaches_whom_it_is_meant_for_and_nobody_else(desk, window, people):
    post = warns_his_team(people["police"])
    reads_and_confirms(people["prosecution"], post)
    comes_upon_nothing(people["ngo"], post)
    comes_upon_nothing(people["far"], post)
    letter = eventually(lambda: desk.sink.to(EWA, "Nowy wpis"), "Ewa is told")[0]
    assert TITLE not in letter.get_body(("plain",)).get_content()
    assert desk.sink.to(ZOFIA, "Nowy wpis") == []

    asks_to_share_with_the_ngo(people["prosecution"], post)
    grants(people["police"], post)
    reads_without_scripts(people["ngo"], post)
    comes_upon_nothing(people["far"], post)
    sees_who_has_read(people["police"], post)

    narrows_to_a_person(people["police"], post)
    for name in ("prosecution", "far"):
        comes_upon_nothing(people[name], post)
    people["ngo"].opens(post).sees("Czyta: Zofia Kalina")
    refused = [one for one in window.complaints if "404" not in one]
    assert refused == []


def warns_his_team(police):
    police.opens("/waiting/").presses("Napisz").presses("Ostrzeżenie").has_no_barriers()
    police.page.fill("[name=title]", TITLE)
    police.page.fill("[name=text]", WORDS)
    police.sees("Wiadomość dostanie").has_no_barriers()
    police.presses("Wyślij").sees("Wysłano. Poniżej widać").has_no_barriers()
    return re.search(r"/exchange/posts/\d+/", police.address())[0]


def reads_and_confirms(reader, post):
    reader.opens("/waiting/").sees(TITLE)
    reader.opens("/exchange/").sees(TITLE).has_no_barriers()
    reader.opens(post).sees("nowe ogłoszenie").has_no_barriers()
    reader.presses("Potwierdzam przeczytanie").sees("nadawca widzi potwierdzenie")


def comes_upon_nothing(person, post):
    pages = ["/exchange/", "/waiting/", "/exchange/?q=powiatach", "/search/?q=powiatach", post]
    for page in pages:
        person.opens(page)
        assert TITLE not in person.text(), page


def asks_to_share_with_the_ngo(reader, post):
    reader.opens(post).presses("Poproś źródło o szersze udostępnienie").has_no_barriers()
    reader.page.locator("[name=institution]").select_option(
        label="Stowarzyszenie Interwencji Prawnej"
    )
    reader.page.fill("[name=reason]", "Prowadzą punkt porad w powiecie.")
    reader.presses("Zapytaj źródło").sees("Zapytano źródło")


def grants(police, post):
    police.opens("/waiting/").clicks(police.page.locator(f"a[href^='{post}share/']"))
    police.sees("Prowadzą punkt porad").has_no_barriers()
    police.chooses("udostępnia").presses("Odpowiedz").sees("dostała wiadomość")


def reads_without_scripts(ngo, post):
    ngo.opens(post).sees("nowe ogłoszenie").presses("Potwierdzam przeczytanie")
    ngo.sees("nadawca widzi potwierdzenie")


def sees_who_has_read(police, post):
    police.opens(post)
    for name in ("Prokuratura Okręgowa w Warszawie", NGO):
        row = police.page.locator("tr", has_text=name).inner_text()
        assert len(re.findall(r"\b1 / \d", row)) == 2, row


def narrows_to_a_person(police, post):
    police.opens(post).presses("Zawęź albo zmień adresatów")
    police.chooses("tylko wskazane osoby (TLP:RED)")
    police.page.fill("[name=persons]", ZOFIA)
    police.sees("Wiadomość dostanie 1 osoba").has_no_barriers()
    police.presses("Zmień adresatów").sees("Teraz wpis czytają tylko nowi adresaci")
