"""Odd values in every query, form and address never give an error page (quality S5)."""

import re
from itertools import cycle, islice

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.access.places import Places
from tests.access.table import ROWS, WHO

pytestmark = pytest.mark.django_db

MARK = "<b onload=alert(1)>"
ODD = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\u202egnp.exe",
    "\ud800".encode("utf-8", "surrogatepass"),
    b"\xff\xfe",
    "9" * 30,
    "-1",
    "0",
    "1e309",
    "NaN",
    "9223372036854775808",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2026-02-30",
    "2026-13",
    "0001-01",
    "9999-12",
    "2026-03-29T02:30",
    "9999-12-31T23:59",
    "0001-01-01T00:00",
    "24:00",
    MARK,
    "{{ settings.SECRET_KEY }}{% debug %}",
    "a\r\nBcc: x@example.org",
    "=HYPERLINK(1)",
    "../../etc/passwd",
    "x" * 6000,
    "ł" * 3000,
    "' OR 1=1 --",
    "[]",
    "on",
    "\u2028\u2029\ufeff",
]
QUERIES = {
    "coordination:search": ["q"],
    "coordination:institution-list": ["q", "kind", "voivodeship", "page"],
    "coordination:people": ["page"],
    "coordination:outbox": ["state", "recipient", "about", "page"],
    "coordination:incoming": ["page"],
    "teams:team-detail": ["on"],
    "teams:roster-export": ["on"],
    "meetings:meeting-list": ["q", "team", "status", "from", "until", "when", "page"],
    "meetings:meeting-month": ["month", "year", "team"],
    "meetings:meeting-create": ["team", "copy", "from", "after"],
    "meetings:meeting-advice": ["team", "day", "starts", "start", "date", "length", "meeting"],
    "meetings:answer-by-link": ["done", "answer"],
    "meetings:acknowledge-by-link": ["done"],
    "meetings:minutes-read": ["version"],
    "coordination:home": ["next"],
    "exchange:feed": [
        *["q", "team", "kind", "label", "institution", "unread", "state", "page"],
    ],
    "exchange:post-add": ["kind"],
    "reports:recommendation-list": [
        *["q", "body", "round", "answer_state", "unanswered", "overdue", "page"],
    ],
    "reports:recommendation-table": ["q", "body", "round", "overdue"],
    "reports:team-activities": ["year"],
    "reports:team-comparison": ["year"],
    "reports:team-comparison-table": ["year"],
    "reports:cycle-office": ["which"],
    "reports:assessment-list": ["state", "page"],
    "reports:contradictions": ["kind", "page"],
    "reports:statistics": ["page"],
    "reports:data-table-list": ["page"],
    "reports:return-round-add": ["table"],
    "reports:stat-return": ["explain"],
    "reports:review-list": ["state", "reporter", "chapter", "late", "page"],
}


@pytest.fixture(scope="module")
def place_of_all(django_db_setup, django_db_blocker):
    """One world for the whole file: every request below undoes what it changed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Places()
        transaction.set_rollback(True)


def browser_of(places, who):
    browser = Client(raise_request_exception=False)
    browser.force_login(places.actors[who])
    return browser


def ask(browser, method, address, values=None):
    """Return the answer; whatever was changed is undone."""
    with transaction.atomic():
        answer = getattr(browser, method)(address, values or {})
        content = b"" if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer, content


def problem_of(answer, content):
    """Say what is wrong with an answer, or nothing."""
    if answer.status_code >= 500:
        return answer.status_code
    return "live markup" if MARK.encode() in content else ""


def problems(places, who, name, method, fields):
    row = ROWS[name]
    address, browser = places.address(name, row.arguments), browser_of(places, who)
    found = {}
    for field in fields:
        for value in ODD:
            wrong = problem_of(*ask(browser, method, address, {field: value}))
            if wrong:
                found[name, field, repr(value)[:30]] = wrong
    return found


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("who", ["coordinator", "administrator", "national"])
def test_odd_queries_get_a_page(place_of_all, who, name):
    assert problems(place_of_all, who, name, "get", QUERIES[name]) == {}


KNOCKERS = ["coordinator", "member", "administrator", "national"]
# Making a PDF for each odd value would take minutes; the form itself has one field.
WITHOUT_A_FORM = {"meetings:minutes-circulate", "teams:roster-confirm"}


def fields_of(content):
    """Return the names of the fields of a page's forms, the token and buttons left out."""
    names = re.findall(rb'<(?:input|select|textarea)[^>]* name="([^"]+)"', content)
    return sorted({name.decode() for name in names} - {"csrfmiddlewaretoken"})


