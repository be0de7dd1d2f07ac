"""A small table with its round, institutions and people, for the tests of statistics."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from coordination.choices import PostRole
from reports.models import Code, CodeList, ReturnRound, StatReturn
from reports.statistics import returning, rounds, tables
from reports.statistics.figures import Figure, read
from reports.statistics.shapes import shape_in
from tests import factories
from tests.reports.world import post

_next = count(1)
SEX = [("F", "kobiety", "women"), ("M", "mężczyźni", "men")]
FORM = [("SEX", "wykorzystanie seksualne", "sexual"), ("LAB", "praca przymusowa", "labour")]


def code_list(key, codes):
    """Return a code list with `(code, Polish, English)`."""
    made = CodeList.objects.create(
        key=f"{key}-{next(_next)}", name_pl=f"Lista {key}", name_en=f"List {key}", source="próba"
    )
    for position, (code, polish, english) in enumerate(codes, start=1):
        Code.objects.create(
            code_list=made, code=code, label_pl=polish, label_en=english, position=position
        )
    return made


def facts(**words):
    number = next(_next)
    return {
        "title": f"Tabela {number}",
        "purpose": "Próba",
        "counting_unit": "potential_victim",
        "counted": "Osoby rozpoznane",
        "counted_when": "W dniu rozpoznania",
        "counted_by": "Komenda",
        "not_counted": "Klienci KCIK",
        **words,
    }


class Figures:
    """A ready table of two axes with totals and institutions of different voivodeships.

    Args:
        institutions: How many; each has a writer and a signatory.
        axes: Pairs `(code list, summed)`; two of two codes each unless said otherwise.
    """

    PLACES = [("14", "mazowieckie"), ("10", "łódzkie"), ("24", "śląskie"), ("30", "wielkopolskie")]

    def __init__(self, institutions=2, axes=None):
        self.team = factories.team(f"Krajowy statystyczny {next(_next)}")
        self.secretary = factories.secretary_of(self.team)
        self.chair = factories.chair_of(self.team)
        self.lists = [code_list("forma", FORM), code_list("plec", SEX)]
        self.axes = axes or [(one, True) for one in self.lists]
        self.table = self.ready_table()
        self.places = [factories.voivodeship(*one) for one in self.PLACES]
        self.institutions = [
            factories.institution(
                f"Statystyczna {next(_next)}", voivodeship=self.places[place % len(self.places)]
            )
            for place in range(institutions)
        ]
        self.writers = [post(one, PostRole.CONTRIBUTOR) for one in self.institutions]
        self.signatories = [post(one, PostRole.SIGNATORY) for one in self.institutions]

    def draft_table(self, **words):
        axes = [
            {"name": one.name_pl, "code_list": one, "summed": summed} for one, summed in self.axes
        ]
        return tables.design(facts(**words), axes, by=self.secretary)

    def ready_table(self, **words):
        return tables.say_ready(self.draft_table(**words), by=self.secretary)

    def days(self, due=None, year=None):
        due = due or timezone.localdate() + timedelta(days=20)
        year = year or due.year - 1
        return {
            "period_from_on": date(year, 1, 1),
            "period_to_on": date(year, 12, 31),
            "opens_on": due - timedelta(days=30),
            "due_on": due,
        }

    def prepared_round(self, due=None, year=None, pairs=None, table=None, **fields):
        made = ReturnRound.objects.create(
            table=table or self.table,
            title=fields.pop("title", f"Runda {next(_next)}"),
            **self.days(due, year),
            **fields,
        )
        wanted = pairs or [(one, one.voivodeship) for one in self.institutions]
        rounds.ask(made, wanted, by=self.secretary)
        return made

    def open_round(self, due=None, year=None, pairs=None, **fields):
        made = self.prepared_round(due, year, pairs, **fields)
        return rounds.open_round(made, by=self.secretary)

    def of(self, round, place=0) -> StatReturn:
        """The first return of one institution."""
        return round.returns.with_facts().filter(institution=self.institutions[place]).first()

    def filled(self, stat_return, place=0, **texts):
        """Fill in a return: all twos and their totals unless said otherwise."""
        stat_return.refresh_from_db()
        return returning.save(
            stat_return,
            figures_for(stat_return, **texts),
            based_on=stat_return.revision,
            by=self.writers[place],
        )

    def prepared(self, stat_return, place=0, **texts):
        self.filled(stat_return, place, **texts)
        return returning.say_ready(stat_return, by=self.writers[place])

    def filed(self, stat_return, place=0, **texts):
        self.prepared(stat_return, place, **texts)
        return returning.file(stat_return, by=self.signatories[place])

    def accepted(self, stat_return, place=0, **texts):
        self.filed(stat_return, place, **texts)
        return returning.accept(stat_return, by=self.secretary)


def figures_for(stat_return, each=2, **texts):
    """Return consistent figures of a return, with single cells as typed: `SEX_F="5"`.

    A name joins the codes by an underscore; `T` is a total.
    """
    shape = shape_in(stat_return.round)
    found = {}
    for key in sorted(shape.keys, key=lambda one: len(shape.parts_of(one))):
        parts = shape.parts_of(key)
        number = sum(found[part].known for part in parts[0]) if parts else each
        found[key] = Figure("number", number) if number else Figure("zero")
    for name, text in texts.items():
        key = "|".join("" if code == "T" else code for code in name.split("_"))
        assert key in found, key
        figure = read(text)
        if figure is None:
            del found[key]
        else:
            found[key] = figure
    return found
