"""From a pasted plan to a published report (issue 5): three answers, a rating, adoption."""

import io
import re

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from tests.journeys.people_at_work import Person
from tests.journeys.running_desk import eventually
from tests.journeys.test_reporting import (
    ANNA,
    MARIA,
    PIOTR,
    TITLE,
    WANDA,
    ZOFIA,
    accepts_the_rest,
    continues_as_before,
    corrects,
    opens_a_cycle,
    pastes_a_plan,
    returns,
    says_nothing_was_done,
    signs,
    writes_with_scripts,
)

pytestmark = pytest.mark.journey

SENTENCE = "Odbyły się lekcje dla 300 uczniów."
THE_DAY_PASSES = (
    "from datetime import timedelta; from django.utils import timezone; "
    "from reports.models import Assessment, CompiledReport; "
    "day = timezone.localdate() - timedelta(days=1); "
    "Assessment.objects.filter(cycle__title='Sprawozdanie próbne').update(remarks_until_on=day); "
    "CompiledReport.objects.filter(cycle__title='Sprawozdanie próbne').update(remarks_until_on=day)"
)


def test_a_report_is_compiled_circulated_adopted_and_published(desk, window):
    maria, wanda = Person(window(), MARIA), Person(window(), WANDA)
    cycle = three_answers(maria, wanda, window)
    rates_a_task(maria, desk, cycle)
    report = compiles(maria, cycle)
    turns_out_of_date_and_is_refreshed(maria, report)
    circulates(maria, desk, report)
    remarks(wanda, report)
    answers(maria, report)
    snapshot = adopts(maria, desk, report)
    visitor = Person(window())
    assert visitor.page.request.get(snapshot).status == 404
    publishes(maria, snapshot)
    reads_in_public(visitor, snapshot)
    assert window.complaints == []


def three_answers(maria, wanda, window):
    """The plan is imported, a cycle opened, three bodies answer in three ways, one is returned."""
    pastes_a_plan(maria)
    cycle = opens_a_cycle(maria)
    lessons = writes_with_scripts(Person(window(), PIOTR), cycle)
    signs(wanda, cycle)
    says_nothing_was_done(Person(window(), ANNA), cycle)
    continues_as_before(Person(window(), ZOFIA), cycle)
    returns(maria, lessons)
    corrects(wanda, lessons)
    accepts_the_rest(maria, cycle)
    return cycle


def rates_a_task(maria, desk, cycle):
    maria.opens(f"{cycle}assessment/")
    maria.clicks(maria.page.get_by_role("link", name="I.9 Lekcje w szkołach"))
    maria.presses("Oceń zadanie")
    maria.chooses("prowadzone zgodnie z planem").chooses("skutek częściowy").chooses(
        "wystarczające"
    )
    for name in ("completion", "effect", "evidence"):
        maria.page.fill(f"[name=reason_{name}]", "Tak wynika z wkładów.")
    maria.presses("Zapisz").presses("Roześlij do stanowisk").presses("Roześlij do stanowisk")
    address = maria.address()
    desk.manage("shell", "-c", THE_DAY_PASSES)
    maria.opens(address).presses("Ustal ocenę").sees("ustalona")


def compiles(maria, cycle):
    maria.opens(f"{cycle}report/").has_no_barriers()
    maria.presses("Złóż sprawozdanie").sees("Sprawozdanie złożono").has_no_barriers()
    report = re.search(r"/reports/cycles/\d+/report/", maria.address())[0]
    maria.presses("13. Streszczenie w języku angielskim").has_no_barriers()
    maria.page.fill("[name=text]", "Lessons for 300 pupils were held.")
    maria.presses("Zapisz tekst").sees("Tekst zapisano")
    maria.opens(report).presses("I.9 Lekcje w szkołach")
    assert SENTENCE in maria.page.input_value("[name=text]")
    maria.has_no_barriers()
    return report


