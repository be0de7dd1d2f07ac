"""Decisions, votes and tasks: two people and more, each in a browser of his own (issue 4)."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils import timezone

from tests.journeys.people_at_work import Person
from tests.journeys.running_desk import eventually

pytestmark = pytest.mark.journey

ANNA = "anna.borowik@muw.example.gov.pl"
ZOFIA = "zofia.kalina@fundacja.example.org"
TOMASZ = "tomasz.wilk@kwp-radom.example.gov.pl"
EWA = "ewa.lipska@prokuratura.example.gov.pl"
MARIA = "maria.topola@mswia.example.gov.pl"
VOTE = "Regulamin grupy roboczej"
TEXT = "1. Powołuje się grupę roboczą.\n2. Grupa zbiera się co miesiąc."
TASK = "Zebrać dane o szkoleniach w województwie"


def body_of(letter):
    return letter.get_body(("plain",)).get_content()


def test_a_text_is_voted_on_by_every_way_and_goes_to_a_meeting(desk, window):
    anna, zofia = Person(window(), ANNA), Person(window(), ZOFIA)
    ballot = opens_a_vote(anna)
    votes_in_the_desk(zofia, ballot)
    answers_by_plain_mail(desk, anna, ballot)
    votes_by_link(desk, anna, ballot, window)
    is_told_on_the_telephone(anna, ballot)
    objects(zofia, anna, ballot)
    votes_in_secret(anna, zofia)
    assert window.complaints == []


def opens_a_vote(anna):
    anna.opens("/meetings/votes/").has_no_barriers().presses("Otwórz głosowanie obiegowe")
    anna.has_no_barriers().fills(title=VOTE, text=TEXT)
    too_soon = timezone.localdate() + timedelta(days=2)
    anna.fills(until_day=str(too_soon)).presses("Otwórz głosowanie")
    anna.sees("Regulamin wymaga dłuższego głosowania obiegowego.")
    assert anna.page.locator("[name=title]").input_value() == VOTE
    anna.fills(until_day=str(timezone.localdate() + timedelta(days=7)))
    anna.presses("Otwórz głosowanie").sees("Głosowanie otwarte").has_no_barriers()
    return anna.address()


def votes_in_the_desk(zofia, ballot):
    zofia.opens("/waiting/").sees("Głosy do oddania").sees(VOTE).has_no_barriers()
    zofia.opens(ballot).presses("Głosuj").has_no_barriers()
    zofia.chooses("za").fills(reason="Grupa jest potrzebna.").presses("Oddaj głos")
    zofia.sees("Dziękujemy, głos zapisany").sees("oddano głos")
    assert "Grupa jest potrzebna." not in zofia.text()
    zofia.presses("Zmień głos").chooses("wstrzymuję się").presses("Oddaj głos")


def ballot_paper(desk, email):
    return eventually(
        lambda: next(
            (one for one in desk.sink.to(email, "Głosowanie obiegowe") if VOTE in body_of(one)),
            None,
        ),
        "the ballot paper has come",
    )


def answers_by_plain_mail(desk, anna, ballot):
    """The letter is answered as an office's program does: the old text hangs below."""
    paper = ballot_paper(desk, TOMASZ)
    desk.receive(answer(paper, TOMASZ, "PRZECIW – za rzadko\n\nuwagi do pkt 2: co dwa tygodnie"))
    told = eventually(
        lambda: desk.sink.to(TOMASZ, "Zapisano w głosowaniu"), "the confirmation has come"
    )
    assert "Głos: przeciw" in body_of(told[0])
    assert "co dwa tygodnie" in body_of(told[0])
    desk.receive(answer(paper, EWA, "ZA"))
    anna.opens(ballot).sees("e-mailem").sees("za rzadko").sees("co dwa tygodnie")
    anna.sees("Nadawca nie jest osobą, do której wysłano tę kartę do głosowania.")
    anna.has_no_barriers()
    anna.opens("/waiting/").sees("Odp.: Głosowanie obiegowe")


def answer(paper, sender, words):
    letter = EmailMessage()
    letter["From"], letter["To"] = sender, paper["From"]
    letter["Subject"] = f"Odp.: {paper['Subject']}"
    letter["In-Reply-To"] = paper["Message-ID"]
    quoted = "\n".join(f"> {line}" for line in body_of(paper).splitlines())
    letter.set_content(f"{words}\n\nW dniu dzisiejszym Stół koordynacji pisze:\n{quoted}")
    return letter.as_bytes()


def votes_by_link(desk, anna, ballot, window):
    link = re.search(r"http\S+/vote/\S+", body_of(ballot_paper(desk, EWA)))[0]
    ewa = Person(window())
    ewa.opens(link).sees(TEXT.splitlines()[0]).has_no_barriers()
    ewa.chooses("za").presses("Oddaj głos").sees("Dziękujemy, głos zapisany").has_no_barriers()
    anna.opens(ballot).sees("zagłosowało 3 z 12")


def is_told_on_the_telephone(anna, ballot):
    row = anna.page.locator("tbody tr").filter(has_not_text="oddano").first
    anna.clicks(row.get_by_role("link", name=re.compile("Wpisz głos")))
    anna.has_no_barriers().chooses("za").fills(heard_how="telefonicznie o 12:30")
    anna.presses("Wpisz głos").sees("telefonicznie o 12:30")
    assert anna.address() == ballot


