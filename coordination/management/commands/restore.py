"""Bring a backup back."""

from django.core.management.base import BaseCommand, CommandError, no_translations

from coordination import backing_up, backup_keys, restoring
from coordination.refusals import Refused


class Command(BaseCommand):
    help = "Bring a backup back into an empty desk, or only check that it is whole."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--key", help="file with the key; by default the desk's own")
        parser.add_argument("--check", action="store_true", help="read it all, change nothing")

    @no_translations
    def handle(self, *, file, key, check, **options):
        act = backing_up.check if check else restoring.restore
        try:
            contents = act(file, backup_keys.read(key or backup_keys.path()))
        except (Refused, FileNotFoundError) as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = sum(table["rows"] for table in contents["tables"].values())
        self.stdout.write(
            f"{'Whole' if check else 'Brought back'}: {rows} rows in {len(contents['tables'])} "
            f"tables, {len(contents['documents'])} documents, made {contents['made_at']}."
        )
