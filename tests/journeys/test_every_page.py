"""Every page of the running desk: no barriers, no sideways scrolling, one language."""

import csv
import re

import polib
import pytest
from django.conf import settings

from meetings.demo import LAST_AGENDA, NEXT_AGENDA
from tests.journeys.people_at_work import Person

pytestmark = pytest.mark.journey

PEOPLE = {
    "visitor": None,
    "coordinator": "anna.borowik@muw.example.gov.pl",
    "member": "piotr.sosna@kgp.example.gov.pl",
    "secretary": "maria.topola@mswia.example.gov.pl",
    "administrator": "administrator@stol.example.org",
}
START = ["/", "/directory/", "/accounts/login/", "/accounts/password/reset/", "/nothing-here/"]
START_SIGNED_IN = [
    *["/waiting/", "/meetings/", "/meetings/?past=1", "/meetings/month/", "/calendar/", "/teams/"],
    *["/profile/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/password/change/"],
    *["/meetings/1/", "/meetings/2/", "/meetings/3/", "/meetings/3/convene/"],
    *["/kpd/", "/reports/", "/exchange/", "/exchange/posts/new/?kind=warning"],
    *["/exchange/groups/", "/exchange/telling/", "/exchange/drafts/", "/exchange/?state=recalled"],
    *["/exchange/requests/", "/exchange/requests/?of=us", "/exchange/requests/new/"],
    *["/exchange/library/", "/exchange/guidance/", "/exchange/signal/", "/exchange/kcik/"],
    *["/search/?q=zespol", "/search/?q=niczego", "/institutions/", "/mail/", "/mail/incoming/"],
]
VIEWS = [(1280, "light"), (320, "dark")]
# Links that lead away from pages: files, feeds, and what signs out.
NO_PAGE = re.compile(
    r"\.(ics|csv|pdf|docx|svg|xlsx|json)|/(pdf|docx)/$"
    r"|/(sign-in-sheet|certificate|excuse|protocol)/$"
    r"|/documents/\d+/$|/packs/\d|/workbook/$|/evidence/\d+/$|logout|/static/"
    r"|/records/\d+/$|/minutes/sign/\d+/$|/(draft-)?files/\d+/$|\.atom$"
    r"|/replies/\d+/file/$|/report/files/\d|/(export|table)/(xlsx|csv)/$"
)


@pytest.fixture(scope="module")
def open_desk(prepared, tmp_path_factory):
    running = prepared.embedded(tmp_path_factory.mktemp("desk")).start()
    yield running
    running.stop()


def kind_of(address):
    """Addresses that differ in numbers only are of one kind."""
    return re.sub(r"\d+", "N", re.sub(r"=[^&]*", "=", address))


def addresses_from(page):
    found = page.eval_on_selector_all(
        "a[href]", "nodes => nodes.map(node => node.getAttribute('href'))"
    )
    return [one.split("#")[0] for one in found if one.startswith("/") and not NO_PAGE.search(one)]


def walk(page, start):
    """Yield the given addresses and one of every other kind of page that links lead to."""
    waiting, seen, kinds = list(start), set(), set()
    while waiting:
        address = waiting.pop(0)
        known = kind_of(address) in kinds and address not in start
        if address in seen or known:
            continue
        seen.add(address)
        kinds.add(kind_of(address))
        page.goto(address)
        waiting += addresses_from(page)
        yield address


def overflow(page):
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.fixture
def browse(chromium, open_desk):
    """Return a maker of a signed-in person in a window of a given look."""
    contexts = []

    def person(name, **look):
        context = chromium.new_context(base_url=open_desk.url, locale="pl-PL", **look)
        contexts.append(context)
        return Person(context.new_page(), PEOPLE[name])

    yield person
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PEOPLE)
def test_pages_have_no_barriers_and_do_not_scroll_sideways(browse, name):
    """Every kind of page in both looks, and with text of 200 % and the spacing of WCAG 1.4.12."""
    person = browse(name, reduced_motion="reduce")
    page, wide, walked = person.page, [], 0
    for address in walk(page, START if name == "visitor" else START_SIGNED_IN):
        walked += 1
        for width, scheme in VIEWS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            person.has_no_barriers()
            if overflow(page) > 0:
                wide.append((address, width))
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate(LOOSE)
        if overflow(page) > 0:
            wide.append((address, "loosely set"))
    assert wide == []
    assert walked >= 10


LOOSE = """() => {
  document.documentElement.style.fontSize = '200%';
  for (const node of document.querySelectorAll('body, body *')) {
    node.style.lineHeight = '1.5';
    node.style.letterSpacing = '0.12em';
    node.style.wordSpacing = '0.16em';
  }
}"""


def names_of_institutions():
    """Names are names in every language, some of them are also the name of a kind."""
    with (settings.BASE_DIR / "data" / "institutions.csv").open(encoding="utf-8") as file:
        return {row["name"] for row in csv.DictReader(file)}


def sentences(language):
    """The words of the desk in one language that it never says in the other."""
    said = {"pl": set(), "en": set()}
    for path in (settings.BASE_DIR / "locale").glob("*/pl/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            said["pl"] |= set(entry.msgstr_plural.values()) or {entry.msgstr}
            said["en"] |= {entry.msgid, entry.msgid_plural}
    other = said["en" if language == "pl" else "pl"]
    return {words for words in said[language] - other if words and "%(" not in words}


# Pages whose very content is Polish: minutes, the report in the making, guidance and the library.
POLISH_BY_NATURE = re.compile(r"/minutes/|/report/|/exchange/(guidance|signal|library)/")


def lines_of(page, shown):
    """What stands on a page by itself: lines, links, headings, options, buttons.

    What is marked as written in another language is left out.
    """
    parts = page.locator(f'body [lang]:not([lang="{shown}"])').all_inner_texts()
    marked = {line.strip() for part in parts for line in part.splitlines()}
    return {line.strip() for line in page.locator("body").inner_text().splitlines()} - marked


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(("shown", "foreign"), [("pl", "en"), ("en", "pl")])
def test_no_page_speaks_the_other_language(browse, name, shown, foreign):
    """Letters, and pages behind a personal link, are in the language of their reader."""
    person = browse(name)
    # Words need neither colours nor fonts.
    person.page.route(re.compile(r"/static/|/charts?/"), lambda route: route.abort())
    if shown == "en":
        person.opens("/directory/" if name == "visitor" else "/waiting/").presses("English")
    content = {title for title, _minutes in NEXT_AGENDA + LAST_AGENDA} | {"Stan wykonania zadań"}
    content.add("Krajowy Mechanizm Referencyjny")  # the title of a guidance page, found by search
    strangers = sentences(foreign) - names_of_institutions() - content - {"English", "Polski"}
    found = {}
    for address in walk(person.page, START if name == "visitor" else START_SIGNED_IN):
        if re.match(r"/mail/.*\d", address):
            continue
        if shown == "en" and POLISH_BY_NATURE.search(address):
            continue
        assert person.page.locator("html").get_attribute("lang") == shown
        wrong = strangers & lines_of(person.page, shown)
        if wrong:
            found[address] = sorted(wrong)[:5]
    assert found == {}