def objects(zofia, anna, ballot):
    zofia.opens(ballot).presses("Zgłoś sprzeciw wobec trybu obiegowego").has_no_barriers()
    zofia.fills(reason="Trzeba to omówić.").presses("Zgłoś sprzeciw")
    zofia.sees("Tekst trafi na następne posiedzenie").sees("za rzadko").has_no_barriers()
    anna.opens("/meetings/proposals/").presses(VOTE).sees("tekst i wszystkie stanowiska")


def votes_in_secret(anna, zofia):
    """In the room: who voted is seen, what is not; without a quorum nothing is adopted."""
    anna.opens("/meetings/2/").presses("Otwórz posiedzenie")
    check_in = anna.page.locator("a[href*='/check-in/']").first.get_attribute("href")
    zofia.opens(check_in).presses("Jestem na posiedzeniu")
    anna.opens("/meetings/2/minutes/")
    anna.clicks(anna.page.get_by_role("link", name=re.compile("Zarządź głosowanie")).first)
    anna.has_no_barriers().fills(title="Wybór przewodniczącego grupy", text="Wybiera się osobę.")
    anna.chooses("tajne").presses("Otwórz głosowanie").has_no_barriers()
    ballot = anna.address()
    zofia.opens(ballot).presses("Głosuj").has_no_barriers()
    zofia.chooses("przeciw").presses("Oddaj głos").sees("oddano głos")
    anna.opens(ballot).sees("oddano głos").presses("Zamknij głosowanie").has_no_barriers()
    anna.presses("Zamknij głosowanie").sees("Nie rozstrzygnięto z braku kworum")
    anna.has_no_barriers()


def test_a_decision_is_kept_reviewed_published_and_handed_down(window):
    anna, maria, zofia = (Person(window(), who) for who in (ANNA, MARIA, ZOFIA))
    keeps_the_register(anna, window)
    hands_down(maria)
    accepts(anna)
    reports(zofia)
    maria.opens("/meetings/tasks/").presses(TASK).sees("Zebrano dane z czterech instytucji.")
    maria.sees("z 16 zespołów zakończyło").has_no_barriers()
    anna.opens("/waiting/").sees("Zadania do rozstrzygnięcia")
    anna.clicks(anna.page.get_by_role("link", name=re.compile("Sprawdź wykonanie")).first)
    anna.chooses("potwierdzić wykonanie").presses("Zapisz krok").sees("wykonane, potwierdzone")
    assert window.complaints == []


def keeps_the_register(anna, window):
    anna.opens("/meetings/decisions/").has_no_barriers().presses("1/2026 mazowieckie")
    anna.has_no_barriers().presses("Ustal daty").has_no_barriers()
    today = str(timezone.localdate())
    anna.fills(in_force_from_on=today).presses("Zapisz").sees("Daty zapisane")
    anna.presses("Odnotuj przegląd").fills(finding="Ulotki wyłożono.").presses("Odnotuj przegląd")
    anna.sees("Ulotki wyłożono.").presses("Zapisz zdanie odrębne")
    seat = anna.page.locator("[name=seat] option").nth(1).get_attribute("value")
    anna.fills(seat=seat, text="Potrzebny jest piąty język.").presses("Zapisz")
    anna.sees("Potrzebny jest piąty język.")
    with anna.page.expect_download() as waiting:
        anna.page.get_by_role("link", name="Wyciąg (DOCX)").click()
    assert waiting.value.suggested_filename.endswith(".docx")
    anna.presses("Opublikuj").has_no_barriers().presses("Opublikuj").sees("na stronie publicznej")
    public = anna.page.get_by_role("link", name="Zobacz stronę publiczną").get_attribute("href")
    visitor = Person(window())
    visitor.opens(public).sees("Ulotki będą wyłożone").has_no_barriers()
    assert "piąty język" not in visitor.text()
    anna.presses("Zdejmij ze strony publicznej").fills(reason="Do poprawy.").presses("Zdejmij")
    assert "Ulotki będą wyłożone" not in visitor.opens(public).text()


def hands_down(maria):
    maria.opens("/meetings/decisions/").presses("1/2026 zespół krajowy")
    maria.presses("Przekaż zadanie zespołom").has_no_barriers().fills(title=TASK)
    seat = maria.page.locator("[name=owner_seat] option").nth(1).get_attribute("value")
    assert maria.page.locator("[name=teams]:checked").count() == 16
    maria.fills(owner_seat=seat).presses("Przekaż").sees("brak informacji: 16").has_no_barriers()


def accepts(anna):
    anna.opens("/waiting/").sees(TASK).has_no_barriers()
    anna.clicks(anna.page.get_by_role("link", name=re.compile("Przyjmij albo odmów")).first)
    anna.chooses("przyjąć").presses("Zapisz krok").sees("Proszę wybrać miejsce")
    anna.page.locator("[name=owner_seat]").select_option(label=ZOFIAS_SEAT)
    anna.presses("Zapisz krok").sees("przyjęte").has_no_barriers()


ZOFIAS_SEAT = "Stowarzyszenie Interwencji Prawnej"


def reports(zofia):
    zofia.opens("/waiting/").sees(TASK)
    zofia.clicks(zofia.page.get_by_role("link", name=re.compile("Zgłoś stan")).first)
    zofia.has_no_barriers().chooses("zrobione").presses("Zapisz krok")
    zofia.sees("Proszę napisać jedno zdanie").fills(note="Zebrano dane z czterech instytucji.")
    zofia.chooses("zrobione").presses("Zapisz krok").sees("zgłoszone jako wykonane")
