"""Rows of the whole desk as lines of text, the same on SQLite and PostgreSQL.

A line is one row in the order of its fields, each value as the field itself writes it, so that a
backup of one database goes into another and both give the same digest.
"""

import hashlib
import json
from contextlib import contextmanager
from itertools import islice

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

# Whoever was signed in when the backup was made is not signed in after it.
LEFT_OUT = {"sessions.session", "usersessions.usersession"}
CHUNK = 500


def tables():
    """Return the models that are kept, by name, those between two others included."""
    every = apps.get_models(include_auto_created=True)
    kept = (model for model in every if model._meta.managed and not model._meta.proxy)
    found = {model._meta.label_lower: model for model in kept}
    return {name: found[name] for name in sorted(found) if name not in LEFT_OUT}


def fields_of(model):
    return [field for field in model._meta.local_concrete_fields if not field.generated]


@contextmanager
def snapshot():
    """See the database as it is at one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # A transaction that only reads keeps nobody from writing; Django's own would.
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def lines_of(model):
    """Yield the rows of a model as lines, by key."""
    fields = fields_of(model)
    rows = models.QuerySet(model).order_by("pk").iterator(chunk_size=CHUNK)
    for row in rows:
        values = [value_of(field, row) for field in fields]
        yield json.dumps(values, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def value_of(field, row):
    if field.value_from_object(row) is None:
        return None
    return field.value_to_string(row)


def digest_of(model):
    """Return how many rows a model has and a digest over all of them."""
    digest, number = hashlib.sha256(), 0
    for line in lines_of(model):
        digest.update(line)
        number += 1
    return {"rows": number, "sha256": digest.hexdigest()}


def insert(model, lines):
    """Write rows as they were: no defaults, no signals, no times of now."""
    fields = fields_of(model)
    size = min(connection.ops.bulk_batch_size(fields, [None] * CHUNK), CHUNK) or 1
    lines = iter(lines)
    while chunk := list(islice(lines, size)):
        rows = [row_of(model, fields, json.loads(line)) for line in chunk]
        models.QuerySet(model)._insert(rows, fields=fields, using=connection.alias, raw=True)


def row_of(model, fields, values):
    row = model()
    for field, value in zip(fields, values, strict=True):
        setattr(row, field.attname, None if value is None else field.to_python(value))
    return row


def clear():
    """Remove what setting up an empty desk has written into its tables."""
    for model in tables().values():
        models.QuerySet(model)._raw_delete(connection.alias)


def go_on_numbering():
    """Let new rows take the numbers after those that were written."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(tables().values()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
