"""The yearly report of a team, from its draft to the desk of the national team (issue 6)."""

import io
import re

import docx
import pytest
from django.utils import timezone

from tests.journeys.people_at_work import Person
from tests.journeys.running_desk import eventually
from tests.journeys.test_reporting import ANNA, MARIA

pytestmark = pytest.mark.journey

TOMASZ = "tomasz.wilk@kwp-radom.example.gov.pl"
YEAR = timezone.localdate().year - 2
TRAINING = "Szkolenie kuratorów sądowych"
SENTENCE = "Zespół zajmował się przede wszystkim pracą przymusową."
THE_DAY_PASSES = (
    "from datetime import timedelta; from django.utils import timezone; "
    "from reports.models import TeamActivityReport; "
    "day = timezone.localdate() - timedelta(days=1); "
    f"TeamActivityReport.objects.filter(year={YEAR}).update(comments_until_on=day)"
)


def test_a_report_goes_from_draft_to_the_national_team(desk, window):
    anna = Person(window(), ANNA)
    team = enters_a_training(anna)
    report = begins(anna, team)
    asks_for_comments(anna, desk, report)
    comments(Person(window(), TOMASZ), report)
    answers(anna, report)
    snapshot = adopts(anna, desk, report)
    maria = Person(window(), MARIA)
    assert maria.page.request.get(snapshot).status == 404
    sends(anna, snapshot)
    reads_it_beside_the_others(maria, desk, snapshot)
    assert window.complaints == []


def enters_a_training(anna):
    anna.opens("/reports/").presses("Sprawozdania zespołów").has_no_barriers()
    anna.page.locator("main a.subject").first.click()
    anna.page.wait_for_load_state()
    anna.has_no_barriers()
    team = re.search(r"/reports/teams/\d+/", anna.address())[0]
    anna.presses("Szkolenia i kampanie").presses("Wpisz działanie").has_no_barriers()
    anna.fills(kind="training", title=TRAINING, held_on=f"{YEAR}-04-09", participants="18")
    anna.fills(text="Ofiara: Anna Kowalska, PESEL 44051401359").presses("Zapisz")
    anna.sees("To wygląda na dane osoby").has_no_barriers()
    assert anna.page.input_value("[name=title]") == TRAINING
    anna.fills(text="Omówiono procedury.").presses("Zapisz").sees("Zapisano.")
    return team


def begins(anna, team):
    anna.opens(f"{team}begin/").has_no_barriers().fills(year=str(YEAR))
    anna.presses("Rozpocznij sprawozdanie za rok").sees("Projekt złożono z zapisów w systemie")
    anna.sees(TRAINING).sees(f"Brak informacji o posiedzeniach w {YEAR} r.").has_no_barriers()
    report = re.search(r"/reports/teams/reports/\d+/", anna.address())[0]
    anna.page.get_by_role("link", name=re.compile(r"Pracuj nad tą częścią.*1\. Wprow")).click()
    anna.page.wait_for_load_state()
    anna.has_no_barriers().fills(text=SENTENCE).presses("Zapisz tekst").sees("Tekst zapisano")
    return report


def asks_for_comments(anna, desk, report):
    anna.opens(report).presses("Poproś o uwagi").has_no_barriers().presses("Poproś o uwagi")
    anna.sees("Członków poproszono o uwagi")
    letter = eventually(lambda: desk.sink.to(TOMASZ, "Prosimy o uwagi do projektu"), "he is asked")
    assert SENTENCE not in letter[0].get_body(("plain",)).get_content()


def comments(tomasz, report):
    tomasz.opens("/waiting/").sees(f"Sprawozdanie zespołu za {YEAR}")
    tomasz.opens(report).sees(SENTENCE).has_no_barriers()
    tomasz.page.get_by_role("link", name=re.compile(r"Zgłoś uwagę do części.*7\.")).click()
    tomasz.page.wait_for_load_state()
    tomasz.has_no_barriers().fills(text="Proszę dopisać miejsce szkolenia.")
    tomasz.presses("Zgłoś uwagę do części").sees("uwaga jest odnotowana")


def answers(anna, report):
    anna.opens(report).sees("Proszę dopisać miejsce szkolenia.")
    anna.page.get_by_role("link", name=re.compile("Odpowiedz na uwagę")).first.click()
    anna.page.wait_for_load_state()
    anna.chooses("nieuwzględniona").has_no_barriers().fills(answer="Szkolenie było zdalne.")
    anna.presses("Zapisz").sees("Szkolenie było zdalne.")


def adopts(anna, desk, report):
    desk.manage("shell", "-c", THE_DAY_PASSES)
    anna.opens(report).presses("Przyjmij i zamroź sprawozdanie").has_no_barriers()
    anna.page.locator("[name=decision]").select_option(index=1)
    anna.presses("Przyjmij i zamroź sprawozdanie").sees("Przyjęte i zamrożone")
    snapshot = re.search(r"/reports/teams/adopted/\d+/", anna.address())[0]

    def three_files():
        anna.opens(snapshot)
        return anna.page.locator("a[href*='report.']").count() == 4

    eventually(three_files, "the worker has made the files")
    return snapshot


def sends(anna, snapshot):
    anna.opens(snapshot).has_no_barriers().presses("Prześlij zespołowi krajowemu")
    anna.sees("Sprawozdanie przesłano zespołowi krajowemu")


def reads_it_beside_the_others(maria, desk, snapshot):
    eventually(lambda: desk.sink.to(MARIA, "Sprawozdanie zespołu za"), "the office is told")
    maria.opens(f"/reports/teams/compare/?year={YEAR}").has_no_barriers()
    maria.sees("Informacyjnie, nigdy jako ranking").sees("brak informacji")
    assert maria.page.locator("main tbody tr").count() == 16
    maria.presses("mazowieckie").sees(SENTENCE).sees(TRAINING).has_no_barriers()
    assert "Proszę dopisać miejsce" not in maria.text()
    paper = docx.Document(io.BytesIO(maria.page.request.get(f"{snapshot}report.docx").body()))
    assert SENTENCE in "\n".join(one.text for one in paper.paragraphs)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert any(TRAINING in cell for cell in cells)
