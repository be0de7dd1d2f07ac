"""The main job from a blank form to circulated minutes, on the desk as it runs (issue 2 §4)."""

import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.journeys.calendar_program import calendar_of, reply, value
from tests.journeys.people_at_work import Person
from tests.journeys.running_desk import eventually

pytestmark = pytest.mark.journey

ANNA = "anna.borowik@muw.example.gov.pl"
TOMASZ = "tomasz.wilk@kwp-radom.example.gov.pl"
EWA = "ewa.lipska@prokuratura.example.gov.pl"
ZOFIA = "zofia.kalina@fundacja.example.org"
PIOTR = "piotr.sosna@kgp.example.gov.pl"
GUEST = "gosc@uczelnia.example.org"
NEWCOMER = "nowa.osoba@fundacja.example.org"
TITLE = "Posiedzenie w sprawie szkoleń"
MEMBERS = 11
# The sweep of each minute, and the letters it sends.
SWEEP_SECONDS = 90


def test_a_meeting_from_a_blank_form_to_circulated_minutes(desk, window, tmp_path):
    anna = Person(window(), ANNA)
    address = plans(anna, tmp_path)
    demo = "Zaproszenie: posiedzenie (mazowieckie)"
    eventually(lambda: desk.sink.about(demo), "the letters of the demo go out", SWEEP_SECONDS)
    convenes(anna, desk)
    invitations = eventually(lambda: all_invited(desk, anna), "everybody is invited")
    answers(desk, window, invitations, address)
    watches_the_answers(anna, address)
    changes_and_moves(anna, desk, address)
    takes_the_guest_off(anna, desk, address)
    holds_the_meeting(anna, window, address)
    circulates(anna, desk, window, address)
    prepares_the_next(anna)
    subscribes(anna, desk, address)
    assert window.complaints == []
    assert "Stopped." in desk.stop()


def plans(anna, folder):
    """One form; the advice appears while it is filled in, and a draft mails nobody."""
    anna.opens("/waiting/").has_no_barriers().presses("Zaplanuj posiedzenie")
    agenda = "Otwarcie\nSzkolenia dla inspektorów (20 min)\nPlan pracy na rok"
    anna.fills(title=TITLE, hour="13:00", agenda=agenda, place="Radom, ul. Żeromskiego 53")
    anna.sees("Wyprzedzenie zachowane").sees("Zaproszonych będzie 11 osób").has_no_barriers()
    paper = folder / "plan szkoleń.png"
    anna.page.screenshot(path=paper)
    anna.page.set_input_files("[name=documents]", paper)
    anna.presses("Zapisz szkic").sees("Nikt jeszcze nie został zawiadomiony").has_no_barriers()
    anna.presses("Dodaj gościa")
    anna.fills(name="Gość Zaproszony", email=GUEST, institution_name="Uczelnia").has_no_barriers()
    anna.presses("Dodaj gościa").sees("Gość jest na liście")
    return anna.address()


def convenes(anna, desk):
    assert desk.sink.to(GUEST) == []
    anna.presses("Zwołaj").has_no_barriers().presses("Zwołaj i wyślij zaproszenia")
    anna.sees("Zaproszenia są w drodze").has_no_barriers()


def all_invited(desk, anna):
    """The invitations to this meeting, by address, once every one has come."""
    number = anna.address().rstrip("/").rpartition("/")[2]
    found = {
        message["To"].addresses[0].addr_spec: message
        for _recipients, message in list(desk.sink.letters)
        if f"/meetings/{number}/" in body_of(message) and "Zaproszenie" in message["Subject"]
    }
    return found if len(found) == MEMBERS + 1 else None


def body_of(message):
    return message.get_body(("plain",)).get_content()


def personal_link(message, path="answer"):
    return re.search(rf"http://localhost:\d+(/{path}/\S+)", body_of(message))[1]


