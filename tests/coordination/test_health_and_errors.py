"""Whoever watches the machine gets an answer; whoever meets an error gets a reference number."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import timezone

from coordination import health, tasks
from coordination.refusals import Refused
from tests import factories

pytestmark = pytest.mark.django_db

handler400 = "coordination.views.errors.bad_request"
handler403 = "coordination.views.errors.forbidden"
handler404 = "coordination.views.errors.not_found"
handler500 = "coordination.views.errors.broken"


class NotOnSunday(Refused):
    message = "Not on a Sunday."


def fails(request):
    raise RuntimeError("secret detail")


def refuses(request):
    raise NotOnSunday


urlpatterns = [
    path("test-fails/", fails),
    path("test-refuses/", refuses),
    path("test-fine/", lambda request: HttpResponse("fine")),
    path("", include("coordination.urls")),
]


@pytest.fixture
def broker_answers(settings, monkeypatch):
    monkeypatch.setitem(health.PROBES, "broker", lambda: True)


def test_desk_that_is_well_says_so(client, broker_answers):
    answer = client.get("/health/")

    assert answer.status_code == 200
    assert answer.json() == dict.fromkeys(["database", "cache", "broker", "beat", "disk"], "ok")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("part", ["database", "cache", "broker", "beat", "disk"])
def test_part_that_fails_is_named_without_detail(client, broker_answers, monkeypatch, part):
    def broken():
        raise RuntimeError("secret detail")

    monkeypatch.setitem(health.PROBES, part, broken)
    answer = client.get("/health/")

    assert (answer.status_code, answer.json()[part]) == (503, "failed")
    assert b"secret" not in answer.content


def test_beat_that_has_stopped_is_seen(client, broker_answers):
    cache.set("beat-seen-at", timezone.now() - timedelta(minutes=6))

    assert client.get("/health/").json()["beat"] == "failed"


def test_beat_that_runs_is_seen(client, broker_answers):
    tasks.fetch_incoming_mail()

    assert client.get("/health/").json()["beat"] == "ok"


def test_health_needs_neither_host_nor_session(client, broker_answers):
    answer = client.get("/health/", headers={"host": "10.1.2.3"})

    assert (answer.status_code, answer.cookies) == (200, {})


def test_foreign_host_is_refused():
    assert Client().get("/directory/", headers={"host": "evil.example.org"}).status_code == 400


@override_settings(ROOT_URLCONF=__name__)
def test_unexpected_failure_shows_a_reference_and_no_detail(caplog):
    answer = Client(raise_request_exception=False).get("/test-fails/")

    page = answer.content.decode()
    number = re.search(r"\b[0-9a-f]{8}\b", page)
    assert answer.status_code == 500
    assert "secret detail" not in page
    assert number is not None
    assert any(number[0] in str(record.msg) for record in caplog.records)


@override_settings(ROOT_URLCONF=__name__)
def test_failure_page_stands_without_the_database(django_db_blocker, monkeypatch):
    monkeypatch.setattr("coordination.navigation.navigation", lambda request: 1 / 0, raising=True)

    answer = Client(raise_request_exception=False).get("/test-fails/")

    assert answer.status_code == 500
    assert b"<h1" in answer.content


@override_settings(ROOT_URLCONF=__name__)
def test_refusal_is_a_page_with_its_sentence():
    answer = Client().get("/test-refuses/")

    assert answer.status_code == 409
    assert "Not on a Sunday." in answer.content.decode()


def test_unknown_address_is_a_page_with_a_reference(client):
    answer = client.get("/no-such-page/")

    assert answer.status_code == 404
    assert re.search(r"\b[0-9a-f]{8}\b", answer.content.decode())


def test_forbidden_page_is_one_of_ours(signed_in):
    team = factories.team()

    answer = signed_in(factories.member_of(team)).get(f"/teams/{team.pk}/seats/add/")

    assert answer.status_code == 403
    assert b"<h1" in answer.content


def test_post_without_a_token_is_refused_in_our_frame():
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/language/", {"language": "en"})

    assert answer.status_code == 403
    assert b"<h1" in answer.content


@pytest.mark.parametrize("address", ["/directory/", "/accounts/login/", "/no-such-page/", "/kpd/"])
def test_every_page_carries_the_headers_that_keep_it_safe(client, address):
    answer = client.get(address)

    policy = answer["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", ["/profile/", "/teams/", "/mail/", "/no-such-page/"])
def test_page_of_a_signed_in_person_is_kept_by_nobody(signed_in, address):
    assert "no-store" in signed_in(factories.administrator()).get(address)["Cache-Control"]


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("/teams/", "/teams/"),
        ("https://evil.example.org/", "/"),
        ("//evil.example.org/", "/"),
        ("/\\evil.example.org", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        ("/teams/\r\nSet-Cookie: a=b", "/teams/%0D%0ASet-Cookie:%20a=b"),
    ],
)
def test_language_switch_leads_nowhere_else(client, target, kept):
    answer = client.post("/language/", {"language": "en", "next": target})

    assert (answer.status_code, answer.url) == (302, kept)


def test_language_is_remembered_with_the_person(signed_in):
    user = factories.person()

    signed_in(user).post("/language/", {"language": "en"})

    user.refresh_from_db()
    assert user.language == "en"


def test_unknown_language_changes_nothing(client):
    assert client.post("/language/", {"language": "xx"}).cookies.get("django_language") is None


def test_pages_are_polish_whatever_the_browser_asks_for(client):
    answer = client.get("/directory/", headers={"accept-language": "en"})

    assert answer["Content-Language"] == "pl"
    assert b'<html lang="pl"' in answer.content
