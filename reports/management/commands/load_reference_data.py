"""Load the real facts that the desk starts from."""

from django.core.management.base import BaseCommand

from exchange import reference_data as guidance
from reports import reference_data as plan
from reports.statistics import reference_data as statistics
from reports.statistics import series_data
from teams import reference_data as teams


class Command(BaseCommand):
    help = (
        "Load voivodeships, institutions, teams, directory, guidance, KPD editions and code lists "
        "from data/."
    )

    def handle(self, **options):
        counts = teams.load()
        counts["guidance pages"] = guidance.load()
        counts["plan editions"] = plan.load()
        counts["code lists"] = statistics.load()
        counts["published figures"] = series_data.load()
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
