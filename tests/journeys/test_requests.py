"""The Police asks an NGO and two others; each answers for itself, and sees only its own."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.people_at_work import Person
from tests.journeys.running_desk import eventually

pytestmark = pytest.mark.journey

TOMASZ = "tomasz.wilk@kwp-radom.example.gov.pl"
ZOFIA = "zofia.kalina@fundacja.example.org"
EWA = "ewa.lipska@prokuratura.example.gov.pl"
PIOTR = "piotr.sosna@kgp.example.gov.pl"
NGO = "Stowarzyszenie Interwencji Prawnej"
PROSECUTION = "Prokuratura Okręgowa w Warszawie"
CAPITAL = "Komenda Stołeczna Policji"
TITLE = "Punkty informacyjne na dworcach"
SAID = "Trzy punkty, czynne w soboty."


def test_a_request_is_answered_by_each_addressee_for_itself(desk, window):
    tomasz, piotr = Person(window(), TOMASZ), Person(window(), PIOTR)
    zofia = Person(window(java_script_enabled=False), ZOFIA)
    ewa = Person(window(), EWA)
    request = asks(tomasz)
    letter = eventually(lambda: desk.sink.to(ZOFIA, "Prośba o informacje"), "Zofia is told")[0]
    assert TITLE not in letter.as_string()
    answers_without_scripts(zofia, request)
    refuses_and_sees_no_other_answer(ewa, request)
    sees_the_matrix_and_closes(tomasz, request)
    too_late(piotr, request)
    assert window.complaints == []


def asks(tomasz):
    tomasz.opens("/exchange/").presses("Zapytania o informacje").has_no_barriers()
    tomasz.presses("Zapytaj instytucje").has_no_barriers()
    due = str(timezone.localdate() + timedelta(days=14))
    tomasz.fills(title=TITLE, text="Pokrzywdzona Anna Nowak pytała o punkty.", due_on=due)
    tomasz.fills(ground="Uzgodnienia zespołu").chooses(
        "tylko instytucje adresaci (TLP:AMBER+STRICT)"
    )
    for name in (NGO, PROSECUTION, CAPITAL):
        box = tomasz.page.locator("label", has_text=name).first
        box.locator("xpath=ancestor::details").locator("summary").first.click()
        box.locator("input").check()
        box.locator("xpath=ancestor::details").locator("summary").first.click()
    tomasz.presses("Wyślij").sees("wygląda na dane osoby").has_no_barriers()
    tomasz.presses("Usuń te dane z tekstu").sees("Dane zostały usunięte z tego tekstu")
    assert "Anna Nowak" not in tomasz.page.locator("[name=text]").input_value()
    tomasz.fills(text="Ile punktów informacyjnych prowadzi instytucja na dworcach?")
    tomasz.presses("Wyślij").sees("Każdy adresat odpowiada za siebie").has_no_barriers()
    tomasz.sees("brak odpowiedzi: 3")
    return re.search(r"/exchange/requests/\d+/", tomasz.address())[0]


def answers_without_scripts(zofia, request):
    zofia.opens("/waiting/").sees(TITLE)
    zofia.opens(request).presses("Odpowiedz")
    zofia.chooses("odpowiada").presses("Wyślij odpowiedź").sees("Proszę napisać odpowiedź")
    zofia.fills(text=SAID).presses("Wyślij odpowiedź").sees("Pytający ma odpowiedź")
    assert PROSECUTION not in zofia.text()


def refuses_and_sees_no_other_answer(ewa, request):
    ewa.opens(request).presses("Odpowiedz").has_no_barriers().chooses("odmawia, z podstawą")
    ewa.fills(basis="Tajemnica postępowania").presses("Wyślij odpowiedź").sees("Pytający ma")
    assert SAID not in ewa.text()
    ewa.opens("/search/?q=dworcach").sees(TITLE)
    assert SAID not in ewa.text()


def sees_the_matrix_and_closes(tomasz, request):
    tomasz.opens(request).sees(SAID).sees("Tajemnica postępowania").sees("brak odpowiedzi: 1")
    tomasz.has_no_barriers().presses("Zamknij zapytanie").sees("Zapytanie jest zamknięte")


def too_late(piotr, request):
    piotr.opens(request).sees("zamknięte")
    assert piotr.page.get_by_role("link", name="Odpowiedz", exact=True).count() == 0
    assert SAID not in piotr.text()


def test_library_and_the_path_of_a_signal(desk, window):
    anna, tomasz = Person(window(), "anna.borowik@muw.example.gov.pl"), Person(window(), TOMASZ)
    anna.opens("/exchange/library/").has_no_barriers().presses("Dodaj do biblioteki")
    anna.has_no_barriers().fills(title="Ulotka o prawach", tags="ulotka, prawa")
    file = {"name": "ulotka.txt", "mimeType": "text/plain", "buffer": "Treść".encode()}
    anna.page.set_input_files("[name=file]", file)
    anna.page.locator("[name=owner]").select_option(index=1)
    anna.presses("Dodaj do biblioteki").sees("Pozycja jest w bibliotece").has_no_barriers()
    tomasz.opens("/exchange/library/").sees("Ulotka o prawach").has_no_barriers()
    tomasz.presses("Oznacz wszystko jako obejrzane").sees("Nic nowego od")

    tomasz.opens("/exchange/signal/").has_no_barriers().presses("Policja: mam sygnał")
    tomasz.sees("projekt do zatwierdzenia").has_no_barriers()
    assert tomasz.page.locator("main textarea, main input[type=text]").count() == 0
    maria = Person(window(), "maria.topola@mswia.example.gov.pl")
    maria.opens("/exchange/guidance/sygnal-policja/").presses("Zatwierdź ten tekst")
    maria.sees("Zatwierdzone przez zespół krajowy").has_no_barriers()
    tomasz.opens("/exchange/guidance/sygnal-policja/").sees("Zatwierdzone przez zespół krajowy")
    assert window.complaints == []
