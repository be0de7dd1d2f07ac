"""Hiding small counts in a table of 16 × 11 × 6, and the page of a voivodeship over ten years."""

import random
from datetime import date
from itertools import product
from time import perf_counter

from django.test import Client
from django.utils import timezone

from benchmarks import reporting, servers
from benchmarks.pages import cookie_of, figure, queries, signed_in
from coordination.models import Voivodeship
from reports.models import (
    DataTable,
    ReleasedTotal,
    ReleaseRequest,
    ReturnRound,
    StatRelease,
)
from reports.statistics.suppressing import TOTAL, Reader, Table, suppress

SIZES, YEARS, REPORTERS = (16, 11, 6), 10, 3


def measure():
    return {"suppression of 16 x 11 x 6": suppression()} | region_over_ten_years()


def suppression():
    """A sparse table as the field has them: four of ten counts are zero, most others small."""
    table = random_table(random.Random(2026))
    start = perf_counter()
    found = suppress(table, [Reader(10)], threshold=10)
    seconds = perf_counter() - start
    reasons = [why.value for why in found.hidden.values()]
    return {
        "seconds": round(seconds, 2),
        "counts": len(table.values),
        "primary": reasons.count("primary"),
        "complementary": reasons.count("complementary"),
        "unprotected": len(found.unprotected),
    }


def random_table(chance):
    values: dict = {}
    for key in product(*[[f"{place:02}" for place in range(size)] for size in SIZES]):
        count = 0 if chance.random() < 0.4 else int(chance.expovariate(1 / 6))
        for total in product(*[(code, TOTAL) for code in key]):
            values[total] = values.get(total, 0) + count
    return Table(values, (True,) * len(SIZES))


def region_over_ten_years():
    """Three reporters in sixteen voivodeships, with one year and with ten."""
    secretary = reporting.secretary_of_all()
    for number in range(2, 33, 2):
        facts = {"name": f"województwo {number}", "seat": "x", "office": f"Urząd {number}"}
        Voivodeship.objects.get_or_create(teryt=f"{number:02}", defaults=facts)
    table = a_table(secretary)
    release_year(table, 0, secretary)
    address, last_year = "/statistics/voivodeships/14/", timezone.localdate().year
    few = queries(Client(), address)
    for back in range(1, YEARS):
        release_year(table, back, secretary)
    client = signed_in(secretary)
    cookie = cookie_of(client)
    with servers.serving("benchmarks.settings") as port:
        own = servers.rate(port, address, cookie)
    with servers.serving("benchmarks.floor") as port:
        bare = servers.rate(port, f"/totals/{last_year - YEARS}/", cookie)
    found = figure(own, bare)
    found |= {"queries": queries(Client(), address), "queries with one year": few}
    return {f"region over ten years, {ReleasedTotal.objects.count()} totals": found}


def a_table(secretary):
    words = dict.fromkeys(["purpose", "counted", "counted_when", "counted_by", "not_counted"], "x")
    return DataTable.objects.create(
        title="Tabela", counting_unit="potential_victim", state="ready", **words
    )


def release_year(table, back, secretary):
    year = timezone.localdate().year - back
    made = ReturnRound.objects.create(
        table=table,
        title=f"Rok {year}",
        period_from_on=date(year, 1, 1),
        period_to_on=date(year, 12, 31),
        opens_on=date(year, 1, 1),
        due_on=date(year, 12, 31),
        state="closed",
        opened_at=timezone.now(),
        closed_at=timezone.now(),
    )
    facts = {"round": made, "audience": "public"}
    request = ReleaseRequest.objects.create(
        **facts, threshold=10, state="released", author=secretary
    )
    release = StatRelease.objects.create(
        **facts, request=request, number=1, title=made.title, data=b"{}", sha256="0" * 64
    )
    ReleasedTotal.objects.bulk_create(totals(release, year))


def totals(release, year):
    names = [f"Instytucja {number}" for number in range(REPORTERS)]
    for (number, name), teryt in product(enumerate(names), range(2, 33, 2)):
        hidden = (number + teryt + year) % 5 == 0
        yield ReleasedTotal(
            release=release,
            table_title="Tabela",
            unit="potential_victim",
            reporter=name,
            kind=f"kind{number}",
            teryt=f"{teryt:02}",
            year_from=year,
            year_to=year,
            state="hidden" if hidden else "number",
            value=None if hidden else 10 + number + teryt,
        )
