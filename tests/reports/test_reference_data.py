"""What sources tell of the plans is loaded, once, with its sources, and nothing besides."""

import csv
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from reports.models import Assignment, Chapter, FormBox, Objective, PlanEdition, SubChapter, Task

pytestmark = pytest.mark.django_db
MODELS = [PlanEdition, Chapter, SubChapter, Objective, Task, FormBox]


@pytest.fixture
def loaded():
    call_command("load_reference_data", stdout=StringIO())


def rows(pattern):
    found = []
    for path in sorted((settings.BASE_DIR / "data").glob(pattern)):
        with path.open(encoding="utf-8", newline="") as file:
            found += list(csv.DictReader(file))
    return found


def test_everything_of_the_sources_is_there_and_no_more(loaded):
    counts = [model.objects.count() for model in MODELS[1:5]]

    names = ["kpd_chapters.csv", "kpd_subchapters.csv", "kpd_objectives.csv", "kpd_tasks_*.csv"]
    assert counts == [len(rows(name)) for name in names]
    assert not Assignment.objects.exists()


def test_every_task_keeps_its_source_and_what_was_printed(loaded):
    printed = {(row["title"], row["source"], row["note"]) for row in rows("kpd_tasks_*.csv")}

    assert set(Task.objects.values_list("title", "source", "note")) == printed
    assert set(Task.objects.exclude(number="").values_list("number", flat=True)) == {
        f"{row['chapter']}.{row['number']}" for row in rows("kpd_tasks_*.csv") if row["number"]
    }


def test_loading_twice_changes_nothing(loaded):
    before = [list(model.objects.order_by("pk").values()) for model in MODELS]

    call_command("load_reference_data", stdout=StringIO())

    assert [list(model.objects.order_by("pk").values()) for model in MODELS] == before


def test_page_of_an_edition_says_how_little_of_it_is_known(loaded):
    edition = PlanEdition.objects.get(year_from=2016)

    text = Client().get(edition.get_absolute_url()).content.decode()

    assert "Z tego wydania odtworzono ze źródeł publicznych 4 zadania" in text
    assert "policja.pl 128311" in text


def test_page_of_an_edition_without_tasks_says_so(loaded):
    edition = PlanEdition.objects.get(year_from=2025)

    text = Client().get(edition.get_absolute_url()).content.decode()

    assert "Niczego nie dopisano" in text


def test_demo_is_a_whole_sample_plan_and_marked_so(loaded):
    call_command("load_demo", stdout=StringIO())
    edition = PlanEdition.objects.get(is_sample=True)

    text = Client().get(edition.get_absolute_url()).content.decode()

    assert edition.tasks.count() == 60
    assert not edition.tasks.exclude(title__startswith="Zadanie przykładowe").exists()
    assert "Plan przykładowy do ćwiczeń" in text
    states = set(edition.cycles.get(state="open").contributions.values_list("state", flat=True))
    assert states == {"draft", "submitted", "returned", "accepted"}
