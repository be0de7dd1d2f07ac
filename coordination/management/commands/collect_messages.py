"""Collect the messages of every room into its catalogues, or check that nothing is missing."""

import shutil

from django.core.management.base import BaseCommand, CommandError

from coordination import catalogues

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Collect messages into locale/<room>/<language>; with --check only say what is missing."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing, fail on a flaw")

    def handle(self, *, check, **options):
        if shutil.which("xgettext") is None:
            raise CommandError("xgettext is missing; install the package gettext.")
        flaws = []
        for room in catalogues.ROOMS:
            for language in catalogues.FORMS:
                path = catalogues.path_of(room, language)
                book = catalogues.collected(room, language)
                flaws += [f"{room}/{language}: {flaw}" for flaw in catalogues.flaws_of(book)]
                if check and (not path.exists() or path.read_text(encoding="utf-8") != str(book)):
                    flaws.append(f"{room}/{language}: run collect_messages, texts have changed")
                if not check:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(str(book), encoding="utf-8")
        for flaw in flaws[:MOST_SHOWN]:
            self.stdout.write(flaw)
        if flaws and check:
            raise CommandError(f"{len(flaws)} flaws in the catalogues.")
        self.stdout.write("The catalogues are collected." if not check else "Catalogues complete.")
