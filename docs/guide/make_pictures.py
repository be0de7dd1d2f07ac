"""Make the pictures of the user's guide from the running desk.

Run: `.venv/bin/python -m docs.guide.make_pictures` after `./test` has been run once.
"""

import os
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="desk-pictures-"))
django.setup()

from playwright.sync_api import sync_playwright  # noqa: E402 – Django has to be set up first

from tests.journeys.people_at_work import Person  # noqa: E402
from tests.journeys.running_desk import RunningDesk, eventually  # noqa: E402

FOLDER = Path(__file__).parent / "pictures"
CHROMIUM = os.environ.get("TEST_CHROMIUM", "/usr/bin/chromium")
COORDINATOR = "anna.borowik@muw.example.gov.pl"
SECRETARY = "maria.topola@mswia.example.gov.pl"
MEMBER = "tomasz.wilk@kwp-radom.example.gov.pl"
WIDTH, HEIGHT = 1180, 760


def main():
    with tempfile.TemporaryDirectory(prefix="desk-pictures-") as folder:
        desk = RunningDesk(folder, {}).start()
        try:
            eventually(lambda: len(desk.sink.letters) >= 20, "the letters of the demo have gone")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=CHROMIUM, args=["--no-sandbox"]
                )
                take_all(browser, desk)
                browser.close()
        finally:
            desk.stop()


def window(browser, desk):
    context = browser.new_context(
        base_url=desk.url,
        locale="pl-PL",
        viewport={"width": WIDTH, "height": HEIGHT},
        reduced_motion="reduce",
    )
    return context.new_page()


def take_all(browser, desk):
    visitor = Person(window(browser, desk))
    take(visitor.opens("/directory/"), "katalog")
    anna = Person(window(browser, desk), COORDINATOR)
    take(anna.opens("/waiting/"), "do-zrobienia")
    take(anna.opens("/meetings/new/").sees("Wyprzedzenie"), "nowe-posiedzenie", whole=True)
    take(anna.opens("/meetings/2/"), "posiedzenie", whole=True)
    take(anna.opens("/meetings/3/convene/"), "zwolanie")
    take(anna.opens("/mail/"), "poczta")
    take(
        anna.opens("/teams/").presses("Mazowiecki Zespół ds. Przeciwdziałania Handlowi Ludźmi"),
        "zespol",
    )
    take(anna.opens("/meetings/polls/1/"), "termin")
    take(anna.opens("/meetings/2/agenda/"), "porzadek")
    take(anna.opens("/meetings/proposals/"), "zgloszenia")
    take(anna.opens("/meetings/1/"), "po-posiedzeniu")
    take(anna.opens("/meetings/1/minutes/remarks/"), "uwagi")
    take(anna.opens("/meetings/1/minutes/read/"), "uwaga")
    anna.opens("/meetings/1/").presses("Popraw protokół")
    take(anna, "protokol")
    take(anna.opens("/meetings/1/minutes/blocks/2/labels/"), "akapity")
    take(anna.opens("/meetings/1/attendance/"), "obecnosc")
    take(anna.opens("/meetings/decisions/"), "decyzje")
    take(anna.opens("/meetings/votes/1/"), "glosowanie")
    take(anna.opens("/meetings/tasks/"), "zadania")
    take(anna.opens("/search/?q=ulotki"), "szukanie")
    take(anna.opens("/exchange/"), "wpisy")
    anna.opens("/exchange/posts/new/?kind=warning").sees("Wiadomość dostanie")
    take(anna, "napisz", whole=True)
    maria = Person(window(browser, desk), SECRETARY)
    take(maria.opens("/meetings/questions/1/"), "pytanie")
    take(maria.opens("/reports/").presses("Sprawozdanie roczne za 2026 rok (przykład)"), "kpd-cykl")
    take(maria.opens("/reports/cycles/2/report/"), "kpd-sprawozdanie")
    take(maria.opens("/reports/statistics/rounds/1/"), "statystyka-runda")
    take(maria.opens("/reports/statistics/releases/1/"), "statystyka-podglad")
    take(maria.opens("/statistics/voivodeships/14/"), "skala-zjawiska", whole=True)
    take(maria.opens("/kpd/recommendations/"), "zalecenia")
    take(maria.opens("/reports/teams/compare/"), "zespoly-obok-siebie")
    take(anna.opens("/reports/teams/reports/2/"), "sprawozdanie-zespolu")
    tomasz = Person(window(browser, desk), MEMBER)
    take(tomasz.opens("/waiting/"), "czlonek")
    answer = tomasz.opens("/meetings/2/answer/").chooses("Nie mogę, przyjdzie zastępca")
    take(answer, "odpowiedz")
    take(tomasz.opens("/calendar/"), "kalendarze")
    take(tomasz.opens("/exchange/requests/1/"), "zapytanie", whole=True)
    take(tomasz.opens("/exchange/library/"), "biblioteka")
    take(tomasz.opens("/exchange/signal/").presses("Policja: mam sygnał"), "sygnal")


def take(person, name, *, whole=False):
    person.page.wait_for_load_state("networkidle")
    person.page.screenshot(path=FOLDER / f"{name}.png", full_page=whole)


if __name__ == "__main__":
    main()
