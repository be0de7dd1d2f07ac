"""Dates in calendars, a joint meeting, a group, and the door, in two browsers (issue 3)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.working_days import next_working_day
from tests.journeys import calendar_program
from tests.journeys.people_at_work import Person
from tests.journeys.running_desk import eventually

pytestmark = pytest.mark.journey

ANNA = "anna.borowik@muw.example.gov.pl"
ZOFIA = "zofia.kalina@fundacja.example.org"
TOMASZ = "tomasz.wilk@kwp-radom.example.gov.pl"
MARIA = "maria.topola@mswia.example.gov.pl"
SERIES = "Posiedzenie robocze co dwa tygodnie"
NEXT = "/meetings/2/"
GROUP = "Grupa do spraw szkoleń"


def test_a_series_reaches_calendars_and_a_day_is_left_out(desk, window):
    anna, zofia = Person(window(), ANNA), Person(window(), ZOFIA)
    series = begins(anna)
    zofia.opens(series).sees("Nie ma takiej strony")
    sends(anna)
    zofia.opens(series).sees(SERIES).has_no_barriers()
    first = eventually(lambda: dates_of(desk), "the dates have come")
    rule = calendar_program.calendar_of(first)
    assert "RRULE:FREQ=WEEKLY" in rule
    assert "EXDATE" not in rule
    leaves_a_day_out(anna, series)
    second = eventually(lambda: dates_of(desk, "Zmiana terminów"), "the change has come")
    changed = calendar_program.calendar_of(second)
    assert "EXDATE" in changed
    assert calendar_program.value(changed, "UID") == calendar_program.value(rule, "UID")
    convenes_one(anna, desk, calendar_program.value(rule, "UID"))
    complaints = [one for one in window.complaints if "404" not in str(one)]
    assert complaints == []


def begins(anna):
    first = next_working_day(timezone.localdate() + timedelta(days=20))
    anna.opens("/meetings/series/add/")
    anna.fills(
        title=SERIES,
        frequency="fortnightly",
        begins_on=str(first),
        until_on=str(first + timedelta(days=100)),
        hour="09:00",
        place="Radom, sala 12",
        holidays="next",
    )
    anna.has_no_barriers().presses("Zapisz serię").sees("Seria rozpoczęta")
    return anna.address()


def sends(anna):
    anna.has_no_barriers().sees("Nikt jeszcze nie zna tych terminów")
    anna.presses("Roześlij terminy do kalendarzy").has_no_barriers().sees("jako jeden wpis")
    anna.presses("Roześlij terminy").sees("Terminy są w drodze").sees("Tomasz Wilk")
    anna.has_no_barriers()


def leaves_a_day_out(anna, series):
    anna.opens(series)
    anna.page.locator("a[href*='/skip/']").nth(2).click()
    anna.fills(reason="Urlopy").has_no_barriers().presses("Pomiń").sees("Termin pominięto")


def convenes_one(anna, desk, uid):
    """A convened meeting is an exception of the entry that people have."""
    anna.clicks(anna.page.locator(".todo a[href^='/meetings/']").first)
    anna.presses("Zwołaj").presses("Zwołaj i wyślij zaproszenia")
    letter = eventually(lambda: dates_of(desk, "Zaproszenie", uid), "the invitation has come")
    assert "RECURRENCE-ID" in calendar_program.calendar_of(letter)


def dates_of(desk, subject="Terminy posiedzeń", uid=""):
    """The newest letter to Tomasz with such a subject and, where given, of such an entry."""
    found = [
        message
        for message in desk.sink.to(TOMASZ, subject)
        if uid in calendar_program.calendar_of(message)
    ]
    return found[-1] if found else None


def test_teams_meet_together_and_a_group_is_set_up(desk, window):
    anna, maria = Person(window(), ANNA), Person(window(), MARIA)
    zofia = Person(window(), ZOFIA)
    maria.opens("/meetings/").presses("Wspólne posiedzenie: kontrole w rolnictwie sezonowym")
    meeting = maria.address()
    anna.opens(meeting).sees("Wspólnie z").sees("szkic").has_no_barriers()
    assert anna.page.get_by_role("link", name="Zwołaj", exact=True).count() == 0
    zofia.opens(meeting).sees("Nie ma takiej strony")
    maria.presses("Dołącz inne zespoły").has_no_barriers().presses("Zapisz")
    maria.presses("Zwołaj").presses("Zwołaj i wyślij zaproszenia").has_no_barriers()
    zofia.opens(meeting).sees("Wspólnie z").sees("Moja odpowiedź").has_no_barriers()
    eventually(
        lambda: [one for one in desk.sink.to(ZOFIA, "Zaproszenie") if "Wspólnie z" in body(one)],
        "she is invited to the joint meeting",
    )
    anna.opens("/teams/").page.locator("#own ~ ul a.subject").first.click()
    anna.presses("Powołaj grupę roboczą").has_no_barriers()
    anna.fills(name=GROUP, purpose="Plan szkoleń", act="uchwała nr 4/2026")
    anna.page.get_by_label("Stowarzyszenie Interwencji Prawnej").check()
    anna.presses("Powołaj").sees("Grupa robocza jest powołana").has_no_barriers()
    zofia.opens(anna.address()).sees(GROUP).sees("Grupa robocza zespołu").has_no_barriers()
    complaints = [one for one in window.complaints if "404" not in str(one)]
    assert complaints == []


def body(letter):
    return letter.get_body(("plain",)).get_content()


def test_at_the_door_deputies_excuses_and_keeping_out(desk, window, tmp_path):
    anna, zofia = Person(window(), ANNA), Person(window(), ZOFIA)
    anna.opens(NEXT).presses("Otwórz posiedzenie")
    refuses_one_deputy_for_two(anna)
    excuses(anna, "Tomasz Wilk", tmp_path)
    keeps_out(anna, zofia)
    with anna.page.expect_download() as waiting:
        anna.opens(NEXT).page.get_by_role("link", name="Zaświadczenie do akt (PDF)").click()
    assert waiting.value.suggested_filename.endswith(".pdf")
    assert window.complaints == []


def row_of(person, name):
    return person.page.locator("tr", has_text=name)


def refuses_one_deputy_for_two(anna):
    """The sentence stands beside the field; what was typed stays, and is mended there."""
    for name in ("Ewa Lipska", "Tomasz Wilk"):
        row_of(anna, name).locator("select").select_option("by_deputy")
        row_of(anna, name).locator("input[type=text]").fill("Jan Zastępca")
    anna.presses("Zapisz obecność").sees("uczestniczy już za inne miejsce").has_no_barriers()
    assert row_of(anna, "Ewa Lipska").locator("input[type=text]").input_value() == "Jan Zastępca"
    row_of(anna, "Tomasz Wilk").locator("select").select_option("absent")
    row_of(anna, "Tomasz Wilk").locator("input[type=text]").fill("")
    anna.presses("Zapisz obecność")


def excuses(anna, name, folder):
    row_of(anna, name).get_by_role("link").first.click()
    paper = folder / "pismo.png"
    anna.page.screenshot(path=paper)
    anna.fills(mode="excused", excuse="delegacja służbowa")
    anna.page.set_input_files("[name=excuse_file]", paper)
    anna.has_no_barriers().presses("Zapisz")
    row_of(anna, name).get_by_role("link").first.click()
    anna.sees("Dokument usprawiedliwienia")


def keeps_out(anna, zofia):
    """She checks in herself; kept out of an item she counts at the meeting, not at the item."""
    anna.opens(f"{NEXT}attendance/")
    check_in = anna.page.locator("a[href*='/check-in/']").first.get_attribute("href")
    zofia.opens(check_in).presses("Jestem na posiedzeniu").sees("Obecność odnotowana")
    anna.opens(f"{NEXT}attendance/")
    present = anna.page.locator("#quorum b").inner_text()
    row_of(anna, "Zofia Kalina").get_by_role("link").first.click()
    anna.page.locator("[name=keeps_out]").nth(2).check()
    anna.fills(keep_out_reason="sprawa własnej instytucji").presses("Zapisz")
    assert anna.page.locator("#quorum b").inner_text() == present
