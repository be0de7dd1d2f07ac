"""A running desk and a browser for each way of running."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.prepared import Prepared, drop_database

CHROMIUM = os.environ.get("TEST_CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """The data of a desk on its first day, to copy from."""
    found = Prepared(tmp_path_factory.mktemp("prepared"))
    yield found
    found.forget()


@pytest.fixture(params=["embedded", "server"])
def resting(request, tmp_path, prepared):
    """A desk with its data that is not started yet, once embedded and once on a server."""
    database = prepared.copy() if request.param == "server" else None
    desk = prepared.server(tmp_path, database) if database else prepared.embedded(tmp_path)
    try:
        yield desk
    finally:
        desk.stop()
        if database:
            drop_database(database)


@pytest.fixture
def desk(resting):
    return resting.start()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def window(chromium, desk):
    """Return a maker of separate browser windows; what any of them complains of is collected."""
    complaints, contexts = [], []

    def open_window(**options):
        context = chromium.new_context(base_url=desk.url, locale="pl-PL", **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda words: note(complaints, words))
        return page

    open_window.complaints = complaints
    yield open_window
    for context in contexts:
        context.close()


def note(complaints, words):
    """Keep errors of the console; a refused save (409) is what a clash looks like to a browser."""
    if words.type == "error" and "409" not in words.text:
        complaints.append(words.text)
