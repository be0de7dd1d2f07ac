"""The pages of statistics: the grid, what others see, queries, and the way from the KCIK desk."""

from io import StringIO

import pytest
from auditlog.models import LogEntry
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.choices import PostRole
from coordination.models import Delivery
from reports.models import DataTable, ReturnRound, StatReturn
from reports.statistics import returning, rounds
from reports.statistics.figures import Figure
from reports.statistics.shapes import shape_in
from teams.models import Programme
from tests import factories
from tests.reports.statistics_world import Figures, code_list, figures_for
from tests.reports.world import post

pytestmark = pytest.mark.django_db
CANARY = "7743291"


@pytest.fixture
def world():
    return Figures(institutions=2)


def client_of(user):
    browser = Client()
    if user is not None:
        browser.force_login(user)
    return browser


def page(user, address):
    return client_of(user).get(address).content.decode()


def form_of(one, **texts):
    """Return what a browser sends for a grid, with single cells as typed."""
    shape = shape_in(one.round)
    sent = {"based_on": one.revision, "rest": ""}
    for number, key in enumerate(shape.keys):
        name = "_".join(code or "T" for code in key.split("|"))
        sent[f"f{number}"] = texts.get(name, "")
    return sent


def save(user, one, sent, **more):
    return client_of(user).post(one.get_absolute_url(), sent | more)


def test_grid_saves_what_is_typed_and_leaves_empty_cells_empty(world):
    one = world.of(world.open_round())

    answer = save(world.writers[0], one, form_of(one, SEX_F="5", SEX_M="0", LAB_F="?", LAB_M="x"))

    assert answer.status_code == 302
    assert returning.figures_of(one) == {
        "SEX|F": Figure("number", 5),
        "SEX|M": Figure("zero"),
        "LAB|F": Figure("unknown"),
        "LAB|M": Figure("not_collected"),
    }


def test_empty_cells_become_what_the_writer_says_they_mean(world):
    one = world.of(world.open_round())

    save(world.writers[0], one, form_of(one, SEX_F="5"), rest="zero")

    figures = returning.figures_of(one)
    assert figures["SEX|F"] == Figure("number", 5)
    assert [key for key, figure in figures.items() if figure.state == "zero"] == [
        key for key in shape_in(one.round).keys if key != "SEX|F"
    ]


def test_wrong_figure_keeps_everything_that_was_typed_and_saves_nothing(world):
    one = world.of(world.open_round())
    sent = form_of(one, SEX_F="-5", SEX_M="1,5", LAB_F="dużo", LAB_M="99999999", T_T="12")

    answer = save(world.writers[0], one, sent)

    text = answer.content.decode()
    assert answer.status_code == 200
    for typed in ("-5", "1,5", "dużo", "99999999", "12"):
        assert f'value="{typed}"' in text
    for sentence in ("mniejsza od zera", "całkowita, bez kropki", "Wpisz liczbę", "za duża"):
        assert sentence in text
    assert one.cells.count() == 0


def test_case_data_in_an_explanation_are_refused(world):
    one = world.of(world.open_round())

    answer = save(
        world.writers[0],
        one,
        form_of(one, T_T="5"),
        w8="Ofiara Anna Nowak, PESEL 44051401359",
    )

    assert answer.status_code == 200
    assert "wygląda na dane osoby" in answer.content.decode()
    assert one.cells.count() == 0


def test_clash_shows_both_and_saving_once_more_puts_ones_own_in_place(world):
    one = world.of(world.open_round())
    mine = form_of(one, SEX_F="5")
    save(world.signatories[0], one, form_of(one, SEX_F="7"))

    answer = save(world.writers[0], one, mine)

    text = answer.content.decode()
    assert 'value="5"' in text
    assert "zapisane teraz: 7" in text
    assert returning.figures_of(one)["SEX|F"] == Figure("number", 7)
    one.refresh_from_db()
    save(world.writers[0], one, mine | {"based_on": one.revision})
    assert returning.figures_of(one)["SEX|F"] == Figure("number", 5)


