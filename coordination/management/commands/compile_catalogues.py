"""Compile the catalogues; needs no gettext on the machine."""

from django.core.management.base import BaseCommand

from coordination import catalogues


class Command(BaseCommand):
    help = "Compile every locale/<room>/<language> catalogue."
    requires_system_checks = []

    def handle(self, **options):
        self.stdout.write(f"{catalogues.compile_all()} catalogues compiled.")
