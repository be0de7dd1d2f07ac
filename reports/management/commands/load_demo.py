"""Load invented people and meetings on real teams, for trying the desk out."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = "Load the demo: invented people, mandates, rules and meetings. Never on a real desk."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("The demo is off (DEMO=0), as it is for a real desk.")
        for path in settings.DEMO_LOADERS:
            import_string(path)()
        self.stdout.write("The demo is loaded.")
