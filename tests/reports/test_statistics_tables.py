"""Tables with their cards and axes, code lists from the data."""

import csv
from io import StringIO

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from coordination import case_data
from reports.models import Axis, Cell, Code, CodeList, DataTable
from reports.statistics import reference_data, tables
from reports.statistics.shapes import frozen, shape_in, shape_of
from tests.reports.statistics_world import Figures, code_list, facts, figures_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return Figures()


def rows(name):
    with (settings.BASE_DIR / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def axes_of(*lists, summed=True):
    return [{"name": one.name_pl, "code_list": one, "summed": summed} for one in lists]


def test_code_lists_load_with_both_labels_and_loading_twice_changes_nothing():
    reference_data.load()
    before = [list(model.objects.order_by("pk").values()) for model in (CodeList, Code, Axis)]

    reference_data.load()

    after = [list(model.objects.order_by("pk").values()) for model in (CodeList, Code, Axis)]
    assert after == before
    assert Code.objects.count() == len(rows("code_list_codes.csv"))
    assert not Code.objects.filter(label_pl="").exists()
    assert not Code.objects.filter(label_en="").exists()


def test_every_picklist_of_htcds_is_there_to_the_last_code_with_its_credit():
    reference_data.load()

    known = set(
        Code.objects.filter(code_list__key__startswith="htcds-").values_list(
            "code_list__key", "code", "label_en"
        )
    )

    wanted = {
        (f"htcds-{row['field']}".lower(), row["code"], row["label_en"])
        for row in rows("htcds_picklists.csv")
    }
    assert known == wanted
    credits = CodeList.objects.filter(key__startswith="htcds-").values_list("credit", flat=True)
    assert set(credits) == {"HTCDS 2.0, IOM, CC BY 4.0"}


def test_no_label_of_a_list_looks_like_a_person_to_the_guard():
    reference_data.load()

    text = "\n".join(
        f"{one.label_pl}\n{one.label_en}" for one in Code.objects.order_by("code_list", "position")
    )

    assert case_data.find(text) == []


def test_standard_tables_that_the_secretary_changed_stay_changed():
    reference_data.load()
    DataTable.objects.filter(standard="kcik-half-yearly").update(title="Inny tytuł")

    call_command("load_reference_data", stdout=StringIO())

    assert DataTable.objects.get(standard="kcik-half-yearly").title == "Inny tytuł"
    assert DataTable.objects.exclude(standard="").count() == 2


def test_table_needs_one_to_three_different_lists(world):
    lists = [code_list(f"l{number}", [("A", "a", "a")]) for number in range(4)]

    for wrong in ([], lists, [lists[0], lists[0]]):
        with pytest.raises(ValidationError):
            tables.design(facts(), axes_of(*wrong), by=world.secretary)
    assert DataTable.objects.count() == 1


def test_table_that_nobody_could_fill_in_is_refused(world):
    codes = [(f"C{number}", "x", "x") for number in range(25)]
    big = [code_list("a", codes), code_list("b", codes)]

    with pytest.raises(ValidationError) as refusal:
        tables.design(facts(), axes_of(*big), by=world.secretary)

    assert "676" in refusal.value.messages[0]


def test_two_tables_do_not_share_a_title_unless_one_is_retired(world):
    with pytest.raises(ValidationError):
        world.draft_table(title=world.table.title)
    tables.retire(world.table, by=world.secretary)

    again = world.draft_table(title=world.table.title)

    assert again.title == world.table.title


def test_change_of_meaning_makes_a_new_edition_and_of_words_does_not(world):
    table, words = world.table, facts()
    same = axes_of(*world.lists)

    def change(revision, axes=same, **new):
        kept = {name: getattr(table, name) for name in tables.FACTS}
        return tables.redesign(table, kept | new, axes, based_on=revision, by=world.secretary)

    assert change(0, purpose=words["purpose"] + "!").edition == 1
    assert change(1, counted="Coś innego").edition == 2
    assert change(2, axes=axes_of(world.lists[0]), counted="Coś innego").edition == 3


def test_change_from_an_older_page_is_refused(world):
    kept = {name: getattr(world.table, name) for name in tables.FACTS}
    axes = axes_of(*world.lists)
    tables.redesign(world.table, kept | {"purpose": "1"}, axes, based_on=0, by=world.secretary)

    with pytest.raises(tables.TableChanged):
        tables.redesign(world.table, kept | {"purpose": "2"}, axes, based_on=0, by=world.secretary)

    world.table.refresh_from_db()
    assert world.table.purpose == "1"


def test_retired_table_is_not_changed_nor_asked_for(world):
    tables.retire(world.table, by=world.secretary)
    kept = {name: getattr(world.table, name) for name in tables.FACTS}

    with pytest.raises(tables.TableIsRetired):
        tables.redesign(world.table, kept, axes_of(world.lists[0]), based_on=0, by=world.secretary)
    with pytest.raises(tables.TableIsNotADraft):
        tables.say_ready(world.table, by=world.secretary)


def test_table_with_a_round_that_is_not_closed_is_not_retired(world):
    world.open_round()

    with pytest.raises(tables.TableHasRounds):
        tables.retire(world.table, by=world.secretary)


def test_round_keeps_the_table_as_it_was(world):
    round = world.open_round()
    before = shape_in(round)
    kept = {name: getattr(world.table, name) for name in tables.FACTS}
    new = kept | {"counted": "Coś innego", "title": "Nowy tytuł"}
    axes = axes_of(world.lists[0], summed=False)

    tables.redesign(world.table, new, axes, based_on=0, by=world.secretary)
    Code.objects.filter(code_list=world.lists[0]).update(label_pl="zmienione")
    round.refresh_from_db()

    assert shape_in(round) == before
    assert shape_in(round) != shape_of(DataTable.objects.get(pk=world.table.pk))
    assert round.shape == frozen(before)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "number", "value": None},
        {"state": "number", "value": 0},
        {"state": "number", "value": 10_000_000},
        {"state": "zero", "value": 1},
        {"state": "unknown", "value": 5},
        {"state": "not_collected", "value": 5},
    ],
)
def test_figure_has_a_value_exactly_when_it_is_a_number(world, wrong):
    one = world.of(world.open_round())

    with pytest.raises(IntegrityError), transaction.atomic():
        Cell.objects.create(stat_return=one, codes="SEX|F", **wrong)


def test_only_accepted_figures_may_be_released(world):
    round = world.open_round()
    accepted = world.accepted(world.of(round, 0), 0)
    world.filed(world.of(round, 1), 1)

    found = {(one.stat_return_id, one.codes): one.value for one in tables.cells_of(round)}

    wanted = {(accepted.pk, key): one.value for key, one in figures_for(accepted).items()}
    assert found == wanted
