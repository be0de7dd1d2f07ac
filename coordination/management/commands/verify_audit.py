"""Check that nobody has changed the audit trail."""

from django.core.management.base import BaseCommand, CommandError

from coordination import audit


class Command(BaseCommand):
    help = "Check the chain of seals over the audit trail; fails when an entry was changed."

    def handle(self, **options):
        broken = audit.broken_seals()
        if broken:
            spans = ", ".join(f"{seal.first_entry}-{seal.last_entry}" for seal in broken)
            raise CommandError(f"The audit trail was changed in entries: {spans}")
        self.stdout.write(f"The audit trail is whole; {audit.unsealed()} entries wait for a seal.")
