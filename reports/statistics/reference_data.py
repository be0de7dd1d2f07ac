"""Code lists and standard tables from `data/`; loading twice changes nothing.

Lists of HTCDS are IOM's, CC BY 4.0: the credit stands with each list and in every export. The
other lists follow the dimensions that Eurostat and IC-TIP ask for, in words written for the desk.
"""

from django.db import transaction

from reports.models import Axis, Code, CodeList, DataTable
from reports.statistics_choices import TableState
from teams.reference_data import rows

HTCDS = "htcds-"
WORDS = ["title", "purpose", "counting_unit", "counted", "counted_when", "counted_by"]


@transaction.atomic
def load():
    """Load lists, codes and standard tables; return how many code lists there are.

    A code that is known keeps its place and gets the newest wording; a standard table that exists
    is the secretary's and stays as it is.
    """
    lists = {row["key"]: load_list(row) for row in rows("code_lists.csv")}
    load_codes(lists)
    for row in rows("standard_tables.csv"):
        load_table(row, lists)
    return len(lists)


def load_list(row):
    words = {name: row[name] for name in ("name_pl", "name_en", "source", "credit")}
    found, _made = CodeList.objects.update_or_create(key=row["key"], defaults=words)
    return found


def load_codes(lists):
    english = {
        (f"{HTCDS}{row['field']}".lower(), row["code"]): row["label_en"]
        for row in rows("htcds_picklists.csv")
    }
    positions: dict = {}
    codes = []
    for row in rows("code_list_codes.csv"):
        key = row["list"]
        positions[key] = positions.get(key, 0) + 1
        codes.append(
            Code(
                code_list=lists[key],
                code=row["code"],
                label_pl=row["label_pl"],
                label_en=row["label_en"] or english[key, row["code"]],
                position=positions[key],
            )
        )
    Code.objects.bulk_create(
        codes,
        update_conflicts=True,
        unique_fields=["code_list", "code"],
        update_fields=["label_pl", "label_en", "position"],
    )


def load_table(row, lists):
    """Make a standard table unless it was made before."""
    if DataTable.objects.filter(standard=row["standard"]).exists():
        return
    table = DataTable.objects.create(
        standard=row["standard"],
        state=TableState.READY,
        not_counted=row["not_counted"],
        **{name: row[name] for name in WORDS},
    )
    for position, axis in enumerate(row["axes"].split(";"), start=1):
        name, key = axis.split(":")
        Axis.objects.create(
            table=table, position=position, name=name, code_list=lists[key], summed=True
        )
