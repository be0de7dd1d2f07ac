"""Polish alphabetical order on both databases under one name.

PostgreSQL knows the ICU collation `pl-x-icu`; SQLite is taught one of the same name, so that
`Collate("name", POLISH)` sorts Ć after C and Ł after L wherever the desk runs.
"""

POLISH = "pl-x-icu"
LETTERS = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
RANK = {letter: number for number, letter in enumerate(LETTERS, start=1000)}


def sort_key(text):
    """Return a key that orders text as a Polish index does: letters first, case last."""
    lowered = text.casefold()
    return [RANK.get(char, ord(char) if ord(char) < 1000 else ord(char) + 2000) for char in lowered]


def compare(left, right):
    """Compare two texts for SQLite: -1, 0 or 1; case decides only between equals."""
    one, other = (sort_key(left), left), (sort_key(right), right)
    return (one > other) - (one < other)


def teach_connection(sender, connection, **kwargs):
    """Give a new SQLite connection the Polish collation."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(POLISH, compare)