def test_ready_button_says_all_that_is_missing(world):
    one = world.of(world.open_round())
    world.filled(one, SEX_F="", T_T="9")

    answer = client_of(world.writers[0]).post(
        reverse("reports:return-ready", args=[one.pk]), follow=True
    )

    text = answer.content.decode()
    assert "1 pole jest puste" in text
    assert "Suma 9 jest większa" in text


def test_saving_a_filed_return_says_why_not(world):
    one = world.of(world.open_round())
    sent = form_of(one, SEX_F="5")
    world.filed(one)

    answer = client_of(world.writers[0]).post(one.get_absolute_url(), sent, follow=True)

    assert "Drugiego dla tej samej rundy" in answer.content.decode()
    assert returning.figures_of(one) == figures_for(one)


@pytest.mark.parametrize("number", [1, 3])
def test_tables_of_one_and_of_three_axes_have_their_grid(number):
    lists = [code_list(f"l{place}", [("A", "a", "a"), ("B", "b", "b")]) for place in range(number)]
    world = Figures(institutions=1, axes=[(one, place != 1) for place, one in enumerate(lists)])
    one = world.of(world.open_round())
    world.filed(one)

    text = page(world.secretary, one.get_absolute_url())

    assert text.count('<th scope="row">') == {1: 3, 3: 6}[number]
    assert one.cells.count() == shape_in(one.round).size


def test_secretary_designs_a_table_asks_and_opens(world):
    browser = client_of(world.secretary)
    sent = dict.fromkeys(("purpose", "counted", "counted_when", "counted_by"), "x")
    sent |= {"title": "Nowa", "not_counted": "x", "counting_unit": "decision", "based_on": 0}
    sent |= {"list_1": world.lists[0].pk, "summed_1": "on", "list_3": world.lists[1].pk}
    browser.post(reverse("reports:data-table-add"), sent)
    table = DataTable.objects.get(title="Nowa")
    browser.post(reverse("reports:data-table-ready", args=[table.pk]))
    days = {name: str(day) for name, day in world.days().items()}
    browser.post(reverse("reports:return-round-add"), {"table": table.pk, "title": "R", **days})
    round = ReturnRound.objects.get(title="R")
    asked = {"institutions": [world.institutions[0].pk], "about": "each"}
    asked["voivodeships"] = ["14", "10", "24"]
    browser.post(reverse("reports:return-round-ask", args=[round.pk]), asked)

    browser.post(reverse("reports:return-round-open", args=[round.pk]))

    round.refresh_from_db()
    axes = shape_in(round).axes
    assert round.is_open
    assert [(one.code_list, one.summed) for one in axes] == [
        (world.lists[0].key, True),
        (world.lists[1].key, False),
    ]
    places = sorted(round.returns.values_list("voivodeship", flat=True))
    assert places == ["10", "14", "24"]


def test_institutions_are_asked_by_kind_about_their_own_voivodeship(world):
    for place in world.places[:3]:
        factories.institution(
            f"Komenda {place}", kind="police", level="voivodeship", voivodeship=place
        )
    round = world.prepared_round(pairs=[(world.institutions[0], None)])
    address = reverse("reports:return-round-ask", args=[round.pk])
    sent = {"kinds": ["police"], "about": "own", "voivodeships": ["14", "10"]}

    client_of(world.secretary).post(address, sent)
    again = client_of(world.secretary).post(address, sent)

    found = round.returns.exclude(institution=world.institutions[0])
    asked = set(found.values_list("institution__name", "voivodeship"))
    assert asked >= {("Komenda mazowieckie", "14"), ("Komenda łódzkie", "10")}
    assert all(teryt in ("14", "10") for _name, teryt in asked)
    assert "poproszono już" in again.content.decode()


