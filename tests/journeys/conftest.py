"""A running desk and a browser for each way of running."""

import os
import uuid

import psycopg
import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.running_desk import RunningDesk

SERVER = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")
CHROMIUM = os.environ.get("TEST_CHROMIUM", "/usr/bin/chromium")


@pytest.fixture
def own_database():
    """The address of an empty PostgreSQL database that is dropped afterwards."""
    name = f"desk_journey_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    yield f"{SERVER}/{name}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["embedded", "server"])
def desk(request, tmp_path):
    """A running desk, once embedded and once on PostgreSQL and Redis."""
    variables = {}
    if request.param == "server":
        variables = {
            "DATABASE_URL": request.getfixturevalue("own_database"),
            "REDIS_URL": f"{REDIS}/11",
            "CELERY_BROKER_URL": f"{REDIS}/12",
        }
    running = RunningDesk(tmp_path, variables)
    try:
        yield running.start()
    finally:
        running.stop()


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
