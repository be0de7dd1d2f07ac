"""Compile the catalogues; needs no gettext on the machine."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed

from coordination import catalogues


class Command(BaseCommand):
    help = "Compile every locale/<room>/<language> catalogue."
    requires_system_checks = []

    def handle(self, **options):
        compiled = catalogues.compile_all()
        # What this process has read before is forgotten, so that the demo speaks Polish at once.
        translation_file_changed(None, Path("django.mo"))
        self.stdout.write(f"{compiled} catalogues compiled.")