def test_nobody_outside_comes_upon_figures_that_are_not_filed(world):
    round = world.open_round()
    one = world.of(round)
    words = {"SEX_F": CANARY, "SEX_T": "7743293", "T_F": "7743293", "T_T": "7743297"}
    world.prepared(one, **words)
    outside = {
        "secretary": world.secretary,
        "chair": world.chair,
        "other": world.writers[1],
        "member": factories.member_of(world.team),
        "administrator": factories.administrator(),
        "anonymous": None,
    }

    def found(user):
        addresses = ["/reports/", "/reports/statistics/", "/waiting/", round.get_absolute_url()]
        addresses += [one.get_absolute_url(), f"{one.get_absolute_url()}table/csv/"]
        addresses += [f"{round.get_absolute_url()}export/csv/"]
        addresses += [
            f"{one.get_absolute_url()}acts/{event.pk}/" for event in one.events.order_by("pk")
        ]
        return CANARY in "".join(page(user, address) for address in addresses)

    assert {who: found(user) for who, user in outside.items()} == dict.fromkeys(outside, False)
    assert found(world.writers[0])
    returning.file(one, by=world.signatories[0])
    readers = {who for who, user in outside.items() if found(user)}
    assert readers == {"secretary", "chair"}
    trail = "".join(f"{row.changes}{row.additional_data}" for row in LogEntry.objects.all())
    mail = "".join(f"{row.subject}{row.text}{row.html}" for row in Delivery.objects.all())
    assert CANARY not in trail + mail


def test_reading_anothers_figures_is_in_the_audit_trail(world):
    one = world.filed(world.of(world.open_round()))

    page(world.chair, one.get_absolute_url())

    read = LogEntry.objects.filter(object_pk=str(one.pk), actor=world.chair)
    assert [row.additional_data["verb"] for row in read] == ["read"]


def test_no_page_adds_figures_of_different_reporters(world):
    round = world.open_round()
    for place in (0, 1):
        one = world.of(round, place)
        world.accepted(one, place, SEX_F="1111", SEX_T="1113", T_F="1113", T_T="1117")

    address = round.get_absolute_url()
    text = page(world.secretary, address) + page(world.secretary, f"{address}export/csv/")

    assert "1111" in text
    assert "2222" not in text
    assert "2234" not in text


def queries(user, address):
    browser = client_of(user)
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_lists_of_many_returns_take_no_more_queries(world):
    round = world.open_round()
    addresses = ["/reports/statistics/", round.get_absolute_url()]
    addresses += [f"{round.get_absolute_url()}export/csv/", "/reports/statistics/tables/"]
    before = [queries(world.secretary, address) for address in addresses]
    more = [factories.institution(f"Nowa {number}") for number in range(12)]
    for one in more:
        post(one, PostRole.SIGNATORY)
    rounds.ask(round, [(one, place) for one in more for place in world.places], by=world.secretary)
    for _number in range(5):
        world.open_round(table=world.ready_table())

    after = [queries(world.secretary, address) for address in addresses]

    assert after == before


def test_grid_of_many_cells_takes_no_more_queries(world):
    small = world.of(world.open_round())
    big_list = code_list("duza", [(f"C{number}", "x", "x") for number in range(40)])
    world.axes = [(big_list, True), (world.lists[1], True)]
    big = world.of(world.open_round(table=world.ready_table()))
    world.filled(small)
    world.filled(big)

    counts = [queries(world.writers[0], one.get_absolute_url()) for one in (small, big)]

    assert counts[0] == counts[1]


def test_kcik_desk_leads_to_its_rounds(world):
    call_command("load_reference_data", stdout=StringIO())
    Programme.objects.get(key="kcik")
    table = DataTable.objects.get(standard="kcik-half-yearly")
    round = world.open_round(table=table, title="Klienci w półroczu")

    text = page(world.secretary, reverse("exchange:kcik"))

    assert round.get_absolute_url() in text
    assert table.get_absolute_url() in text
    member = factories.member_of(world.team)
    assert round.get_absolute_url() not in page(member, reverse("exchange:kcik"))


def test_silence_after_the_day_is_no_information_and_a_return_keeps_its_word(world):
    round = world.open_round()
    returned = world.filed(world.of(round, 0), 0)
    returning.give_back(returned, reason="Popraw", by=world.secretary)
    rounds.close_round(round, by=world.secretary)

    text = page(world.secretary, round.get_absolute_url())

    assert text.count(">brak informacji<") == 2
    assert text.count("zwrócone do poprawy") == 1
    assert not StatReturn.objects.filter(cells__state="zero").exists()


def test_the_form_of_a_round_is_polish_from_its_first_field(world):
    told = client_of(world.secretary).get(reverse("reports:return-round-add"))

    assert told.context["form"]["table"].label == "Tabela"
