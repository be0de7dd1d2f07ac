"""The editions of the national action plan, from `data/kpd_editions.csv`."""

from reports.models import PlanEdition
from teams.reference_data import day, rows


def load():
    """Load the editions; loading twice changes nothing. Return how many there are."""
    for row in rows("kpd_editions.csv"):
        PlanEdition.objects.get_or_create(
            year_from=int(row["year_from"]),
            year_to=int(row["year_to"]),
            defaults={
                "name": row["name"],
                "adopted_on": day(row["adopted_date"]),
                "adopting_body": row["adopting_body"],
                "source": row["source"],
            },
        )
    return PlanEdition.objects.count()
