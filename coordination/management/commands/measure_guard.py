"""Print how often the case-data guard is right on the labelled corpus."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coordination import guard_measuring

CORPUS = Path(settings.BASE_DIR) / "tests" / "coordination" / "case_data_corpus"


class Command(BaseCommand):
    help = "Measure recall and precision of the case-data guard, by kind and overall."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--corpus", type=Path, default=CORPUS, help="Folder of CSV files.")

    def handle(self, *, corpus, **options):
        files = sorted(corpus.glob("*.csv"))
        if not files:
            raise CommandError(f"There is no corpus in {corpus}.")
        parts = {path.stem: guard_measuring.read(path) for path in files}
        parts["all"] = [one for sentences in parts.values() for one in sentences]
        for name, sentences in parts.items():
            self.show(name, guard_measuring.measure(sentences))

    def show(self, name, tally):
        self.stdout.write(f"{name}: {tally.sentences} sentences, {tally.harmless} harmless")
        for kind in tally.kinds:
            recall, precision = tally.of_kind(kind)
            found, missed, wrong = tally.right[kind], tally.missed[kind], tally.wrong[kind]
            self.stdout.write(
                f"  {kind:<9} recall {recall:.3f}  precision {precision:.3f}"
                f"  ({found} found, {missed} missed, {wrong} wrong)"
            )
        self.stdout.write(
            f"  {'overall':<9} recall {tally.recall:.3f}  precision {tally.precision:.3f}\n"
        )
