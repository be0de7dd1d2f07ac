"""From a pasted plan to accepted contributions: four people, their browsers (issue 5)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.people_at_work import Person
from tests.journeys.running_desk import eventually

pytestmark = pytest.mark.journey

MARIA = "maria.topola@mswia.example.gov.pl"
PIOTR = "piotr.sosna@kgp.example.gov.pl"
WANDA = "wanda.limba@kgp.example.gov.pl"
ZOFIA = "zofia.kalina@fundacja.example.org"
ANNA = "anna.borowik@muw.example.gov.pl"
TABLE = """Załącznik do uchwały
Lp.\tZadanie\tTermin realizacji\tPodmiot odpowiedzialny\tPodmioty współpracujące\tWskaźnik
I. Działania próbne\t\t\t\t\t
I.9\tLekcje w szkołach\tzadanie ciągłe\tKGP\tStowarzyszenie Interwencji Prawnej\tliczba lekcji
I.10\tUlotki w urzędach\t31.12.2031\tKGP\tzespoły wojewódzkie\tliczba ulotek
"""
TITLE = "Sprawozdanie próbne"


def test_a_plan_is_pasted_a_cycle_opened_answered_returned_and_accepted(desk, window):
    maria = Person(window(), MARIA)
    pastes_a_plan(maria)
    cycle = opens_a_cycle(maria)
    letter = eventually(lambda: desk.sink.to(WANDA, TITLE), "Wanda is asked")[0]
    assert "prosimy" in letter.get_body(("plain",)).get_content()
    piotr, wanda = Person(window(), PIOTR), Person(window(), WANDA)
    lessons = writes_with_scripts(piotr, cycle)
    signs(wanda, cycle)
    anna = Person(window(java_script_enabled=False), ANNA)
    says_nothing_was_done(anna, cycle)
    zofia = Person(window(), ZOFIA)
    continues_as_before(zofia, cycle)
    returns(maria, lessons)
    corrects(wanda, lessons)
    accepts_the_rest(maria, cycle)
    asks_the_silent(maria, cycle)
    wanda.opens(lessons).sees("przyjęty")
    assert window.complaints == []


def pastes_a_plan(maria):
    maria.opens("/kpd/").presses("Rozpocznij edycję")
    maria.fills(name="Plan próbny", year_from="2030", year_to="2031").presses("Zapisz")
    maria.presses("Wklej tabelę").has_no_barriers()
    maria.page.fill("[name=table]", TABLE)
    maria.presses("Odczytaj tabelę").sees("Tabela jest w porządku: 2 zadania")
    maria.sees("Załącznik do uchwały").has_no_barriers().presses("Przejmij zadania")
    maria.sees("I. Działania próbne").has_no_barriers()
    numbers = maria.page.locator("a.subject").all_inner_texts()
    assert [one.split()[0] for one in numbers] == ["I.9", "I.10"]
    maria.presses("Czy da się ocenić?").sees("żaden wskaźnik nie mówi, ile wystarczy")
    maria.has_no_barriers().page.go_back()
    maria.presses("Przyjmij edycję")
    maria.fills(adopted_on=str(timezone.localdate()), legal_basis="uchwała próbna")
    maria.presses("Przyjmij edycję").sees("Edycja jest przyjęta i publiczna")


def opens_a_cycle(maria):
    maria.presses("Nowy cykl sprawozdawczy")
    today = timezone.localdate()
    days = {
        "period_from_on": today - timedelta(days=300),
        "period_to_on": today,
        "opens_on": today,
        "due_on": today + timedelta(days=10),
        "grace_on": today + timedelta(days=12),
        "closes_on": today + timedelta(days=30),
    }
    maria.page.locator("[name=edition]").select_option(label="Plan próbny")
    maria.fills(title=TITLE, kind="annual", **{name: str(day) for name, day in days.items()})
    maria.has_no_barriers().presses("Zapisz").presses("Otwórz cykl")
    maria.sees("Cykl otwarto, wkładów: 19").has_no_barriers()
    return re.search(r"/reports/cycles/\d+/", maria.address())[0]


def writes_with_scripts(piotr, cycle):
    """The boxes save themselves; a colleague's older page clashes and nothing is lost."""
    piotr.opens("/waiting/").sees(TITLE)
    piotr.opens(cycle).has_no_barriers()
    piotr.clicks(piotr.page.get_by_role("link", name="I.9 Lekcje w szkołach"))
    piotr.chooses("działaliśmy: opis poniżej").presses("Zapisz odpowiedź").has_no_barriers()
    box = piotr.page.locator("[name=box-done-text]")
    box.press_sequentially("Odbyły się lekcje.")
    piotr.page.locator("#saved-done .saved").wait_for()
    piotr.page.locator("[name^=values-value]").fill("12")
    piotr.presses("Zapisz wartości").sees("Wartości zapisano")
    piotr.presses("Gotowe do podpisu").sees("Gotowe: osoba podpisująca")
    return re.search(r"/reports/contributions/\d+/", piotr.address())[0]


def signs(wanda, cycle):
    wanda.opens(cycle).presses("Podpisz i złóż gotowy wkład (1)").sees("Złożono: 1")


def says_nothing_was_done(anna, cycle):
    """Without scripts: no activity, with the reason."""
    anna.opens(cycle)
    anna.page.get_by_role("link", name="I.10 Ulotki w urzędach").click()
    anna.chooses("brak działań w tym okresie")
    anna.page.fill("[name=answer-reason]", "Druk jest zaplanowany na przyszły rok.")
    anna.presses("Zapisz odpowiedź").presses("Podpisz i złóż").sees("Złożono.")


def continues_as_before(zofia, cycle):
    zofia.opens(cycle)
    zofia.clicks(zofia.page.get_by_role("link", name="I.9 Lekcje w szkołach"))
    zofia.chooses("kontynuacja bez zmian, nic nowego").presses("Zapisz odpowiedź")
    zofia.presses("Podpisz i złóż").sees("Złożono.").has_no_barriers()


def returns(maria, lessons):
    maria.opens(lessons).sees("Odbyły się lekcje.").has_no_barriers()
    maria.presses("Zwróć z uwagami").has_no_barriers()
    maria.page.fill("[name=box_done]", "Dla ilu uczniów?")
    maria.presses("Zwróć z uwagami").sees("Zwrócono z uwagami")


def corrects(wanda, lessons):
    wanda.opens(lessons).sees("Dla ilu uczniów?").has_no_barriers()
    wanda.page.locator("[name=box-done-text]").fill("Odbyły się lekcje dla 300 uczniów.")
    wanda.page.locator("#saved-done .saved").wait_for()
    wanda.presses("Podpisz i złóż").sees("Złożono.").sees("Treść złożona wtedy")


def accepts_the_rest(maria, cycle):
    maria.opens(f"{cycle}review/?state=submitted").sees("3 wkłady").has_no_barriers()
    for tick in maria.page.locator("[name=contribution]").all():
        tick.check()
    maria.presses("Przyjmij wybrane").sees("Przyjęto: 3")
    maria.opens(f"{cycle}figures/").sees("złożono: 3 z 19").has_no_barriers()


def asks_the_silent(maria, cycle):
    maria.opens(f"{cycle}office/?which=missing")
    row = maria.page.locator("tr", has_text="Komenda Główna Policji")
    maria.clicks(row.get_by_role("button"))
    maria.sees("Wysłano prośbę: KGP")