def answers(desk, window, invitations, address):
    """By calendar mail, by link, in the desk, by the secretary, and "my deputy will come"."""
    for message in invitations.values():
        assert "METHOD:REQUEST" in calendar_of(message)
    desk.receive(reply(invitations[EWA], EWA, "ACCEPTED", comment="Będę."))
    forged = reply(invitations[PIOTR], PIOTR, "DECLINED").replace(
        f"From: {PIOTR}".encode(), b"From: ktos@example.org"
    )
    desk.receive(forged)
    guest = Person(window()).opens(personal_link(invitations[GUEST]))
    guest.sees("brak odpowiedzi").has_no_barriers()
    guest.opens(personal_link(invitations[GUEST])).sees("brak odpowiedzi")
    guest.chooses("Przyjdę").presses("Wyślij odpowiedź").sees("Odpowiedź zapisano")
    tomasz = Person(window(), TOMASZ).opens(address).has_no_barriers()
    tomasz.presses("Odpowiedz")
    tomasz.chooses("Przyjdę").presses("Wyślij odpowiedź").sees("Odpowiedź zapisano")
    assert "Jak i kiedy" not in tomasz.opens(address).text()  # answers are for conveners
    zofia = Person(window()).opens(personal_link(invitations[ZOFIA]))
    zofia.chooses("Nie mogę, przyjdzie zastępca").fills(deputy="new")
    zofia.presses("Wyślij odpowiedź").sees("Potrzebne, gdy przychodzi inna osoba").has_no_barriers()
    zofia.fills(
        deputy_name="Nowa Osoba", deputy_email=NEWCOMER, authorisation="upoważnienie 7/2026"
    )
    zofia.presses("Wyślij odpowiedź").sees("Odpowiedź zapisano")
    deputys = eventually(lambda: desk.sink.to(NEWCOMER), "the deputy is invited")[0]
    assert "DELEGATED-FROM" in calendar_of(deputys)
    desk.receive(reply(deputys, NEWCOMER, "ACCEPTED"))


def watches_the_answers(anna, address):
    """The open page shows new answers by itself; the secretary enters one by telephone."""
    anna.opens(address).sees("Do kogo zadzwonić").has_no_barriers()
    text = anna.text()
    assert "poczta z kalendarza" in text
    assert "osobisty link" in text
    assert "przyjdzie zastępca" in text
    assert "nadawca niepotwierdzony" in text
    row = anna.page.get_by_role("row").filter(has_text="Barbara Olcha")
    row.get_by_role("link", name=re.compile("Wpisz odpowiedź")).click()
    anna.has_no_barriers().chooses("Przyjdę").presses("Zapisz odpowiedź")
    anna.sees("Zapisano odpowiedź: Barbara Olcha").sees("wpisane przez sekretarza")


def changes_and_moves(anna, desk, address):
    """Two edits become one letter that keeps SEQUENCE; a new date raises it and asks again."""
    anna.presses("Zmień").fills(place="Radom, sala 12").presses("Zapisz zmianę")
    anna.presses("Zmień").fills(title=f"{TITLE} i kontroli").presses("Zapisz zmianę")
    anna.presses("Wyślij teraz").sees("Listy o zmianie są w drodze")
    told = eventually(lambda: desk.sink.to(EWA, "Zmiana"), "Ewa is told of the change")
    assert len(told) == 1
    assert "Radom, sala 12" in body_of(told[0])
    assert f"{TITLE} i kontroli" in body_of(told[0])
    assert value(calendar_of(told[0]), "SEQUENCE") == "0"
    anna.opens(address).presses("Zmień").fills(hour="14:00").presses("Zapisz zmianę")
    anna.presses("Wyślij teraz")
    eventually(lambda: len(desk.sink.to(EWA, "Zmiana")) == 2, "Ewa is told of the new hour")
    moved = desk.sink.to(EWA, "Zmiana")[1]
    assert value(calendar_of(moved), "SEQUENCE") == "1"
    desk.receive(reply(told[0], EWA, "ACCEPTED"))  # about the old hour: changes nothing
    desk.receive(reply(moved, EWA, "ACCEPTED"))
    anna.opens(address).sees("dotyczy wcześniejszej wersji")


def takes_the_guest_off(anna, desk, address):
    """Only the removed person is told, by a CANCEL of his own."""
    before = len(desk.sink.letters)
    row = anna.opens(address).page.get_by_role("row").filter(has_text="Gość Zaproszony")
    row.get_by_role("link", name=re.compile("Usuń")).click()
    anna.fills(reason="Spotkamy się osobno.").has_no_barriers().presses("Usuń")
    gone = eventually(lambda: desk.sink.to(GUEST, "Nieaktualne"), "the guest is told")[0]
    assert "METHOD:CANCEL" in calendar_of(gone)
    assert len(desk.sink.letters) == before + 1