def turns_out_of_date_and_is_refreshed(maria, report):
    """A rating is taken back: parts say so until they are refreshed or their text confirmed."""
    maria.presses("Ocena zadania").presses("Cofnij i przygotuj ponownie")
    maria.fills(reason="Nowe dane.").presses("Cofnij i przygotuj ponownie")
    maria.opens(report).sees("nieaktualn").has_no_barriers()
    maria.presses("Odśwież wszystko").sees("Odświeżone części")
    maria.sees("Części zmienione ręcznie, które czekają na wybór: 1")
    maria.presses("13. Streszczenie w języku angielskim").has_no_barriers()
    maria.presses("Odśwież ze źródeł").sees("Tę część zmieniono ręcznie").has_no_barriers()
    maria.presses("Wróć").presses("Tekst zostaje").has_no_barriers()
    maria.page.fill("[name=reason]", "Streszczenie mówi o tym samym.")
    maria.presses("Potwierdź, że tekst zostaje").sees("Potwierdzono: tekst zostaje")
    assert "nieaktualna" not in maria.opens(report).text()


def circulates(maria, desk, report):
    maria.opens(report).presses("Roześlij sprawozdanie").has_no_barriers()
    maria.presses("Roześlij sprawozdanie").sees("Rozesłano; instytucje poproszono o uwagi")
    letter = eventually(lambda: desk.sink.to(WANDA, "Prosimy o uwagi"), "Wanda is asked")[0]
    assert "Prosimy" in letter.get_body(("plain",)).get_content()


def remarks(wanda, report):
    wanda.opens("/reports/").sees("projekt sprawozdania").presses(TITLE)
    wanda.opens(report).sees(SENTENCE).has_no_barriers()
    part = wanda.page.locator("section.report-part", has_text="Lekcje w szkołach").last
    wanda.clicks(part.get_by_role("link", name=re.compile("Uwaga: KGP")))
    wanda.has_no_barriers()
    wanda.page.fill("[name=text]", "Proszę dopisać liczbę szkół.")
    wanda.presses("Uwaga do sprawozdania").sees("uwaga jest odnotowana")


def answers(maria, report):
    maria.opens(f"{report}remarks/").sees("Proszę dopisać liczbę szkół.").has_no_barriers()
    maria.clicks(maria.page.get_by_role("link", name=re.compile("Odpowiedz na uwagę")))
    maria.chooses("nieuwzględniona").has_no_barriers()
    maria.page.fill("[name=answer]", "Liczby szkół nie zbierano.")
    maria.presses("Zapisz").sees("Liczby szkół nie zbierano.")


def adopts(maria, desk, report):
    desk.manage("shell", "-c", THE_DAY_PASSES)
    maria.opens(report).presses("Przyjmij i zamroź sprawozdanie").has_no_barriers()
    maria.page.locator("[name=decision]").select_option(index=1)
    maria.presses("Przyjmij i zamroź sprawozdanie").sees("Przyjęte i zamrożone")
    snapshot = re.search(r"/kpd/reports/\d+/", maria.address())[0]

    def three_files():
        maria.opens(snapshot)
        return maria.page.locator("a[href*='report.']").count() == 5

    eventually(three_files, "the worker has made the files")
    return snapshot


def publishes(maria, snapshot):
    maria.opens(snapshot).has_no_barriers().presses("Opublikuj sprawozdanie")
    maria.sees("Sprawozdanie jest na stronie publicznej")


def reads_in_public(visitor, snapshot):
    visitor.opens(snapshot).sees(SENTENCE).has_no_barriers()
    page = visitor.page.request
    paper = docx.Document(io.BytesIO(page.get(f"{snapshot}report.docx").body()))
    assert SENTENCE in "\n".join(one.text for one in paper.paragraphs)
    book = openpyxl.load_workbook(io.BytesIO(page.get(f"{snapshot}report.xlsx").body()))
    assert "Wkłady według instytucji" in book.sheetnames
    reader = PdfReader(io.BytesIO(page.get(f"{snapshot}report.pdf").body()))
    assert "300 uczniów" in " ".join(one.extract_text() for one in reader.pages)
    data = page.get(f"{snapshot}report.json").json()
    assert [task["number"] for task in data["tasks"]] == ["I.9", "I.10"]
