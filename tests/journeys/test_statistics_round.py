"""A round for three voivodeships: one return accepted, one returned, one missing (issue 6)."""

import csv
import io
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
TABLE = "Decyzje próbne"
ROUND = "Decyzje próbne za ubiegły rok"
POLICE = "Komenda Główna Policji"


def test_a_round_for_three_voivodeships_ends_accepted_returned_and_missing(desk, window):
    maria = Person(window(), MARIA)
    designs_a_table(maria)
    round = opens_a_round(maria)
    letter = eventually(lambda: desk.sink.to(PIOTR, ROUND), "Piotr is asked")[0]
    assert "prosimy" in letter.get_body(("plain",)).get_content()
    first = fills_in_the_grid(Person(window(java_script_enabled=False), PIOTR), round)
    piotr = Person(window(), PIOTR)
    piotr.opens(round).has_no_barriers().opens(first).has_no_barriers()
    second = fills_in_a_file(piotr, round)
    wanda = Person(window(), WANDA)
    signs(wanda, first)
    signs(wanda, second)
    accepts(maria, first)
    returns(maria, second)
    reads_why(piotr, second)
    closes(maria, round)
    assert window.complaints == []


def designs_a_table(maria):
    maria.opens("/reports/").presses("Statystyka").has_no_barriers()
    maria.presses("Tabele").has_no_barriers().presses("Nowa tabela").has_no_barriers()
    maria.fills(title=TABLE, purpose="Próba", counting_unit="decision", counted="Decyzje")
    maria.fills(counted_when="W dniu wydania", counted_by="Organ", not_counted="Postanowienia")
    maria.page.locator("[name=list_1]").select_option(label="Płeć")
    maria.presses("Zapisz").sees("Tabelę rozpoczęto").has_no_barriers()
    maria.presses("Tabela jest gotowa").sees("można o nią prosić w rundach")


def opens_a_round(maria):
    maria.presses("Nowa runda").has_no_barriers()
    today = timezone.localdate()
    days = {
        "period_from_on": today.replace(year=today.year - 1, month=1, day=1),
        "period_to_on": today.replace(year=today.year - 1, month=12, day=31),
        "opens_on": today,
        "due_on": today + timedelta(days=14),
    }
    maria.fills(title=ROUND, **{name: str(day) for name, day in days.items()}).presses("Zapisz")
    maria.sees("Rundę przygotowano").has_no_barriers()
    maria.page.locator("summary", has_text="Pojedyncze instytucje").click()
    maria.chooses(POLICE).chooses("osobno każdego wybranego województwa")
    for name in ("mazowieckie", "łódzkie", "śląskie"):
        maria.chooses(name)
    maria.presses("Poproś o zestawienia").sees("Poproszono o 3 zestawienia").has_no_barriers()
    maria.presses("Otwórz rundę").sees("Rundę otwarto").has_no_barriers()
    return re.search(r"/reports/statistics/rounds/\d+/", maria.address())[0]


def fills_in_the_grid(piotr, round):
    """Without scripts: wrong first, then a draft, then ready; empty is not zero."""
    piotr.opens("/waiting/").sees(ROUND)
    piotr.opens(round)
    piotr.page.get_by_role("link", name="mazowieckie").first.click()
    piotr.fills(f0="-4", f1="2,5", f2="trzy").presses("Zapisz jako projekt")
    piotr.sees("Niczego nie zapisano").sees("Liczba nie może być mniejsza od zera")
    assert piotr.page.locator("[name=f2]").input_value() == "trzy"
    piotr.fills(f0="12", f1="4", f2="", f3="10").presses("Zapisz jako projekt")
    piotr.sees("Zapisano jako projekt").sees("Puste pola: 1 z 4")
    piotr.presses("Gotowe do podpisu").sees("zero wpisz jako 0")
    piotr.fills(f2="0", f3="20").presses("Zapisz jako projekt").sees("Suma 20 jest większa")
    piotr.presses("Gotowe do podpisu").sees("Wyjaśnij dlaczego")
    piotr.page.locator("[name=w3]").fill("Cztery decyzje bez podanej płci")
    piotr.presses("Zapisz jako projekt").presses("Gotowe do podpisu")
    piotr.sees("osoba podpisująca może je teraz złożyć")
    return re.search(r"/reports/statistics/returns/\d+/", piotr.address())[0]


def fills_in_a_file(piotr, round):
    """A file with a column of persons is refused; the right one is looked at, then taken."""
    piotr.opens(round)
    piotr.page.get_by_role("link", name="łódzkie").first.click()
    piotr.page.wait_for_load_state()
    piotr.fills(f0="-4").presses("Zapisz jako projekt").sees("mniejsza od zera").has_no_barriers()
    own = re.search(r"/reports/statistics/returns/\d+/", piotr.address())[0]
    with piotr.page.expect_download() as started:
        piotr.page.get_by_role("link", name="Pobierz (CSV)").click()
    text = started.value.path().read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    for line, figure in zip(lines[1:], ["3", "?", "x", "3"], strict=True):
        line[3] = figure
    piotr.presses("Wczytaj wypełnioną tabelę").has_no_barriers()
    loads(piotr, [[*line, "Imię i nazwisko"] for line in lines])
    piotr.sees("nagłówek wskazuje na dane osób").has_no_barriers()
    loads(piotr, lines)
    piotr.sees("Plik jest w porządku").has_no_barriers().presses("Przejmij zmiany")
    piotr.sees("Przejęto jako projekt").presses("Gotowe do podpisu").sees("Gotowe")
    return own


def loads(piotr, lines):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(lines)
    file = {"name": "tabela.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}
    piotr.page.set_input_files("[name=file]", file)
    piotr.presses("Sprawdź plik")


def signs(wanda, address):
    wanda.opens(address).has_no_barriers().presses("Podpisz i złóż").sees("Złożono.")


def accepts(maria, address):
    maria.opens("/waiting/").sees(ROUND)
    maria.opens(address).sees("Cztery decyzje bez podanej płci").has_no_barriers()
    maria.presses("Przyjmij").sees("Przyjęto.")


def returns(maria, address):
    maria.opens(address).presses("Zwróć do poprawy").has_no_barriers()
    maria.fills(reason="Czy liczba mężczyzn na pewno jest nieznana?")
    maria.presses("Zwróć do poprawy").sees("instytucja otrzyma wiadomość")


def reads_why(piotr, address):
    piotr.opens(address).sees("Czy liczba mężczyzn na pewno").sees("zwrócone do poprawy")


def closes(maria, round):
    maria.opens(round).presses("Zamknij rundę").sees("Runda jest zamknięta").has_no_barriers()
    states = {
        row.locator("td").nth(1).inner_text(): row.locator("td").nth(2).inner_text()
        for row in maria.page.locator("main table.rows tbody tr").all()
    }
    assert set(states) == {"mazowieckie", "łódzkie", "śląskie"}
    assert states["mazowieckie"] == "przyjęte"
    assert "zwrócone do poprawy" in states["łódzkie"]
    assert states["śląskie"] == "brak informacji"
    with maria.page.expect_download() as started:
        maria.page.get_by_role("link", name="Wszystkie zestawienia (CSV)").click()
    text = started.value.path().read_text(encoding="utf-8-sig")
    assert text.count("brak informacji") == 2
