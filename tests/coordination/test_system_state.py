"""The page "Stan systemu": what fails is said in words, to administrators only."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from coordination import backing_up, health, system_state
from coordination.models import Delivery
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_KEY_FILE = tmp_path / "key"


@pytest.fixture
def page(client):
    client.force_login(factories.administrator())

    def read():
        return client.get(reverse("coordination:system"))

    return read


def test_every_part_of_the_check_of_health_has_a_name():
    assert set(system_state.PARTS) == set(health.PROBES)


def test_a_part_that_does_not_answer_is_named(page, monkeypatch):
    monkeypatch.setitem(health.PROBES, "broker", lambda: False)

    said = page().content.decode()

    assert said.count("nie odpowiada") == 1
    assert "kolejka zadań" in said.lower()


def test_a_letter_that_nobody_sends_is_told_of(page):
    letter = factories.letter(due_at=timezone.now() - timedelta(hours=2))

    assert page().context["letters"].is_late
    assert "nikt nie wysyła" in page().content.decode()

    Delivery.objects.filter(pk=letter.pk).update(due_at=timezone.now())
    assert not page().context["letters"].is_late


def test_letters_are_counted_by_what_became_of_them(page):
    for state in ("failed", "failed", "bounced", "unsure"):
        factories.letter(state=state)

    found = page().context["letters"]

    assert (found.waiting, found.failed, found.returned, found.unsure) == (0, 2, 1, 1)


def test_an_old_backup_is_told_of_and_a_fresh_one_listed(page):
    old = backing_up.make(timezone.now() - timedelta(days=3))
    assert page().context["backup_is_late"]

    fresh = backing_up.make()

    answer = page()
    assert not answer.context["backup_is_late"]
    assert [one.path for one in answer.context["backups"]] == [fresh.path, old.path]


def test_the_last_sweep_is_said(page):
    cache.set("beat-seen-at", timezone.now())
    assert "Zadania okresowe uruchomiono ostatnio" in page().content.decode()

    cache.delete("beat-seen-at")
    assert "Od godziny" in page().content.decode()


def test_the_page_asks_a_fixed_number_of_questions(page, django_assert_max_num_queries):
    page()
    for _number in range(20):
        factories.letter()
    with django_assert_max_num_queries(14):
        page()
