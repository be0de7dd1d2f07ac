"""From circulated minutes to approved ones: the secretary, a member by his link, and Word."""

import io
import re
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.journeys.people_at_work import Person
from tests.journeys.running_desk import eventually

pytestmark = pytest.mark.journey

ANNA = "anna.borowik@muw.example.gov.pl"
ZOFIA = "zofia.kalina@fundacja.example.org"
MEETING = "/meetings/1/"
EDITOR = Path(__file__).parents[1] / "meetings" / "edit_in_libreoffice.py"


@pytest.mark.needs_soffice
def test_minutes_are_read_by_class_remarked_on_and_approved(desk, window, tmp_path):
    anna = Person(window(), ANNA)
    labels_a_paragraph_and_circulates(anna)
    link = eventually(lambda: link_of(desk, ZOFIA), "the letter to Zofia has come")
    zofia = Person(window())
    reads_and_proposes(zofia, link)
    sends_word_back(zofia, link, tmp_path)
    settles(anna)
    zofia.opens(link).sees("uwzględniona").sees("odrzucona").sees("Tak było na posiedzeniu.")
    silence_is_consent(desk)
    zofia.opens(link).sees("Zatwierdzony:").sees("Co się zmieniło od otrzymanej wersji")
    zofia.has_no_barriers()
    anna.opens(MEETING).sees("Wiążąca jest wersja 3.").has_no_barriers()
    hands_over(anna, tmp_path)
    assert window.complaints == []


def labels_a_paragraph_and_circulates(anna):
    """One paragraph is kept from NGOs; numbers stay."""
    anna.opens(MEETING).presses("Popraw protokół")
    section = anna.page.locator("section", has_text="Wymiana informacji o działaniach")
    anna.clicks(section.get_by_role("link", name=re.compile("Kto może czytać który akapit")).first)
    anna.has_no_barriers()
    second = anna.page.locator("section.panel").nth(1)
    second.get_by_label("Kto może czytać ten akapit").select_option("institutions")
    anna.clicks(second.get_by_role("button"))
    anna.sees("Zapisano, kto może czytać ten akapit.")
    anna.opens(MEETING).presses("Roześlij protokół").has_no_barriers()
    anna.chooses("milcząco: brak głosu w terminie oznacza zgodę")
    anna.fills(change_note="oznaczono akapit").presses("Roześlij")
    anna.opens(f"{MEETING}minutes/read/").sees("funkcjonariuszy placówek").has_no_barriers()


def link_of(desk, address):
    for letter in reversed(desk.sink.to(address, "Protokół")):
        found = re.search(r"http\S+/minutes/\S+", letter.get_body(("plain",)).get_content())
        if found and "oznaczono akapit" in letter.get_body(("plain",)).get_content():
            return found[0]
    return None


def reads_and_proposes(zofia, link):
    zofia.opens(link).sees("akapit zastrzeżony").sees("W tym egzemplarzu zastrzeżono: 2.2.")
    assert "funkcjonariuszy placówek" not in zofia.text()
    zofia.has_no_barriers()
    zofia.clicks(zofia.page.locator("#p-3\\.1").get_by_role("link", name=re.compile("Uwaga")))
    zofia.has_no_barriers().fills(
        wording="Wojewódzki Urząd Pracy przygotuje ulotki w pięciu językach."
    )
    zofia.presses("Wyślij uwagę").sees("Uwaga jest zapisana.")


def sends_word_back(zofia, link, folder):
    """The DOCX of her own, with a comment written in LibreOffice, and a foreign one before it."""
    with zofia.page.expect_download() as waiting:
        zofia.page.get_by_role("link", name="DOCX").click()
    sent, returned = folder / "sent.docx", folder / "returned.docx"
    waiting.value.save_as(sent)
    steps = folder / "steps.json"
    steps.write_text('[["comment", "otworzyła", "Od której godziny?"]]', encoding="utf-8")
    subprocess.run(["/usr/bin/python3", EDITOR, sent, returned, steps], check=True, timeout=180)
    zofia.presses("Odeślij plik Word").has_no_barriers()
    zofia.page.set_input_files("[name=file]", Path(__file__))
    zofia.presses("Wyślij plik")
    assert zofia.page.locator(".errorlist").count() >= 1
    zofia.page.set_input_files("[name=file]", returned)
    zofia.presses("Wyślij plik").sees("Znalezione uwagi: 1.")
    zofia.sees("Od której godziny?")


def settles(anna):
    """One remark is accepted and goes into the text, the other is rejected with its reason."""
    anna.opens(MEETING).presses("Uwagi (4)").has_no_barriers()
    for words, state, reason in (
        ("pięciu językach", "accepted", ""),
        ("Od której godziny?", "rejected", "Tak było na posiedzeniu."),
        ("placówek w Warszawie", "rejected", "Uwaga do wcześniejszej wersji."),
        ("Proszę dopisać", "rejected", "Uwaga do wcześniejszej wersji."),
    ):
        panel = anna.page.locator("section.panel", has_text=words).filter(
            has=anna.page.locator("select")
        )
        panel.first.get_by_label("Rozstrzygnięcie").select_option(state)
        panel.first.get_by_label(re.compile("Odpowiedź dla autora")).fill(reason)
        anna.clicks(panel.first.get_by_role("button"))
        anna.sees("Uwaga jest rozstrzygnięta.")
    anna.sees("Wszystkie uwagi są rozstrzygnięte.")


def silence_is_consent(desk):
    """The day for remarks passes; the sweep of the running desk approves by itself."""
    yesterday = timezone.localdate() - timedelta(days=1)
    desk.manage(
        "shell",
        "-v",
        "0",
        "-c",
        "from datetime import date\n"
        "from meetings.models import MinutesRelease\n"
        "MinutesRelease.objects.filter(settled_at=None)"
        f".update(remarks_until_on=date.fromisoformat('{yesterday}'))",
    )
    told = "from meetings.models import MinutesApproval; print(MinutesApproval.objects.count())"
    eventually(
        lambda: desk.manage("shell", "-v", "0", "-c", told).strip() == "1", "silence has approved"
    )


def hands_over(anna, folder):
    anna.presses("Teczka do systemu EZD").has_no_barriers()
    anna.fills(case_sign="WPS-II.9511.4.2026").presses("Przygotuj teczkę")
    link = anna.page.get_by_role("link", name=re.compile("Teczka 1"))
    link.wait_for(timeout=40_000)
    with anna.page.expect_download() as waiting:
        link.click()
    path = folder / "teczka.zip"
    waiting.value.save_as(path)
    names = zipfile.ZipFile(io.BytesIO(path.read_bytes())).namelist()
    assert any(name.endswith("01-protokol-3.pdf") for name in names)
    assert any(name.endswith("metadane.xml") for name in names)
