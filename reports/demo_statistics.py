"""A sample table with a closed round and an open one of the Police; every figure is invented."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from coordination.choices import PostRole
from coordination.models import Delivery, Institution, User
from reports.demo import SECRETARY, give
from reports.models import CodeList, DataTable, ReturnRound, StatReturn
from reports.statistics import checking, returning, rounds, tables
from reports.statistics.figures import ZERO, Figure
from reports.statistics.shapes import shape_in
from reports.statistics_choices import CellState, CountingUnit
from teams.models import Operator

TITLE = "Domniemane ofiary rozpoznane przez Policję w województwie (przykład)"
FACTS = {
    "title": TITLE,
    "purpose": "Skala zjawiska w województwie; tabela przykładowa, liczby są zmyślone.",
    "counting_unit": CountingUnit.POTENTIAL_VICTIM,
    "counted": "Osoby, wobec których Policja w okresie stwierdziła przesłanki handlu ludźmi.",
    "counted_when": "W dniu sporządzenia notatki o rozpoznaniu.",
    "counted_by": "Komenda wojewódzka, na której obszarze osobę rozpoznano.",
    "not_counted": (
        "Pokrzywdzeni w postępowaniach prokuratury i klienci KCIK: to inne jednostki liczenia."
    ),
}
AXES = [("Forma wykorzystania", "exploitation"), ("Obywatelstwo", "citizenship")]
COMMANDS = {
    "Komenda Wojewódzka Policji z siedzibą w Radomiu": "radom",
    "Komenda Wojewódzka Policji w Poznaniu": "poznan",
    "Komenda Wojewódzka Policji w Gdańsku": "gdansk",
    "Komenda Wojewódzka Policji w Łodzi": "lodz",
    "Komenda Wojewódzka Policji w Krakowie": "krakow",
    "Komenda Wojewódzka Policji w Szczecinie": "szczecin",
}
OWN = {"radom": "tomasz.wilk@kwp-radom.example.gov.pl"}
REASON = "Suma dla wykorzystania seksualnego różni się od notatki z narady; prosimy sprawdzić."
WORDS = "To jest zbieranie przykładowe; liczby są zmyślone."


@transaction.atomic
def load():
    """Design the sample table and run its rounds once."""
    if DataTable.objects.filter(title=TITLE).exists():
        return
    secretary = User.objects.get(email=SECRETARY)
    lists = {one.key: one for one in CodeList.objects.all()}
    axes = [{"name": name, "code_list": lists[key], "summed": True} for name, key in AXES]
    table = tables.say_ready(tables.design(FACTS, axes, by=secretary), by=secretary)
    people = give_posts()
    closed_round(table, people, secretary)
    open_round(table, people, secretary)
    kcik_round(secretary)


def give_posts():
    """Return who fills in and signs for each command, by institution."""
    people = {}
    for one in Institution.objects.filter(name__in=COMMANDS).in_polish_order():
        word = COMMANDS[one.name]
        user, _made = User.objects.get_or_create(
            email=OWN.get(word, f"statystyka@kwp-{word}.example.gov.pl"),
            defaults={"full_name": f"Statystyka ({one.short_name}, demonstracja)"},
        )
        for role in (PostRole.CONTRIBUTOR, PostRole.SIGNATORY):
            give(user, one, role)
        people[one] = user
    return people


def half_years(today):
    """Return the half-year that ended last and the one before, as pairs of days."""
    if today.month > 6:
        last = date(today.year, 1, 1), date(today.year, 6, 30)
        return last, (date(today.year - 1, 7, 1), date(today.year - 1, 12, 31))
    last = date(today.year - 1, 7, 1), date(today.year - 1, 12, 31)
    return last, (date(today.year - 1, 1, 1), date(today.year - 1, 6, 30))


def make_round(table, period, due_on, secretary, pairs):
    first, last = period
    half = "I" if first.month == 1 else "II"
    made = ReturnRound.objects.create(
        table=table,
        title=f"{table.title}: {half} półrocze {first.year}",
        period_from_on=first,
        period_to_on=last,
        opens_on=due_on - timedelta(days=30),
        due_on=due_on,
        words=WORDS,
    )
    rounds.ask(made, pairs, by=secretary)
    return rounds.open_round(made, by=secretary)


def closed_round(table, people, secretary):
    """All were accepted but one, from whom there is no information."""
    today = timezone.localdate()
    _last, before = half_years(today)
    pairs = [(one, one.voivodeship) for one in people]
    made = make_round(table, before, today - timedelta(days=100), secretary, pairs)
    returns = list(made.returns.with_facts())
    for place, one in enumerate(returns[:-1]):
        fill_in(one, people[one.institution], place)
        file(one, people[one.institution])
        returning.accept(one, by=secretary)
    rounds.close_round(made, by=secretary)
    Delivery.objects.about(made).delete()


def open_round(table, people, secretary):
    """One accepted, one returned, one filed, one begun, the others silent."""
    today = timezone.localdate()
    last, _before = half_years(today)
    pairs = [(one, one.voivodeship) for one in people]
    made = make_round(table, last, today + timedelta(days=12), secretary, pairs)
    by_word = {COMMANDS[one.institution.name]: one for one in made.returns.with_facts()}
    for place, word in enumerate(["poznan", "lodz", "krakow", "radom"]):
        one = by_word[word]
        own = people[one.institution]
        fill_in(one, own, place + 1, leaves=3 if word == "radom" else 0)
        if word != "radom":
            file(one, own)
    returning.accept(by_word["poznan"], by=secretary)
    returning.give_back(by_word["lodz"], reason=REASON, by=secretary)
    Delivery.objects.about(made).delete()


def kcik_round(secretary):
    """Ask the operator of KCIK for the half-year, where one is known."""
    operator = (
        Operator.objects.filter(programme__key="kcik")
        .select_related("institution")
        .order_by("-year_from")
        .first()
    )
    table = DataTable.objects.filter(standard="kcik-half-yearly").first()
    if operator is None or table is None:
        return
    today = timezone.localdate()
    due_on, (last, _before) = today + timedelta(days=20), half_years(today)
    made = make_round(table, last, due_on, secretary, [(operator.institution, None)])
    Delivery.objects.about(made).delete()


def invented(shape, place):
    """Return figures that add up; most are small, some are not known or not collected."""
    numbers: dict = {}
    for number, key in enumerate(shape.keys):
        parts = shape.parts_of(key)
        if not parts:
            numbers[key] = [0, 3, 12, 0, 7, 1, 24, 0, 2, 16][(number * 7 + place * 3) % 10]
    for key in sorted(shape.keys, key=lambda one: len(shape.parts_of(one))):
        for parts in shape.parts_of(key)[:1]:
            numbers[key] = sum(numbers[part] for part in parts)
    return {
        key: Figure(CellState.NUMBER, number) if number else ZERO
        for key, number in ((key, numbers[key]) for key in shape.keys)
    }


def fill_in(stat_return: StatReturn, by, place, leaves=0):
    """Fill in a return; what the check asks to explain is explained, some cells are left."""
    shape = shape_in(stat_return.round)
    figures = invented(shape, place)
    before = checking.before(stat_return, shape)
    for one in checking.problems(shape, figures, before):
        figures[one.key] = figures[one.key]._replace(explanation="Akcja kontrolna (przykład).")
    for key in list(figures)[len(figures) - leaves :]:
        del figures[key]
    returning.save(stat_return, figures, based_on=0, by=by)


def file(stat_return, by):
    returning.say_ready(stat_return, by=by)
    returning.file(stat_return, by=by)
