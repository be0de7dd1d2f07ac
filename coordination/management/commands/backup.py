"""Make a backup now."""

from django.core.management.base import BaseCommand

from coordination import backing_up, backup_keeping, backup_keys


class Command(BaseCommand):
    help = "Write the whole desk into one encrypted file, check it, and drop what is too old."

    def handle(self, **options):
        made = backing_up.make()
        dropped = backup_keeping.drop_old()
        self.stdout.write(f"{made.path} ({made.size} bytes), checked; {dropped} old ones dropped.")
        self.stdout.write(
            f"Keep a copy of {backup_keys.path()} and of the SECRET_KEY somewhere else: "
            "without the first no backup can be opened."
        )
