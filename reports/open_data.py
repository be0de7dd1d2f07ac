"""Open data of an adopted report: a line for each task, with headings that programs can read."""

from coordination.csv_tables import csv_table

COLUMNS = [
    "number",
    "title",
    "chapter",
    "lead",
    "kind",
    "deadline",
    "completion",
    "effect",
    "evidence",
    "contributions_asked",
    "contributions_accepted",
]


def csv_of(data):
    """Return the tasks as CSV; a task that was not assessed has empty words, not a zero."""
    return csv_table(COLUMNS, ([row.get(name, "") for name in COLUMNS] for row in data["tasks"]))
