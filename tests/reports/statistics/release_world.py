"""A closed round of one table with accepted, returned and missing returns, and who releases it."""

from datetime import date
from itertools import count, product

from django.utils import timezone

from reports.models import (
    Axis,
    Cell,
    Code,
    CodeList,
    DataTable,
    ReturnRound,
    StatReturn,
)
from reports.release_choices import THRESHOLDS, Audience, Verdict
from reports.statistics import releasing
from reports.statistics.shapes import frozen, shape_of
from tests import factories

_next = count(1)
# Counts that stand nowhere else on a page, so that a leak of one is seen.
CANARIES = {("14", "F", "A"): 3, ("10", "M", "B"): 7}


def code_list(codes):
    found = CodeList.objects.create(
        key=f"lista-{next(_next)}", name_pl="Lista", name_en="List", source="test"
    )
    for position, code in enumerate(codes, start=1):
        Code.objects.create(
            code_list=found, code=code, label_pl=f"kod {code}", label_en=code, position=position
        )
    return found


def table(**facts):
    """A table of sex and age, with totals of both."""
    words = {
        "purpose": "Skala.",
        "counting_unit": "potential_victim",
        "counted": "Osoba.",
        "counted_when": "Raz.",
        "counted_by": "Instytucja.",
        "not_counted": "Nic.",
        "state": "ready",
    }
    made = DataTable.objects.create(title=f"Tabela {next(_next)}", **(words | facts))
    for position, (name, codes) in enumerate((("Płeć", "FM"), ("Wiek", "AB")), start=1):
        Axis.objects.create(
            table=made, position=position, name=name, code_list=code_list(codes), summed=True
        )
    return made


def round_of(data_table, year=2025, **facts):
    return ReturnRound.objects.create(
        table=data_table,
        **(
            {
                "title": f"Rok {year}",
                "period_from_on": date(year, 1, 1),
                "period_to_on": date(year, 12, 31),
                "opens_on": date(year + 1, 1, 1),
                "due_on": date(year + 1, 3, 1),
                "state": "closed",
                "opened_at": timezone.now(),
                "closed_at": timezone.now(),
                "shape": frozen(shape_of(data_table)),
            }
            | facts
        ),
    )


def counts(parts):
    """Add the totals of both axes to counts by sex and age."""
    found: dict = {}
    for (sex, age), number in parts.items():
        for key in product((sex, ""), (age, "")):
            found["|".join(key)] = found.get("|".join(key), 0) + number
    return found


def returned(round, institution, region, parts, *, state="accepted", by=None, odd=()):
    """One return with its cells.

    Args:
        parts: Counts by sex and age; totals are added to them.
        odd: `(codes, state)` of cells that are no count.
    """
    facts = {"filed_at": timezone.now(), "signed_by": by} if state in ("filed", "accepted") else {}
    made = StatReturn.objects.create(
        round=round, institution=institution, voivodeship=region, state=state, **facts
    )
    fill(made, parts, odd)
    return made


def fill(stat_return, parts, odd=()):
    stat_return.cells.all().delete()
    said = dict(odd)
    for codes, value in counts(parts).items():
        state = said.get(codes) or ("number" if value else "zero")
        Cell.objects.create(
            stat_return=stat_return,
            codes=codes,
            state=state,
            value=value if state == "number" else None,
        )


class ReleaseWorld:
    """Police of the country and of three voivodeships; two small counts among large ones."""

    def __init__(self):
        self.team = factories.team(f"Krajowy {next(_next)}")
        self.secretary = factories.secretary_of(self.team)
        self.chair = factories.chair_of(self.team)
        self.members = [factories.member_of(self.team) for _number in range(2)]
        self.police = factories.institution(f"Policja {next(_next)}")
        self.regions = [
            factories.voivodeship("14", "mazowieckie"),
            factories.voivodeship("10", "łódzkie"),
            factories.voivodeship("12", "małopolskie"),
        ]
        self.table = table()
        self.round = round_of(self.table)
        self.fill_round()

    def fill_round(self):
        by = self.secretary
        mazovia, lodz, krakow = self.regions
        self.first = returned(
            self.round,
            self.police,
            mazovia,
            {("F", "A"): 3, ("F", "B"): 41, ("M", "A"): 52, ("M", "B"): 0},
            by=by,
        )
        returned(
            self.round,
            self.police,
            lodz,
            {("F", "A"): 61, ("F", "B"): 22, ("M", "A"): 33, ("M", "B"): 7},
            by=by,
        )
        returned(self.round, self.police, krakow, {("F", "A"): 99}, state="returned")
        unknown = {("F", "A"): 64, ("F", "B"): 63, ("M", "A"): 85, ("M", "B"): 7}
        returned(self.round, self.police, None, unknown, by=by, odd=[("M|B", "unknown")])

    def prepared(self, audience=Audience.PUBLIC, **facts):
        facts = {"threshold": THRESHOLDS[audience], "words": "", "by": self.secretary} | facts
        return releasing.prepare(self.round, audience=audience, **facts)

    def sent(self, audience=Audience.PUBLIC, **facts):
        request = self.prepared(audience, **facts)
        first, second = self.members
        return releasing.send(request, first=first, second=second, by=self.secretary)

    def approved(self, request):
        for one in self.members:
            request = releasing.decide(request, verdict=Verdict.APPROVED, reason="Zgodne.", by=one)
        return request.release

    def released(self, audience=Audience.PUBLIC, **facts):
        return self.approved(self.sent(audience, **facts))