def typed_into(content):
    """Return the values that a browser would send for a page as it is."""
    found = {}
    for tag in re.findall(rb"<input[^>]*>", content):
        name = re.search(rb' name="([^"]+)"', tag)
        value = re.search(rb' value="([^"]*)"', tag)
        if name and value and b'type="checkbox"' not in tag:
            found[name[1].decode()] = value[1].decode()
    for name, inside in re.findall(
        rb'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', content, re.DOTALL
    ):
        values = [one for one in re.findall(rb'<option value="([^"]*)"', inside) if one]
        if values:
            found[name.decode()] = values[0].decode()
    return found


def oddly_filled(sent, fields):
    """Yield forms with every field odd at once, and with each field odd alone, in turns."""
    for value in ODD:
        yield value, sent | dict.fromkeys(fields, value)
    turns = cycle(ODD)
    for field in fields:
        for value in islice(turns, 5):
            yield (field, value), sent | {field: value}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_odd_values_in_a_form_get_a_page(place_of_all, name):
    row = ROWS[name]
    who = next((one for one in KNOCKERS if row.answers[WHO.index(one)] == 200), None)
    if who is None or name in WITHOUT_A_FORM:
        return
    browser, address = browser_of(place_of_all, who), place_of_all.address(name, row.arguments)
    _answer, page = ask(browser, "get", address)
    fields = fields_of(page) or ["any"]
    sent = typed_into(page)

    found = {
        repr(what)[:60]: wrong
        for what, values in oddly_filled(sent, fields)
        if (wrong := problem_of(*ask(browser, "post", address, values)))
    }

    assert found == {}


TAKES_FILES = [
    "teams:roster-import",
    "meetings:document-add",
    "meetings:meeting-create",
    "exchange:post-add",
]


@pytest.mark.parametrize(
    "file_name", ["../../x.txt", "\u202ex.txt", "x" * 300 + ".txt", "a\x00.txt"]
)
@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"%PDF-1.4 <script>", b"\xff\xfe\x00"])
def test_odd_files_get_a_page(place_of_all, file_name, content):
    browser, found = browser_of(place_of_all, "coordinator"), {}
    for name in TAKES_FILES:
        address = place_of_all.address(name, ROWS[name].arguments)
        for field in ("file", "files", "documents"):
            file = SimpleUploadedFile("x.txt", content)
            file.name = file_name
            wrong = problem_of(*ask(browser, "post", address, {field: file, "title": "x"}))
            if wrong:
                found[name, field] = wrong

    assert found == {}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(value=st.text(max_size=80), name=st.sampled_from(sorted(QUERIES)))
def test_any_text_in_a_query_gets_a_page(signed_in, value, name):
    row = ROWS[name]
    if row.arguments:
        return
    with transaction.atomic():
        browser = signed_in(factories.administrator())
        browser.raise_request_exception = False
        address = reverse(name)
        statuses = {
            browser.get(address, {field: value.encode("utf-8", "replace")}).status_code
            for field in QUERIES[name]
        }
        transaction.set_rollback(True)

    assert max(statuses) < 500


@pytest.mark.parametrize(
    "path",
    [
        "/%00/",
        "/teams/%00/",
        "/%ff%fe/",
        "/answer/%00/",
        "/minutes/%F0%9F%98%80/",
        "/calendar/%00.ics",
        "/welcome/%00/",
        "/teams/99999999999999999999999/",
        "/teams/١/",
        "/search/?q=%00",
        "/search/?q=%ff%fe%fd",
        "/search/?%00=1",
        "/institutions/?page=%00",
        "/accounts/login/?next=%00",
        "/accounts/login/?next=%0d%0aSet-Cookie:%20a=b",
        "/accounts/password/reset/key/%00-%00/",
        "/accounts/confirm-email/%00/",
        "/directory/teams/9999999999999999999999/",
        "/kpd/9999999999999999999999/",
        "//evil.example.org/",
        "/teams/../teams/",
    ],
)
def test_odd_addresses_get_a_page(signed_in, path):
    for browser in (Client(raise_request_exception=False), signed_in(factories.person())):
        browser.raise_request_exception = False
        answer = browser.get(path)
        assert answer.status_code < 500
        assert not answer.get("Location", "").startswith(("//evil", "http://evil"))


@pytest.mark.parametrize("cookie", ["desk-session", "desk-csrf", "django_language", "messages"])
@pytest.mark.parametrize("value", ["", "\x00", "x" * 5000, "../..", "a;b", "Å\x82", '{"a":1}'])
def test_odd_cookies_get_a_page(cookie, value):
    browser = Client(raise_request_exception=False)
    browser.cookies[cookie] = value

    assert browser.get("/directory/").status_code < 500