def holds_the_meeting(anna, window, address):
    """Attendance, minutes with autosave and a clash, a decision and a task at their item."""
    anna.opens(address).presses("Otwórz posiedzenie").has_no_barriers()
    for field in anna.page.locator("select[name$=-mode]").all()[:7]:
        field.select_option("on_site")
    anna.presses("Zapisz obecność").sees("jest kworum")
    anna.presses("Do protokołu").has_no_barriers()
    other = Person(window(), ANNA).opens(f"{address}minutes/")
    first = anna.page.locator("textarea[name$=-text]").first
    first.fill("Przewodnicząca otworzyła posiedzenie.")
    anna.sees("Zapisano ")
    first.press_sequentially(" Przyjęto porządek.")
    eventually(
        lambda: "wersja" not in anna.page.locator("[id^=saved-]").first.inner_text(), "saved again"
    )
    theirs = other.page.locator("textarea[name$=-text]").first
    theirs.fill("Inny zapis tego samego punktu.")
    other.sees("W międzyczasie ktoś inny zapisał ten tekst").has_no_barriers()
    other.sees("Przewodnicząca otworzyła posiedzenie.")
    other.page.locator("textarea[name$=-text]").first.fill("Zapis połączony z dwóch.")
    other.sees("Zapisano ")
    anna.opens(f"{address}minutes/").sees("Zapis połączony z dwóch")
    second = anna.page.locator("section.panel").nth(1)
    second.get_by_role("link", name="Zapisz decyzję").click()
    second.locator("textarea[name=text]").fill("Szkolenia odbędą się w marcu.")
    second.get_by_role("button", name="Zapisz decyzję").click()
    anna.sees("Zapisano decyzję nr")
    second = anna.page.locator("section.panel").nth(1)
    second.get_by_role("link", name="Zapisz zadanie").click()
    second.locator("[name=title]").fill("Przygotować listę uczestników")
    second.locator("[name=owner_seat]").select_option(index=1)
    second.get_by_role("button", name="Zapisz zadanie").click()
    anna.sees("Zadanie zapisano")
    third = anna.page.locator("section.panel").nth(2)
    third.locator("select[name=state]").select_option("deferred")
    third.locator("form.inline:not(.clock) button").click()
    anna.presses("Zakończ posiedzenie").sees("Posiedzenie się skończyło")


def circulates(anna, desk, window, address):
    """PDF and DOCX reach the members, who take note by their link with or without remarks."""
    anna.presses("Roześlij protokół").has_no_barriers().presses("Roześlij")
    anna.sees("Protokół jest w drodze").has_no_barriers()
    letter = eventually(lambda: minutes_for(desk, EWA), "Ewa has the minutes")
    assert list(letter.iter_attachments()) == []  # the reading of AMBER is noted, so it stays here
    ewa = Person(window()).opens(personal_link(letter, "minutes")).has_no_barriers()
    ewa.fills(remark="W punkcie 2 brakuje daty.").presses("Przeczytane; wyślij")
    ewa.sees("Odpowiedź zapisano")
    for words, start in (("PDF", b"%PDF-1."), ("DOCX", b"PK")):
        with ewa.page.expect_download() as download:
            ewa.page.get_by_role("link", name=words, exact=True).click()
        assert download.value.path().read_bytes().startswith(start)
    anna.opens(f"{address}minutes/remarks/").sees("W punkcie 2 brakuje daty.").has_no_barriers()
    anna.opens(address).sees("Plan pracy na rok")


def minutes_for(desk, email):
    """The letter with the minutes of this meeting, the third of the year."""
    return next(
        (one for one in desk.sink.to(email, "Protokół") if "nr 3/2026" in body_of(one)), None
    )


def prepares_the_next(anna):
    """The next form begins with the minutes to approve and what was deferred."""
    anna.opens("/meetings/new/")
    agenda = anna.page.input_value("[name=agenda]")
    assert "Przyjęcie protokołu posiedzenia" in agenda
    assert "Plan pracy na rok" in agenda
    assert "Informacja o otwartych zadaniach" in agenda


def subscribes(anna, desk, address):
    """A secret address shows the meeting, answers 304, and stops when it is renewed."""
    anna.opens("/calendar/").has_no_barriers()
    anna.page.get_by_role("button", name="Zrób adres").first.click()
    feed = anna.page.locator("input[readonly]").first.input_value()
    with urlopen(feed) as answer:
        text, tag = answer.read().decode(), answer.headers["ETag"]
    assert "i kontroli" in text.replace("\r\n ", "")
    with pytest.raises(HTTPError, match="304"):
        urlopen(Request(feed, headers={"If-None-Match": tag}))
    anna.presses("Unieważnij i zrób nowy").sees("Stary adres już nie działa")
    with pytest.raises(HTTPError, match="404"):
        urlopen(feed)
    anna.opens("/meetings/month/").has_no_barriers().opens("/meetings/").has_no_barriers()
