"""Take one letter from standard input, as a mail server hands it over."""

import sys

from django.core.management.base import BaseCommand

from coordination import incoming


class Command(BaseCommand):
    help = "Store and settle one incoming letter read from standard input."

    def handle(self, **options):
        mail = incoming.receive(sys.stdin.buffer.read())
        self.stdout.write(f"{mail.outcome}: {mail.reason}")
