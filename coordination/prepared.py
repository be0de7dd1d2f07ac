"""Questions that every page asks, put together once and asked many times with other values.

To build a small query takes Django ten times as long as the database takes to answer it. What a
query says stays written as a queryset, in one place; only its text is kept (ADR 10).
"""

from datetime import date

from django.db import DEFAULT_DB_ALIAS, connections

# Values no real question holds; their places in the finished query take the real ones.
PERSON = -987_654_321
DAY = date(1, 1, 3)


class Prepared:
    """A question about one person on one day.

    Args:
        build: Given a person's key and a day, returns a queryset of plain values (`values_list`).
    """

    def __init__(self, build):
        self.build = build
        self.texts = {}

    def ask(self, person, day, using=DEFAULT_DB_ALIAS):
        """Return the rows of plain values for a person's key on a day."""
        connection = connections[using]
        if connection.vendor not in self.texts:
            self.texts[connection.vendor] = self.build(PERSON, DAY).query.sql_with_params()
        text, holders = self.texts[connection.vendor]
        adapt = connection.ops.adapt_datefield_value
        values = {PERSON: person, adapt(DAY): adapt(day)}
        with connection.cursor() as cursor:
            cursor.execute(text, [values.get(holder, holder) for holder in holders])
            return cursor.fetchall()
